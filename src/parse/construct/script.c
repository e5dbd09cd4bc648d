/* Superscripts and subscripts: x^2^, H~2~O (pandoc). */
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/construct/markkinds.h"

#define MAX_SCRIPT 8 /* characters of a script */

/* Reads "2^10^" and "H~2~O": after a letter or digit, short, without a blank. Powers and ranges in
 * plain text do not count: "x^2+y^2", "10~20,30~40". In CJK text a tilde is a sign of its own
 * ("3~5岁"). */
static bool find_script(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    char c = s.p[i];
    uint32_t before = nc_run_char_before(r, i);
    if (!nc_is_alnum(before) || (c == '~' && nc_is_cjk(before)))
        return false;
    size_t to = i + 1;
    unsigned len = 1, count = 0;
    bool plain = true;
    for (; to < s.n && (s.p[to] != c || nc_run_is_escaped(r, to)) && count <= MAX_SCRIPT;
         to += len, count++) {
        uint32_t cp = nc_utf8_at(s, to, &len);
        if (nc_is_space(cp) || (c == '~' && nc_is_cjk(cp)))
            return false;
        plain &= nc_is_alnum(cp);
    }
    if (!count || count > MAX_SCRIPT || to >= s.n)
        return false;
    uint32_t after = to + 1 < s.n ? nc_utf8_at(s, to + 1, &len) : 0;
    if (after == (uint32_t)c || nc_ascii_is_digit(after) || (nc_is_alnum(after) && !plain))
        return false;
    struct nc_pos pos = nc_mark_pos(r, i);
    struct nc_node *n = nc_node_new(r->doc, c == '^' ? NC_SUP : NC_SUB, pos);
    struct nc_str inside = nc_arena_str(r->doc->arena, nc_str_sub(s, i + 1, to));
    pos.col++;
    nc_node_append(n, nc_node_text(r->doc, NC_TEXT, pos, inside));
    *mark = (struct nc_mark){i, to + 1, n};
    return true;
}

static bool is_not_gfm(const struct nc_parse_options *opts)
{
    return opts->dialect != NC_DIALECT_GFM;
}

const struct nc_mark_kind nc_superscript_mark = {
    .begins = "^", .in_links = true, .is_read = is_not_gfm, .find = find_script};
const struct nc_mark_kind nc_subscript_mark = {
    .begins = "~", .in_links = true, .is_read = is_not_gfm, .find = find_script};
