/* Indexes the names of unknown elements that a note opens and closes. */
#include "parse/html/placeholder.h"

#include "parse/inline/htmlelement.h"
#include "parse/leaf/htmltag.h"

/* Records where each name of an unknown element is first opened and last closed. */
static void index_names(struct nc_placeholders *p, struct nc_str src)
{
    size_t no_quote_from = src.n;
    p->arena = nc_arena_new();
    p->first_open.arena = p->last_close.arena = p->arena;
    for (size_t i = nc_str_find(src, '<', 0); i < src.n; i = nc_str_find(src, '<', i + 1)) {
        size_t n = nc_html_tag_length(src, i, &no_quote_from);
        struct nc_html_tag tag;
        if (!n)
            continue;
        nc_html_tag_read(&tag, nc_str_sub(src, i, i + n));
        if ((tag.kind != NC_TAG_OPEN && tag.kind != NC_TAG_CLOSE) || nc_html_element(tag.name))
            continue;
        bool open = tag.kind == NC_TAG_OPEN;
        uint32_t *at = nc_strmap_at(open ? &p->first_open : &p->last_close,
                                    nc_arena_str(p->arena, nc_str(tag.name)));
        if (!open || !*at)
            *at = (uint32_t)i + 1;
    }
}

bool nc_placeholder_begins(struct nc_placeholders *p, struct nc_str src, size_t at)
{
    struct nc_html_tag tag;
    size_t no_quote_from = src.n, n = nc_html_tag_length(src, at, &no_quote_from);
    if (!n)
        return false;
    nc_html_tag_read(&tag, nc_str_sub(src, at, at + n));
    if ((tag.kind != NC_TAG_OPEN && tag.kind != NC_TAG_CLOSE) || nc_html_element(tag.name))
        return false;
    if (!p->arena)
        index_names(p, src);
    struct nc_str name = nc_str(tag.name);
    if (tag.kind == NC_TAG_OPEN)
        return nc_strmap_get(&p->last_close, name) <= at;
    uint32_t open = nc_strmap_get(&p->first_open, name);
    return !open || open > at;
}

void nc_placeholders_dispose(struct nc_placeholders *p)
{
    nc_arena_free(p->arena);
}
