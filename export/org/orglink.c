/* The targets of links, as Org writes them. */
#include "doc/ref.h"
#include "export/org/orgattach.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/relpath.h"
#include "export/url/url.h"

static bool put_note_path(struct org_writer *w, struct nc_buf *out, const struct nc_ref *ref)
{
    bool own = ref->note == w->note, ok = true;
    const struct nc_outline *o = w->run->site->notes[ref->note]; /* NULL: not read */
    const struct nc_outline_anchor *to = nc_outline_at(o, ref->anchor);
    const struct nc_place *place = nc_place_of(w->run, ref->note, ref->anchor);
    /* Any other heading is a bold line with a name. */
    bool heading = to && to->level > 0 && to->top;
    const struct org_state *state = org_state(w->run);
    bool whole = !place->frag.n;
    if (o && state->ids && (whole || heading || (state->block_ids && !own))) {
        nc_buf_puts(out, "id:");
        org_id(out, w->run, ref->note, heading && !whole ? ref->anchor : NC_NO_ANCHOR);
        if (!whole && !heading)
            nc_buf_printf(out, "::%.*s", NC_FMT(place->frag));
        return true;
    }
    if (!own || whole) {
        struct nc_buf path = {0};
        nc_relative_path(&path, nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file, place->file);
        ok = org_file_path(out, nc_buf_view(&path));
        nc_buf_dispose(&path);
    }
    if (ok && place->frag.n)
        nc_buf_printf(out, "%s%s%.*s", own ? "" : "::", heading ? "#" : "", NC_FMT(place->frag));
    return ok;
}

/* Whether the link leads to its own file. A lone file has no name of its own to link to, and an
 * exporter does not find a file's id in the file itself. */
static bool leads_to_itself(const struct org_writer *w, const struct nc_ref *ref)
{
    return ref->state == NC_REF_NOTE && ref->note == w->note &&
           !nc_place_of(w->run, w->note, ref->anchor)->frag.n &&
           !nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file.n && !org_state(w->run)->ids;
}

bool org_is_known_type(struct nc_str url)
{
    static const char *const types[] = {
        "http:", "https:", "ftp:", "mailto:", "news:", "doi:", "irc:", NULL};
    return nc_str_starts_among(url, types);
}

/* Writes the address of a link that leads outside the notes. */
static bool put_url(struct org_writer *w, struct nc_buf *out, struct nc_str url)
{
    struct nc_buf path = {0};
    bool ok = false;
    switch (nc_url_kind(url)) {
    case NC_URL_WEB:
    case NC_URL_PLAIN:
    case NC_URL_APP:
        w->app_links |= !org_is_known_type(url);
        org_web_path(out, url);
        return true;
    case NC_URL_FILE:
        nc_url_file_path(&path, url);
        ok = org_file_path(out, nc_buf_view(&path));
        nc_buf_dispose(&path);
        return ok;
    case NC_URL_PATH:
    case NC_URL_NONE:
        break;
    }
    return false;
}

static struct nc_str without_suffix(struct nc_str path)
{
    static const char *const suffixes[] = {".md", ".markdown", NULL};
    for (const char *const *k = suffixes; *k; k++)
        if (nc_has_suffix(path, nc_str(*k)))
            return nc_str_sub(path, 0, path.n - strlen(*k));
    return path;
}

/* Writes the part of a link to a note after '#', without '^' and with only the last heading of a
 * path. */
static void put_place(struct nc_buf *out, struct nc_str fragment)
{
    size_t from = 0;
    for (size_t i = 0; i < fragment.n; i++)
        from = fragment.p[i] == '#' ? i + 1 : from;
    struct nc_str last = nc_str_sub(fragment, from, fragment.n);
    bool block = last.n && last.p[0] == '^';
    if (block)
        last = nc_str_sub(last, 1, last.n);
    if (!last.n)
        return;
    struct nc_buf place = {0};
    nc_buf_puts(&place, block ? "::" : "::*");
    org_value(&place, last);
    for (size_t i = 0; i < place.n; i++)
        if (strchr("[]\\|<>", place.p[i]))
            place.p[i] = ' ';
    nc_buf_str(out, nc_buf_view(&place));
    nc_buf_dispose(&place);
}

static bool put_media_path(struct org_writer *w, struct nc_buf *out, const struct nc_ref *ref)
{
    struct nc_buf path = {0};
    if (org_attachment_path(w, out, ref->media))
        return true;
    nc_media_path(&path, w->run, w->note, &w->run->site->media->items[ref->media]);
    struct nc_str name = without_suffix(nc_buf_view(&path));
    /* Such a note may be converted separately later. */
    bool note = name.n < path.n && !w->run->site->is_folder;
    if (note) {
        path.n = name.n;
        nc_buf_puts(&path, ".org");
    }
    bool ok = org_file_path(out, nc_buf_view(&path));
    if (ok && note)
        put_place(out, ref->fragment);
    nc_buf_dispose(&path);
    return ok;
}

