/* Names of emoji, ":smile:", GitHub's only. */
#include "parse/construct/emoji.h"

#include "base/ascii.h"
#include "parse/construct/emoji_tables.h"
#include "parse/construct/markkinds.h"

#define MAX_NAME 40 /* bytes */

static struct nc_str emoji_named(struct nc_str name)
{
    size_t lo = 0, hi = sizeof emoji_names / sizeof emoji_names[0];
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = nc_str_cmp(name, nc_str(emoji_names[mid].name));
        if (order == 0)
            return nc_str(emoji_names[mid].emoji);
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NC_NONE;
}

size_t nc_emoji_name_length(struct nc_str s)
{
    size_t to = 1;
    while (to < s.n && to <= MAX_NAME &&
           (nc_ascii_is_alnum((unsigned char)s.p[to]) || strchr("_+-", s.p[to])))
        to++;
    bool named = to > 1 && to < s.n && s.p[to] == ':';
    return named && emoji_named(nc_str_sub(s, 1, to)).n ? to + 1 : 0;
}

static bool find_emoji(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    size_t length = nc_emoji_name_length(nc_str_sub(r->text, i, r->text.n));
    if (!length || nc_run_char_before(r, i) == ':')
        return false;
    struct nc_str emoji = emoji_named(nc_str_sub(r->text, i + 1, i + length - 1));
    *mark =
        (struct nc_mark){i, i + length, nc_node_text(r->doc, NC_TEXT, nc_mark_pos(r, i), emoji)};
    return true;
}

static bool is_gfm(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_GFM;
}

const struct nc_mark_kind nc_emoji_mark = {
    .begins = ":", .in_links = true, .is_read = is_gfm, .find = find_emoji};
