/* Finds the target of a reference: a note and its anchor, a file of the media table, the image of a
 * drawing. Messages are made in resolve.c. */
#include "base/ascii.h"
#include "base/fsio.h"
#include "base/hash.h"
#include "doc/ref.h"
#include "media/dataurl.h"
#include "media/remote.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct nc_link_request nc_request_of(const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
    bool embed = n->kind == NC_EMBED || n->kind == NC_EMBED_LINK;
    bool drawing = embed && nc_drawing_is_named(path);
    bool file = embed && !drawing && n->u.embed.type != NC_EMBED_NOTE;
    return (struct nc_link_request){.dest = ref->dest,
                                    .by_name = n->kind == NC_WIKILINK || embed,
                                    .is_embed = embed,
                                    .wants_file = n->kind == NC_IMAGE || file,
                                    .is_drawing = drawing};
}

/* --- the table of media --- */

/* Where to look for targets. grows: the vault again, if its table of media may grow. */
struct search {
    const struct nc_vault *v;
    struct nc_vault *grows;
    size_t from;
    struct nc_diags *diags;
};

static uint32_t put_media(const struct search *s, const char *path, struct nc_str name)
{
    struct nc_fail f = {0};
    uint32_t number = 0;
    struct nc_str shown = s->v->notes[s->from].shown;
    if (nc_vault_excludes(s->v, name))
        return 0;
    int err = nc_media_put(&number, &s->grows->media, path, name, &f), error = errno;
    if (err && nc_is_vanished(error))
        nc_diag(s->diags, NC_D_VANISHED, nc_vault_shown_name(s->v, name), (struct nc_pos){0},
                "the file disappeared after its folder was listed");
    else if (err && nc_is_read_failure(error))
        nc_vault_unread(s->v, NC_D_MEDIA_UNREADABLE, name, shown, s->diags, f.message.p);
    else if (err)
        nc_diag(s->diags, NC_D_IMAGE_TYPE, shown, (struct nc_pos){0}, "%s", f.message.p);
    nc_buf_dispose(&f.message);
    if (!err)
        s->grows->media.items[number].note = (uint32_t)s->from;
    return err ? 0 : number + 1;
}

static void add_listed(const struct search *s, uint32_t file)
{
    struct nc_vault *v = s->grows;
    struct nc_buf path = {0};
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root.n > 1 ? v->root : NC_NONE),
                  NC_FMT(v->file_list[file].rel));
    v->file_media[file] = put_media(s, path.p, v->file_list[file].rel);
    nc_buf_dispose(&path);
}

static void add_by_path(const struct search *s, const char *real)
{
    struct nc_str full = nc_arena_str(s->grows->arena, nc_str(real)), name;
    nc_vault_below_root(s->v, full, &name);
    uint32_t number = put_media(s, full.p, name);
    if (number)
        nc_names_add(&s->grows->media_names, full, number - 1);
}

/* Remembers a path that the list of files does not cover: the next run checks whether it has
 * changed. */
static void note_asked(const struct search *s, const struct nc_found_file *file)
{
    struct nc_vault *v = s->grows;
    struct nc_str path = nc_str(file->asked), rel;
    if (!v || !path.n || !nc_vault_below_root(v, path, &rel) || !nc_scan_skips(v, rel) ||
        nc_strmap_get(&v->unlisted_paths, path))
        return;
    struct stat st;
    path = nc_arena_str(v->arena, path);
    nc_grow(&v->unlisted, &v->unlisted_cap, v->unlisted_count + 1, sizeof *v->unlisted);
    v->unlisted[v->unlisted_count++] = (struct nc_vault_unlisted){
        .path = path, .stamp = stat(path.p, &st) == 0 ? nc_file_stamp(&st) : 0};
    *nc_strmap_at(&v->unlisted_paths, path) = (uint32_t)v->unlisted_count;
}

/* The number of a file in the media table, + 1; 0 if it is not there. */
static uint32_t known_media(const struct nc_vault *v, const struct nc_found_file *file)
{
    if (file->is_listed)
        return v->file_media ? v->file_media[file->number] : 0;
    const struct nc_name_entry *e = nc_names_get(&v->media_names, nc_str(file->real));
    return e ? e->value + 1 : 0;
}

