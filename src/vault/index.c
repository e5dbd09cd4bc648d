/* Builds the results of the first pass: the notes in the product and their order, the index of
 * names, the target of every reference, the table of media. */
#include "base/strmap.h"
#include "base/uchar.h"
#include "vault/plan.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* The last part of a path or name, without a note's suffix, folded; in the map's arena. */
static struct nc_str folded_name(struct nc_arena *arena, struct nc_str path)
{
    struct nc_buf b = {0};
    struct nc_str name = nc_base_name(nc_str_sub(path, 0, nc_str_find(path, '#', 0)));
    if (nc_has_suffix(name, NC_LIT(".md")))
        name.n -= strlen(".md");
    nc_nfc_fold(&b, name);
    return nc_buf_keep(&b, arena);
}

/* Keeps notes without text if they have properties, which may describe a person or a book, or if a
 * link leads to them. */
static void keep_stubs(struct nc_vault *v)
{
    struct nc_strmap named = {.arena = nc_arena_new()};
    for (size_t i = 0; i < v->surveyed; i++)
        for (size_t k = 0; v->surveys[i].requests && k < v->surveys[i].request_count; k++)
            *nc_strmap_at(&named, folded_name(named.arena, v->surveys[i].requests[k].dest)) = 1;
    for (size_t i = 0; i < v->surveyed; i++) {
        struct nc_survey *s = &v->surveys[i];
        if (s->is_empty &&
            (s->has_properties || nc_strmap_get(&named, folded_name(named.arena, v->notes[i].rel))))
            s->is_empty = false;
    }
    nc_arena_free(named.arena);
}

/* Leaves empty notes out of a folder's product and counts them. */
static void leave_out(struct nc_vault *v)
{
    if (v->opts->keeps_stubs)
        keep_stubs(v);
    for (size_t i = 0; v->is_folder && i < v->surveyed; i++) {
        struct nc_survey *s = &v->surveys[i];
        if (!v->notes[i].wanted || !s->outline)
            continue;
        v->notes[i].is_empty = s->is_empty;
        v->empty_count += s->is_empty;
        if (s->is_empty || !s->is_selected)
            v->notes[i].wanted = false;
    }
}

/* Whether some name in brackets is not a path and so may be an alias. */
static bool asks_for_alias(const struct nc_vault *v)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        const struct nc_survey *s = &v->surveys[i];
        for (size_t k = 0; s->requests && k < s->request_count; k++) {
            struct nc_str dest = s->requests[k].dest;
            struct nc_str path = nc_str_sub(dest, 0, nc_str_find(dest, '#', 0));
            if (!s->requests[k].by_name || !path.n)
                continue;
            /* The links of an embedded note are not known yet. */
            enum nc_hit_kind kind = nc_vault_lookup(v, i, path, true, false).kind;
            if (kind == NC_HIT_NONE || (kind == NC_HIT_NOTE && s->requests[k].is_embed))
                return true;
        }
    }
    return false;
}

/* Finds the aliases of notes outside the product too, so that the target of a link does not depend
 * on how much of the vault was named. */
static void find_aliases(struct nc_vault *v, const struct nc_parse_options *opts,
                         struct nc_diags *diags)
{
    bool all = true;
    for (size_t i = 0; i < v->surveyed && all; i++)
        all = v->surveys[i].arena != NULL;
    if (all || !asks_for_alias(v))
        return;
    nc_survey_others(v, opts, NC_LIT("alias"), diags);
    if (v->is_logseq)
        nc_survey_others(v, opts, NC_LIT("title"), diags);
}

static void add_aliases(struct nc_vault *v)
{
    struct nc_buf folded = {0};
    for (size_t i = 0; i < v->surveyed; i++) {
        const struct nc_survey *s = &v->surveys[i];
        for (size_t k = 0; s->outline && k < s->alias_count; k++) {
            nc_buf_clear(&folded);
            nc_nfc_fold(&folded, s->aliases[k]);
            /* One note may spell an alias in several ways. */
            const struct nc_name_entry *had = nc_names_get(&v->aliases, nc_buf_view(&folded));
            if (had && v->aliases.entries[had->last - 1].value == i)
                continue;
            nc_names_add(&v->aliases, nc_arena_str(v->arena, nc_buf_view(&folded)), (uint32_t)i);
        }
    }
    nc_buf_dispose(&folded);
}

/* The wanted notes and those they embed: the list grows while it is traversed. */
struct reading {
    struct nc_vault *v;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    uint32_t *list;
    bool *seen;
    size_t count;
};

static void read_too(struct reading *r, uint32_t note)
{
    if (r->seen[note])
        return;
    r->seen[note] = true;
    r->list[r->count++] = note;
}

static void survey_late(struct reading *r, size_t i)
{
    struct nc_vault *v = r->v;
    if (i >= v->surveyed || v->surveys[i].arena || v->notes[i].wanted)
        return;
    struct nc_doc *doc = nc_vault_parse(v, i, r->opts, NULL);
    if (doc)
        nc_vault_survey(v, i, doc);
    nc_doc_free(doc);
}

static void find_targets(struct reading *r, size_t i)
{
    struct nc_survey *s = &r->v->surveys[i];
    if (!s->requests)
        return;
    s->targets = nc_arena_array(s->arena, s->request_count, sizeof *s->targets);
    for (size_t k = 0; k < s->request_count; k++) {
        s->targets[k] = s->requests[k].is_property
                            ? nc_target_find(r->v, i, &s->requests[k])
                            : nc_target_add(r->v, i, &s->requests[k], r->diags);
        if (s->targets[k].kind == NC_TARGET_NOTE && s->requests[k].is_embed)
            read_too(r, s->targets[k].number);
    }
    if (s->is_drawing)
        s->drawing = nc_target_of_drawing(r->v, i, r->diags);
}

