/* The first pass over the notes, and what is made of it: which notes are in the product, in which
 * order, the index of names, the table of media. */
#include "base/fsio.h"
#include "base/uchar.h"
#include "doc/walk.h"
#include "parse/hygiene.h"
#include "vault/vaultdata.h"

#include <limits.h>
#include <stdlib.h>

/* --- a note --- */

static bool is_shown(const struct nc_node *n)
{
    return n->kind != NC_DOC && n->kind != NC_COMMENT_BLOCK && n->kind != NC_COMMENT;
}

/* In Logseq "title::" is the page's name. */
static void keep_aliases(struct nc_survey *s, const struct nc_doc *doc, bool logseq)
{
    const struct nc_value *title = logseq ? nc_meta_get(&doc->meta, "title") : NULL;
    size_t count = doc->meta.alias_count;
    s->aliases = nc_arena_array(s->arena, count + 1, sizeof *s->aliases);
    for (size_t k = 0; k < count; k++)
        s->aliases[k] = nc_arena_str(s->arena, doc->meta.aliases[k]);
    if (title && title->raw.n)
        s->aliases[count++] = nc_arena_str(s->arena, title->raw);
    s->alias_count = count;
}

/* The tag itself, or one below it ("a/b" below "a"); want is folded. */
static bool is_tag_below(struct nc_str tag, struct nc_str want)
{
    struct nc_buf b = {0};
    nc_nfc_fold(&b, tag);
    struct nc_str have = nc_buf_view(&b);
    bool is = nc_str_starts(have, want) && (have.n == want.n || have.p[want.n] == '/');
    nc_buf_dispose(&b);
    return is;
}

static bool has_tag(const struct nc_doc *doc, struct nc_str tag)
{
    if (tag.n && tag.p[0] == '#')
        tag = nc_str_sub(tag, 1, tag.n);
    struct nc_buf want = {0};
    nc_nfc_fold(&want, tag);
    bool found = false;
    for (size_t i = 0; i < doc->meta.tag_count && !found; i++)
        found = is_tag_below(doc->meta.tags[i], nc_buf_view(&want));
    nc_buf_dispose(&want);
    return found;
}

/* KEY=VALUE: a scalar that is VALUE, or a list that holds it; KEY alone: the note has that key. */
static bool says(const struct nc_doc *doc, const char *where)
{
    const char *eq = strchr(where, '=');
    struct nc_buf key = {0};
    nc_buf_put(&key, where, eq ? (size_t)(eq - where) : strlen(where));
    const struct nc_value *v = nc_meta_get(&doc->meta, key.p);
    nc_buf_dispose(&key);
    if (!v || !eq)
        return v != NULL;
    if (v->type != NC_V_LIST)
        return nc_str_ieq(v->raw, nc_str(eq + 1));
    for (size_t i = 0; i < v->count; i++)
        if (nc_str_ieq(v->items[i].raw, nc_str(eq + 1)))
            return true;
    return false;
}

static void keep_order(struct nc_survey *s, const struct nc_vault *v, const struct nc_doc *doc)
{
    const char *order = v->opts->order;
    if (!order || strcmp(order, "name") == 0)
        return;
    const struct nc_value *value = nc_meta_get(&doc->meta, order);
    if (strcmp(order, "date") == 0)
        s->order = nc_arena_str(s->arena, doc->meta.date);
    else if (value)
        s->order = nc_arena_str(s->arena, value->raw);
}

static bool may_be_file(const struct nc_ref *ref)
{
    return ref && ref->state == NC_REF_NONE && ref->dest.n;
}