/* Why an existing file is not in the table. */
static enum nc_target_kind why_missing(const struct nc_vault *v, const struct nc_found_file *file)
{
    struct nc_str rel = NC_NONE;
    if (file->is_listed)
        rel = v->file_list[file->number].rel;
    else
        nc_vault_below_root(v, nc_str(file->real), &rel);
    return nc_vault_excludes(v, rel)    ? NC_TARGET_EXCLUDED
           : nc_vault_is_unread(v, rel) ? NC_TARGET_UNREADABLE
                                        : NC_TARGET_UNUSABLE;
}

/* Makes t a target of this kind, or one that says why the file is not in the table. */
static void set_media(const struct search *s, struct nc_target *t, enum nc_target_kind kind,
                      const struct nc_found_file *file)
{
    if (!file->is_listed)
        note_asked(s, file);
    if (s->grows && !known_media(s->v, file)) {
        if (file->is_listed)
            add_listed(s, file->number);
        else
            add_by_path(s, file->real);
    }
    uint32_t media = known_media(s->v, file);
    t->kind = (uint8_t)(media ? kind : why_missing(s->v, file));
    t->number = media ? media - 1 : 0;
}

/* Makes t the target of a file that may exist but cannot be examined. */
static void set_unreadable(const struct search *s, struct nc_target *t,
                           const struct nc_found_file *file)
{
    struct nc_str rel = NC_NONE;
    struct nc_buf why = {0};
    nc_vault_below_root(s->v, nc_str(file->asked), &rel);
    bool excluded = nc_vault_excludes(s->v, rel);
    nc_buf_printf(&why, "cannot read %s: %s", file->asked, strerror(file->error));
    if (!excluded)
        nc_vault_unread(s->v, NC_D_MEDIA_UNREADABLE, rel, s->v->notes[s->from].shown, s->diags,
                        why.p);
    t->kind = excluded ? NC_TARGET_EXCLUDED : NC_TARGET_UNREADABLE;
    nc_buf_dispose(&why);
}

/* --- looking up --- */

/* Finds the target of a destination that is only a fragment: a block of any note, or a place in
 * this one. */
static struct nc_target find_own(const struct nc_vault *v, size_t from, struct nc_str dest)
{
    struct nc_target t = {.kind = NC_TARGET_NOTE, .number = (uint32_t)from, .is_own = true};
    struct nc_str fragment = nc_str_sub(dest, 1, dest.n), text;
    uint32_t note, anchor;
    if (nc_blocks_find(v, fragment, &note, &anchor, &text))
        t = (struct nc_target){.kind = NC_TARGET_NOTE, .number = note, .is_block = true};
    return t;
}

/* Looks up a path. In "C#.md" and "a#b.png" the whole destination may be a name. */
static struct nc_hit look_up(const struct search *s, const struct nc_link_request *q,
                             struct nc_str path, bool *is_whole)
{
    bool is_note;
    nc_less_note_suffix(path, &is_note);
    struct nc_hit hit = nc_vault_lookup(s->v, s->from, path, q->by_name, q->wants_file && !is_note);
    *is_whole = false;
    if (hit.kind != NC_HIT_NONE || path.n == q->dest.n)
        return hit;
    nc_less_note_suffix(q->dest, &is_note);
    struct nc_hit whole =
        nc_vault_lookup(s->v, s->from, q->dest, q->by_name, q->wants_file && !is_note);
    *is_whole = whole.kind == NC_HIT_NOTE || whole.kind == NC_HIT_FILE;
    return *is_whole ? whole : hit;
}

static struct nc_target find_spelled(const struct search *s, const struct nc_link_request *q,
                                     struct nc_str path)
{
    struct nc_target t = {.kind = NC_TARGET_NONE};
    struct nc_found_file file;
    nc_found_file_init(&file);
    struct nc_hit hit = look_up(s, q, path, &t.is_whole);
    file.outside = hit.kind == NC_HIT_OUTSIDE;
    t.other = hit.other;
    t.by_alias = hit.by_alias;
    t.number = file.number = hit.number;
    file.is_listed = hit.kind == NC_HIT_FILE;
    if (hit.kind == NC_HIT_NOTE)
        t.kind = NC_TARGET_NOTE;
    else if (file.is_listed || (!file.outside && nc_vault_find_file(s->v, s->from, path, &file)))
        set_media(s, &t, NC_TARGET_MEDIA, &file);
    else if (file.error)
        set_unreadable(s, &t, &file);
    else if (file.outside)
        t.kind = NC_TARGET_OUTSIDE;
    else
        note_asked(s, &file); /* it may exist the next time */
    return t;
}

