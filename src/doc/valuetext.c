/* Writes values of the front matter as text. */
#include "doc/doc.h"

#include <stdlib.h>

bool nc_value_link(struct nc_str value, size_t *at, struct nc_value_link *out)
{
    size_t open = nc_str_search(value, NC_LIT("[["), *at),
           close = nc_str_search(value, NC_LIT("]]"), open);
    if (close == value.n)
        return false;
    struct nc_str link = nc_str_sub(value, open + 2, close);
    size_t bar = nc_str_find(link, '|', 0);
    *out = (struct nc_value_link){nc_str_sub(value, *at, open), nc_str_sub(link, 0, bar),
                                  bar < link.n ? nc_str_sub(link, bar + 1, link.n) : link};
    *at = close + 2;
    return true;
}

const struct nc_value *nc_value_lone(const struct nc_value *v)
{
    return v && v->type == NC_V_LIST && v->count == 1 ? &v->items[0] : v;
}

/* Writes a scalar, a wikilink as the text it shows: only some formats have links there. */
static void put_scalar(struct nc_buf *b, struct nc_str s)
{
    struct nc_value_link link;
    size_t done = 0;
    while (nc_value_link(s, &done, &link)) {
        nc_buf_str(b, link.before);
        nc_buf_str(b, link.label);
    }
    nc_buf_str(b, nc_str_sub(s, done, s.n));
}

/* A list or map being written. */
struct open_value {
    const struct nc_value *v;
    /* the item to write next */
    size_t next;
    /* no item is written yet */
    bool is_first;
};

static bool holds_items(const struct nc_value *v)
{
    return v->type == NC_V_LIST || v->type == NC_V_MAP;
}

void nc_value_text(struct nc_buf *out, const struct nc_value *v)
{
    struct open_value *open = NULL;
    size_t depth = 0, cap = 0;
    if (!holds_items(v)) {
        put_scalar(out, v->raw);
        return;
    }
    nc_grow(&open, &cap, 1, sizeof *open);
    open[depth++] = (struct open_value){v, 0, true};
    while (depth) {
        struct open_value *o = &open[depth - 1];
        bool is_map = o->v->type == NC_V_MAP;
        if (o->next == o->v->count) {
            if (--depth)
                nc_buf_char(out, is_map ? '}' : ']');
            continue;
        }
        const struct nc_value *item = &o->v->items[o->next++];
        if (item->type == NC_V_NULL && !is_map)
            continue;
        nc_buf_puts(out, o->is_first ? "" : ", ");
        o->is_first = false;
        if (is_map) {
            put_scalar(out, o->v->keys[o->next - 1]);
            nc_buf_puts(out, item->type == NC_V_NULL ? ":" : ": ");
        }
        if (!holds_items(item)) {
            put_scalar(out, item->raw);
            continue;
        }
        nc_buf_char(out, item->type == NC_V_MAP ? '{' : '[');
        nc_grow(&open, &cap, depth + 1, sizeof *open);
        open[depth++] = (struct open_value){item, 0, true};
    }
    free(open);
}
