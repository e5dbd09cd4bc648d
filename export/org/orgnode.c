/* Questions about a node that the files of this folder share, and messages about it. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/url/url.h"

void org_report(struct org_writer *w, enum nc_diag_id id, const struct nc_node *n, const char *what)
{
    nc_diag(w->diags, id, nc_file_of(w->doc, n->pos), n->pos, "%s", what);
}

void org_lost(struct org_writer *w, const struct nc_node *n, const char *what)
{
    org_report(w, NC_D_FORMAT_LOSS, n, what);
}

void org_report_lang(struct org_writer *w, const struct nc_node *n)
{
    if (n->attrs && n->attrs->lang.n)
        org_lost(w, n, "the language of a part of a note is not written");
    if (n->attrs && n->attrs->dir.n && !w->reported_dir) {
        org_lost(w, n,
                 "the direction of text is not written; Emacs finds it for each paragraph by its "
                 "first letter");
        w->reported_dir = true;
    }
}

bool org_is_headline(const struct nc_node *n)
{
    if (n->kind != NC_HEADING)
        return false;
    for (const struct nc_node *p = n->parent; p; p = p->parent)
        if (p->kind != NC_DOC && p->kind != NC_TURN && p->kind != NC_EMBED)
            return false;
    return true;
}

bool org_is_target(const struct org_writer *w, const struct nc_node *n)
{
    return n->anchor != NC_NO_ANCHOR && nc_place_of(w->run, w->note, n->anchor)->frag.n > 0;
}

void org_target(const struct org_writer *w, struct nc_buf *out, const struct nc_node *n)
{
    nc_buf_printf(out, "<<%.*s>>", NC_FMT(nc_place_of(w->run, w->note, n->anchor)->frag));
}

unsigned org_level(const struct org_writer *w, const struct nc_node *heading)
{
    unsigned level = heading->u.heading.level;
    return level - (w->titled && level > 1);
}

void org_place_property(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf id = {0};
    if (org_state(w->run)->ids) {
        org_id(&id, w->run, w->note, n->anchor);
        org_line(w, ":ID:       ", nc_buf_view(&id));
    } else {
        org_line(w, ":CUSTOM_ID: ", nc_place_of(w->run, w->note, n->anchor)->frag);
    }
    nc_buf_dispose(&id);
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

const struct nc_node *org_lone_image(const struct nc_node *paragraph)
{
    const struct nc_node *c = paragraph->first;
    const struct nc_node *p = paragraph->parent;
    bool item = p && p->kind == NC_ITEM && p->first == paragraph;
    bool lone = c && !c->next && c->kind == NC_IMAGE &&
                (c->u.image.ref->state == NC_REF_MEDIA || org_is_remote_image(c->u.image.ref));
    return lone && paragraph->kind == NC_PARAGRAPH && !item ? c : NULL;
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
        /* An underscore before a dash could end underlined text around the label. */
        bool ends = cp == '_' && i + 1 < label.n && label.p[i + 1] == '-';
        word &= nc_is_word(cp) || cp == '-' || (cp == '_' && !ends);
        i += len;
    }
    if (word)
        nc_buf_str(out, label);
    else
        nc_buf_printf(out, "noteconv-%u", number); /* a label of digits could be the author's own */
}
