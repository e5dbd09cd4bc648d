/* A note that is a card, as in yanki (github.com/kitschpatrol/yanki): front, a rule, back. Two
 * rules in a row anywhere also ask from the back; a further rule then separates the extra text.
 * ~~x~~ before the first rule is a cloze; emphasis at the end of a note without a rule is a typed
 * answer. {{c1::x}} is text. */
#include "cards/cardtext.h"

static bool is_number(struct nc_str s)
{
    size_t i = 0;
    while (i < s.n && nc_ascii_is_digit(s.p[i]))
        i++;
    return s.n > 0 && i == s.n;
}

static struct nc_str note_id(const struct nc_doc *doc)
{
    const struct nc_value *v = nc_meta_get(&doc->meta, "noteId");
    return nc_value_is_scalar(v) && is_number(nc_str_trim(v->raw)) ? nc_str_trim(v->raw) : NC_NONE;
}

static bool is_shown(const struct nc_node *n)
{
    return n->kind != NC_RULE && n->kind != NC_FOOTNOTES && n->kind != NC_COMMENT_BLOCK;
}

/* The blocks from n to before the next rule or the end. *next: the rule. */
static struct nc_slice part(const struct nc_node *n, const struct nc_node **next)
{
    struct nc_slice s = nc_slice_of(NULL, NULL);
    for (; n && n->kind != NC_RULE && n->kind != NC_FOOTNOTES; n = n->next) {
        if (!is_shown(n))
            continue;
        s.first = s.first ? s.first : n;
        s.last = n;
    }
    *next = n && n->kind == NC_RULE ? n : NULL;
    return s;
}

/* All blocks after a rule, or after two in a row. */
static struct nc_slice rest(const struct nc_node *rule)
{
    struct nc_slice s = nc_slice_of(NULL, NULL);
    for (const struct nc_node *n = rule->next; n && n->kind != NC_FOOTNOTES; n = n->next) {
        if (!is_shown(n))
            continue;
        s.first = s.first ? s.first : n;
        s.last = n;
    }
    return s;
}

/* The number at the beginning of a cloze: ~~2 x~~. Its digits and the blank are not shown. */
static uint32_t own_number(const struct nc_node *strike, uint32_t *length)
{
    const struct nc_node *text = strike->first;
    uint32_t n = 0, i = 0;
    *length = 0;
    if (!text || text->kind != NC_TEXT)
        return 0;
    for (; i < text->u.text.n && i < 3 && nc_ascii_is_digit(text->u.text.p[i]); i++)
        n = n * 10 + (uint32_t)(text->u.text.p[i] - '0');
    if (!n || i + 1 >= text->u.text.n || text->u.text.p[i] != ' ')
        return 0;
    *length = i + 1;
    return n;
}

/* The hint of a cloze: the emphasis at its end, "~~x _hint_~~". */
static const struct nc_node *hint_of(const struct nc_node *strike)
{
    const struct nc_node *last = strike->last;
    return last && last != strike->first && last->kind == NC_EMPH ? last : NULL;
}

