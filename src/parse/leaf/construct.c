/* Functions that the constructs share. */
#include "parse/leaf/construct.h"

void nc_report_dropped(struct nc_making *m, const char *text)
{
    if (!*m->reported)
        nc_diag(m->diags, NC_D_PLUGIN_DROPPED, m->doc->files[0], m->pos, "%s", text);
    *m->reported = true;
}

void nc_add_source_text(struct nc_making *m, struct nc_node *n, struct nc_str s, size_t at)
{
    if (s.n)
        nc_node_append(n, nc_node_text(m->doc, NC_TEXT, nc_locate_in_source(m->where, at), s));
}
