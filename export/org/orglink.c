/* Link paths and footnote labels. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/relpath.h"
#include "export/url/url.h"

void org_tell(struct org_writer *w, enum nc_diag_id id, const struct nc_node *n, const char *what)
{
    struct nc_str file = n->pos.file < w->doc->file_count ? w->doc->files[n->pos.file] : NC_NONE;
    nc_diag(w->diags, id, file, n->pos, "%s", what);
}

void org_lost(struct org_writer *w, const struct nc_node *n, const char *what)
{
    org_tell(w, NC_D_FORMAT_LOSS, n, what);
}

void org_tell_lang(struct org_writer *w, const struct nc_node *n)
{
    if (n->attrs && n->attrs->lang.n)
        org_lost(w, n, "the language of a part of a note is not written");
}

bool org_is_target(const struct org_writer *w, const struct nc_node *n)
{
    return n->anchor != NC_NO_ANCHOR && (w->run->site->is_folder || w->targeted[n->anchor]);
}

void org_target(const struct org_writer *w, struct nc_buf *out, const struct nc_node *n)
{
    nc_buf_printf(out, "<<%.*s>>", NC_FMT(nc_place_of(w->run, w->note, n->anchor)->frag));
}

static bool put_note_path(struct org_writer *w, struct nc_buf *out, const struct nc_ref *ref)
{
    bool own = ref->note == w->note, ok = true;
    const struct nc_outline_anchor *to = nc_outline_at(w->run->site->notes[ref->note], ref->anchor);
    const struct nc_place *place = nc_place_of(w->run, ref->note, ref->anchor);
    bool heading = to && to->level > 0 && to->top; /* elsewhere it is a bold line with a name */
    if (!own || !to) {
        struct nc_buf path = {0};
        nc_relative_path(&path, nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file, place->file);
        ok = org_file_path(out, nc_buf_view(&path));
        nc_buf_dispose(&path);
    }
    if (ok && to)
        nc_buf_printf(out, "%s%s%.*s", own ? "" : "::", heading ? "#" : "", NC_FMT(place->frag));
    return ok;
}

/* A file alone has no name of its own to link to, and an exporter does not find a file's id in
 * itself. */
static bool leads_to_itself(const struct org_writer *w, const struct nc_ref *ref)
{
    return ref->state == NC_REF_NOTE && ref->note == w->note && ref->anchor == NC_NO_ANCHOR &&
           !nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file.n;
}

/* The address of a link that leads outside of the notes. */
static bool put_url(struct nc_buf *out, struct nc_str url)
{
    struct nc_buf path = {0};
    bool ok = false;
    switch (nc_url_kind(url)) {
    case NC_URL_WEB:
    case NC_URL_PLAIN:
    case NC_URL_APP:
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

static bool put_media_path(struct org_writer *w, struct nc_buf *out, const struct nc_ref *ref)
{
    struct nc_buf path = {0};
    nc_media_path(&path, w->run, w->note, &w->run->site->media->items[ref->media]);
    bool ok = org_file_path(out, nc_buf_view(&path));
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
        break;
    case NC_REF_URL:
        ok = put_url(out, ref->dest);
        if (!ok)
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
        ok = put_media_path(w, out, ref);
        if (!ok)
            org_lost(w, n, "Org has no way to write the name of the file that a link leads to");
        break;
    }
    if (!ok)
        out->n = from;
    return ok;
}

bool org_is_remote_image(const struct nc_ref *ref)
{
    static const char *const suffixes[] = {".jpeg", ".jpg", ".png", ".gif", ".svg", ".webp", NULL};
    if (ref->state != NC_REF_URL || nc_url_kind(ref->dest) != NC_URL_WEB)
        return false;
    for (size_t i = nc_str_find(ref->dest, '.', 0); i < ref->dest.n;
         i = nc_str_find(ref->dest, '.', i + 1))
        if (nc_str_starts_among(nc_str_sub(ref->dest, i, ref->dest.n), suffixes))
            return true;
    return false;
}

bool org_is_schedule(struct nc_str comment)
{
    return nc_str_starts(comment, NC_LIT("SR:!"));
}

void org_footnote_label(struct nc_buf *out, struct nc_str label, uint32_t number)
{
    bool word = label.n > 0;
    for (size_t i = 0; i < label.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(label, i, &len);
        /* An underscore before a dash could end an underlined text around the label. */
        bool ends = cp == '_' && i + 1 < label.n && label.p[i + 1] == '-';
        word &= nc_is_alnum(cp) || cp == '-' || (cp == '_' && !ends);
        i += len;
    }
    if (word)
        nc_buf_str(out, label);
    else
        nc_buf_printf(out, "noteconv-%u", number); /* a label of digits could be the author's */
}
