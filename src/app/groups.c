/* Decides which notes share a product: all of them, each one alone (--each), or those of a folder
 * (--split). */
#include "app/groups.h"

#include "base/fsio.h"
#include "base/strmap.h"
#include "doc/walk.h"
#include "lang/lang.h"

#include <stdlib.h>

/* The part of a note's place that is the name of its group. */
static struct nc_str group_name(const struct nc_loaded *l, size_t i, struct nc_str top)
{
    struct nc_str place = l->site.places[i];
    if (l->opts->each)
        return place;
    size_t slash = nc_str_find(place, '/', 0);
    return slash < place.n ? nc_str_sub(place, 0, slash) : top;
}

/* The source of one of several products: its note, or the folder below the named one. */
static struct nc_str group_source(const struct nc_loaded *l, const struct nc_group *g,
                                  struct nc_arena *arena)
{
    const struct nc_vault_note *first = nc_vault_note(l->vault, g->notes[0]);
    struct nc_str base = nc_vault_base(l->vault);
    if (l->opts->each)
        return first->rel;
    size_t from = base.n && nc_str_starts(first->rel, base) ? base.n + 1 : 0;
    size_t slash = nc_str_find(first->rel, '/', from);
    struct nc_buf b = {0};
    nc_buf_str(&b, nc_str_sub(first->rel, 0, slash < first->rel.n ? slash : base.n));
    nc_buf_char(&b, '/');
    struct nc_str source = nc_arena_str(arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return source;
}

static void describe(struct nc_group *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    struct nc_site *s = &g->site;
    *s = l->site;
    if (!g->name.n)
        return;
    s->is_part = true;
    g->source = group_source(l, g, arena);
    const struct nc_outline **notes = nc_arena_array(arena, g->count, sizeof *notes);
    struct nc_str *places = nc_arena_array(arena, g->count, sizeof *places);
    for (size_t i = 0; i < g->count; i++) {
        notes[i] = l->site.notes[g->notes[i]];
        places[i] = l->site.places[g->notes[i]];
    }
    s->notes = notes;
    s->places = places;
    nc_book_add_folders(&g->book, notes, g->count, NULL);
    g->book.is_chosen = l->site.book->is_chosen;
    s->book = &g->book;
    s->count = g->count;
    if (l->opts->each && notes[0]) {
        s->is_folder = false;
        s->title = notes[0]->title;
        s->lang = notes[0]->lang;
        s->uuid = notes[0]->uuid;
        return;
    }
    struct nc_buf key = {0};
    nc_buf_printf(&key, "folder:%.*s", NC_FMT(g->name));
    s->uuid = nc_uuid5(l->site.uuid, nc_buf_view(&key));
    s->title = g->name;
    if (!l->lang_is_given)
        s->lang = nc_lang_of_notes(s->notes, s->count);
    nc_buf_dispose(&key);
}

static bool makes_one(const struct nc_loaded *l)
{
    bool trees = true; /* these write one file per note anyway */
    for (size_t k = 0; k < l->opts->format_count; k++)
        trees &= l->opts->formats[k]->is_tree;
    return !l->site.is_folder || trees || (!l->opts->each && !l->opts->split_folders);
}

static void make_one(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    nc_grow(&g->items, &g->cap, 1, sizeof *g->items);
    g->items[g->count++] = (struct nc_group){
        .notes = nc_arena_array(arena, l->site.count, sizeof *g->items->notes),
        .count = l->site.count,
    };
    for (size_t i = 0; i < l->site.count; i++)
        g->items->notes[i] = (uint32_t)i;
}

/* Assigns each note to its group; makes the groups and counts their notes. */
static void count_groups(struct nc_groups *g, const struct nc_loaded *l, uint32_t *which,
                         struct nc_arena *arena)
{
    struct nc_strmap known = {.arena = arena};
    struct nc_buf safe = {0};
    nc_safe_filename(&safe, l->site.title);
    struct nc_str top = nc_arena_str(arena, nc_buf_view(&safe));
    nc_buf_dispose(&safe);
    for (size_t i = 0; i < l->site.count; i++) {
        struct nc_str name = group_name(l, i, top);
        uint32_t *number = nc_strmap_at(&known, name);
        if (!*number) {
            nc_grow(&g->items, &g->cap, g->count + 1, sizeof *g->items);
            g->items[g->count++] = (struct nc_group){.name = name};
            *number = (uint32_t)g->count;
        }
        which[i] = *number - 1;
        g->items[which[i]].count++;
    }
}

static void make_many(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    uint32_t *which = nc_calloc(l->site.count, sizeof *which);
    count_groups(g, l, which, arena);
    for (size_t k = 0; k < g->count; k++) {
        struct nc_group *group = &g->items[k];
        group->notes = nc_arena_array(arena, group->count, sizeof *group->notes);
        group->count = 0;
    }
    for (size_t i = 0; i < l->site.count; i++) {
        struct nc_group *group = &g->items[which[i]];
        group->notes[group->count++] = (uint32_t)i;
    }
    free(which);
    g->local = nc_calloc(nc_vault_count(l->vault), sizeof *g->local);
    for (size_t i = 0; i < nc_vault_count(l->vault); i++)
        g->local[i] = UINT32_MAX;
}

void nc_groups_make(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    *g = (struct nc_groups){0};
    (makes_one(l) ? make_one : make_many)(g, l, arena);
    for (size_t k = 0; k < g->count; k++)
        describe(&g->items[k], l, arena);
}

void nc_groups_dispose(struct nc_groups *g)
{
    for (size_t k = 0; k < g->count; k++)
        nc_book_dispose(&g->items[k].book);
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

void nc_groups_renumber(const struct nc_groups *g, struct nc_doc *doc, struct nc_diags *diags)
{
    if (!g->local)
        return;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_ref *ref = nc_node_ref(nc_node_mutable(w.node));
        if (e != NC_WALK_ENTER || !ref || ref->state != NC_REF_NOTE)
            continue;
        if (g->local[ref->note] != UINT32_MAX) {
            ref->note = g->local[ref->note];
            continue;
        }
        ref->state = NC_REF_NONE;
        bool is_shown_here = w.node->kind == NC_EMBED && w.node->first;
        if (!is_shown_here)
            nc_diag(diags, NC_D_LINK_LEFT_OUT, nc_file_of(doc, w.node->pos), w.node->pos,
                    "'%.*s' leads to another output of --each or --split", NC_FMT(ref->dest));
    }
}
