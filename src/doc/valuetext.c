/* Values of the front matter as lines of text. */
#include "doc/doc.h"

bool nc_value_is_deep(const struct nc_value *v)
{
    bool found = v->type == NC_V_MAP;
    for (size_t i = 0; v->type == NC_V_LIST && i < v->count; i++)
        found |= v->items[i].type == NC_V_MAP || v->items[i].type == NC_V_LIST;
    return found;
}

/* A wikilink as what it shows: no format would find its target from here. */
static void put_scalar(struct nc_buf *b, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t end = nc_str_search(s, NC_LIT("]]"), i);
        if (!nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("[[")) || end == s.n) {
            nc_buf_char(b, s.p[i++]);
            continue;
        }
        struct nc_str link = nc_str_sub(s, i + 2, end);
        size_t bar = nc_str_find(link, '|', 0);
        nc_buf_str(b, bar < link.n ? nc_str_sub(link, bar + 1, link.n) : link);
        i = end + 2;
    }
}

void nc_value_text(struct nc_buf *out, const struct nc_value *v)
{
    bool first = true;
    if (v->type != NC_V_LIST)
        put_scalar(out, v->raw);
    for (size_t i = 0; v->type == NC_V_LIST && i < v->count; i++) {
        enum nc_value_type type = v->items[i].type;
        if (type == NC_V_NULL || type == NC_V_LIST || type == NC_V_MAP)
            continue;
        nc_buf_puts(out, first ? "" : ", ");
        put_scalar(out, v->items[i].raw);
        first = false;
    }
}
