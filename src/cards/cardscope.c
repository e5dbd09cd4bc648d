/* Marks that are cards in a card scope only: a lone ? or ??, :::, ::, fields; and Logseq's arrow.
 */
#include "cards/cardtext.h"

static uint32_t last_line(const struct nc_node *n)
{
    while (n->last)
        n = n->last;
    return n->pos.line;
}

/* A table or list right above, without a blank line: the text below a lone ? goes on with it. */
static bool is_joined(const struct nc_node *before, const struct nc_node *n)
{
    return before && (before->kind == NC_TABLE || before->kind == NC_LIST) &&
           last_line(before) + 1 >= n->pos.line;
}

/* The row that holds nothing but a lone ? or ??: a table takes in the lines below it. */
static const struct nc_node *question_row(const struct nc_node *table, bool *both)
{
    for (const struct nc_node *row = table->first; row; row = row->next) {
        const struct nc_node *text = row->first ? row->first->first : NULL;
        struct card_line l;
        if (!card_is_text(text) || !card_first_line(&l, text))
            continue;
        *both = card_line_is(&l, "??");
        if ((*both || card_line_is(&l, "?")) && row != table->first && row->next)
            return row;
    }
    return NULL;
}

static bool is_tags_only(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (n->kind != NC_TAG && !nc_is_break(n) &&
            (n->kind != NC_TEXT || nc_str_trim(n->u.text).n))
            return false;
    return true;
}

bool cards_of_table(struct collecting *c, const struct nc_node *table)
{
    bool both;
    const struct nc_node *row = question_row(table, &both);
    if (!row)
        return false;
    bool has_text = c->before && c->before->kind == NC_PARAGRAPH && !is_tags_only(c->before);
    struct nc_slice front = nc_slice_of(has_text ? c->before : table, table);
    nc_slice_hide(&front, c->arena, row, 0, table->last, NC_AFTER);
    const struct nc_node *answer = row->next->first->first;
    struct nc_slice back = nc_slice_of(answer, answer);
    if (row->next->next) {
        back = nc_slice_of(table, table);
        nc_slice_hide(&back, c->arena, table->first, 0, row, NC_AFTER);
    }
    struct nc_card card = cards_marked(front, back);
    card.reverse = both;
    cards_add(c, card, NC_CARD_LEVELS);
    return true;
}

/* The place before the blanks that end there. */
static void trimmed_before(struct card_place *at)
{
    struct nc_str s = at->node->u.text;
    while (at->byte > 0 && s.p[at->byte - 1] == ' ')
        at->byte--;
}

/* "#flashcards/geo" in a question says where its card belongs, and is no part of it. */
static void hide_scope_tags(struct collecting *c, struct nc_slice *s, const struct nc_node *p,
                            const struct nc_node *end)
{
    struct card_place from = {0};
    for (const struct nc_node *n = p->first; n && n != end; n = n->next) {
        bool is_scope = n->kind == NC_TAG && nc_str_istarts(n->u.text, NC_LIT("flashcards"));
        if (is_scope && from.node)
            nc_slice_hide(s, c->arena, from.node, from.byte, n, NC_AFTER);
        else if (is_scope)
            nc_slice_hide(s, c->arena, n, 0, n, NC_AFTER);
        from = (struct card_place){n->kind == NC_TEXT ? n : NULL, (uint32_t)n->u.text.n};
        if (from.node)
            trimmed_before(&from);
    }
}

bool cards_of_question_mark(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    struct card_place line_before = {0};
    for (bool more = card_first_line(&l, p); more;
         line_before = card_line_end(&l), more = card_next_line(&l)) {
        bool both = card_line_is(&l, "??");
        if ((!both && !card_line_is(&l, "?")) || l.first == p->first || !l.end)
            continue;
        bool is_top = p->parent == c->doc->root;
        const struct nc_node *first = is_top && is_joined(c->before, p) ? c->before : p;
        if (first != p && c->before_that && c->before_that->kind == NC_PARAGRAPH &&
            !is_tags_only(c->before_that))
            first = c->before_that;
        struct nc_slice front = nc_slice_of(first, p);
        hide_scope_tags(c, &front, p, line_before.node);
        nc_slice_hide(&front, c->arena, line_before.node, 0, p->last, NC_AFTER);
        struct card_place from = {l.end, NC_AFTER};
        struct nc_card card =
            cards_marked(front, card_between(c, p, from, (struct card_place){NULL, 0}));
        card.reverse = both;
        size_t count = c->out->count;
        cards_add(c, card, NC_CARD_LEVELS);
        return c->out->count > count;
    }
    return false;
}

/* front SIGN back on one line. */
static bool split_line(struct collecting *c, const struct nc_node *p, const struct card_line *l,
                       const char *sign, bool reverse)
{
    struct card_place at;
    if (!card_find(&at, l, sign))
        return false;
    struct nc_str s = at.node->u.text;
    struct card_place after = {at.node, at.byte + (uint32_t)strlen(sign)};
    while (after.byte < s.n && s.p[after.byte] == ' ')
        after.byte++;
    trimmed_before(&at);
    struct nc_card card = cards_marked(card_between(c, p, card_line_start(l), at),
                                       card_between(c, p, after, card_line_end(l)));
    card.reverse = reverse;
    size_t before = c->out->count;
    cards_add(c, card, NC_CARD_LEVELS);
    return c->out->count > before;
}

bool cards_of_signs(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    bool any = false;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l)) {
        bool arrow = split_line(c, p, &l, " :-> ", false); /* Logseq's */
        any |= arrow || (c->in_scope &&
                         (split_line(c, p, &l, ":::", true) || split_line(c, p, &l, "::", false)));
    }
    return any;
}

/* "word:: value" is a field, unless the author asked for cards in plain words. */
bool cards_of_field(struct collecting *c, const struct nc_node *p)
{
    const struct nc_node *f = p->first;
    if (!c->scope_is_explicit || !f || f->kind != NC_FIELD || f->next || !f->first)
        return false;
    struct nc_slice front = nc_slice_of(p, p);
    nc_slice_hide(&front, c->arena, f->first, 0, f->last, NC_AFTER);
    struct nc_slice back = nc_slice_of(p, p);
    nc_slice_hide(&back, c->arena, p->first, 0, f->first, 0);
    cards_add(c, cards_marked(front, back), NC_CARD_LEVELS);
    return true;
}