static void keep_wishes(struct nc_survey *s, const struct nc_doc *doc, struct nc_str rel)
{
    struct nc_wish *list = NULL;
    size_t cap = 0;
    struct nc_walk w;
    s->is_empty = true;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        const struct nc_ref *ref = nc_node_cref(n);
        bool by_name = n->kind == NC_WIKILINK || n->kind == NC_EMBED || n->kind == NC_EMBED_LINK;
        s->is_empty &= !is_shown(n);
        if (e != NC_WALK_ENTER || !may_be_file(ref))
            continue;
        nc_grow(&list, &cap, s->media_count + 1, sizeof *list);
        bool embed = n->kind == NC_EMBED || n->kind == NC_EMBED_LINK;
        list[s->media_count++] = (struct nc_wish){
            .dest = nc_arena_str(s->wishes, ref->dest),
            .by_name = by_name,
            .is_embed = embed,
            .is_image = n->kind == NC_IMAGE || (embed && n->u.embed.type != NC_EMBED_NOTE),
            .is_drawing = embed && nc_drawing_is_named(ref->dest)};
    }
    struct nc_str cover = nc_cover_named(doc, s->wishes);
    if (cover.n) {
        nc_grow(&list, &cap, s->media_count + 1, sizeof *list);
        list[s->media_count++] =
            (struct nc_wish){.dest = cover, .by_name = true, .is_embed = true, .is_image = true};
    }
    if (nc_meta_get(&doc->meta, "excalidraw-plugin")) {
        nc_grow(&list, &cap, s->media_count + 1, sizeof *list);
        list[s->media_count++] = (struct nc_wish){.dest = nc_base_name(rel), .is_drawing = true};
    }
    s->media = nc_arena_array(s->wishes, s->media_count, sizeof *s->media);
    if (s->media_count)
        memcpy(s->media, list, s->media_count * sizeof *list);
    free(list);
}

void nc_vault_survey(struct nc_vault *v, size_t i, const struct nc_doc *doc)
{
    struct nc_survey *s = &v->surveys[i];
    s->arena = nc_arena_new();
    s->wishes = nc_arena_new();
    s->outline = nc_outline_of(s->arena, doc, v->notes[i].rel);
    nc_fragment_index(s);
    if (v->is_logseq)
        nc_blocks_survey(s, doc);
    keep_wishes(s, doc, v->notes[i].rel);
    keep_aliases(s, doc, v->is_logseq);
    keep_order(s, v, doc);
    s->is_selected = (!v->opts->tag || has_tag(doc, nc_str(v->opts->tag))) &&
                     (!v->opts->where || says(doc, v->opts->where));
}

bool nc_vault_is_as_surveyed(const struct nc_vault *v, size_t i, const struct nc_doc *doc)
{
    const struct nc_outline *o = i < v->surveyed ? v->surveys[i].outline : NULL;
    return o && memcmp(o->digest, doc->digest, sizeof o->digest) == 0;
}

void nc_vault_tell_changed(const struct nc_vault *v, size_t i, struct nc_diags *diags)
{
    nc_diag(diags, NC_D_NOTE_CHANGED, v->notes[i].shown, (struct nc_pos){0},
            "the note was changed while noteconv was reading it and is left out; run again");
}

/* --- all notes --- */

/* Notes that say nothing are left out of a folder's product, and counted. */
static void leave_out(struct nc_vault *v)
{
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

void nc_survey_others(struct nc_vault *v, const struct nc_parse_options *opts, struct nc_str word)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        struct nc_buf bytes = {0};
        struct nc_fail f = {0};
        bool holds = !v->surveys[i].arena &&
                     nc_read_file(&bytes, v->notes[i].path.p, NC_MAX_NOTE_BYTES, &f) == 0 &&
                     nc_str_search(nc_buf_view(&bytes), word, 0) < bytes.n;
        nc_buf_dispose(&bytes);
        nc_buf_dispose(&f.message);
        struct nc_doc *doc = holds ? nc_vault_parse(v, i, opts, NULL) : NULL;
        if (doc)
            nc_vault_survey(v, i, doc);
        nc_doc_free(doc);
    }
}

/* A name in brackets that no path is: it may be an alias. */
static bool asks_for_alias(const struct nc_vault *v)
{
    for (size_t i = 0; i < v->surveyed; i++) {
        const struct nc_survey *s = &v->surveys[i];
        for (size_t k = 0; k < s->media_count; k++) {
            struct nc_str dest = s->media[k].dest;
            struct nc_str path = nc_str_sub(dest, 0, nc_str_find(dest, '#', 0));
            if (s->media[k].by_name && path.n &&
                nc_vault_lookup(v, i, path, true, false).kind == NC_HIT_NONE)
                return true;
        }
    }
    return false;
}

