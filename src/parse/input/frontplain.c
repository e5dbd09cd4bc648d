/* The plain part of YAML: keys at the left edge; values on one line, bare or in quotes without
 * escapes; lists of such values, one per line or in brackets. Whatever is in doubt goes to libyaml.
 */
#include "parse/input/frontplain.h"

#include "base/ascii.h"
#include "parse/input/frontlines.h"

#include <string.h>

/* Longest key without a "?" in YAML, which counts characters; this counts bytes. */
#define MAX_KEY 128

struct scan {
    struct nc_front_row *rows;
    size_t count;
    uint32_t line;
    bool blank_before;
    /* the last key has no value on its own line */
    bool may_have_items;
    /* indent of the items of the last key; their number */
    size_t indent, items;
};

/* Whether YAML treats the character as a line end or refuses it. */
static bool is_odd(const unsigned char *c, size_t left)
{
    if (c[0] == 0xC2 && left > 1)
        return c[1] < 0xA0; /* C1 controls, NEL */
    if (c[0] == 0xE2 && left > 2)
        return c[1] == 0x80 && (c[2] == 0xA8 || c[2] == 0xA9); /* LS, PS */
    if (c[0] == 0xEF && left > 2)
        return (c[1] == 0xBB && c[2] == 0xBF) || (c[1] == 0xBF && c[2] >= 0xBE); /* BOM, U+FFFE */
    return c[0] < ' ' || c[0] == 0x7F;
}

static bool has_odd(struct nc_str s)
{
    const unsigned char *c = (const unsigned char *)s.p;
    for (size_t i = 0; i < s.n; i++)
        if ((c[i] < ' ' || c[i] >= 0x7F) && is_odd(c + i, s.n - i))
            return true;
    return false;
}

static bool is_key(const struct scan *s, struct nc_str key)
{
    if (!key.n || key.n > MAX_KEY || key.p[key.n - 1] == ' ' ||
        !(nc_ascii_is_alnum((unsigned char)key.p[0]) || (key.p[0] & 0x80)))
        return false;
    for (size_t i = 0; i < key.n; i++)
        if (!(key.p[i] & 0x80) && !nc_ascii_is_alnum((unsigned char)key.p[i]) &&
            !strchr(" -_/.()", key.p[i]))
            return false;
    return nc_front_is_key(key, s->blank_before);
}

/* Reads a value that is empty, or complete once its quotes are removed. */
static bool take_value(struct nc_str s, struct nc_front_row *row)
{
    char c = s.n ? s.p[0] : 'a';
    row->value = s;
    if (c == '"' || c == '\'') {
        struct nc_str in = s.n > 1 ? nc_str_sub(s, 1, s.n - 1) : NC_NONE;
        row->value = in;
        row->quoted = true;
        return s.n > 1 && s.p[s.n - 1] == c && nc_str_find(in, c, 0) == in.n &&
               (c == '\'' || nc_str_find(in, '\\', 0) == in.n);
    }
    if (strchr("-?:,[]{}#&*!|>%@`", c))
        return false;
    for (size_t i = nc_str_find(s, ':', 0); i < s.n; i = nc_str_find(s, ':', i + 1))
        if (i + 1 == s.n || s.p[i + 1] == ' ')
            return false;
    return nc_str_search(s, NC_LIT(" #"), 0) == s.n;
}

static struct nc_front_row *add(struct scan *s, struct nc_str key)
{
    if (s->count == NC_FRONT_ROWS)
        return NULL;
    struct nc_front_row *row = &s->rows[s->count++];
    *row = (struct nc_front_row){.key = key, .line = s->line};
    return row;
}

static bool take_item(struct scan *s, struct nc_str value)
{
    struct nc_front_row *row = add(s, NC_NONE);
    return row && value.n && take_value(value, row);
}

/* Reads "[a, b]" if nothing in it has a special meaning. */
static bool take_brackets(struct scan *s, struct nc_str in)
{
    for (size_t i = 0; i < in.n; i++)
        if (strchr("?:[]{}#\"'", in.p[i]))
            return false;
    if (!nc_str_trim(in).n)
        return true;
    for (size_t i = 0, end; i <= in.n; i = end + 1) {
        end = nc_str_find(in, ',', i);
        if (!take_item(s, nc_str_trim(nc_str_sub(in, i, end))))
            return false;
    }
    return true;
}

static bool key_line(struct scan *s, struct nc_str line)
{
    size_t colon = nc_str_find(line, ':', 0);
    if (colon == line.n || (colon + 1 < line.n && line.p[colon + 1] != ' ') ||
        !is_key(s, nc_str_sub(line, 0, colon)))
        return false;
    struct nc_front_row *row = add(s, nc_str_sub(line, 0, colon));
    struct nc_str value = nc_str_trim(nc_str_sub(line, colon + 1, line.n));
    s->may_have_items = !value.n;
    s->items = 0;
    if (!row)
        return false;
    if (value.n > 1 && value.p[0] == '[' && value.p[value.n - 1] == ']') {
        row->is_list = true;
        return take_brackets(s, nc_str_sub(value, 1, value.n - 1));
    }
    return take_value(value, row);
}

static bool item_line(struct scan *s, struct nc_str line, size_t indent)
{
    if (!s->may_have_items || (s->items && indent != s->indent) || indent + 1 >= line.n ||
        line.p[indent + 1] != ' ')
        return false;
    if (!s->items++)
        s->rows[s->count - 1].is_list = true;
    s->indent = indent;
    return take_item(s, nc_str_trim(nc_str_sub(line, indent + 1, line.n)));
}

static bool take_line(struct scan *s, struct nc_str line)
{
    size_t indent = 0;
    if (!line.n)
        return true;
    if (has_odd(line))
        return false;
    while (indent < line.n && line.p[indent] == ' ')
        indent++;
    if (indent < line.n && line.p[indent] == '-')
        return item_line(s, line, indent);
    return indent == 0 && key_line(s, line);
}

bool nc_front_plain(struct nc_str yaml, struct nc_front_row *rows, size_t *count)
{
    struct scan s = {.rows = rows};
    for (size_t i = 0; i < yaml.n; s.line++) {
        size_t end = nc_str_find(yaml, '\n', i);
        if (!take_line(&s, nc_str_sub(yaml, i, end)))
            return false;
        s.blank_before = end == i;
        i = end + 1;
    }
    *count = s.count;
    return true;
}
