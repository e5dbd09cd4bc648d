/* Finds where HTML blocks begin and end: by CommonMark's rules, and, for blocks that a blank line
 * ends, by further rules for raw elements, Markdown in elements (htmlmarkdown.c) and divs around
 * the block. */
#include "parse/block/blockscan.h"
#include "parse/html/htmlstart.h"
#include "parse/leaf/htmltag.h"

/* Whether s holds what ends the open HTML block. Elements with raw content end with any of their
 * closing tags. */
static bool ends_html(const struct nc_scan *d, struct nc_str s)
{
    static const char *const raw[] = {"</pre>", "</script>", "</style>", "</textarea>", NULL};
    if (!nc_str_starts(d->html.end, NC_LIT("</")))
        return nc_str_search(s, d->html.end, 0) < s.n;
    for (size_t i = nc_str_find(s, '<', 0); i < s.n; i = nc_str_find(s, '<', i + 1))
        if (nc_str_starts_among(nc_str_sub(s, i, s.n), raw))
            return true;
    return false;
}

/* Elements whose content may hold blank lines, inside a block that a blank line ends. */
static const struct {
    struct nc_str open, close;
} raw_elements[NC_RAW_ELEMENTS] = {{{"<style", 6}, {"</style", 7}},
                                   {{"<script", 7}, {"</script", 8}},
                                   {{"<textarea", 9}, {"</textarea", 10}},
                                   {{"<svg", 4}, {"</svg", 5}},
                                   {{"<pre", 4}, {"</pre", 5}}};

/* The first place of mark, a part of a tag, from i in s, before end. */
static size_t find_mark(struct nc_str s, size_t i, size_t end, struct nc_str mark)
{
    struct nc_str part = nc_str_sub(s, 0, end);
    for (i = nc_str_find(part, '<', i); i < end; i = nc_str_find(part, '<', i + 1))
        if (nc_str_istarts(nc_str_sub(part, i, end), mark) &&
            (i + mark.n == end || strchr(" \t\n/>", s.p[i + mark.n])))
            return i;
    return end;
}

/* Follows raw elements from `from` to the end of the line; d->html.raw is the one open then.
 * Ignores elements that nothing closes. */
static void follow_raw(struct nc_scan *d, size_t from)
{
    struct nc_str s = d->h.s;
    while (from < d->l.end) {
        if (d->html.raw) {
            struct nc_str close = raw_elements[d->html.raw - 1].close;
            size_t at = find_mark(s, from, d->l.end, close);
            if (at == d->l.end)
                return;
            d->html.raw = 0;
            from = at + close.n;
        }
        size_t first = d->l.end;
        for (unsigned k = 0; k < NC_RAW_ELEMENTS; k++) {
            size_t at = find_mark(s, from, first, raw_elements[k].open);
            if (at == first || at >= d->html.no_raw_from[k])
                continue;
            if (find_mark(s, at, s.n, raw_elements[k].close) == s.n) {
                d->html.no_raw_from[k] = at;
                continue;
            }
            first = at;
            d->html.raw = k + 1;
        }
        from = first < d->l.end ? first + 1 : first;
    }
}

/* The innermost open HTML element around the line, with at most items in between, if it is a part
 * of a table or list; else NULL. */
static const struct nc_open_div *open_part(const struct nc_scan *d)
{
    const struct nc_divs *divs = &d->b.divs;
    const struct nc_open_div *o = divs->count ? &divs->open[divs->count - 1] : NULL;
    if (!o || o->mark != '<' || nc_html_holds_markdown(o->element) || o->depth > d->c.count)
        return NULL;
    for (unsigned k = o->depth; k < d->c.count; k++)
        if (d->c.open[k].kind != NC_IN_ITEM)
            return NULL;
    return o;
}

bool nc_scan_is_part_tag(const struct nc_scan *d)
{
    return d->h.s.p[d->l.content] == '<' && open_part(d) && nc_html_begins_part(nc_scan_content(d));
}