static struct nc_str plain_text(struct collecting *c, const struct nc_node *n)
{
    struct nc_buf b = {0};
    nc_plain_text(&b, n);
    struct nc_str s = nc_arena_str(c->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

static void mark_strike(struct collecting *c, struct nc_slice *s, const struct nc_node *strike,
                        uint32_t *number)
{
    uint32_t length, own = own_number(strike, &length);
    const struct nc_node *hint = hint_of(strike);
    *number = own ? *number : *number + 1;
    nc_slice_mark(
        s, c->arena,
        (struct nc_mark){.node = strike, .kind = NC_MARK_OPEN, .number = own ? own : *number});
    if (length)
        nc_slice_hide(s, c->arena, strike->first, 0, strike->first, length);
    if (hint)
        nc_slice_hide(s, c->arena, hint, 0, hint, NC_AFTER);
    nc_slice_mark(s, c->arena,
                  (struct nc_mark){.node = strike,
                                   .byte = NC_AFTER,
                                   .kind = NC_MARK_CLOSE,
                                   .hint = hint ? plain_text(c, hint) : NC_NONE});
}

/* Marks every ~~x~~ of a slice as a cloze and returns how many there are. */
static uint32_t mark_strikes(struct collecting *c, struct nc_slice *s)
{
    uint32_t number = 0, count = 0;
    for (const struct nc_node *block = s->first; block; block = block->next) {
        struct nc_walk w;
        nc_walk_begin(&w, block);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            if (e != NC_WALK_ENTER || w.node->kind != NC_STRIKE || !w.node->first)
                continue;
            mark_strike(c, s, w.node, &number);
            count++;
            nc_walk_skip(&w);
        }
        if (block == s->last)
            break;
    }
    return count;
}

static bool is_visible_text(const struct nc_node *n)
{
    return n->kind == NC_TEXT && nc_str_trim(n->u.text).n;
}

static bool is_visible_emphasis(const struct nc_node *n)
{
    const struct nc_node *child = n->kind == NC_EMPH ? n->first : NULL;
    while (child && !is_visible_text(child))
        child = child->next;
    return child != NULL;
}

/* The emphasis that ends the text of the front, unless it is the whole text: the answer to type. */
static const struct nc_node *typed_answer(const struct nc_slice *front)
{
    const struct nc_node *answer = NULL;
    size_t count = 0;
    for (const struct nc_node *block = front->first; block; block = block->next) {
        struct nc_walk w;
        nc_walk_begin(&w, block);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            bool is_emphasis = e == NC_WALK_ENTER && is_visible_emphasis(w.node);
            if (!is_emphasis && !(e == NC_WALK_ENTER && is_visible_text(w.node)))
                continue;
            answer = is_emphasis ? w.node : NULL;
            count++;
            if (is_emphasis)
                nc_walk_skip(&w);
        }
        if (block == front->last)
            break;
    }
    return count > 1 ? answer : NULL;
}

/* Takes the typed answer off the front, together with its paragraph if that holds nothing else. */
static void take_typed(struct collecting *c, struct nc_card *card, const struct nc_node *answer)
{
    const struct nc_node *p = answer->parent, *before = card->front.first;
    while (nc_holds_inlines(p->kind) && !nc_is_text_block(p))
        p = p->parent;
    while (before != p && before->next && before->next != p)
        before = before->next;
    if (p == card->front.last && answer == p->first && answer == p->last)
        card->front.last = before;
    else
        nc_slice_hide(&card->front, c->arena, answer, 0, answer, NC_AFTER);
    card->back =
        card_between(c, p, (struct card_place){answer, 0}, (struct card_place){answer, NC_AFTER});
    card->type_in = true;
}

static bool has_two_rules(const struct nc_node *n)
{
    while (n && !(n->kind == NC_RULE && n->next && n->next->kind == NC_RULE))
        n = n->next;
    return n != NULL;
}

static void split(struct nc_card *card, const struct nc_node *rule)
{
    const struct nc_node *next = NULL;
    card->reverse = has_two_rules(rule);
    if (!card->reverse) {
        card->back = rest(rule);
        return;
    }
    if (rule->next && rule->next->kind == NC_RULE)
        rule = rule->next;
    card->back = part(rule->next, &next);
    if (next)
        card->extra = rest(next);
}

bool cards_of_note(struct collecting *c)
{
    struct nc_str id = note_id(c->doc);
    if (!id.n && !cards_by(c, NC_TOOL_YANKI))
        return false;
    const struct nc_node *rule;
    struct nc_card card = {.origin = NC_CARD_MARK, .id = id};
    card.front = part(c->doc->root->first, &rule);
    if (!card.front.first) {
        if (rule)
            cards_report(c, rule, "there is nothing before the '---', so the note makes no card");
        return true;
    }
    c->front_alone = true;
    const struct nc_node *typed = rule ? NULL : typed_answer(&card.front);
    if (mark_strikes(c, &card.front)) {
        card.kind = NC_CARD_CLOZE;
        if (rule)
            card.back = rest(rule);
    } else if (typed) {
        take_typed(c, &card, typed);
    } else if (rule) {
        split(&card, rule);
    }
    card.front.keeps_clozes = card.back.keeps_clozes = card.extra.keeps_clozes = true;
    cards_add(c, card, 0);
    return true;
}
