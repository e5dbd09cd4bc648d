/* Reading of a tree's state. */
#include "base/treestate.h"

#include "base/buf.h"

#include <stdlib.h>

#define NAME_AT 58 /* after 40 and 16 hexadecimal digits and blanks */

const struct nc_state_form nc_tree_form = {"noteconv-state ", 2,         2,
                                           (size_t)256 << 20, "sha256 ", "\n"};

static struct nc_str next_line(struct nc_str s, size_t *from)
{
    size_t to = nc_str_find(s, '\n', *from);
    struct nc_str line = nc_str_sub(s, *from, to);
    *from = to < s.n ? to + 1 : s.n;
    return line;
}

/* A path that leads out of the folder was not written by noteconv. */
static bool is_inside(struct nc_str rel)
{
    struct nc_buf b = {0};
    nc_buf_char(&b, '/');
    nc_buf_str(&b, rel);
    nc_buf_char(&b, '/');
    bool inside =
        rel.n && rel.p[0] != '/' && nc_str_search(nc_buf_view(&b), NC_LIT("/../"), 0) == b.n;
    nc_buf_dispose(&b);
    return inside;
}

void nc_tree_head(struct nc_str body, size_t *at, struct nc_str *run, struct nc_str *summary)
{
    *at = 0;
    next_line(body, at); /* the rest of the line of the version */
    *run = next_line(body, at);
    if (run->n != 40)
        *run = NC_NONE;
    *summary = next_line(body, at);
}

bool nc_tree_next(struct nc_str text, size_t *at, struct nc_tree_line *out)
{
    while (*at < text.n) {
        struct nc_str line = next_line(text, at);
        if (line.n <= NAME_AT || !is_inside(nc_str_sub(line, NAME_AT, line.n)))
            continue;
        *out = (struct nc_tree_line){.rel = nc_str_sub(line, NAME_AT, line.n),
                                     .hash = line.p,
                                     .stamp = strtoull(line.p + 41, NULL, 16)};
        return true;
    }
    return false;
}
