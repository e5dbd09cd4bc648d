/* The outline of a document. */
#include "doc/outline.h"

#include "doc/walk.h"

static uint64_t weight_of(const struct nc_node *n)
{
    if (n->kind == NC_CODE_BLOCK)
        return n->u.code.text.n;
    if (n->kind == NC_MATH)
        return n->u.math.tex.n;
    return nc_is_text_like(n->kind) && n->kind != NC_COMMENT && n->kind != NC_COMMENT_BLOCK
               ? n->u.text.n
               : 0;
}

static bool is_visible(const struct nc_node *n)
{
    return n->kind != NC_COMMENT_BLOCK && n->kind != NC_FOOTNOTES;
}

static void weigh(struct nc_outline *o, const struct nc_doc *doc)
{
    uint64_t *to = &o->lead_weight;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER)
            continue;
        const struct nc_node *n = w.node;
        if (n->parent == doc->root && n->kind == NC_HEADING && n->anchor != NC_NO_ANCHOR) {
            to = &o->anchors[n->anchor].weight;
            o->anchors[n->anchor].top = true;
        } else if (n->parent == doc->root && to == &o->lead_weight && is_visible(n)) {
            o->has_lead = true;
        }
        uint64_t weight = weight_of(n);
        *to += weight;
        o->weight += weight;
    }
}

struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path)
{
    struct nc_outline *o = NC_NEW(arena, struct nc_outline);
    memcpy(o->digest, doc->digest, sizeof o->digest);
    o->key = nc_arena_str(arena, doc->key);
    o->name = nc_arena_str(arena, doc->name);
    o->path = nc_arena_str(arena, path);
    o->id = nc_arena_str(arena, doc->meta.id);
    o->title = nc_arena_str(arena, doc->meta.title);
    o->lang = nc_arena_str(arena, doc->lang);
    o->uuid = doc->uuid;
    o->mtime = doc->mtime;
    o->count = doc->anchor_count;
    o->anchors = nc_arena_array(arena, o->count, sizeof *o->anchors);
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_anchor *a = &doc->anchors[i];
        o->anchors[i] = (struct nc_outline_anchor){.name = nc_arena_str(arena, a->name),
                                                   .key = nc_arena_str(arena, a->key),
                                                   .id = nc_arena_str(arena, a->node->id),
                                                   .level = a->level,
                                                   .line = a->node->pos.line};
    }
    weigh(o, doc);
    return o;
}
