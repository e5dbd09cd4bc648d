/* Marks that are cards only in a card scope or if their tool is named: a lone ? or ??, :::, ::,
 * fields, RemNote's signs. Also Logseq's arrows, which are cards everywhere. */
#include "cards/cardtext.h"

static uint32_t last_line(const struct nc_node *n)
{
    while (n->last)
        n = n->last;
    return n->pos.line;
}

/* Whether a table or list stands right above, without a blank line: the text below a lone ?
 * continues it. */
static bool is_joined(const struct nc_node *before, const struct nc_node *n)
{
    return before && (before->kind == NC_TABLE || before->kind == NC_LIST) &&
           last_line(before) + 1 >= n->pos.line;
}

/* The row that holds only a lone ? or ??: a table swallows the lines below it. */
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

/* Makes a card of Obsidian_to_Anki's table of one column: its head above its first cell. */
bool cards_of_column(struct collecting *c, const struct nc_node *table)
{
    const struct nc_node *head = table->first, *row = head ? head->next : NULL;
    bool is_column = row && !row->next && head->first && head->first == head->last && row->first &&
                     row->first == row->last;
    return is_column && cards_add(c,
                                  cards_marked(nc_slice_of(head->first->first, head->first->last),
                                               nc_slice_of(row->first->first, row->first->last)),
                                  NC_CARD_LEVELS);
}

/* Moves the place before the blanks that end there. */
static void trimmed_before(struct card_place *at)
{
    struct nc_str s = at->node->u.text;
    while (at->byte > 0 && s.p[at->byte - 1] == ' ')
        at->byte--;
}

static bool starts_blank(const struct nc_node *n)
{
    return n && n->kind == NC_TEXT && nc_str_starts(n->u.text, NC_LIT(" "));
}

/* Hides "#flashcards/geo" in a question: it says where the card belongs and is not part of it. */
static void hide_scope_tags(struct collecting *c, struct nc_slice *s, const struct nc_node *p,
                            const struct nc_node *end)
{
    struct card_place from = {0};
    for (const struct nc_node *n = p->first; n && n != end; n = n->next) {
        bool is_scope = n->kind == NC_TAG && nc_str_istarts(n->u.text, NC_LIT("flashcards"));
        if (is_scope && from.node)
            nc_slice_hide(s, c->arena, from.node, from.byte, n, NC_AFTER);
        else if (is_scope) /* with the blank after it */
            nc_slice_hide(s, c->arena, n, 0, starts_blank(n->next) ? n->next : n,
                          starts_blank(n->next) ? 1 : NC_AFTER);
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
        return cards_add(c, card, NC_CARD_LEVELS);
    }
    return false;
}

/* A sign between two sides on one line. */
struct sign {
    const char *text;
    /* the tools that make it a sign, one bit each; 0: always a sign */
    unsigned tools;
    /* a sign in a card scope */
    bool in_scope;
    /* also asked from the back; the front stands after the sign */
    bool reverse, swap;
};
#define BY_REMNOTE NC_CARDS_TOOL(NC_TOOL_REMNOTE)
/* A longer sign stands before those that it begins with. */
static const struct sign signs[] = {
    {" :<-> ", 0, false, true, false},        {" :-> ", 0, false, false, false},
    {" :<- ", 0, false, false, true},         {":::", BY_REMNOTE, true, true, false},
    {"::", BY_REMNOTE, true, false, false},   {">>>", BY_REMNOTE, false, false, false},
    {">>", BY_REMNOTE, false, false, false},  {"<<", BY_REMNOTE, false, false, true},
    {"<->", BY_REMNOTE, false, true, false},  {"<>", BY_REMNOTE, false, true, false},
    {";;;", BY_REMNOTE, false, false, false}, {";;", BY_REMNOTE, false, false, false},
};

static const struct sign *sign_at(const struct collecting *c, struct nc_str rest)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        const struct sign *s = &signs[i];
        bool counts =
            (!s->tools && !s->in_scope) || (c->modes & s->tools) || (s->in_scope && c->in_scope);
        if (counts && nc_str_starts(rest, nc_str(s->text)))
            return s;
    }
    return NULL;
}

/* The first sign on a line. */
static const struct sign *find_sign(const struct collecting *c, struct card_place *at,
                                    const struct card_line *l)
{
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        if (n->kind != NC_TEXT)
            continue;
        for (size_t i = 0; i < n->u.text.n; i++) {
            const struct sign *s = strchr(" :><;", n->u.text.p[i])
                                       ? sign_at(c, nc_str_sub(n->u.text, i, n->u.text.n))
                                       : NULL;
            *at = (struct card_place){n, (uint32_t)i};
            if (s)
                return s;
        }
    }
    return NULL;
}