/* Where the line closes an element of this name that does not open on it, or 0. */
static size_t find_closing(struct nc_str s, size_t from, size_t to, const char *name)
{
    struct nc_str line = nc_str_sub(s, 0, to);
    unsigned opened = 0;
    for (size_t i = nc_str_find(line, '<', from); i < to; i = nc_str_find(line, '<', i + 1)) {
        struct nc_html_tag tag;
        nc_html_tag_read(&tag, nc_str_sub(line, i, to));
        if (strcmp(tag.name, name) != 0 || tag.kind == NC_TAG_EMPTY)
            continue;
        if (tag.kind == NC_TAG_CLOSE && !opened)
            return i;
        opened = tag.kind == NC_TAG_CLOSE ? opened - 1 : opened + 1;
    }
    return 0;
}

size_t nc_scan_part_end(const struct nc_scan *d)
{
    const struct nc_open_div *o = open_part(d);
    /* Text between cells or items ends their table or list, so nothing is left to close. */
    return o && !nc_html_holds_parts(o->node->kind)
               ? find_closing(d->h.s, d->l.content, d->l.end, o->element)
               : 0;
}

void nc_scan_end_part(struct nc_scan *d, size_t at)
{
    d->c.count = d->b.divs.open[d->b.divs.count - 1].depth;
    d->is_text = false;
    nc_scan_continue_at(d, at);
    nc_scan_begin_html(d);
}

bool nc_scan_begin_html(struct nc_scan *d)
{
    struct nc_html_lines *h = &d->html;
    struct nc_str s = nc_scan_content(d);
    if ((d->l.indent >= 4 && !nc_scan_is_part_tag(d)) ||
        !nc_html_starts(s, d->c.in_paragraph, &h->end))
        return false;
    if (!d->opts->strict && !h->end.n &&
        (nc_placeholder_begins(&d->placeholders, d->h.s, d->l.content) ||
         nc_scan_tag_begins_text(d)))
        return false;
    nc_scan_begin_block(d);
    nc_build_html(&d->b, d->l.content);
    h->is_open = !h->end.n || !ends_html(d, nc_str_sub(s, 1, s.n));
    h->raw = 0;
    if (!h->end.n && !d->opts->strict)
        follow_raw(d, d->l.content);
    h->ends_for_markdown = h->is_open && !h->end.n && !d->opts->strict && nc_scan_holds_markdown(d);
    nc_build_line(&d->b, &d->l, 0);
    nc_scan_line(d);
    nc_scan_begin_markdown(d);
    return true;
}

/* Whether s is the ":::" that ends a div around the HTML. */
static bool is_div_end(struct nc_str s)
{
    s = nc_str_trim(s);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ':')
            return false;
    return s.n >= 3;
}

/* Whether the line ends an HTML block that would otherwise last until a blank line. */
static bool ends_html_early(const struct nc_scan *d)
{
    return !d->html.end.n && !d->html.raw &&
           (nc_scan_closes_tag(d, &d->l) || (!d->opts->strict && is_div_end(nc_scan_content(d))));
}

bool nc_scan_html_line(struct nc_scan *d)
{
    struct nc_html_lines *h = &d->html;
    bool by_blank = !h->end.n;
    nc_line_continue(&d->l, &d->c, d->h.s, d->next);
    if (d->l.matched < d->c.count || ends_html_early(d) ||
        (by_blank && nc_line_is_empty(&d->l) && !h->raw)) {
        h->is_open = false;
        return false;
    }
    if (by_blank && !d->opts->strict)
        follow_raw(d, d->l.content);
    if (!by_blank && ends_html(d, nc_scan_content(d)))
        h->is_open = false;
    nc_build_line(&d->b, &d->l, 0);
    if (by_blank && !h->raw && !d->opts->strict && nc_str_starts(nc_scan_content(d), NC_LIT("<")))
        h->ends_for_markdown |= nc_scan_holds_markdown(d);
    nc_scan_line(d);
    nc_scan_begin_markdown(d);
    return true;
}

void nc_html_lines_init(struct nc_html_lines *h, size_t end)
{
    for (size_t k = 0; k < NC_RAW_ELEMENTS; k++)
        h->no_raw_from[k] = end;
}