/* What a link of a note leads to must not hang on how much of the vault was named: aliases of the
 * notes outside the product count, too. */
static void find_aliases(struct nc_vault *v, const struct nc_parse_options *opts)
{
    bool all = true;
    for (size_t i = 0; i < v->surveyed && all; i++)
        all = v->surveys[i].arena != NULL;
    if (all || !asks_for_alias(v))
        return;
    nc_survey_others(v, opts, NC_LIT("alias"));
    if (v->is_logseq)
        nc_survey_others(v, opts, NC_LIT("title"));
}

static void add_aliases(struct nc_vault *v)
{
    struct nc_buf folded = {0};
    for (size_t i = 0; i < v->surveyed; i++) {
        const struct nc_survey *s = &v->surveys[i];
        for (size_t k = 0; s->outline && k < s->alias_count; k++) {
            nc_buf_clear(&folded);
            nc_nfc_fold(&folded, s->aliases[k]);
            /* One note may have an alias in several spellings. */
            const struct nc_name_entry *had = nc_names_get(&v->aliases, nc_buf_view(&folded));
            if (had && v->aliases.entries[had->last - 1].value == i)
                continue;
            nc_names_add(&v->aliases, nc_arena_str(v->arena, nc_buf_view(&folded)), (uint32_t)i);
        }
    }
    nc_buf_dispose(&folded);
}

static uint32_t put_media(struct nc_vault *v, size_t note, const char *path, struct nc_str name,
                          struct nc_diags *diags)
{
    struct nc_fail f = {0};
    uint32_t number;
    int err = nc_media_put(&number, &v->media, path, name, &f);
    if (err)
        nc_diag(diags, NC_D_MEDIA_UNREADABLE, v->notes[note].shown, (struct nc_pos){0}, "%s",
                f.message.p);
    nc_buf_dispose(&f.message);
    return err ? 0 : number + 1;
}

static void add_listed(struct nc_vault *v, size_t note, uint32_t file, bool shown,
                       struct nc_diags *diags)
{
    struct nc_buf path = {0};
    if (!v->file_media[file]) {
        nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root.n > 1 ? v->root : NC_NONE),
                      NC_FMT(v->file_list[file].rel));
        v->file_media[file] = put_media(v, note, path.p, v->file_list[file].rel, diags);
    }
    if (v->file_media[file] && shown)
        v->media.items[v->file_media[file] - 1].is_shown = true;
    nc_buf_dispose(&path);
}

static void add_by_path(struct nc_vault *v, size_t note, const char *real, bool shown,
                        struct nc_diags *diags)
{
    struct nc_str full = nc_arena_str(v->arena, nc_str(real));
    const struct nc_name_entry *known = nc_names_get(&v->media_names, full);
    uint32_t number = known ? known->value + 1 : 0;
    if (!known) {
        struct nc_str name;
        nc_vault_below_root(v, full, &name);
        number = put_media(v, note, full.p, name, diags);
        if (number)
            nc_names_add(&v->media_names, full, number - 1);
    }
    if (number && shown)
        v->media.items[number - 1].is_shown = true;
}

/* What one link of a note asks for: a file of the list, one that only the file system knows, or a
 * note to embed, whose own files are needed then. */
