/* Reads the marks between cells. */
#include "parse/construct/cellbreak.h"

bool nc_is_cell_break(const struct nc_doc *doc, const struct nc_node *p)
{
    const struct nc_node *first = p->first, *last = p->last;
    if (p->kind != NC_PARAGRAPH || !first || first->kind != NC_TEXT || last->kind != NC_TEXT ||
        !nc_str_starts(first->u.text, NC_LIT("+++")))
        return false;
    for (const struct nc_node *n = first; n; n = n->next)
        if (n->kind != NC_TEXT)
            return false;
    if (first == last && nc_str_eqz(nc_str_trim(first->u.text), "+++"))
        return nc_meta_get(&doc->meta, "jupytext") || nc_meta_get(&doc->meta, "kernelspec") ||
               nc_meta_get(&doc->meta, "jupyter");
    return nc_str_starts(first->u.text, NC_LIT("+++ {")) &&
           nc_str_ends(nc_str_trim(last->u.text), NC_LIT("}"));
}
