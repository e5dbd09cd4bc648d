/* Decides which notes share a product: all of them, each one alone (--each), or those of a folder
 * (--split). */
#include "app/groups.h"

#include "app/treeplaces.h"
#include "base/fsio.h"
#include "base/uchar.h"
#include "doc/walk.h"
#include "lang/lang.h"

#include <stdlib.h>

/* What identifies the group of note i: the note itself (--each), or the folder below the named one
 * that it lies in. */
static struct nc_str source_of(const struct nc_loaded *l, size_t i)
{
    struct nc_str rel = nc_vault_note(l->vault, i)->rel, base = nc_vault_base(l->vault);
    size_t from = base.n && nc_str_starts(rel, base) ? base.n + 1 : 0;
    size_t slash = nc_str_find(rel, '/', from);
    return l->opts->each ? rel : nc_str_sub(rel, 0, slash < rel.n ? slash : base.n);
}

/* Names the group of note i with --split. The title is the folder's name; the name is a form of it
 * that is a safe file name. Two folders' names may be the same file on some disks. */
static void name_folder(struct nc_group *g, const struct nc_loaded *l, size_t i,
                        struct nc_places *taken, struct nc_diags *diags)
{
    struct nc_str folder = source_of(l, i);
    bool is_top = nc_str_eq(folder, nc_vault_base(l->vault)), changed;
    struct nc_str called = is_top ? l->site.title : nc_base_name(folder);
    struct nc_buf safe = {0}, plain = {0};
    nc_safe_filename(&safe, called);
    struct nc_str title = is_top ? NC_NONE : nc_vault_folder_title(l->vault, folder);
    nc_put_plain(&plain, title.n ? title : called);
    g->title = is_top ? called : nc_arena_str(taken->used.arena, nc_buf_view(&plain));
    g->name = nc_places_find(taken, folder, nc_buf_view(&safe), NC_NONE, &changed);
    if (changed)
        nc_diag(diags, NC_D_NAME_COLLISION, nc_vault_note(l->vault, i)->shown, (struct nc_pos){0},
                "the output of another folder has the same file name; that of this note's folder "
                "becomes %.*s",
                NC_FMT(g->name));
    nc_buf_dispose(&safe);
    nc_buf_dispose(&plain);
}

static void name_group(struct nc_group *g, const struct nc_loaded *l, size_t i,
                       struct nc_places *taken, struct nc_diags *diags)
{
    g->source = nc_arena_printf(taken->used.arena, "%.*s%s", NC_FMT(source_of(l, i)),
                                l->opts->each ? "" : "/");
    if (l->opts->each)
        g->name = g->title = l->site.places[i];
    else
        name_folder(g, l, i, taken, diags);
}

static void describe(struct nc_group *g, const struct nc_loaded *l, struct nc_arena *arena)
{
    struct nc_site *s = &g->site;
    *s = l->site;
    if (!g->name.n)
        return;
    s->is_part = true;
    const struct nc_outline **notes = nc_arena_array(arena, g->count, sizeof *notes);
    struct nc_str *places = nc_arena_array(arena, g->count, sizeof *places);
    for (size_t i = 0; i < g->count; i++) {
        notes[i] = l->site.notes[g->notes[i]];
        places[i] = l->site.places[g->notes[i]];
    }
    s->notes = notes;
    s->places = places;
    nc_book_add_folders(&g->book, notes, g->count, NULL,
                        &(struct nc_folder_titles){nc_vault_folder_title, l->vault});
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
    s->title = g->title;
    if (!l->lang_is_given)
        s->lang = nc_lang_of_notes(s->notes, s->count);
    nc_buf_dispose(&key);
}

static bool makes_one(const struct nc_loaded *l)
{
    bool trees = true; /* trees write one file per note anyway */
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
                         struct nc_arena *arena, struct nc_diags *diags)
{
    struct nc_strmap known = {.arena = arena};
    struct nc_places taken = {.used.arena = arena};
    for (size_t i = 0; i < l->site.count; i++) {
        uint32_t *number = nc_strmap_at(&known, source_of(l, i));
        if (!*number) {
            nc_grow(&g->items, &g->cap, g->count + 1, sizeof *g->items);
            g->items[g->count] = (struct nc_group){0};
            name_group(&g->items[g->count++], l, i, &taken, diags);
            *number = (uint32_t)g->count;
        }
        which[i] = *number - 1;
        g->items[which[i]].count++;
    }
}

static void make_many(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena,
                      struct nc_diags *diags)
{
    uint32_t *which = nc_calloc(l->site.count, sizeof *which);
    count_groups(g, l, which, arena, diags);
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

void nc_groups_make(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena,
                    struct nc_diags *diags)
{
    *g = (struct nc_groups){0};
    if (makes_one(l))
        make_one(g, l, arena);
    else
        make_many(g, l, arena, diags);
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
