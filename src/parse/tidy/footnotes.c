/* Gathers and numbers footnotes. */
#include "parse/tidy/footnotes.h"

#include "base/uchar.h"
#include "doc/walk.h"

#include <stdlib.h>

struct definition {
    struct nc_node *node;
    /* the label folded */
    struct nc_str key;
    /* in the source */
    size_t order;
    bool duplicate;
};

struct notes {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct definition *items;
    size_t count, cap;
    /* by number */
    struct nc_node **ordered;
    size_t ordered_count;
};

static struct nc_str folded(struct nc_doc *doc, struct nc_str label)
{
    struct nc_buf b = {0};
    nc_nfc_fold(&b, label);
    return nc_buf_keep(&b, doc->arena);
}

static void add_definition(struct notes *s, struct nc_node *note)
{
    nc_grow(&s->items, &s->cap, s->count + 1, sizeof *s->items);
    s->items[s->count] = (struct definition){
        .node = note, .key = folded(s->doc, note->u.footnote.label), .order = s->count};
    s->count++;
}

static bool is_empty_list(const struct nc_node *n)
{
    return n->kind == NC_LIST && !n->first;
}

/* Removes footnotes and empty lists from parent's children. */
static void filter_children(struct notes *s, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if (n->kind != NC_FOOTNOTE && !is_empty_list(n)) {
            prev = n;
            continue;
        }
        nc_node_unlink(n, prev);
        if (n->kind == NC_FOOTNOTE)
            add_definition(s, n);
    }
}

static void take_definitions(struct notes *s)
{
    struct nc_walk w;
    nc_walk_begin(&w, s->doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_EXIT && w.node->first && !nc_holds_inlines(w.node->kind))
            filter_children(s, nc_node_mutable(w.node));
}

static int by_place(const void *a, const void *b)
{
    const struct definition *x = a, *y = b;
    const struct nc_pos p = x->node->pos, q = y->node->pos;
    if (p.line != q.line)
        return p.line < q.line ? -1 : 1;
    if (p.col != q.col)
        return p.col < q.col ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_key(const void *a, const void *b)
{
    const struct definition *x = a, *y = b;
    int order = nc_str_cmp(x->key, y->key);
    return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static int compare_key(const void *key, const void *item)
{
    return nc_str_cmp(*(const struct nc_str *)key, ((const struct definition *)item)->key);
}

static void sort_definitions(struct notes *s)
{
    if (!s->count)
        return;
    qsort(s->items, s->count, sizeof *s->items, by_place);
    for (size_t i = 0; i < s->count; i++)
        s->items[i].order = i;
    qsort(s->items, s->count, sizeof *s->items, by_key);
    for (size_t i = 1; i < s->count; i++) {
        struct definition *d = &s->items[i];
        if (!nc_str_eq(d->key, s->items[i - 1].key))
            continue;
        d->duplicate = true;
        nc_diag(s->diags, NC_D_FOOTNOTE_DUPLICATE, s->doc->files[0], d->node->pos,
                "footnote \"%.*s\" is defined more than once; references lead to the first",
                NC_FMT(d->node->u.footnote.label));
        d->node->u.footnote.label = NC_NONE;
    }
}

/* The first definition of a label, or NULL. */
static struct nc_node *definition_of(struct notes *s, struct nc_str label)
{
    struct nc_str key = folded(s->doc, label);
    struct definition *d =
        s->count ? bsearch(&key, s->items, s->count, sizeof *s->items, compare_key) : NULL;
    while (d && d > s->items && nc_str_eq(d[-1].key, key))
        d--;
    return d ? d->node : NULL;
}

static void number(struct notes *s, struct nc_node *note)
{
    s->ordered[s->ordered_count++] = note;
    note->u.footnote.number = (uint32_t)s->ordered_count;
}

static void make_text(struct notes *s, struct nc_node *ref)
{
    struct nc_str label = ref->u.footnote_ref.label;
    nc_diag(s->diags, NC_D_FOOTNOTE_UNDEFINED, s->doc->files[0], ref->pos,
            "footnote \"%.*s\" is not defined; the reference stays text", NC_FMT(label));
    ref->kind = NC_TEXT;
    ref->u.text = nc_arena_printf(s->doc->arena, "[^%.*s]", NC_FMT(label));
}

/* Numbers the footnotes referred to below root. unused: the unreferenced footnote that the walk
 * began from, or NULL. */
static void follow(struct notes *s, const struct nc_node *root, const struct nc_node *unused)
{
    struct nc_walk w;
    nc_walk_begin(&w, root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_FOOTNOTE_REF)
            continue;
        struct nc_node *ref = nc_node_mutable(w.node),
                       *note = definition_of(s, ref->u.footnote_ref.label);
        if (!note) {
            make_text(s, ref);
            continue;
        }
        if (!note->u.footnote.number)
            number(s, note);
        note->u.footnote.referred |= note != unused;
        ref->u.footnote_ref.label = note->u.footnote.label;
        ref->u.footnote_ref.number = note->u.footnote.number;
    }
}

static int by_order(const void *a, const void *b)
{
    const struct definition *x = a, *y = b;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Numbers the remaining footnotes in source order, each followed by those it refers to. */
static void follow_definitions(struct notes *s)
{
    for (size_t i = 0; i < s->ordered_count; i++)
        follow(s, s->ordered[i], NULL);
    struct definition *sorted = nc_calloc(s->count + 1, sizeof *sorted);
    if (s->count)
        memcpy(sorted, s->items, s->count * sizeof *sorted);
    qsort(sorted, s->count, sizeof *sorted, by_order);
    for (size_t i = 0; i < s->count; i++) {
        struct nc_node *note = sorted[i].node;
        if (note->u.footnote.number)
            continue;
        if (!sorted[i].duplicate)
            nc_diag(s->diags, NC_D_FOOTNOTE_UNUSED, s->doc->files[0], note->pos,
                    "footnote \"%.*s\" is never referred to; it is kept at the end",
                    NC_FMT(note->u.footnote.label));
        size_t from = s->ordered_count;
        number(s, note);
        for (; from < s->ordered_count; from++)
            follow(s, s->ordered[from], note);
    }
    free(sorted);
}

void nc_footnotes_collect(struct nc_doc *doc, struct nc_node *gathered, struct nc_diags *diags)
{
    struct notes s = {.doc = doc, .diags = diags};
    take_definitions(&s);
    filter_children(&s, gathered);
    sort_definitions(&s);
    s.ordered = nc_calloc(s.count + 1, sizeof *s.ordered);
    follow(&s, doc->root, NULL);
    follow_definitions(&s);
    for (size_t i = 0; i < s.ordered_count; i++)
        nc_node_append(gathered, s.ordered[i]);
    if (gathered->first) {
        gathered->pos = gathered->first->pos;
        nc_node_append(doc->root, gathered);
    }
    free(s.ordered);
    free(s.items);
}
