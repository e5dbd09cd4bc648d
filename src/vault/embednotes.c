/* The footnotes of embedded notes. */
#include "doc/walk.h"
#include "vault/embedding.h"

#include <stdlib.h>

static struct nc_node *footnotes_of(struct nc_doc *doc)
{
    struct nc_node *last = doc->root->last;
    return last && last->kind == NC_FOOTNOTES ? last : NULL;
}

static struct nc_node *own_footnotes(struct nc_doc *doc)
{
    struct nc_node *list = footnotes_of(doc);
    if (!list) {
        list = nc_node_new(doc, NC_FOOTNOTES, doc->root->pos);
        nc_node_append(doc->root, list);
    }
    return list;
}

static void count_own(struct embedding *e)
{
    struct nc_node *list = footnotes_of(e->r->doc);
    if (e->counted)
        return;
    e->counted = true;
    for (struct nc_node *n = list ? list->first : NULL; n; n = n->next) {
        e->footnotes++;
        *nc_strmap_at(&e->labels, n->u.footnote.label) = 1;
    }
}

/* Links of this note must not lead to places within a moved footnote. */
static void set_origin(struct embedding *e, struct nc_node *footnote, uint32_t file)
{
    struct nc_walk w;
    nc_walk_begin(&w, footnote);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev != NC_WALK_ENTER)
            continue;
        n->pos.file = file;
        n->id = NC_NONE;
        e->nodes++;
        if (n->kind == NC_HEADING)
            n->kind = NC_PARAGRAPH;
    }
}

/* The definitions of doc by number, and where each was moved. */
struct moving {
    struct nc_node **defs;
    /* new number; 0: not moved yet */
    uint32_t *numbers;
    struct nc_str *labels;
    uint32_t count;
};

/* Gives the references below n their new numbers and moves the definitions newly referenced. */
static void move_referred(struct embedding *e, const struct nc_node *below, struct moving *m,
                          uint32_t file)
{
    struct nc_walk w;
    nc_walk_begin(&w, below);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev != NC_WALK_ENTER || n->kind != NC_FOOTNOTE_REF || n->u.footnote_ref.number == 0 ||
            n->u.footnote_ref.number > m->count)
            continue;
        uint32_t old = n->u.footnote_ref.number - 1;
        struct nc_node *def = m->defs[old];
        if (!m->numbers[old] && def) {
            m->numbers[old] = ++e->footnotes;
            m->labels[old] = nc_strmap_claim(&e->labels, def->u.footnote.label, 2);
            def->u.footnote.label = m->labels[old];
            def->u.footnote.number = m->numbers[old];
            def->u.footnote.referred = true;
            def->parent = def->next = NULL;
            set_origin(e, def, file);
            nc_node_append(own_footnotes(e->r->doc), def);
        }
        n->u.footnote_ref.number = m->numbers[old];
        n->u.footnote_ref.label = m->labels[old];
    }
}

void embed_footnotes(struct embedding *e, struct nc_node *embed, struct nc_doc *doc)
{
    struct nc_node *list = footnotes_of(doc);
    if (!list || !embed->first)
        return;
    count_own(e);
    struct moving m = {0};
    for (struct nc_node *n = list->first; n; n = n->next)
        m.count++;
    m.defs = nc_calloc(m.count, sizeof(struct nc_node *));
    m.numbers = nc_calloc(m.count, sizeof *m.numbers);
    m.labels = nc_calloc(m.count, sizeof *m.labels);
    for (struct nc_node *n = list->first, *next; n; n = next) {
        next = n->next;
        if (n->u.footnote.number >= 1 && n->u.footnote.number <= m.count)
            m.defs[n->u.footnote.number - 1] = n;
    }
    uint32_t file = embed->first->pos.file;
    uint32_t before = e->footnotes;
    move_referred(e, embed, &m, file);
    /* Footnotes may refer to footnotes: those just moved are at the end of the own list. */
    while (before < e->footnotes) {
        uint32_t upto = e->footnotes;
        for (struct nc_node *n = own_footnotes(e->r->doc)->first; n; n = n->next)
            if (n->u.footnote.number > before && n->u.footnote.number <= upto)
                move_referred(e, n, &m, file);
        before = upto;
    }
    free(m.defs);
    free(m.numbers);
    free(m.labels);
}

void embed_renumber(struct embedding *e)
{
    struct nc_node *list = footnotes_of(e->r->doc);
    if (!e->footnotes || !list)
        return;
    uint32_t *fresh = nc_calloc(e->footnotes + 1, sizeof *fresh), next = 0;
    struct nc_node **defs = nc_calloc(e->footnotes + 1, sizeof(struct nc_node *));
    struct nc_walk w;
    nc_walk_begin(&w, e->r->doc->root);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev != NC_WALK_ENTER || n->kind != NC_FOOTNOTE_REF ||
            n->u.footnote_ref.number > e->footnotes || !n->u.footnote_ref.number)
            continue;
        uint32_t old = n->u.footnote_ref.number;
        if (!fresh[old])
            fresh[old] = ++next;
        n->u.footnote_ref.number = fresh[old];
    }
    for (struct nc_node *n = list->first, *after; n; n = after) {
        uint32_t old = n->u.footnote.number;
        after = n->next;
        if (old == 0 || old > e->footnotes)
            continue;
        if (!fresh[old])
            fresh[old] = ++next;
        n->u.footnote.number = fresh[old];
        defs[fresh[old]] = n;
    }
    list->first = list->last = NULL;
    for (uint32_t i = 1; i <= next && i <= e->footnotes; i++)
        if (defs[i]) {
            defs[i]->parent = defs[i]->next = NULL;
            nc_node_append(list, defs[i]);
        }
    free(fresh);
    free(defs);
}
