/* Shared by blocks and inlines of the XHTML writer: messages, ids, raw HTML, the dates of a task.
 */
#include "export/xhtml/xhtmlwriter.h"
#include "lang/lang.h"

#include <string.h>

void xhtml_lost(struct xhtml_writer *w, const struct nc_node *n, enum nc_diag_id id,
                const char *what)
{
    nc_diag(w->x->diags, id, nc_file_of(w->x->doc, n->pos), n->pos, "%s", what);
}

void xhtml_language(struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_attrs *a = n->attrs;
    if (a && a->lang.n) {
        nc_x_attr(&w->o, "lang", a->lang);
        if (w->x->target->xml_lang)
            nc_x_attr(&w->o, "xml:lang", a->lang);
    }
    if (a && a->dir.n)
        nc_x_attr(&w->o, "dir", a->dir);
}

/* Whether the text around a node runs from right to left. */
static bool runs_to_left(const struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_str lang = w->x->doc->lang;
    for (const struct nc_node *p = n->parent; p; p = p->parent)
        if (p->attrs && p->attrs->dir.n)
            return nc_str_eqz(p->attrs->dir, "rtl");
    if (!lang.n || nc_str_eqz(lang, "und"))
        lang = w->x->lang;
    return strcmp(nc_lang_direction(lang), "rtl") == 0;
}

void xhtml_code_direction(struct xhtml_writer *w, const struct nc_node *n)
{
    bool has_own = n->attrs && n->attrs->dir.n;
    if (w->x->target->pages && !has_own && runs_to_left(w, n))
        nc_x_attrz(&w->o, "dir", "ltr");
}

void xhtml_id(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf id = {0};
    if (w->x->hooks && w->x->hooks->id && w->x->hooks->id(w->x->ctx, &id, n))
        nc_x_attr(&w->o, "id", nc_buf_view(&id));
    nc_buf_dispose(&id);
}

void xhtml_place(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf id = {0};
    if (w->x->hooks && w->x->hooks->id && w->x->hooks->id(w->x->ctx, &id, n)) {
        nc_x_start(&w->o, "span");
        nc_x_attr(&w->o, "id", nc_buf_view(&id));
        nc_x_end(&w->o);
    }
    nc_buf_dispose(&id);
}

void xhtml_raw(struct xhtml_writer *w, const struct nc_node *n)
{
    if (w->x->as_written)
        nc_x_raw(&w->o, n->u.text);
    else
        xhtml_lost(w, n, NC_D_FORMAT_LOSS, "raw HTML is written by html --fragment --strict only");
}

void xhtml_task_note(struct xhtml_writer *w, const struct nc_node *item)
{
    struct nc_buf b = {0};
    const struct nc_node *first = item->first;
    nc_task_note(&b, item->u.item.task);
    if (b.n && nc_is_text_block(first) && first->first)
        nc_x_textz(&w->o, " ");
    nc_x_text(&w->o, nc_buf_view(&b));
    nc_buf_dispose(&b);
    w->task = NULL;
}

bool xhtml_anki_sound(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf src = {0};
    const struct nc_ref *ref = n->u.embed.ref;
    enum nc_embed_type t = n->u.embed.type;
    bool plays = w->x->target->sounds && (t == NC_EMBED_AUDIO || t == NC_EMBED_VIDEO) &&
                 ref->state == NC_REF_MEDIA && w->x->hooks && w->x->hooks->media &&
                 w->x->hooks->media(w->x->ctx, &src, ref, n);
    if (plays) {
        nc_x_raw(&w->o, NC_LIT("[sound:"));
        nc_x_text(&w->o, nc_buf_view(&src));
        nc_x_raw(&w->o, NC_LIT("]"));
    }
    nc_buf_dispose(&src);
    return plays;
}
