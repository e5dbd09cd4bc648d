/* What the shield writes: the parts of a line, and blocks that libcmark does not know. */
#include "parse/block/shieldscan.h"

void nc_shield_warn(struct nc_shield_scan *d, enum nc_diag_id id, size_t at, const char *text)
{
    nc_diag(d->diags, id, d->file, nc_locate_in_source(&d->where, at), "%s", text);
}

/* Blanks are put in after the source's own, so that its tabs reach as far as they do there. */
void nc_shield_put_blanks(struct nc_shielding *h, unsigned n)
{
    for (; n > 0; n -= n < 8 ? n : 8)
        nc_shield_replace(h, nc_str_sub(NC_LIT("        "), 0, n < 8 ? n : 8), 0);
}

void nc_shield_prefix(struct nc_shield_scan *d)
{
    struct nc_shielding *h = &d->h;
    for (unsigned k = 0; k < d->l.pad_count && d->l.content < d->l.end; k++) {
        if (d->l.pads[k].from < h->i)
            continue;
        nc_shield_copy(h, d->l.pads[k].from - h->i);
        if (d->l.pads[k].from < d->l.pads[k].at)
            nc_shield_replace(h, NC_NONE, d->l.pads[k].at - d->l.pads[k].from);
        nc_shield_put_blanks(h, d->l.pads[k].columns);
    }
    if (h->i < d->l.content)
        nc_shield_copy(h, d->l.content - h->i);
    if (d->l.too_deep < d->l.end) {
        if (!h->out->too_deep)
            h->out->too_deep = d->l.too_deep;
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x95"), 0);
    }
}

void nc_shield_put_prefix(struct nc_shield_scan *d, unsigned depth)
{
    for (unsigned k = 0; k < depth; k++) {
        const struct nc_container *c = &d->c.open[k];
        if (c->kind == NC_IN_QUOTE)
            nc_shield_replace(&d->h, NC_LIT("> "), 0);
        else if (c->kind != NC_IN_ELEMENT)
            nc_shield_put_blanks(&d->h, c->width + c->pad);
    }
}

void nc_shield_finish_line(struct nc_shield_scan *d)
{
    struct nc_shielding *h = &d->h;
    /* A construct may have gone on into a later line: that line is finished as content. */
    size_t end = d->l.end;
    while (h->i > end || (h->i < h->s.n && h->s.p[h->i] != '\n')) {
        end = nc_str_find(h->s, '\n', h->i);
        nc_shield_text(h, end);
        if (h->i == end)
            break;
    }
    if (h->i < h->s.n)
        nc_shield_copy(h, 1);
}

void nc_shield_block(struct nc_shielding *h, const struct nc_stash *st)
{
    nc_shield_replace(h, NC_LIT("###### "), 0);
    nc_shield_stash(h, st);
}

void nc_shield_put_block(struct nc_shield_scan *d, const struct nc_stash *st)
{
    d->c.in_paragraph = false;
    nc_shield_prefix(d);
    nc_shield_block(&d->h, st);
}

unsigned nc_shield_item_indent(const struct nc_shield_scan *d)
{
    unsigned columns = 0;
    for (unsigned k = d->c.count; k > 0 && d->c.open[k - 1].kind != NC_IN_QUOTE; k--)
        columns += d->c.open[k - 1].width;
    return columns;
}
