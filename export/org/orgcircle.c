/* Footnotes that lead back to themselves. Emacs follows references into notes endlessly and then
 * exports nothing, so this finds the references that close a circle. */
#include "base/strmap.h"
#include "doc/walk.h"
#include "export/org/orgwriter.h"

#include <stdlib.h>

struct org_circles {
    struct nc_arena *arena;
    /* from the label of a note to its place in the arrays, from 1 */
    struct nc_strmap places;
    /* where the references of each note begin in leads_to, and one more */
    uint32_t *first;
    uint32_t *leads_to;
    size_t count, lead_count, lead_cap;
    /* when a depth-first search entered and left each note; 0: not yet */
    uint32_t *came, *left, *stack;
};

/* The place of the note with this label; 0 if there is none. */
static uint32_t place_of(const struct org_circles *c, struct nc_str label, uint32_t number)
{
    struct nc_buf b = {0};
    org_footnote_label(&b, label, number);
    uint32_t place = nc_strmap_get(&c->places, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return place;
}

/* The block at the end of a document whose children are its footnotes; NULL if there is none. */
static const struct nc_node *notes_of(const struct nc_doc *doc)
{
    const struct nc_node *last = doc->root->last;
    return last && last->kind == NC_FOOTNOTES ? last->first : NULL;
}

static void list_notes(struct org_circles *c, const struct nc_doc *doc)
{
    for (const struct nc_node *n = notes_of(doc); n; n = n->next) {
        struct nc_buf label = {0};
        org_footnote_label(&label, n->u.footnote.label, n->u.footnote.number);
        uint32_t *place = nc_strmap_at(&c->places, nc_arena_str(c->arena, nc_buf_view(&label)));
        c->count++;
        *place = *place ? *place : (uint32_t)c->count;
        nc_buf_dispose(&label);
    }
}

static void list_references(struct org_circles *c, const struct nc_doc *doc)
{
    size_t k = 0;
    for (const struct nc_node *n = notes_of(doc); n; n = n->next, k++) {
        struct nc_walk w;
        c->first[k] = (uint32_t)c->lead_count;
        nc_walk_begin(&w, n);
        while (nc_walk_next(&w) != NC_WALK_DONE) {
            if (w.event != NC_WALK_ENTER || w.node->kind != NC_FOOTNOTE_REF)
                continue;
            uint32_t place =
                place_of(c, w.node->u.footnote_ref.label, w.node->u.footnote_ref.number);
            nc_grow(&c->leads_to, &c->lead_cap, c->lead_count + 1, sizeof *c->leads_to);
            if (place)
                c->leads_to[c->lead_count++] = place - 1;
        }
    }
    c->first[k] = (uint32_t)c->lead_count;
}

/* Searches depth-first from one note. next: for each note, the next reference to follow. */
static void search(struct org_circles *c, uint32_t *next, uint32_t from, uint32_t *clock)
{
    size_t depth = 0;
    c->stack[depth++] = from;
    c->came[from] = ++*clock;
    while (depth) {
        uint32_t at = c->stack[depth - 1];
        if (next[at] == c->first[at + 1]) {
            c->left[at] = ++*clock;
            depth--;
            continue;
        }
        uint32_t to = c->leads_to[next[at]++];
        if (c->came[to])
            continue;
        c->came[to] = ++*clock;
        c->stack[depth++] = to;
    }
}

struct org_circles *org_circles_find(const struct nc_doc *doc)
{
    if (!notes_of(doc))
        return NULL;
    struct org_circles *c = nc_calloc(1, sizeof *c);
    uint32_t clock = 0;
    c->arena = nc_arena_new();
    c->places.arena = c->arena;
    list_notes(c, doc);
    c->first = nc_arena_array(c->arena, c->count + 1, sizeof *c->first);
    list_references(c, doc);
    c->came = nc_arena_array(c->arena, c->count + 1, sizeof *c->came);
    c->left = nc_arena_array(c->arena, c->count + 1, sizeof *c->left);
    c->stack = nc_arena_array(c->arena, c->count + 1, sizeof *c->stack);
    uint32_t *next = nc_arena_array(c->arena, c->count + 1, sizeof *next);
    memcpy(next, c->first, (c->count + 1) * sizeof *next);
    for (uint32_t k = 0; k < c->count; k++)
        if (!c->came[k])
            search(c, next, k, &clock);
    return c;
}

bool org_closes_circle(const struct org_circles *c, const struct nc_node *note,
                       const struct nc_node *ref)
{
    uint32_t from = place_of(c, note->u.footnote.label, note->u.footnote.number);
    uint32_t to = place_of(c, ref->u.footnote_ref.label, ref->u.footnote_ref.number);
    return from && to && c->came[to - 1] <= c->came[from - 1] &&
           c->left[from - 1] <= c->left[to - 1];
}

void org_circles_free(struct org_circles *c)
{
    if (!c)
        return;
    free(c->leads_to);
    nc_arena_free(c->arena);
    free(c);
}
