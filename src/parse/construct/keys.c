/* Keys of PyMdown: ++ctrl+alt+del++, ++"Any"++, ++enter++. */
#include "base/ascii.h"
#include "parse/construct/markkinds.h"

#define MAX_KEYS 120 /* bytes of all keys together */

/* Whether a single word between "++" names a key; any other word belongs to increments. */
static bool is_key_name(struct nc_str s)
{
    static const char *const names[] = {
        "alt",          "backspace", "caps-lock", "cmd",        "command",    "control",
        "ctrl",         "del",       "delete",    "down",       "end",        "enter",
        "esc",          "escape",    "fn",        "home",       "ins",        "insert",
        "left",         "meta",      "option",    "opt",        "page-up",    "page-down",
        "pageup",       "pagedown",  "pause",     "plus",       "return",     "right",
        "shift",        "space",     "spacebar",  "super",      "tab",        "up",
        "win",          "windows",   "arrow-up",  "arrow-down", "arrow-left", "arrow-right",
        "print-screen", NULL};
    bool function = s.n > 1 && s.n < 4 && (s.p[0] | 32) == 'f' && nc_ascii_is_digit(s.p[1]);
    return nc_str_is_among(s, names) || function || (s.n > 2 && s.p[0] == '"');
}

/* The end of the key at i; i if there is none. */
static size_t key_end(struct nc_str s, size_t i)
{
    size_t to = i;
    if (i < s.n && s.p[i] == '"') {
        size_t close = nc_str_find(s, '"', i + 1);
        return close < s.n && close > i + 1 && nc_str_find(s, '\n', i) > close ? close + 1 : i;
    }
    while (to < s.n && (nc_ascii_is_alnum(s.p[to]) || s.p[to] == '-' || s.p[to] == '_'))
        to++;
    return to;
}

/* Adds the text of a key without its quotation marks, and the plus before it. */
static void add_key(struct nc_text_run *r, struct nc_node *kbd, size_t from, size_t to)
{
    bool quoted = r->text.p[from] == '"', first = !kbd->first;
    if (quoted && !first)
        nc_node_append(kbd, nc_node_text(r->doc, NC_TEXT, nc_mark_pos(r, from - 1), NC_LIT("+")));
    from = quoted ? from + 1 : from - !first;
    struct nc_str key = nc_str_sub(r->text, from, to - quoted);
    nc_node_append(
        kbd, nc_node_text(r->doc, NC_TEXT, nc_mark_pos(r, from), nc_arena_str(r->doc->arena, key)));
}

static bool find_keys(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = nc_run_to(r, i + MAX_KEYS);
    uint32_t before = nc_run_char_before(r, i);
    size_t count = 0, at = i + 2, to = key_end(s, at);
    if (before == '+' || nc_ascii_is_alnum(before))
        return false;
    for (; to > at && to < s.n && s.p[to] == '+' && !(to + 1 < s.n && s.p[to + 1] == '+');
         count++) {
        at = to + 1;
        to = key_end(s, at);
    }
    bool closed = to > at && to + 1 < s.n && s.p[to] == '+' && s.p[to + 1] == '+' &&
                  !(to + 2 < r->text.n && (s.p[to + 2] == '+' || nc_ascii_is_alnum(s.p[to + 2])));
    if (!closed || (!count && !is_key_name(nc_str_sub(s, at, to))))
        return false;
    struct nc_node *kbd = nc_node_new(r->doc, NC_KBD, nc_mark_pos(r, i));
    for (at = i + 2; at < to; at = key_end(s, at) + 1)
        add_key(r, kbd, at, key_end(s, at));
    *mark = (struct nc_mark){i, to + 2, kbd};
    return true;
}

static bool is_read(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_NOTES;
}

const struct nc_mark_kind nc_keys_mark = {.begins = "++", .is_read = is_read, .find = find_keys};