/* Whether the sign asks both ways, as RemNote's concepts do: "word :: what it is". */
static bool asks_both(const struct collecting *c, const struct sign *s)
{
    return s->reverse || (cards_by(c, NC_TOOL_REMNOTE) && !strcmp(s->text, "::"));
}

/* Splits "front SIGN back" on one line. */
static bool split_line(struct collecting *c, const struct nc_node *p, const struct card_line *l)
{
    struct card_place at;
    const struct sign *sign = find_sign(c, &at, l);
    if (!sign)
        return false;
    struct nc_str s = at.node->u.text;
    struct card_place after = {at.node, at.byte + (uint32_t)strlen(sign->text)};
    while (after.byte < s.n && s.p[after.byte] == ' ')
        after.byte++;
    trimmed_before(&at);
    struct nc_slice left = card_between(c, p, card_line_start(l), at),
                    right = card_between(c, p, after, card_line_end(l));
    struct nc_card card = sign->swap ? cards_marked(right, left) : cards_marked(left, right);
    card.reverse = asks_both(c, sign);
    if (nc_str_search(s, nc_str(sign->text), after.byte) < s.n)
        cards_tell(c, p, "a second '%.*s' on the line is shown as text",
                   NC_FMT(nc_str_trim(nc_str(sign->text))));
    return cards_add(c, card, NC_CARD_LEVELS);
}

bool cards_of_signs(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    bool any = false;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l))
        any |= split_line(c, p, &l);
    return any;
}

bool cards_of_item_sign(struct collecting *c, const struct nc_node *item)
{
    struct card_line l;
    struct card_place at;
    const struct nc_node *text = item->first;
    if (!cards_by(c, NC_TOOL_REMNOTE) || !text->next || !card_first_line(&l, text) || l.end)
        return false;
    const struct sign *sign = find_sign(c, &at, &l);
    if (!sign || at.node->next ||
        nc_str_trim(nc_str_sub(at.node->u.text, at.byte + strlen(sign->text), at.node->u.text.n)).n)
        return false;
    trimmed_before(&at);
    struct nc_slice left = card_between(c, text, card_line_start(&l), at),
                    right = nc_slice_of(text->next, item->last);
    struct nc_card card = sign->swap ? cards_marked(right, left) : cards_marked(left, right);
    card.reverse = asks_both(c, sign);
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* "word:: value" is a field unless the author asked for cards explicitly. */
bool cards_of_field(struct collecting *c, const struct nc_node *p)
{
    const struct nc_node *f = p->first;
    if (!c->scope_is_explicit || !f || f->kind != NC_FIELD || f->next || !f->first)
        return false;
    struct nc_node *asked = NC_NEW(c->arena, struct nc_node),
                   *key = NC_NEW(c->arena, struct nc_node);
    *asked = (struct nc_node){.kind = NC_PARAGRAPH, .pos = p->pos, .first = key, .last = key};
    *key =
        (struct nc_node){.kind = NC_TEXT, .pos = f->pos, .parent = asked, .u.text = f->u.field.key};
    struct nc_slice back = nc_slice_of(p, p);
    back.hides_keys = true;
    return cards_add(c, cards_marked(nc_slice_of(asked, asked), back), NC_CARD_LEVELS);
}

/* Whether " :: " or " ::: " stands with blanks around it, which a field ("key:: value") does not
 * have. */
static bool has_spaced_sign(const struct card_line *l)
{
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next)
        if (n->kind == NC_TEXT && (nc_str_search(n->u.text, NC_LIT(" :: "), 0) < n->u.text.n ||
                                   nc_str_search(n->u.text, NC_LIT(" ::: "), 0) < n->u.text.n))
            return true;
    return false;
}

void cards_see_unscoped(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    bool seen = false;
    if (c->in_scope || !c->diags)
        return;
    for (bool more = card_first_line(&l, p); more && !seen; more = card_next_line(&l)) {
        bool is_between = l.first != p->first && l.end;
        seen = has_spaced_sign(&l) ||
               (is_between && (card_line_is(&l, "?") || card_line_is(&l, "??")));
    }
    if (seen && !c->unscoped++)
        c->first_unscoped = p;
}

void cards_tell_unscoped(struct collecting *c)
{
    if (c->unscoped)
        cards_tell(c, c->first_unscoped,
                   "%zu text%s with '::' or a lone '?' make%s no card: these marks count only in a "
                   "note with the tag #flashcards, a deck: or cards:, or with --cards=osr",
                   c->unscoped, c->unscoped == 1 ? "" : "s", c->unscoped == 1 ? "s" : "");
}