/* The path within the root that a "file:" URL means, or the absolute path of a file elsewhere. */
static struct nc_str path_of_file(const struct nc_vault *v, struct nc_buf *store, struct nc_str url)
{
    struct nc_str path = nc_str_sub(url, strlen("file:"), url.n), rel;
    if (nc_str_starts(path, NC_LIT("//localhost/")))
        path = nc_str_sub(path, strlen("//localhost"), path.n);
    else if (nc_str_starts(path, NC_LIT("//")))
        path = nc_str_sub(path, 2, path.n);
    bool decoded = nc_percent_decode(store, path);
    path = nc_buf_view(store);
    if (!decoded || !path.n || path.p[0] != '/')
        return decoded ? path : NC_NONE;
    /* Removes the root: the rest begins with '/' and counts from the root. */
    return nc_vault_below_root(v, path, &rel) ? nc_str_sub(path, path.n - rel.n - 1, path.n)
                                              : NC_NONE;
}

/* Whether the path is ":/id" of Joplin. */
static bool is_joplin_id(struct nc_str path)
{
    bool hex = path.n == 34 && path.p[0] == ':' && path.p[1] == '/';
    for (size_t i = 2; hex && i < path.n; i++)
        hex = nc_ascii_is_hex(path.p[i]);
    return hex;
}

/* Finds a file with this name, whatever its suffix, or a note. In Joplin's RAW export the note with
 * that name only describes the file. The list of files knows where a file may lie, so the disk is
 * asked once. */
static struct nc_target find_by_id(const struct search *s, const struct nc_link_request *q,
                                   struct nc_str id)
{
    static const char *const suffixes[] = {".png", ".jpg",  ".jpeg", ".gif", ".svg", ".webp",
                                           ".bmp", ".pdf",  ".mp3",  ".mp4", ".m4a", ".wav",
                                           ".ogg", ".webm", ".mov",  ".zip", ".txt", ".html"};
    struct nc_target t = {.kind = NC_TARGET_NONE};
    struct nc_found_file file;
    struct nc_buf name = {0};
    nc_found_file_init(&file);
    for (size_t k = 0; !file.is_listed && k < sizeof suffixes / sizeof *suffixes; k++) {
        nc_buf_clear(&name);
        nc_buf_str(&name, id);
        nc_buf_puts(&name, suffixes[k]);
        struct nc_hit hit = nc_vault_lookup(s->v, s->from, nc_buf_view(&name), true, true);
        file.is_listed = hit.kind == NC_HIT_FILE;
        file.number = hit.number;
        t.other = hit.other;
    }
    if (file.is_listed)
        set_media(s, &t, NC_TARGET_MEDIA, &file);
    else
        t = find_spelled(s, q, id);
    nc_buf_dispose(&name);
    return t;
}

/* The path that Docusaurus means by "@site/a.png", from its own folder, or by the call
 * "require('@site/a.png').default"; empty for any other. */
static struct nc_str path_of_site(struct nc_str path)
{
    struct nc_str call = NC_LIT("require("), site = NC_LIT("@site/");
    bool is_call = nc_str_starts(path, call) && path.n > call.n + 1;
    if (is_call) {
        char quote = path.p[call.n];
        size_t end = nc_str_find(path, quote, call.n + 1);
        path = nc_str_sub(path, call.n + 1, quote == '"' || quote == '\'' ? end : call.n + 1);
    }
    if (nc_str_starts(path, site))
        return nc_str_sub(path, site.n - 1, path.n);
    return is_call ? path : NC_NONE;
}

/* Finds the path as written; then with '/' for '\\', as Windows writes it; then without a query;
 * then as Docusaurus reads it. */