static int64_t grant(struct nc_vault *v, size_t note, const struct nc_wish *wish,
                     struct nc_diags *diags)
{
    size_t hash = nc_str_find(wish->dest, '#', 0);
    struct nc_hit hit = {0};
    uint32_t block, anchor;
    struct nc_str text;
    if (hash == 0)
        return nc_blocks_find(v, nc_str_sub(wish->dest, 1, wish->dest.n), &block, &anchor, &text) &&
                       wish->is_embed
                   ? (int64_t)block
                   : -1;
    struct nc_drawing drawing;
    if (wish->is_drawing &&
        nc_drawing_find(v, note, nc_str_sub(wish->dest, 0, hash), wish->by_name, &drawing)) {
        if (drawing.hit.kind == NC_HIT_FILE)
            add_listed(v, note, drawing.hit.number, true, diags);
        else
            add_by_path(v, note, drawing.real, true, diags);
        return -1;
    }
    for (int whole = 0; whole < 2 && hit.kind == NC_HIT_NONE; whole++) {
        struct nc_str path = nc_str_sub(wish->dest, 0, whole ? wish->dest.n : hash);
        bool is_note;
        nc_less_note_suffix(path, &is_note);
        hit = nc_vault_lookup(v, note, path, wish->by_name, wish->is_image && !is_note);
    }
    char real[PATH_MAX];
    bool outside;
    if (hit.kind == NC_HIT_FILE)
        add_listed(v, note, hit.number, wish->is_image, diags);
    else if (hit.kind == NC_HIT_NOTE)
        return wish->is_embed ? (int64_t)hit.number : -1;
    else if (hit.kind == NC_HIT_NONE &&
             nc_vault_find_file(v, note, nc_str_sub(wish->dest, 0, hash), real, &outside))
        add_by_path(v, note, real, wish->is_image, diags);
    return -1;
}

void nc_survey_forget_wishes(struct nc_survey *s)
{
    nc_arena_free(s->wishes);
    s->wishes = NULL;
    s->media = NULL;
    s->media_count = 0;
}

/* The media of the wanted notes and of what they embed. The list of notes to look at grows. */
static void index_media(struct nc_vault *v, const struct nc_parse_options *opts,
                        struct nc_diags *diags)
{
    uint32_t *list = nc_calloc(v->count, sizeof *list);
    bool *seen = nc_calloc(v->count, sizeof *seen);
    size_t count = 0;
    for (size_t i = 0; i < v->wanted; i++) {
        list[count++] = (uint32_t)i;
        seen[i] = true;
    }
    for (size_t k = 0; k < count; k++) {
        size_t i = list[k];
        if (i < v->surveyed && !v->surveys[i].arena && !v->notes[i].wanted) {
            struct nc_doc *doc = nc_vault_parse(v, i, opts, NULL);
            if (doc)
                nc_vault_survey(v, i, doc);
            nc_doc_free(doc);
        }
        const struct nc_survey *s = &v->surveys[i];
        for (size_t w = 0; s->outline && w < s->media_count; w++) {
            int64_t embedded = grant(v, i, &s->media[w], diags);
            if (embedded >= 0 && !seen[embedded]) {
                seen[embedded] = true;
                list[count++] = (uint32_t)embedded;
            }
        }
    }
    for (size_t i = 0; i < v->surveyed; i++)
        nc_survey_forget_wishes(&v->surveys[i]);
    free(list);
    free(seen);
}

/* A loose note asks for names, or for what is not where it says: then the names beside it count. */
static void scan_late(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_fail f = {0};
    bool needed = false;
    for (size_t i = 0; i < v->surveyed; i++)
        needed |= v->surveys[i].media_count > 0;
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

void nc_vault_index(struct nc_vault *v, const struct nc_parse_options *opts, const uint32_t **moved,
                    struct nc_diags *diags)
{
    scan_late(v, diags);
    v->moved = nc_calloc(v->count, sizeof *v->moved);
    if (v->is_folder) {
        leave_out(v);
        nc_vault_order(v, diags);
    } else {
        for (size_t i = 0; i < v->count; i++)
            v->moved[i] = (uint32_t)i;
    }
    if (moved)
        *moved = v->moved;
    nc_vault_build_names(v);
    find_aliases(v, opts);
    add_aliases(v);
    nc_blocks_index(v, opts);
    v->file_media = nc_calloc(v->file_count, sizeof *v->file_media);
    index_media(v, opts, diags);
    for (size_t i = 0; i < v->wanted; i++)
        v->outlines[i] = v->surveys[i].outline;
    if (v->empty_count)
        nc_diag(diags, NC_D_NOTE_EMPTY, NC_NONE, (struct nc_pos){0},
                v->empty_count == 1 ? "%zu note has no text and was left out"
                                    : "%zu notes have no text and were left out",
                v->empty_count);
}
