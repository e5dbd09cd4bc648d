/* Pairing of unknown tags within a block, and of those that would begin one within the note. */
#include "parse/placeholder.h"

#include "base/arena.h"
#include "parse/htmlblock.h"
#include "parse/htmltag.h"

#include <stdlib.h>

#define MAX_OPEN 200 /* tags a closing one is compared with */

struct tag {
    size_t at;
    char name[24];
};

struct tags {
    struct tag *open; /* those without a partner so far */
    size_t count, cap;
    size_t *alone; /* where the others begin that never get one */
    size_t alone_count, alone_cap;
};

static void leave_alone(struct tags *t, size_t at)
{
    nc_grow(&t->alone, &t->alone_cap, t->alone_count + 1, sizeof *t->alone);
    t->alone[t->alone_count++] = at;
}

static void open_tag(struct tags *t, const struct nc_html_tag *tag, size_t at)
{
    nc_grow(&t->open, &t->cap, t->count + 1, sizeof *t->open);
    t->open[t->count].at = at;
    memcpy(t->open[t->count++].name, tag->name, sizeof tag->name);
}

/* A closing tag takes the last opening one of its name; those behind that stay alone. */
static void close_tag(struct tags *t, const struct nc_html_tag *tag, size_t at)
{
    size_t k = t->count;
    while (k > 0 && t->count - k < MAX_OPEN && strcmp(t->open[k - 1].name, tag->name) != 0)
        k--;
    if (k == 0 || strcmp(t->open[k - 1].name, tag->name) != 0) {
        leave_alone(t, at);
        return;
    }
    for (size_t i = k; i < t->count; i++)
        leave_alone(t, t->open[i].at);
    t->count = k - 1;
}

static void find_tags(struct tags *t, struct nc_str html)
{
    size_t no_quote_from = html.n;
    for (size_t i = nc_str_find(html, '<', 0); i < html.n; i = nc_str_find(html, '<', i)) {
        if (nc_str_starts(nc_str_sub(html, i, html.n), NC_LIT("<!--"))) {
            i = nc_str_search(html, NC_LIT("-->"), i + 2);
            continue;
        }
        size_t n = nc_html_tag_length(html, i, &no_quote_from);
        struct nc_html_tag tag = {.kind = NC_TAG_OTHER};
        if (n)
            nc_html_tag_read(&tag, nc_str_sub(html, i, i + n));
        bool known =
            tag.kind == NC_TAG_COMMENT || tag.kind == NC_TAG_OTHER || nc_html_is_known(tag.name);
        if (!known && tag.kind == NC_TAG_OPEN)
            open_tag(t, &tag, i);
        else if (!known && tag.kind == NC_TAG_CLOSE)
            close_tag(t, &tag, i);
        i += n ? n : 1;
    }
    for (size_t i = 0; i < t->count; i++)
        leave_alone(t, t->open[i].at);
}

static int by_place(const void *a, const void *b)
{
    size_t x = *(const size_t *)a, y = *(const size_t *)b;
    return x < y ? -1 : x > y;
}

void nc_placeholders_escape(struct nc_buf *out, struct nc_str html)
{
    struct tags t = {0};
    size_t done = 0;
    find_tags(&t, html);
    if (t.alone_count)
        qsort(t.alone, t.alone_count, sizeof *t.alone, by_place);
    for (size_t i = 0; i < t.alone_count; i++) {
        if (t.alone[i] == 0)
            continue; /* its partner is in another block, or it would not begin one */
        nc_buf_put(out, html.p + done, t.alone[i] - done);
        nc_buf_puts(out, "&lt;");
        done = t.alone[i] + 1;
    }
    nc_buf_put(out, html.p + done, html.n - done);
    free(t.open);
    free(t.alone);
}

/* --- of a whole note --- */

/* Notes where the names of unknown elements are first opened and last closed. */
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
        if ((tag.kind != NC_TAG_OPEN && tag.kind != NC_TAG_CLOSE) || nc_html_is_known(tag.name))
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
    if ((tag.kind != NC_TAG_OPEN && tag.kind != NC_TAG_CLOSE) || nc_html_is_known(tag.name))
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