/* Finds the anchors of a note's links, once all notes with relevant anchors are surveyed. */
static void find_anchors(struct nc_vault *v, size_t i)
{
    struct nc_survey *s = &v->surveys[i];
    for (size_t k = 0; s->targets && k < s->request_count; k++) {
        struct nc_target *t = &s->targets[k];
        nc_target_anchor(v, t, s->requests[k].dest);
        if (t->kind == NC_TARGET_NOTE && t->anchor_state == NC_ANCHOR_FOUND)
            v->surveys[t->number].outline->anchors[t->anchor].linked = true;
    }
}

static void resolve_requests(struct nc_vault *v, const struct nc_parse_options *opts,
                             struct nc_diags *diags)
{
    struct reading r = {.v = v, .opts = opts, .diags = diags};
    r.list = nc_calloc(v->count, sizeof *r.list);
    r.seen = nc_calloc(v->count, sizeof *r.seen);
    for (size_t i = 0; i < v->wanted; i++)
        read_too(&r, (uint32_t)i);
    for (size_t k = 0; k < r.count; k++) {
        survey_late(&r, r.list[k]);
        find_targets(&r, r.list[k]);
    }
    for (size_t k = 0; k < r.count; k++)
        find_anchors(v, r.list[k]);
    nc_vault_weigh_embeds(v, r.list, r.count);
    for (size_t i = 0; i < v->surveyed; i++)
        nc_survey_forget_requests(&v->surveys[i]);
    free(r.list);
    free(r.seen);
}

/* Scans the folder of a loose note that links by name or has a broken path, because its links may
 * then mean files beside it. */
static void scan_late(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_fail f = {0};
    bool needed = false;
    for (size_t i = 0; i < v->surveyed; i++)
        needed |= v->surveys[i].request_count > 0 || v->surveys[i].is_drawing;
    if (v->is_scanned || !needed || !v->root.n)
        return;
    size_t before = v->count;
    nc_vault_scan(v, true, diags, &f);
    nc_buf_dispose(&f.message);
    struct nc_survey *grown = nc_calloc(v->count, sizeof *grown);
    memcpy(grown, v->surveys, before * sizeof *grown);
    free(v->surveys);
    free(v->outlines);
    v->surveys = grown;
    v->surveyed = v->count;
    v->outlines = nc_calloc(v->count, sizeof *v->outlines);
}

/* Reports a key of --order that no note has: the notes stay in the order of their names. */
static void report_order(const struct nc_vault *v, struct nc_diags *diags)
{
    const char *order = v->opts->order;
    bool has = !order || strcmp(order, "name") == 0;
    for (size_t i = 0; i < v->count && !has; i++)
        has = v->notes[i].wanted && v->surveys[i].order.n;
    for (size_t i = 0; i < v->folder_count && !has; i++)
        has = v->folders[i].order.n;
    if (!has)
        nc_diag(diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--order=%s: none of the notes has %s; they are in the order of their names", order,
                strcmp(order, "date") == 0 ? "a date" : "that key");
}

bool nc_vault_was_read(const struct nc_vault *v, size_t i)
{
    return i < v->wanted || (i < v->surveyed && v->surveys[i].arena);
}

void nc_vault_report_empty(const struct nc_vault *v, size_t i, struct nc_diags *diags)
{
    const struct nc_survey *s = &v->surveys[i];
    if (v->is_folder || !s->is_empty || (v->opts->keeps_stubs && s->has_properties))
        return;
    for (size_t k = 0; k < nc_diags_count(diags); k++)
        if (nc_diags_at(diags, k)->id == NC_D_NOT_TEXT ||
            nc_diags_at(diags, k)->id == NC_D_QUERY_DROPPED)
            return; /* the failure says why */
    nc_diag(diags, NC_D_NO_TEXT, v->notes[i].shown, (struct nc_pos){0},
            s->has_properties ? "the note has no text, only front matter"
                              : "the note has no text, so its output has none either");
}

void nc_vault_index(struct nc_vault *v, const struct nc_parse_options *opts, const uint32_t **moved,
                    struct nc_diags *diags)
{
    scan_late(v, diags);
    v->moved = nc_calloc(v->count, sizeof *v->moved);
    if (v->is_folder) {
        leave_out(v);
        nc_vault_read_folders(v, diags);
        report_order(v, diags);
        nc_vault_order(v, diags);
    } else {
        for (size_t i = 0; i < v->count; i++)
            v->moved[i] = (uint32_t)i;
    }
    if (moved)
        *moved = v->moved;
    nc_vault_build_names(v);
    find_aliases(v, opts, diags);
    add_aliases(v);
    if (v->is_logseq && nc_blocks_are_asked_for(v)) {
        nc_survey_others(v, opts, NC_LIT("id:: "), diags);
        nc_blocks_index(v);
    }
    v->file_media = nc_calloc(v->file_count, sizeof *v->file_media);
    resolve_requests(v, opts, diags);
    for (size_t i = 0; i < v->wanted; i++)
        v->outlines[i] = v->surveys[i].outline;
    nc_vault_report_same_keys(v, diags);
    nc_vault_finish_book(v);
    if (v->empty_count)
        nc_diag(diags, NC_D_NOTE_EMPTY, NC_NONE, (struct nc_pos){0},
                v->empty_count == 1 ? "%zu note has no text and was left out"
                                    : "%zu notes have no text and were left out",
                v->empty_count);
}
