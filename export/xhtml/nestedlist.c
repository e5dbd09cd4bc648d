/* Writes nested lists. */
#include "export/xhtml/nestedlist.h"

void nc_nested_item(struct nc_nested_list *l, unsigned depth)
{
    if (depth + 1 > l->open) {
        nc_buf_printf(l->out, "%s<%s>\n", l->open ? "\n" : "", l->tag);
        l->open++;
    } else {
        nc_buf_puts(l->out, "</li>\n");
        for (; l->open > depth + 1; l->open--)
            nc_buf_printf(l->out, "</%s>\n</li>\n", l->tag);
    }
    nc_buf_puts(l->out, "<li>");
}

void nc_nested_end(struct nc_nested_list *l)
{
    for (; l->open > 0; l->open--)
        nc_buf_printf(l->out, "</li>\n</%s>\n", l->tag);
}
