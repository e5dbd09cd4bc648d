/* Cards whose fields begin with labels: AnkiOps (Q: A: with E: and M: below, F: B: both ways, T: a
 * cloze, --- between cards) and hashcards (Q: A:, and C: with [clozes]). */
#include "cards/cardparts.h"

enum { Q, A, F, B, T, THA, C, E, M, LABELS };
static const char *const labels[LABELS] = {"Q", "A", "F", "B", "T", "THA", "C", "E", "M"};

/* "note_key: 0123456789ab" in a comment before the card. */
static struct nc_str note_key(const struct nc_node *n)
{
    struct nc_str word = NC_LIT("note_key:");
    struct nc_str s = n->kind == NC_COMMENT_BLOCK ? nc_str_trim(n->u.text) : NC_NONE;
    return nc_str_starts(s, word) ? nc_str_trim(nc_str_sub(s, word.n, s.n)) : NC_NONE;
}

bool cards_has_note_key(const struct nc_doc *doc)
{
    for (const struct nc_node *n = doc->root->first; n; n = n->next)
        if (note_key(n).n)
            return true;
    return false;
}

/* What is known of the card at hand. */
struct labelled {
    struct card_span fields[LABELS];
    bool has[LABELS];
};

static struct nc_slice field(struct collecting *c, const struct labelled *l, int label)
{
    return l->has[label] ? card_span_slice(c, &l->fields[label]) : nc_slice_of(NULL, NULL);
}

/* The text below the answer: E:, else M:. */
static struct nc_slice extra(struct collecting *c, const struct labelled *l)
{
    return field(c, l, l->has[E] ? E : M);
}

static void add(struct collecting *c, const struct labelled *l, struct nc_str key)
{
    static const struct cloze_rule square = {CARD_SQUARE, false}, numbered = {CARD_CLOZES, true};
    int front = l->has[Q] ? Q : l->has[F] ? F : l->has[T] ? T : l->has[THA] ? THA : C;
    if (!l->has[front])
        return;
    const struct card_span *span = &l->fields[front];
    struct nc_card card = cards_marked(field(c, l, front), nc_slice_of(NULL, NULL));
    bool is_added = false;
    card.id = key;
    card.extra = extra(c, l);
    if (front == Q || front == F) {
        card.back = field(c, l, front == Q ? A : B);
        card.reverse = front == F;
        is_added = cards_add(c, card, NC_CARD_LEVELS);
    } else {
        card.back = card.extra;
        card.extra = nc_slice_of(NULL, NULL);
        is_added = cards_add_cloze_of(c, card, span, front == C ? &square : &numbered);
    }
    if (!is_added && span->first)
        cards_tell(c, span->first, "'%s:' has no %s, so it makes no card", labels[front],
                   front == Q   ? "answer ('A:')"
                   : front == F ? "back ('B:')"
                                : "cloze");
}

bool cards_of_labels(struct collecting *c)
{
    struct card_parts parts;
    struct labelled l = {0};
    struct nc_str key = NC_NONE;
    card_parts_read(c, &parts, c->doc->root->first, NULL,
                    CARD_AT_RULE | CARD_AT_HEADING | CARD_AT_LABEL, labels, LABELS);
    for (size_t i = 0; i < parts.count; i++) {
        const struct card_part *p = &parts.items[i];
        bool begins = p->label == Q || p->label == F || p->label == T || p->label == THA ||
                      p->label == C || p->label < 0;
        if (begins) {
            add(c, &l, key);
            l = (struct labelled){0};
            key = i && p[-1].comment ? note_key(p[-1].comment) : NC_NONE;
        }
        if (p->label >= 0) {
            l.fields[p->label] = p->span;
            l.has[p->label] = p->span.first != NULL;
        }
    }
    add(c, &l, key);
    return true;
}