static struct nc_target find_by_name(const struct search *s, const struct nc_link_request *q,
                                     struct nc_str path)
{
    struct nc_target t = find_spelled(s, q, path);
    struct nc_buf slashed = {0};
    if (t.kind == NC_TARGET_NONE && nc_str_find(path, '\\', 0) < path.n) {
        for (size_t i = 0; i < path.n; i++)
            nc_buf_char(&slashed, path.p[i] == '\\' ? '/' : path.p[i]);
        path = nc_buf_view(&slashed);
        t = find_spelled(s, q, path);
    }
    size_t query = q->by_name ? path.n : nc_str_find(path, '?', 0);
    if (t.kind == NC_TARGET_NONE && query > 0 && query < path.n)
        t = find_spelled(s, q, nc_str_sub(path, 0, query));
    struct nc_str site = q->by_name ? NC_NONE : path_of_site(path);
    if (t.kind == NC_TARGET_NONE && site.n)
        t = find_spelled(s, q, site);
    nc_buf_dispose(&slashed);
    return t;
}

static struct nc_target find_local(const struct search *s, const struct nc_link_request *q,
                                   struct nc_str url)
{
    struct nc_buf store = {0};
    struct nc_str attachment = NC_LIT("attachment:");
    bool attached = nc_str_istarts(url, attachment);
    struct nc_str path =
        attached ? nc_str_sub(url, attachment.n, url.n) : path_of_file(s->v, &store, url);
    struct nc_target t = {.kind = attached ? NC_TARGET_NONE : NC_TARGET_OUTSIDE};
    if (path.n)
        t = find_by_name(s, q, path);
    nc_buf_dispose(&store);
    return t;
}

static bool find_drawing(const struct search *s, struct nc_str path, bool by_name,
                         struct nc_target *t)
{
    struct nc_found_file file;
    nc_found_file_init(&file);
    if (nc_drawing_find(s->v, s->from, path, by_name, &file))
        set_media(s, t, NC_TARGET_DRAWING, &file);
    return t->kind == NC_TARGET_DRAWING || t->kind == NC_TARGET_UNREADABLE;
}

/* Finds a picture in a data: address. One that cannot be decoded is left alone. */
static struct nc_target find_data(const struct search *s, struct nc_str url)
{
    uint8_t digest[32];
    struct nc_str key = {(const char *)digest, sizeof digest};
    nc_sha256(digest, url);
    uint32_t number = nc_strmap_get(&s->v->data_media, key);
    struct nc_buf bytes = {0};
    if (!number && s->grows && nc_data_url_decode(&bytes, url) &&
        nc_media_is_image(nc_media_sniff(nc_buf_view(&bytes)))) {
        number = nc_media_put_bytes(&s->grows->media, nc_buf_view(&bytes), "picture") + 1;
        s->grows->media.items[number - 1].note = (uint32_t)s->from;
        *nc_strmap_at(&s->grows->data_media, nc_arena_str(s->grows->arena, key)) = number;
    }
    nc_buf_dispose(&bytes);
    return (struct nc_target){.kind = number ? NC_TARGET_MEDIA : NC_TARGET_NONE,
                              .number = number ? number - 1 : 0};
}

bool nc_vault_takes_address(const struct nc_vault *v, struct nc_str url)
{
    return nc_is_data_picture(url) || (v->opts->remote_dir && nc_is_remote(url));
}

/* Remembers a fetched file: the next run checks whether it has changed. */
static void note_fetched(struct nc_vault *v, struct nc_str path)
{
    struct stat st;
    nc_grow(&v->unlisted, &v->unlisted_cap, v->unlisted_count + 1, sizeof *v->unlisted);
    v->unlisted[v->unlisted_count++] = (struct nc_vault_unlisted){
        .path = path, .stamp = stat(path.p, &st) == 0 ? nc_file_stamp(&st) : 0};
}

