/* Begins a block: the space before it, the name for links, and the containers that leave no mark of
 * their own. */
#include "export/org/orgflow.h"
#include "export/org/orgout.h"

bool org_is_verse(const struct nc_node *n)
{
    if (n->kind != NC_DIV || !n->attrs || !nc_str_ieq(n->attrs->classes, NC_LIT("verse")))
        return false;
    for (const struct nc_node *c = n->first; c; c = c->next)
        if (c->kind != NC_PARAGRAPH || org_lone_image(c))
            return false;
    return n->first != NULL;
}

bool org_is_special(const struct nc_node *n)
{
    struct nc_str classes = n->attrs ? n->attrs->classes : NC_NONE;
    return n->kind == NC_CALLOUT || n->kind == NC_DETAILS ||
           (n->kind == NC_DIV && classes.n && !nc_str_ieq(classes, NC_LIT("verse")));
}

static bool is_centred_alone(const struct nc_node *n)
{
    bool fits = n->kind == NC_PARAGRAPH ||
                (n->kind == NC_DIV && n->first && !org_is_special(n) && !org_is_verse(n));
    return fits && n->attrs && n->attrs->align == NC_ALIGN_CENTER;
}

bool org_is_centred(const struct nc_node *n)
{
    if (!is_centred_alone(n) || org_figure_caption(n->parent))
        return false;
    for (const struct nc_node *p = n->parent; p; p = p->parent)
        if (is_centred_alone(p) || org_is_verse(p))
            return false;
    return true;
}

/* Containers that leave no mark of their own in Org. */
static bool is_transparent(const struct nc_node *n)
{
    return n->kind == NC_TURN ||
           (n->kind == NC_DIV && !org_is_special(n) && !org_is_verse(n) && !org_is_centred(n)) ||
           (n->kind == NC_EMBED && n->first) || n->kind == NC_ROW || n->kind == NC_CELL ||
           (n->kind == NC_TABLE && org_table_needs_blocks(n));
}

/* Containers named by a mark before their content. */
static bool is_marked(const struct org_writer *w, const struct nc_node *n)
{
    return is_transparent(n) && org_is_target(w, n);
}

const struct nc_node *org_figure_caption(const struct nc_node *figure)
{
    const struct nc_node *caption = NULL, *other = NULL;
    if (figure->kind != NC_FIGURE)
        return NULL;
    for (const struct nc_node *n = figure->first; n; n = n->next) {
        const struct nc_node **to = n->kind == NC_CAPTION ? &caption : &other;
        if (*to)
            return NULL;
        *to = n;
    }
    bool fits = other && ((other->kind == NC_TABLE && !org_table_needs_blocks(other)) ||
                          other->kind == NC_CODE_BLOCK ||
                          (other->kind == NC_PARAGRAPH && org_lone_image(other)));
    return fits ? caption : NULL;
}

static bool in_item(const struct nc_node *n)
{
    return n->parent && n->parent->kind == NC_ITEM;
}

void org_before(struct org_writer *w, const struct nc_node *n)
{
    bool is_text = (nc_holds_inlines(n->kind) && !org_is_centred(n)) || is_transparent(n) ||
                   n->kind == NC_EMBED || n->kind == NC_TABS; /* these begin with a text */
    while (n->parent && is_transparent(n->parent) && n->parent->first == n) {
        if (is_marked(w, n->parent))
            return;
        n = n->parent;
    }
    const struct nc_node *p = n->parent;
    if (p && org_figure_caption(p))
        return;
    if (p && p->first == n && p->kind != NC_DOC) {
        bool labelled = p->kind == NC_ITEM || p->kind == NC_DEF_BODY || p->kind == NC_FOOTNOTE;
        if (labelled && !is_text)
            nc_lines_end(&w->lines);
        return;
    }
    bool tight = in_item(n) && p->parent->kind == NC_LIST && p->parent->u.list.tight;
    if (!tight)
        nc_lines_blank(&w->lines, 1);
    else
        nc_lines_end(&w->lines);
}

void org_put_name(struct org_writer *w, const struct nc_node *n)
{
    org_line(w, "#+name: ", nc_place_of(w->run, w->note, n->anchor)->frag);
}

void org_target_name(struct org_writer *w, const struct nc_node *n)
{
    if (org_is_target(w, n) && n->kind != NC_HEADING && n->kind != NC_ITEM)
        org_put_name(w, n);
}

void org_begin_prose(struct org_writer *w)
{
    if (w->prose_end && w->prose_end == w->lines.out->n)
        nc_lines_blank(&w->lines, 1);
}

void org_end_prose(struct org_writer *w)
{
    nc_lines_end(&w->lines);
    w->prose_end = w->lines.out->n;
}
