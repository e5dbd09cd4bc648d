/* Marks that are cards only in a card scope or if their tool is named: :::, ::, fields, RemNote's
 * signs. Also Logseq's arrows, which are cards everywhere. */
#include "base/utf8.h"
#include "cards/cardwish.h"

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

/* Whether "{{c1" stands before i: its "::" belongs to a cloze that nothing closes. */
static bool is_in_cloze(struct nc_str s, size_t i)
{
    while (i > 0 && nc_ascii_is_digit(s.p[i - 1]))
        i--;
    return nc_str_ends(nc_str_sub(s, 0, i), NC_LIT("{{c"));
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
            if (s && !is_in_cloze(n->u.text, i))
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
    at = card_before_blanks(at);
    struct card_wishes asked;
    struct card_place end = card_end_mark(&asked, l);
    end = end.node ? end : card_line_end(l);
    struct nc_slice left = nc_slice_of(p, p), right = card_between(c, p, after, end);
    nc_slice_hide(&left, c->arena, p->first, 0, l->first, 0);
    cards_hide_scope_tags(c, &left, l->first, at.node);
    nc_slice_hide(&left, c->arena, at.node, at.byte, p->last, NC_AFTER);
    struct nc_card card = sign->swap ? cards_marked(right, left) : cards_marked(left, right);
    card.reverse = asked.reverse || asks_both(c, sign);
    card.type_in = asked.type_in;
    if (nc_str_search(s, nc_str(sign->text), after.byte) < s.n)
        cards_report(c, p, "a second '%.*s' on the line is shown as text",
                     NC_FMT(nc_str_trim(nc_str(sign->text))));
    if (cards_add(c, card, NC_CARD_LEVELS))
        return true;
    cards_report(c, l->first, "there is nothing %s '%.*s', so the line makes no card",
                 cards_shows(c, &left) ? "after" : "before",
                 NC_FMT(nc_str_trim(nc_str(sign->text))));
    return false;
}

/* Makes the cards of a text line by line. False: no line made one. */
static bool of_lines(struct collecting *c, const struct nc_node *p,
                     bool (*make)(struct collecting *, const struct nc_node *,
                                  const struct card_line *))
{
    struct card_line l;
    bool any = false;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l))
        any |= make(c, p, &l);
    return any;
}

bool cards_of_signs(struct collecting *c, const struct nc_node *p)
{
    return of_lines(c, p, split_line);
}

bool cards_has_sign(const struct collecting *c, const struct nc_node *p, const struct nc_node *end)
{
    struct card_line l;
    struct card_place at;
    bool found = false;
    for (bool more = card_first_line(&l, p); more && !found;
         more = l.end != end && card_next_line(&l))
        found = find_sign(c, &at, &l);
    return found;
}

bool cards_of_marked_signs(struct collecting *c, const struct nc_node *p)
{
    bool was = c->in_scope;
    c->in_scope = true;
    bool any = cards_of_signs(c, p);
    c->in_scope = was;
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
    if (!sign || at.node->next)
        return false;
    struct nc_str s = at.node->u.text,
                  rest = nc_str_trim(nc_str_sub(s, at.byte + strlen(sign->text), s.n));
    if (rest.n && !nc_str_eqz(rest, "1.")) /* ">>1." asks for a numbered list */
        return false;
    at = card_before_blanks(at);
    struct nc_slice left = card_between(c, text, card_line_start(&l), at),
                    right = nc_slice_of(text->next, item->last);
    struct nc_card card = sign->swap ? cards_marked(right, left) : cards_marked(left, right);
    card.reverse = asks_both(c, sign);
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* Whether "word::value" has no blank after its sign. */
static bool is_unspaced(const struct nc_node *field)
{
    size_t value = field->pos.col + nc_utf8_count(field->u.field.key) + strlen("::");
    return field->first->pos.line == field->pos.line && field->first->pos.col == value;
}

/* Makes a card of a line that is a field: word:: value. */
static bool field_card(struct collecting *c, const struct nc_node *p, const struct card_line *l)
{
    const struct nc_node *f = l->first;
    struct card_wishes asked;
    if (!f || f->kind != NC_FIELD || f->next != l->end || !f->first)
        return false;
    const struct card_line value = {f->first, NULL};
    struct card_place end = card_end_mark(&asked, &value);
    if (!c->in_scope && !end.node)
        return false;
    if (!c->scope_is_explicit && !is_unspaced(f) && !end.node) {
        if (c->scope_is_tag)
            c->first_field = c->fields++ ? c->first_field : f;
        return false;
    }
    struct nc_node *front = NC_NEW(c->arena, struct nc_node),
                   *key = NC_NEW(c->arena, struct nc_node);
    *front = (struct nc_node){.kind = NC_PARAGRAPH, .pos = f->pos, .first = key, .last = key};
    *key =
        (struct nc_node){.kind = NC_TEXT, .pos = f->pos, .parent = front, .u.text = f->u.field.key};
    bool is_all = f == p->first && !l->end && !end.node;
    struct nc_slice back =
        is_all ? nc_slice_of(p, p)
               : card_between(c, p, card_line_start(l), end.node ? end : card_line_end(l));
    back.hides_keys = true;
    struct nc_card card = cards_marked(nc_slice_of(front, front), back);
    card.reverse = asked.reverse;
    card.type_in = asked.type_in;
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* "word:: value" is a field unless the author asked for cards explicitly; "word::value" in a card
 * scope is a card. */
bool cards_of_field(struct collecting *c, const struct nc_node *p)
{
    return of_lines(c, p, field_card);
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

void cards_report_unscoped(struct collecting *c)
{
    if (c->fields)
        cards_report(c, c->first_field,
                     "%zu line%s 'word:: value' %s read as %s and make%s no card; write "
                     "'word::value', or 'cards: osr' in the front matter",
                     c->fields, c->fields == 1 ? "" : "s", c->fields == 1 ? "is" : "are",
                     c->fields == 1 ? "a field" : "fields", c->fields == 1 ? "s" : "");
    if (c->unscoped)
        cards_report(
            c, c->first_unscoped,
            "%zu text%s with '::' or a lone '?' make%s no card: these marks count only in a "
            "note with the tag #flashcards, a deck: or cards:, or with --cards=osr",
            c->unscoped, c->unscoped == 1 ? "" : "s", c->unscoped == 1 ? "s" : "");
}