/* Finds a remote picture among those that the user fetched. If it is missing, it stays remote. */
static struct nc_target find_remote(const struct search *s, struct nc_str url)
{
    struct nc_buf name = {0}, path = {0};
    struct stat st;
    nc_remote_name(&name, url);
    struct nc_str key = nc_buf_view(&name);
    uint32_t number = nc_strmap_get(&s->v->data_media, key);
    if (!number && s->grows) {
        struct nc_vault *v = s->grows;
        char real[PATH_MAX];
        nc_buf_printf(&path, "%s/%.*s", realpath(v->opts->remote_dir, real) ? real : "/dev/null",
                      NC_FMT(key));
        struct nc_str kept = nc_arena_str(v->arena, nc_buf_view(&path));
        nc_buf_clear(&path);
        nc_buf_printf(&path, "remote/%.*s", NC_FMT(key));
        note_fetched(v, kept);
        if (stat(kept.p, &st) == 0)
            number = put_media(s, kept.p, nc_arena_str(v->arena, nc_buf_view(&path)));
        *nc_strmap_at(&v->data_media, nc_arena_str(v->arena, key)) = number ? number : UINT32_MAX;
    }
    nc_buf_dispose(&name);
    nc_buf_dispose(&path);
    number = number == UINT32_MAX ? 0 : number;
    return (struct nc_target){.kind = number ? NC_TARGET_MEDIA : NC_TARGET_NONE,
                              .number = number ? number - 1 : 0};
}

static struct nc_target find(const struct search *s, const struct nc_link_request *q)
{
    struct nc_target t = {.kind = NC_TARGET_NONE};
    if (q->wants_file && nc_vault_takes_address(s->v, q->dest))
        return (nc_is_data_picture(q->dest) ? find_data : find_remote)(s, q->dest);
    struct nc_str path = nc_str_sub(q->dest, 0, nc_str_find(q->dest, '#', 0));
    if (!path.n)
        return q->dest.n ? find_own(s->v, s->from, q->dest) : t;
    if (is_joplin_id(path))
        return find_by_id(s, q, nc_str_sub(path, 2, path.n));
    if (nc_is_local_url(path))
        return find_local(s, q, path);
    if (q->is_drawing && find_drawing(s, path, true, &t))
        return t;
    return find_by_name(s, q, path);
}

/* Marks a picture as shown: it is prepared for the product, unlike files that are only linked to.
 */
static void note_shown(struct nc_vault *v, const struct nc_target *t)
{
    if (t->kind == NC_TARGET_MEDIA || t->kind == NC_TARGET_DRAWING)
        v->media.items[t->number].is_shown = true;
}

struct nc_target nc_target_add(struct nc_vault *v, size_t from, const struct nc_link_request *q,
                               struct nc_diags *diags)
{
    struct search s = {.v = v, .grows = v, .from = from, .diags = diags};
    struct nc_target t = find(&s, q);
    if (q->wants_file || q->is_embed)
        note_shown(v, &t);
    return t;
}

struct nc_target nc_target_find(const struct nc_vault *v, size_t from,
                                const struct nc_link_request *q)
{
    struct search s = {.v = v, .from = from};
    return find(&s, q);
}

struct nc_target nc_target_of_drawing(struct nc_vault *v, size_t note, struct nc_diags *diags)
{
    struct search s = {.v = v, .grows = v, .from = note, .diags = diags};
    struct nc_target t = {.kind = NC_TARGET_NONE};
    find_drawing(&s, nc_base_name(v->notes[note].rel), false, &t);
    note_shown(v, &t);
    return t;
}

/* --- anchors --- */

void nc_target_anchor(const struct nc_vault *v, struct nc_target *t, struct nc_str dest)
{
    size_t hash = t->is_whole ? dest.n : nc_str_find(dest, '#', 0);
    t->anchor = NC_NO_ANCHOR;
    t->anchor_state = NC_ANCHOR_WHOLE;
    if (t->kind != NC_TARGET_NOTE || hash + 1 >= dest.n)
        return;
    const struct nc_survey *s = t->number < v->surveyed ? &v->surveys[t->number] : NULL;
    t->anchor_state = NC_ANCHOR_UNKNOWN;
    if (!s || !s->outline)
        return;
    struct nc_str fragment = nc_str_sub(dest, hash + 1, dest.n);
    t->anchor = nc_fragment_find(s, fragment);
    struct nc_buf decoded = {0};
    if (t->anchor == NC_NO_ANCHOR && nc_str_find(fragment, '%', 0) < fragment.n &&
        nc_percent_decode(&decoded, fragment))
        t->anchor = nc_fragment_find(s, nc_buf_view(&decoded));
    nc_buf_dispose(&decoded);
    t->anchor_state = t->anchor == NC_NO_ANCHOR ? NC_ANCHOR_MISSING : NC_ANCHOR_FOUND;
}
