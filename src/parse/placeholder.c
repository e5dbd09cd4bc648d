/* Pairing of unknown tags within a block. */
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
        else if (!known)
            leave_alone(t, i);
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
        nc_buf_put(out, html.p + done, t.alone[i] - done);
        nc_buf_puts(out, "&lt;");
        done = t.alone[i] + 1;
    }
    nc_buf_put(out, html.p + done, html.n - done);
    free(t.open);
    free(t.alone);
}

bool nc_placeholder_begins(struct nc_str s)
{
    struct nc_html_tag tag;
    size_t no_quote_from = s.n, n = nc_html_tag_length(s, 0, &no_quote_from);
    if (!n)
        return false;
    nc_html_tag_read(&tag, nc_str_sub(s, 0, n));
    if (tag.kind == NC_TAG_COMMENT || tag.kind == NC_TAG_OTHER || nc_html_is_known(tag.name))
        return false;
    size_t end = nc_str_search(s, NC_LIT("\n\n"), n);
    struct tags t = {0};
    find_tags(&t, nc_str_sub(s, 0, end));
    bool alone = false;
    for (size_t i = 0; i < t.alone_count; i++)
        alone |= t.alone[i] == 0;
    free(t.open);
    free(t.alone);
    return alone;
}
