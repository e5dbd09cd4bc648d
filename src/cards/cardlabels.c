/* Cards whose fields begin with labels: AnkiOps (Q: A: with E: and M: below; F: B: asked both ways;
 * Q: I: with an answer to type; C1: to C8: choices between Q: and A:; T: a cloze; --- between
 * cards) and hashcards (Q: A:, and C: with [clozes]). */
#include "cards/cardparts.h"

#define CHOICES 8
enum { Q, A, F, B, T, THA, C, E, M, I, C1, LABELS = C1 + CHOICES };
static const char *const labels[LABELS] = {"Q", "A",  "F",  "B",  "T",  "THA", "C",  "E",  "M",
                                           "I", "C1", "C2", "C3", "C4", "C5",  "C6", "C7", "C8"};

/* The key in a comment "note_key: 0123456789ab" before the card. */
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

/* The current card. */
struct labelled {
    struct card_span fields[LABELS];
    bool has[LABELS];
    /* the part of Q:, or NULL */
    const struct card_part *question;
    /* number of parts C1:, C2: … that follow it directly */
    size_t choices;
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

/* The first text of the line at the beginning of a part, which holds its label; or NULL. */
static const struct nc_node *label_text(const struct card_part *p)
{
    const struct nc_node *before = p[-1].span.last == p->span.first ? p[-1].span.to.node : NULL;
    const struct nc_node *n = before ? before->next : p->span.first->first;
    while (n && n->kind != NC_TEXT)
        n = n->first;
    return n;
}

/* The question with its numbered choices below it; "C2:" loses its letter. */
static struct nc_slice with_choices(struct collecting *c, const struct labelled *l)
{
    const struct card_part *q = l->question, *last = q + l->choices;
    struct nc_slice s = nc_slice_of(q->span.first, last->span.last);
    nc_slice_hide(&s, c->arena, q->span.first->first, 0, q->span.from.node, q->span.from.byte);
    for (const struct card_part *p = q + 1; p <= last; p++) {
        const struct nc_node *text = label_text(p);
        if (text)
            nc_slice_hide(&s, c->arena, text, 0, text, 1);
    }
    if (last->span.to.node)
        nc_slice_hide(&s, c->arena, last->span.to.node, last->span.to.byte, last->span.last->last,
                      NC_AFTER);
    s.keeps_lines = true;
    return s;
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
        card.type_in = front == Q && !l->has[A] && l->has[I];
        card.back = field(c, l, front == F ? B : card.type_in ? I : A);
        card.reverse = front == F;
        if (front == Q && l->choices)
            card.front = with_choices(c, l);
        is_added = cards_add(c, card, NC_CARD_LEVELS);
    } else {
        card.back = card.extra;
        card.extra = nc_slice_of(NULL, NULL);
        is_added = cards_add_cloze_of(c, card, span, front == C ? &square : &numbered);
    }
    if (!is_added && span->first)
        cards_report(c, span->first, "'%s:' has no %s, so it makes no card", labels[front],
                     front == Q   ? "answer ('A:' or 'I:')"
                     : front == F ? "back ('B:')"
                                  : "cloze");
}

bool cards_of_labels(struct collecting *c)
{
    struct card_parts parts;
    struct labelled l = {0};
    struct nc_str key = NC_NONE;
    card_parts_read(c, &parts, CARD_AT_RULE | CARD_AT_HEADING | CARD_AT_LABEL, labels, LABELS);
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
        if (p->label == Q)
            l.question = p;
        if (l.question && p->label == C1 + (int)l.choices && p == l.question + l.choices + 1)
            l.choices++;
        else if (p->label >= C1 && p->span.first)
            cards_report(c, p->span.first,
                         "'%s:' does not follow the previous choice, so it is on no card; write "
                         "'C1:', 'C2:' and so on right below 'Q:'",
                         labels[p->label]);
    }
    add(c, &l, key);
    return true;
}
