/* Fields of Dataview. */
#include "parse/construct/field.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/construct/markkinds.h"
#include "parse/leaf/origin.h"

#define MAX_KEY 40      /* bytes of a key */
#define MAX_PAIRED 1000 /* bytes after a value's first bracket in which another may end it */

/* The length of the key at i with its "::", or 0. Inside brackets the key may hold blanks. */
static size_t key_length(struct nc_str s, size_t i, bool blanks)
{
    size_t from = i;
    bool word = false;
    for (unsigned len; i < s.n && i - from <= MAX_KEY; i += len) {
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp == ':')
            return word && i + 1 < s.n && s.p[i + 1] == ':' && (i + 2 == s.n || s.p[i + 2] == ' ')
                       ? i + 2 - from
                       : 0;
        if (!nc_is_alnum(cp) && cp != '-' && cp != '_' && cp != '/' && cp != '.' &&
            !(blanks && cp == ' '))
            return 0;
        word |= cp != ' ';
    }
    return 0;
}

/* The offset of the bracket that ends the value at `from`: the one after the pairs within it, or
 * the first one if they do not pair. s.n: there is none. */
static size_t end_of_value(struct nc_str s, char close, size_t from)
{
    size_t first = nc_str_find(s, close, from), depth = 0;
    size_t limit = s.n - first > MAX_PAIRED ? first + MAX_PAIRED : s.n;
    for (size_t i = from; first < s.n && i < limit; i++) {
        depth += s.p[i] == (close == ']' ? '[' : '(');
        if (s.p[i] == close && depth-- == 0)
            return i;
    }
    return first;
}

/* "[key:: value]", "(key:: value)" */
static bool find_field(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    char close = s.p[i] == '[' ? ']' : ')';
    size_t key = key_length(s, i + 1, true), value = i + 1 + key;
    size_t *unclosed = &r->unclosed[close == ')'];
    if (!key || i >= *unclosed)
        return false;
    size_t to = end_of_value(s, close, value);
    if (to == s.n) {
        *unclosed = i;
        return false;
    }
    struct nc_pos pos = nc_mark_pos(r, i);
    struct nc_node *n = nc_node_new(r->doc, NC_FIELD, pos);
    n->u.field.key = nc_arena_str(r->doc->arena, nc_str_trim(nc_str_sub(s, i + 1, value - 2)));
    n->u.field.hide_key = close == ')';
    while (value < to && s.p[value] == ' ')
        value++;
    if (value < to)
        nc_node_append(n, nc_node_text(r->doc, NC_TEXT, nc_mark_pos(r, value),
                                       nc_arena_str(r->doc->arena, nc_str_sub(s, value, to))));
    *mark = (struct nc_mark){i, to + 1, n};
    return true;
}

/* --- fields that hold inlines --- */

void nc_fields_read(struct nc_doc *doc, struct nc_node *block)
{
    bool at_start = true;
    for (struct nc_node *n = block->first; n; n = n->next) {
        bool begins = at_start && n->kind == NC_TEXT;
        at_start = nc_is_break(n);
        begins = begins && nc_str_find(n->u.text, ':', 0) < n->u.text.n;
        size_t key = begins ? key_length(n->u.text, 0, false) : 0;
        if (!key || (key == n->u.text.n && !n->next))
            continue;
        struct nc_node *value = nc_node_new(doc, NC_TEXT, n->pos), *rest = n->next;
        struct nc_str s = n->u.text;
        n->kind = NC_FIELD;
        memset(&n->u, 0, sizeof n->u);
        n->u.field.key = nc_str_sub(s, 0, key - 2);
        size_t from = key;
        while (from < s.n && s.p[from] == ' ')
            from++;
        value->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(s, 0, from));
        value->u.text = nc_str_sub(s, from, s.n);
        n->next = NULL;
        if (value->u.text.n)
            nc_node_append(n, value);
        while (rest && !nc_is_break(rest)) {
            struct nc_node *next = rest->next;
            rest->parent = NULL;
            nc_node_append(n, rest);
            rest->next = NULL;
            rest = next;
        }
        n->next = rest;
        if (!rest)
            block->last = n;
    }
}

static struct nc_node *text_part(struct nc_doc *doc, const struct nc_node *n, size_t from,
                                 size_t to)
{
    struct nc_pos pos = n->pos;
    pos.col += (uint32_t)nc_utf8_count(nc_str_sub(n->u.text, 0, from));
    return nc_node_text(doc, NC_TEXT, pos, nc_str_sub(n->u.text, from, to));
}

/* The text after n, on the same line, that holds close; NULL if there is none. */
static struct nc_node *closing_text(const struct nc_node *n, char close)
{
    for (struct nc_node *e = n->next; e; e = e->next) {
        if (nc_is_break(e))
            return NULL;
        if (nc_is_open_text(e) && nc_str_find(e->u.text, close, 0) < e->u.text.n)
            return e;
    }
    return NULL;
}

/* Makes a field of the nodes between "[key::" at offset i of n and close in the text end. */
static void wrap_field(struct nc_doc *doc, struct nc_node *n, size_t i, size_t key,
                       struct nc_node *end, char close)
{
    struct nc_node *field = text_part(doc, n, i, i);
    struct nc_str s = n->u.text;
    size_t value = i + 1 + key, at = end_of_value(end->u.text, close, 0);
    field->kind = NC_FIELD;
    memset(&field->u, 0, sizeof field->u);
    field->u.field.key = nc_str_trim(nc_str_sub(s, i + 1, value - 2));
    field->u.field.hide_key = close == ')';
    while (value < s.n && s.p[value] == ' ')
        value++;
    if (value < s.n)
        nc_node_append(field, text_part(doc, n, value, s.n));
    for (struct nc_node *c = n->next, *next; c != end; c = next) {
        next = c->next;
        nc_node_append(field, c);
    }
    if (at)
        nc_node_append(field, text_part(doc, end, 0, at));
    end->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(end->u.text, 0, at + 1));
    end->u.text = nc_str_sub(end->u.text, at + 1, end->u.text.n);
    n->u.text = nc_str_sub(s, 0, i);
    n->next = field;
    field->parent = n->parent;
    field->next = end;
}

/* Reads "[due:: [[note]]]" and "(by:: *someone*)"; find_field has found the fields that hold only
 * text. */
void nc_wide_fields_read(struct nc_doc *doc, struct nc_node *parent)
{
    const struct nc_node *none[2] = {NULL, NULL}; /* nothing closes [ or ( on this line */
    for (struct nc_node *n = parent->first; n; n = n->next) {
        if (nc_is_break(n))
            none[0] = none[1] = NULL;
        if (!nc_is_open_text(n))
            continue;
        if (nc_str_find(n->u.text, ':', 0) == n->u.text.n)
            continue;
        for (size_t i = 0; i < n->u.text.n; i++) {
            char c = n->u.text.p[i], close = c == '[' ? ']' : ')';
            if ((c != '[' && c != '(') || none[c == '('])
                continue;
            size_t key = key_length(n->u.text, i + 1, true);
            if (!key || nc_str_find(n->u.text, close, i + 1 + key) < n->u.text.n)
                continue;
            struct nc_node *end = closing_text(n, close);
            if (end)
                wrap_field(doc, n, i, key, end, close);
            else
                none[c == '('] = n;
        }
    }
}

static bool is_read(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_NOTES || opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_mark_kind nc_bracket_field_mark = {
    .begins = "[", .needs = ":", .is_read = is_read, .find = find_field};
const struct nc_mark_kind nc_paren_field_mark = {
    .begins = "(", .needs = ":", .is_read = is_read, .find = find_field};
