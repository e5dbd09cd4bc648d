/* Definition lists out of paragraphs. */
#include "parse/deflist.h"

static bool is_break(const struct nc_node *n)
{
    return n->kind == NC_SOFT_BREAK || n->kind == NC_HARD_BREAK;
}

/* Whether a line that begins with n is a definition. */
static bool defines(const struct nc_node *n)
{
    return n && n->kind == NC_TEXT && n->u.text.n > 2 &&
           (n->u.text.p[0] == ':' || n->u.text.p[0] == '~') && n->u.text.p[1] == ' ';
}

static bool has_definition(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (is_break(n) && defines(n->next))
            return true;
    return false;
}

static bool is_one_line(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (is_break(n))
            return false;
    return p->kind == NC_PARAGRAPH && p->first;
}

/* Moves the children of p, from its first on, line by line below list: terms, and the bodies that
 * definitions begin. */
static void take_lines(struct nc_doc *doc, struct nc_node *list, struct nc_node *p)
{
    struct nc_node *into = NULL;
    for (struct nc_node *n = p->first, *next; n; n = next) {
        next = n->next;
        bool starts = !into || (list->last && is_break(n) && next &&
                                (defines(next) || list->last->kind == NC_DEF_TERM));
        n->parent = n->next = NULL;
        if (starts && is_break(n)) {
            n = next;
            next = n->next;
            n->parent = n->next = NULL;
        }
        if (starts) {
            struct nc_node *holder =
                nc_node_new(doc, defines(n) ? NC_DEF_BODY : NC_DEF_TERM, n->pos);
            nc_node_append(list, holder);
            into = holder;
            if (defines(n)) {
                into = nc_node_new(doc, NC_PARAGRAPH, n->pos);
                nc_node_append(holder, into);
                size_t from = 1;
                while (from < n->u.text.n && n->u.text.p[from] == ' ')
                    from++;
                n->u.text = nc_str_sub(n->u.text, from, n->u.text.n);
                n->pos.col += (uint32_t)from;
            }
        }
        nc_node_append(into, n);
    }
    p->first = p->last = NULL;
}

/* The one-line paragraph before a definition is its term. */
static void take_term(struct nc_doc *doc, struct nc_node *list, struct nc_node *p)
{
    struct nc_node *term = nc_node_new(doc, NC_DEF_TERM, p->pos);
    nc_node_append(list, term);
    nc_node_adopt(term, p);
}

void nc_deflists_make(struct nc_doc *doc, struct nc_node *parent)
{
    struct nc_node *prev = NULL, *before = NULL; /* before: the block before prev */
    for (struct nc_node *n = parent->first; n; n = n->next) {
        bool alone = n->kind == NC_PARAGRAPH && defines(n->first);
        bool continues = alone && prev && prev->kind == NC_DEF_LIST;
        bool follows = alone && prev && is_one_line(prev);
        if (continues) {
            take_lines(doc, prev, n);
            nc_node_unlink(n, prev);
            n = prev;
            continue;
        }
        if (follows || (n->kind == NC_PARAGRAPH && has_definition(n) && !defines(n->first))) {
            struct nc_node *list = nc_node_new(doc, NC_DEF_LIST, follows ? prev->pos : n->pos);
            nc_node_insert(n, list);
            if (follows)
                take_term(doc, list, prev);
            take_lines(doc, list, n);
            nc_node_unlink(n, prev);
            if (follows) {
                nc_node_unlink(prev, before);
                prev = before;
            }
            n = list;
        }
        before = prev;
        prev = n;
    }
}
