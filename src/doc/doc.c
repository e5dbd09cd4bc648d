/* Nodes and documents: makes and links them, and answers questions about them. */
#include "doc/schema.h"

#include <stddef.h>

struct nc_doc *nc_doc_new(struct nc_str file)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_doc *doc = NC_NEW(arena, struct nc_doc);
    doc->arena = arena;
    doc->files = NC_NEW(arena, struct nc_str);
    doc->files[0] = nc_arena_str(arena, file);
    doc->file_count = 1;
    doc->lang = NC_LIT("und");
    doc->root = nc_node_new(doc, NC_DOC, (struct nc_pos){0, 1, 1});
    return doc;
}

void nc_doc_free(struct nc_doc *doc)
{
    if (doc)
        nc_arena_free(doc->arena);
}

/* Every reference begins its part of the union. */
_Static_assert(offsetof(struct nc_node, u.ref) == offsetof(struct nc_node, u.image.ref) &&
                   offsetof(struct nc_node, u.ref) == offsetof(struct nc_node, u.embed.ref),
               "references begin the union");

static bool has_ref(const struct nc_node *node)
{
    enum nc_section s = nc_kinds[node->kind].members;
    return s == NC_IN_REF || s == NC_IN_IMAGE || s == NC_IN_EMBED;
}

struct nc_ref *nc_node_ref(struct nc_node *node)
{
    return has_ref(node) ? node->u.ref : NULL;
}

static void set_members(struct nc_doc *doc, struct nc_node *n)
{
    if (n->kind == NC_CELL)
        n->u.cell.colspan = n->u.cell.rowspan = 1;
    if (n->kind == NC_CODE_BLOCK)
        n->u.code = NC_NEW(doc->arena, struct nc_code);
    if (!has_ref(n))
        return;
    n->u.ref = NC_NEW(doc->arena, struct nc_ref);
    n->u.ref->anchor = NC_NO_ANCHOR;
    n->u.ref->number = NC_NO_NUMBER;
}

struct nc_node *nc_node_new(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos)
{
    struct nc_node *n = NC_NEW(doc->arena, struct nc_node);
    n->kind = kind;
    n->pos = pos;
    n->anchor = NC_NO_ANCHOR;
    set_members(doc, n);
    return n;
}

void nc_node_become(struct nc_doc *doc, struct nc_node *node, enum nc_kind kind)
{
    memset(&node->u, 0, sizeof node->u);
    node->kind = kind;
    set_members(doc, node);
}

struct nc_node *nc_node_text(struct nc_doc *doc, enum nc_kind kind, struct nc_pos pos,
                             struct nc_str s)
{
    struct nc_node *n = nc_node_new(doc, kind, pos);
    n->u.text = s;
    return n;
}

void nc_node_append(struct nc_node *parent, struct nc_node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void nc_node_prepend(struct nc_node *parent, struct nc_node *child)
{
    child->parent = parent;
    child->next = parent->first;
    parent->first = child;
    if (!parent->last)
        parent->last = child;
}

void nc_node_insert(struct nc_node *after, struct nc_node *node)
{
    node->parent = after->parent;
    node->next = after->next;
    after->next = node;
    if (after->parent->last == after)
        after->parent->last = node;
}

struct nc_node *nc_node_put(struct nc_node *parent, struct nc_node *prev, struct nc_node *node)
{
    if (prev)
        nc_node_insert(prev, node);
    else
        nc_node_prepend(parent, node);
    return node;
}

bool nc_attrs_only_align(const struct nc_attrs *a)
{
    return !a->classes.n && !a->lang.n && !a->dir.n && !a->title.n;
}

bool nc_node_is_alone(const struct nc_node *n)
{
    for (const struct nc_node *c = n->parent->first; c; c = c->next)
        if (c != n && (c->kind != NC_TEXT || nc_str_trim(c->u.text).n))
            return false;
    return true;
}

void nc_node_adopt(struct nc_node *to, struct nc_node *from)
{
    if (!from->first)
        return;
    for (struct nc_node *c = from->first; c; c = c->next)
        c->parent = to;
    if (to->last)
        to->last->next = from->first;
    else
        to->first = from->first;
    to->last = from->last;
    from->first = from->last = NULL;
}

struct nc_node *nc_node_before(const struct nc_node *n)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *k = n->parent->first; k != n; k = k->next)
        prev = k;
    return prev;
}

void nc_node_unlink(struct nc_node *node, struct nc_node *prev)
{
    struct nc_node *parent = node->parent;
    if (!parent)
        return;
    if (parent->first == node)
        prev = NULL;
    else if (!prev || prev->next != node)
        prev = nc_node_before(node);
    if (prev)
        prev->next = node->next;
    else
        parent->first = node->next;
    if (parent->last == node)
        parent->last = prev;
    node->parent = node->next = NULL;
}

bool nc_holds_inlines(enum nc_kind k)
{
    return (nc_kinds[k].holds & NC_HOLDS_INLINE) != 0;
}

bool nc_is_text_like(enum nc_kind k)
{
    return nc_kinds[k].members == NC_IN_TEXT;
}

const char *nc_kind_name(enum nc_kind k)
{
    return nc_kinds[k].name;
}

enum nc_kind nc_kind_find(struct nc_str name)
{
    for (int k = 0; k < NC_KIND_COUNT; k++)
        if (nc_str_eqz(name, nc_kinds[k].name))
            return (enum nc_kind)k;
    return NC_KIND_COUNT;
}

const struct nc_value *nc_meta_get(const struct nc_meta *m, const char *key)
{
    for (size_t i = 0; i < m->count; i++)
        if (nc_str_ieqz(m->entries[i].key, key))
            return &m->entries[i].value;
    return NULL;
}
