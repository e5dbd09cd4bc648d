/* The making of groups. */
#include "app/groups.h"

#include "base/fsio.h"
#include "doc/walk.h"

#include <stdlib.h>

/* The part of a note's place that names its group. */
static struct nc_str group_name(const struct nc_loaded *l, size_t i)
{
    struct nc_str place = l->site.places[i];
    if (l->opts->each)
        return place;
    size_t slash = nc_str_find(place, '/', 0);
    return slash < place.n ? nc_str_sub(place, 0, slash) : NC_NONE;
}

static void describe(struct nc_group *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    struct nc_site *s = &g->site;
    *s = l->site;
    if (!g->name.n)
        return;
    const struct nc_outline **notes = nc_arena_array(arena, g->count, sizeof *notes);
    struct nc_str *places = nc_arena_array(arena, g->count, sizeof *places);
    for (size_t i = 0; i < g->count; i++) {
        notes[i] = l->site.notes[g->notes[i]];
        places[i] = l->site.places[g->notes[i]];
    }
    s->notes = notes;
    s->places = places;
    s->count = g->count;
    if (l->opts->each && notes[0]) {
        s->is_folder = false;
        s->title = notes[0]->title;
        s->lang = notes[0]->lang;
        s->uuid = notes[0]->uuid;
        return;
    }
    struct nc_buf key = {0}, title = {0};
    nc_buf_printf(&key, "folder:%.*s/%.*s", NC_FMT(l->site.title), NC_FMT(g->name));
    s->uuid = nc_uuid5(nc_uuid_namespace, nc_buf_view(&key));
    s->title = g->name;
    nc_buf_dispose(&key);
    nc_buf_dispose(&title);
}

void nc_groups_make(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    size_t total = l->site.count;
    bool trees = true; /* one file a note already */
    for (size_t k = 0; k < l->opts->format_count; k++)
        trees &= l->opts->formats[k]->is_tree;
    bool whole = !l->site.is_folder || trees || (!l->opts->each && !l->opts->split_folders);
    *g = (struct nc_groups){0};
    if (!whole) {
        g->local = nc_calloc(nc_vault_count(l->vault), sizeof *g->local);
        for (size_t i = 0; i < nc_vault_count(l->vault); i++)
            g->local[i] = UINT32_MAX;
    }
    for (size_t i = 0; i < total || (whole && i == 0); i++) {
        struct nc_str name = whole ? NC_NONE : group_name(l, i);
        if (!whole && !name.n)
            name = l->site.title;
        struct nc_group *last = g->count ? &g->items[g->count - 1] : NULL;
        for (size_t k = g->count;
             !whole && !l->opts->each && k-- > 0 && !nc_str_eq(last->name, name);)
            last = &g->items[k];
        if (!last || (!whole && !nc_str_eq(last->name, name))) {
            nc_grow(&g->items, &g->cap, g->count + 1, sizeof *g->items);
            last = &g->items[g->count++];
            struct nc_buf safe = {0};
            if (!whole && !l->opts->each)
                nc_safe_filename(&safe, name);
            *last = (struct nc_group){
                .notes =
                    nc_arena_array(arena, whole || !l->opts->each ? total : 1, sizeof *last->notes),
                .name = safe.n ? nc_arena_str(arena, nc_buf_view(&safe)) : name};
            nc_buf_dispose(&safe);
        }
        if (i < total)
            last->notes[last->count++] = (uint32_t)i;
    }
    for (size_t k = 0; k < g->count; k++)
        describe(&g->items[k], l, arena);
}

void nc_groups_dispose(struct nc_groups *g)
{
    free(g->items);
    free(g->local);
    *g = (struct nc_groups){0};
}

void nc_groups_enter(struct nc_groups *g, const struct nc_group *group)
{
    for (size_t i = 0; g->local && i < group->count; i++)
        g->local[group->notes[i]] = (uint32_t)i;
}

void nc_groups_leave(struct nc_groups *g, const struct nc_group *group)
{
    for (size_t i = 0; g->local && i < group->count; i++)
        g->local[group->notes[i]] = UINT32_MAX;
}

void nc_groups_renumber(const struct nc_groups *g, struct nc_doc *doc)
{
    if (!g->local)
        return;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_ref *ref = nc_node_ref(nc_node_mutable(w.node));
        if (e != NC_WALK_ENTER || !ref || ref->state != NC_REF_NOTE)
            continue;
        if (g->local[ref->note] == UINT32_MAX)
            ref->state = NC_REF_NONE;
        else
            ref->note = g->local[ref->note];
    }
}