/* Whether a link can hold the text unchanged. */
static bool is_title(struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] < ' ' || strchr("[]<>|\\", s.p[i]))
            return false;
    return s.n > 0;
}

/* Whether the target is a missing picture or the like, not a note that may be written yet. A dot
 * alone does not make a suffix. */
static bool is_other_file(struct nc_str dest)
{
    static const char *const suffixes[] = {
        ".png",  ".jpg",  ".jpeg", ".gif", ".svg",  ".webp",   ".bmp",  ".pdf",  ".mp3",
        ".mp4",  ".m4a",  ".wav",  ".ogg", ".webm", ".mov",    ".mkv",  ".flac", ".zip",
        ".docx", ".xlsx", ".pptx", ".csv", ".html", ".canvas", ".base", NULL};
    for (const char *const *k = suffixes; *k; k++)
        if (nc_has_suffix(dest, nc_str(*k)))
            return true;
    return false;
}

/* Whether a path leads above its own folder and so perhaps out of the tree. */
static bool climbs(struct nc_str path)
{
    for (size_t from = 0; from <= path.n;) {
        size_t to = nc_str_find(path, '/', from);
        if (nc_str_eqz(nc_str_sub(path, from, to), ".."))
            return true;
        from = to + 1;
    }
    return false;
}

static bool is_note_embed(const struct nc_node *n)
{
    return (n->kind == NC_EMBED || n->kind == NC_EMBED_LINK) && n->u.embed.type == NC_EMBED_NOTE;
}

/* Writes a link to a note that is not part of the product or not yet written: the place where its
 * Org file would be. A heading is found by its words, because it may have no name there. */
static bool put_absent_note(struct org_writer *w, struct nc_buf *out, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    const struct nc_outline *o = w->run->site->notes[w->note];
    struct nc_str dest = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
    struct nc_buf path = {0};
    if (org_state(w->run)->roam && (n->kind == NC_WIKILINK || is_note_embed(n)) &&
        !ref->left_out.n && is_title(dest)) {
        nc_buf_puts(out, "roam:");
        org_value(out, dest);
        return true;
    }
    if (ref->left_out.n)
        nc_relative_path(&path, o ? o->path : NC_NONE, ref->left_out);
    else if (n->kind == NC_WIKILINK || is_note_embed(n))
        nc_buf_str(&path, dest);
    struct nc_str name = nc_str_trim(without_suffix(nc_buf_view(&path)));
    bool refused = !ref->left_out.n && (is_other_file(dest) || climbs(name));
    struct nc_buf whole = {0};
    nc_buf_str(&whole, name);
    nc_buf_puts(&whole, ".org");
    bool ok = name.n && !refused && name.p[0] != '/' && name.p[0] != '\\' &&
              org_file_path(out, nc_buf_view(&whole));
    if (ok)
        put_place(out, ref->fragment);
    nc_buf_dispose(&whole);
    nc_buf_dispose(&path);
    return ok;
}

bool org_link_start(struct org_writer *w, struct nc_buf *out, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    bool ok = false;
    size_t from = out->n;
    nc_buf_puts(out, "[[");
    switch (ref->state) {
    case NC_REF_NONE:
        ok = put_absent_note(w, out, n);
        break;
    case NC_REF_URL:
        ok = put_url(w, out, ref->dest);
        /* The resolver has already reported a missing picture. */
        if (!ok && (n->kind != NC_IMAGE || !nc_is_local_url(ref->dest)))
            org_lost(w, n,
                     "an address of this kind could run or connect to something in Emacs; it is "
                     "written as text");
        break;
    case NC_REF_NOTE:
        if (leads_to_itself(w, ref)) {
            org_lost(w, n, "a link from a note to the whole of itself is written as text");
            break;
        }
        ok = put_note_path(w, out, ref);
        if (!ok)
            org_lost(w, n, "Org has no way to write the name of the file that a link leads to");
        break;
    case NC_REF_MEDIA:
        if (n->kind == NC_IMAGE)
            nc_media_report(&(struct nc_picture_reporter){w->doc, w->diags}, w->run, ref, n);
        ok = put_media_path(w, out, ref);
        if (!ok)
            org_lost(w, n, "Org has no way to write the name of the file that a link leads to");
        break;
    }
    if (!ok)
        out->n = from;
    return ok;
}
