/* Reads fenced code: as CommonMark does, and code of an item whose lines lack the item's
 * indentation. */
#include "parse/block/blockscan.h"

#include "base/arena.h"
#include "parse/block/infostring.h"
#include "parse/inline/commonmark.h"

void nc_scan_open_code(struct nc_scan *d, size_t at, struct nc_str info, enum nc_open_leaf leaf)
{
    struct nc_node *n = nc_build_block(&d->b, NC_CODE_BLOCK, at);
    bool strict = d->opts->strict;
    n->u.code->info = nc_arena_str(d->b.t.doc->arena, info);
    n->u.code->lang = nc_info_language(n->u.code->info, strict);
    if (!strict)
        n->u.code->title = nc_info_title(n->u.code->info);
    n->u.code->fenced = leaf == NC_LEAF_FENCED;
    if (!strict && nc_str_eqz(n->u.code->lang, "mermaid"))
        n->u.code->role = NC_CODE_DIAGRAM;
    nc_build_code(&d->b, n, leaf);
}

bool nc_scan_begin_fence(struct nc_scan *d)
{
    char c;
    unsigned n = d->l.indent < 4 ? nc_line_fence(&d->l, d->h.s, &c) : 0;
    if (!n)
        return false;
    nc_scan_begin_block(d);
    if (d->h.stash && nc_scan_open_admonition(d, c, n))
        return true;
    d->fence.c = c;
    d->fence.length = n;
    d->fence.at = d->l.content;
    d->fence.indent = d->l.indent;
    struct nc_str info = nc_str_trim(nc_str_sub(d->h.s, d->l.content + n, d->l.end));
    struct nc_buf shown = {0};
    nc_commonmark_info(&shown, info);
    nc_scan_open_code(d, d->l.content, nc_buf_view(&shown), NC_LEAF_FENCED);
    nc_buf_dispose(&shown);
    nc_scan_line(d);
    return true;
}

bool nc_scan_end_fence(struct nc_scan *d)
{
    bool closed =
        nc_scan_repairs(d->opts) && nc_build_glued_fence(&d->b, d->fence.c, d->fence.length);
    d->fence.c = '\0';
    return closed;
}

/* --- code without the indentation of its item --- */

/* Whether the line ends in the fence, right after code, as Roam writes it. */
static bool ends_in_fence(const struct nc_scan *d, struct nc_str line)
{
    size_t end = nc_str_before_blanks(line, 0, line.n), from = end;
    while (from > 0 && line.p[from - 1] == d->fence.c)
        from--;
    return end - from == d->fence.length && from > 0 && !nc_ascii_is_blank(line.p[from - 1]);
}

/* Whether a list marker at i is of the same kind as that of the fence's item. */
static bool is_like_item(const struct nc_scan *d, size_t i)
{
    char own = d->h.s.p[d->c.open[d->c.count - 1].at], c = d->h.s.p[i];
    return own == c || (nc_ascii_is_digit(own) && nc_ascii_is_digit(c));
}

/* Finds the end of the line that closes the open fence, from the current line on, which is outside
 * the fence's item. No line before it may begin an item of the same kind. If the code already has
 * lines, it must continue without blank lines and items and close with a line of the item. 0 if no
 * line closes it. */
static size_t find_flat_end(const struct nc_scan *d)
{
    struct nc_str s = d->h.s;
    bool has_code = nc_str_trim(nc_buf_view(&d->b.lines.text)).n;
    for (size_t at = d->next; at < s.n;) {
        struct nc_line l, marker;
        char c;
        nc_line_continue(&l, &d->c, s, at);
        if (l.matched < d->fence.quotes || (has_code && nc_line_is_empty(&l)))
            return 0;
        bool inside = l.matched == d->c.count;
        l.indent = 0;
        if (nc_line_closes(&l, s, d->fence.c, d->fence.length))
            return inside || !has_code ? l.end : 0;
        if (!has_code && ends_in_fence(d, nc_str_sub(s, l.content, l.end)))
            return l.end;
        nc_line_read(&marker, &d->c, s, at);
        if (nc_line_fence(&l, s, &c) || nc_line_fence(&marker, s, &c) ||
            (marker.has_marker && (has_code || is_like_item(d, l.content))))
            return 0;
        at = l.end + 1;
    }
    return 0;
}

/* Whether the line is code although it does not continue the items around the fence. */
static bool begins_flat(struct nc_scan *d)
{
    unsigned quotes = 0;
    while (quotes < d->c.count && d->c.open[quotes].kind == NC_IN_QUOTE)
        quotes++;
    for (unsigned i = quotes; i < d->c.count; i++)
        if (d->c.open[i].kind != NC_IN_ITEM)
            return false;
    d->fence.quotes = quotes;
    d->fence.flat_to = d->l.matched >= quotes && nc_scan_repairs(d->opts) ? find_flat_end(d) : 0;
    if (!d->fence.flat_to)
        return false;
    unsigned count = d->c.count;
    d->c.count = quotes;
    nc_line_continue(&d->l, &d->c, d->h.s, d->next);
    d->c.count = count;
    d->fence.indent = d->l.indent;
    nc_scan_warn(
        d, NC_D_CODE_REPAIRED, d->l.content,
        "the code in this item is not indented with it; it was read as code up to the next fence");
    return true;
}

/* Puts a line of such code. */
static void flat_line(struct nc_scan *d)
{
    unsigned count = d->c.count;
    d->c.count = d->fence.quotes;
    nc_line_continue(&d->l, &d->c, d->h.s, d->next);
    d->c.count = count;
    bool last = d->l.end == d->fence.flat_to;
    struct nc_line l = d->l;
    l.indent = 0;
    if (!last || !nc_line_closes(&l, d->h.s, d->fence.c, d->fence.length))
        nc_build_line(&d->b, &d->l, d->fence.indent);
    if (last)
        nc_scan_end_fence(d);
    nc_scan_line(d);
}

bool nc_scan_fence_line(struct nc_scan *d)
{
    nc_line_continue(&d->l, &d->c, d->h.s, d->next);
    bool outside = d->l.matched < d->c.count;
    if (d->next <= d->fence.flat_to || (outside && begins_flat(d))) {
        flat_line(d);
        return true;
    }
    if (outside) {
        nc_scan_end_fence(d);
        return false;
    }
    if (nc_line_closes(&d->l, d->h.s, d->fence.c, d->fence.length))
        d->fence.c = '\0';
    else
        nc_build_line(&d->b, &d->l, d->fence.indent);
    nc_scan_line(d);
    return true;
}
