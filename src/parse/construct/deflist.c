/* Makes definition lists of lists whose items are definitions. */
#include "parse/construct/deflist.h"

/* Makes a term of each line of the paragraph. */
static void take_terms(struct nc_doc *doc, struct nc_node *list, struct nc_node *p)
{
    struct nc_node *term = NULL;
    for (struct nc_node *n = p->first, *next; n; n = next) {
        next = n->next;
        n->parent = n->next = NULL;
        if (nc_is_break(n)) {
            term = NULL;
            continue;
        }
        if (!term) {
            term = nc_node_new(doc, NC_DEF_TERM, n->pos);
            nc_node_append(list, term);
        }
        nc_node_append(term, n);
    }
    list->last->id = p->id;
    p->first = p->last = NULL;
}

/* Moves the definitions at the beginning of a list. */
static void take_bodies(struct nc_node *to, struct nc_node *list)
{
    while (list->first && list->first->kind == NC_DEF_BODY) {
        struct nc_node *n = list->first;
        nc_node_unlink(n, NULL);
        nc_node_append(to, n);
    }
}

/* The definition list that continues with the definitions of n, after prev. before: the block
 * before prev. */
static struct nc_node *list_for(struct nc_doc *doc, struct nc_node *n, struct nc_node *prev,
                                struct nc_node *before)
{
    bool terms = nc_is_text_block(prev) && prev->first;
    struct nc_node *list = terms && before && before->kind == NC_DEF_LIST ? before : NULL;
    if (!list) {
        list = nc_node_new(doc, NC_DEF_LIST, terms ? prev->pos : n->pos);
        nc_node_put(n->parent, prev, list);
    }
    if (terms) {
        take_terms(doc, list, prev);
        nc_node_unlink(prev, before);
    } else {
        nc_node_append(list, nc_node_new(doc, NC_DEF_TERM, n->pos));
    }
    return list;
}

void nc_deflists_make(struct nc_doc *doc, struct nc_node *parent)
{
    struct nc_node *prev = NULL, *before = NULL; /* before: the block before prev */
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if (n->kind == NC_LIST && n->first && n->first->kind == NC_DEF_BODY) {
            struct nc_node *list = list_for(doc, n, prev, before);
            take_bodies(list, n);
            before = prev = list; /* nothing needs the block before a list */
            if (!n->first) {
                nc_node_unlink(n, list);
                continue;
            }
        }
        before = prev;
        prev = n;
    }
}
