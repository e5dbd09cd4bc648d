/* Link paths and footnote labels. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgwriter.h"
#include "export/relpath.h"

void org_lost(struct org_writer *w, const struct nc_node *n, const char *what)
{
    struct nc_str file = n->pos.file < w->doc->file_count ? w->doc->files[n->pos.file] : NC_NONE;
    nc_diag(w->diags, NC_D_FORMAT_LOSS, file, n->pos, "%s", what);
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

/* '[' and ']' and the backslashes before them or at the end are escaped (org-link-escape). */
static void put_path(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        size_t k = i;
        while (k < s.n && s.p[k] == '\\')
            k++;
        bool live = c == '\\' && (k == s.n || s.p[k] == '[' || s.p[k] == ']');
        if (c == '[' || c == ']' || live)
            nc_buf_char(out, '\\');
        nc_buf_char(out, c == '\n' ? ' ' : c);
    }
}

/* Addresses that only lead somewhere: everything else Org might run. */
static bool is_safe_scheme(struct nc_str dest)
{
    static const char *const schemes[] = {
        "http:", "https:", "ftp:", "mailto:", "news:", "irc:", "doi:", NULL};
    return nc_str_starts_among(dest, schemes) && nc_str_find(dest, ':', 0) + 1 < dest.n;
}

static void put_note_path(struct org_writer *w, struct nc_buf *out, const struct nc_ref *ref)
{
    bool own = ref->note == w->note;
    const struct nc_outline_anchor *to = nc_outline_at(w->run->site->notes[ref->note], ref->anchor);
    const struct nc_place *place = nc_place_of(w->run, ref->note, ref->anchor);
    bool heading = to && to->level > 0 && to->top; /* elsewhere it is a bold line with a name */
    if (!own || !to) {
        struct nc_buf path = {0};
        nc_buf_puts(out, "file:");
        nc_relative_path(&path, nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file, place->file);
        put_path(out, nc_buf_view(&path));
        nc_buf_dispose(&path);
    }
    if (to)
        nc_buf_printf(out, "%s%s%.*s", own ? "" : "::", heading ? "#" : "", NC_FMT(place->frag));
}

/* A file alone has no name of its own to link to, and an exporter does not find a file's id in
 * itself. */
static bool leads_to_itself(const struct org_writer *w, const struct nc_ref *ref)
{
    return ref->state == NC_REF_NOTE && ref->note == w->note && ref->anchor == NC_NO_ANCHOR &&
           !nc_place_of(w->run, w->note, NC_NO_ANCHOR)->file.n;
}

bool org_link_start(struct org_writer *w, struct nc_buf *out, const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    if (ref->state == NC_REF_NONE)
        return false;
    if (ref->state == NC_REF_URL) {
        struct nc_str dest = ref->dest;
        bool host = nc_str_starts(dest, NC_LIT("//"));
        if (!host && !is_safe_scheme(dest)) {
            org_lost(w, n,
                     "an address of this kind could run something in Emacs; it is written as text");
            return false;
        }
        nc_buf_puts(out, host ? "[[https:" : "[[");
        put_path(out, dest);
        return true;
    }
    if (leads_to_itself(w, ref)) {
        org_lost(w, n, "a link from a note to the whole of itself is written as text");
        return false;
    }
    nc_buf_puts(out, "[[");
    if (ref->state == NC_REF_NOTE) {
        put_note_path(w, out, ref);
        return true;
    }
    struct nc_buf path = {0};
    nc_buf_puts(out, "file:");
    nc_media_path(&path, w->run, w->note, &w->run->site->media->items[ref->media]);
    put_path(out, nc_buf_view(&path));
    nc_buf_dispose(&path);
    return true;
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
        word &= nc_is_alnum(cp) || cp == '-' || cp == '_';
        i += len;
    }
    if (word)
        nc_buf_str(out, label);
    else
        nc_buf_printf(out, "noteconv-%u", number); /* a label of digits could be the author's */
}
