/* Functions that all readers of blocks share. */
#include "parse/block/blockscan.h"

void nc_scan_warn(struct nc_scan *d, enum nc_diag_id id, size_t at, const char *text)
{
    nc_diag(d->diags, id, d->file, nc_locate_in_source(&d->b.t.locator, at), "%s", text);
}

void nc_scan_line(struct nc_scan *d)
{
    d->next = d->l.end < d->h.s.n ? d->l.end + 1 : d->l.end;
}

unsigned nc_scan_close_lazy(struct nc_scan *d)
{
    unsigned count = d->c.count;
    if (d->l.lazy)
        d->c.count = d->l.matched;
    return count;
}

void nc_scan_begin_block(struct nc_scan *d)
{
    nc_scan_close_lazy(d);
    d->l.lazy = false;
    d->c.in_paragraph = false;
}

/* Records where the text of each line of the block begins, up to `to`. */
static void list_lines(struct nc_scan *d, size_t to)
{
    struct nc_line l = d->l;
    while (d->c.count && l.end < to) {
        nc_line_continue(&l, &d->c, d->h.s, l.end + 1);
        nc_line_texts_put(&d->h.lines, l.start, l.content);
    }
}

void nc_scan_block(struct nc_scan *d, struct nc_stash *st)
{
    size_t end = nc_str_find(d->h.s, '\n', st->to);
    st->quotes = d->l.quotes;
    list_lines(d, st->to);
    d->c.in_paragraph = false;
    nc_build_place(&d->b);
    d->next = end < d->h.s.n ? end + 1 : end;
}

enum nc_scan_did nc_scan_continue_at(struct nc_scan *d, size_t at)
{
    d->l.start = d->l.content = at;
    d->l.end = nc_str_find(d->h.s, '\n', at);
    nc_line_enter_rest(&d->l, &d->c, d->h.s, at);
    d->l.opened++; /* the rest counts as the first line of a container */
    return NC_SCAN_REST;
}

unsigned nc_scan_item_indent(const struct nc_scan *d)
{
    unsigned columns = 0;
    for (unsigned k = d->c.count; k > 0 && d->c.open[k - 1].kind != NC_IN_QUOTE; k--)
        columns += d->c.open[k - 1].width;
    return columns;
}

/* Whether the mark at `end`, on a later line, stands at the beginning of a quotation or an item
 * that begins there. Then it belongs to another block. */
static bool is_in_another(const struct nc_scan *d, size_t end)
{
    struct nc_line l;
    size_t at = end;
    while (at > d->l.end + 1 && d->h.s.p[at - 1] != '\n')
        at--;
    nc_line_read(&l, &d->c, d->h.s, at);
    return l.opened && l.content == end;
}

bool nc_scan_reaches(struct nc_scan *d, size_t end)
{
    struct nc_str s = d->h.s;
    bool after_blank = false;
    if (end > d->l.end && is_in_another(d, end))
        return false;
    for (size_t at = d->l.end + 1; d->c.count && at < end; at = nc_str_find(s, '\n', at) + 1) {
        struct nc_line l;
        nc_line_read(&l, &d->c, s, at);
        bool blank = nc_line_is_empty(&l);
        if (l.quotes < d->l.quotes ||
            (l.matched < d->c.count && !blank && (after_blank || l.has_marker))) {
            d->in_vain += at - d->l.end;
            return false;
        }
        after_blank = blank;
    }
    return true;
}
