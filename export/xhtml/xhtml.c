/* Entry points of the XHTML writer: fragments and footnotes. */
#include "export/xhtml/xhtml.h"

#include "export/xhtml/xhtmlwriter.h"
#include "lang/lang.h"

#include <stdlib.h>

/* Walks root and everything below it. */
static void write_below(struct xhtml_writer *w, const struct nc_node *root)
{
    nc_walk_begin(&w->walk, root);
    for (enum nc_event e = nc_walk_next(&w->walk); e != NC_WALK_DONE; e = nc_walk_next(&w->walk)) {
        const struct nc_node *n = w->walk.node;
        bool is_inline = nc_is_inline(n->kind);
        if (e == NC_WALK_ENTER)
            is_inline ? xhtml_enter_inline(w, n) : xhtml_enter_block(w, n);
        else
            is_inline ? xhtml_exit_inline(w, n) : xhtml_exit_block(w, n);
    }
}

static void begin(struct xhtml_writer *w, struct nc_buf *out, struct nc_xhtml *x)
{
    *w = (struct xhtml_writer){.x = x};
    nc_xmlout_open(&w->o, out, x->cloze ? x->target->cloze_syntax : x->target->syntax);
}

void nc_xhtml_blocks(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *first,
                     const struct nc_node *last)
{
    if (!first)
        return;
    struct xhtml_writer w;
    begin(&w, out, x);
    for (const struct nc_node *n = first; n; n = n == last ? NULL : n->next)
        write_below(&w, n);
    nc_xmlout_close(&w.o);
}

void nc_xhtml_inlines(struct nc_buf *out, struct nc_xhtml *x, const struct nc_node *node)
{
    struct xhtml_writer w;
    begin(&w, out, x);
    for (const struct nc_node *n = node->first; n; n = n->next)
        write_below(&w, n);
    nc_xmlout_close(&w.o);
}

static void write_cloze(struct xhtml_writer *w, const struct nc_mark *m)
{
    struct nc_buf open = {0};
    if (m->kind == NC_MARK_OPEN) {
        nc_buf_printf(&open, "{{c%u::", m->number);
        nc_x_raw(&w->o, nc_buf_view(&open));
        nc_buf_dispose(&open);
        w->clozes++;
    } else {
        if (m->hint.n) {
            nc_x_raw(&w->o, NC_LIT("::"));
            nc_x_text(&w->o, m->hint);
        }
        /* Of three braces in a row Anki reads the first two. */
        if (w->o.tail_length && w->o.tail[w->o.tail_length - 1] == '}')
            nc_x_raw(&w->o, NC_LIT("<!-- -->"));
        nc_x_raw(&w->o, NC_LIT("}}"));
        w->clozes--;
    }
    nc_xmlout_syntax(&w->o, w->clozes ? w->x->target->within_cloze : w->x->target->cloze_syntax);
}

static void write_shown(struct xhtml_writer *w, struct nc_slice_walk *s, enum nc_slice_event e)
{
    const struct nc_node *n = s->node;
    bool is_inline = n && nc_is_inline(n->kind);
    switch (e) {
    case NC_SLICE_ENTER:
        w->walk.skip = false;
        is_inline ? xhtml_enter_inline(w, n) : xhtml_enter_block(w, n);
        if (w->walk.skip)
            nc_slice_skip(s);
        break;
    case NC_SLICE_EXIT:
        is_inline ? xhtml_exit_inline(w, n) : xhtml_exit_block(w, n);
        break;
    case NC_SLICE_TEXT:
        nc_x_text(&w->o, s->text);
        break;
    case NC_SLICE_OPEN:
    case NC_SLICE_CLOSE:
        if (w->x->cloze)
            write_cloze(w, s->mark);
        break;
    case NC_SLICE_DONE:
        break;
    }
}

void nc_xhtml_slice(struct nc_buf *out, struct nc_xhtml *x, const struct nc_slice *s)
{
    struct xhtml_writer w;
    struct nc_slice_walk walk;
    bool heading = s->first && s->first == s->last && s->first->kind == NC_HEADING;
    begin(&w, out, x);
    w.keeps_lines = s->keeps_lines;
    w.keeps_clozes = s->keeps_clozes;
    w.hides_keys = s->hides_keys;
    w.boxless = s->hides_task ? s->first : NULL;
    nc_slice_walk_begin(&walk, s);
    for (enum nc_slice_event e = nc_slice_next(&walk); e != NC_SLICE_DONE; e = nc_slice_next(&walk))
        if (!heading || walk.node != s->first || e == NC_SLICE_TEXT)
            write_shown(&w, &walk, e);
    nc_slice_walk_end(&walk);
    nc_xmlout_close(&w.o);
}

void nc_xhtml_text(struct nc_buf *out, struct nc_xhtml *x, struct nc_str text)
{
    struct xhtml_writer w;
    begin(&w, out, x);
    nc_x_text(&w.o, text);
    nc_xmlout_close(&w.o);
}

static void write_footnote(struct xhtml_writer *w, const struct nc_node *note)
{
    unsigned number = note->u.footnote.number;
    struct nc_buf id = {0};
    nc_buf_printf(&id, "fn-%u", number);
    nc_x_start(&w->o, "div");
    nc_x_attrz(&w->o, "class", "fn");
    if (w->x->target->types) {
        nc_x_attrz(&w->o, "epub:type", "footnote");
        nc_x_attrz(&w->o, "role", "doc-footnote");
    }
    if (w->x->target->ids)
        nc_x_attr(&w->o, "id", nc_buf_view(&id));
    /* The number stands in the note's first line; a note that begins with a list has none. */
    if (!note->first || note->first->kind != NC_PARAGRAPH) {
        nc_x_start(&w->o, "p");
        xhtml_footnote_number(w, note);
        nc_x_end(&w->o);
        nc_x_textz(&w->o, "\n");
    }
    w->note = note;
    for (const struct nc_node *n = note->first; n; n = n->next)
        write_below(w, n);
    w->note = NULL;
    nc_x_end(&w->o);
    nc_x_textz(&w->o, "\n");
    nc_buf_dispose(&id);
}

static void write_footnotes(struct xhtml_writer *w)
{
    struct nc_xhtml *x = w->x;
    nc_x_start(&w->o, "section");
    nc_x_attrz(&w->o, "class", "footnotes");
    if (x->target->types) {
        nc_x_attrz(&w->o, "epub:type", "footnotes");
        nc_x_attrz(&w->o, "aria-label", nc_lang_label(x->lang, NC_L_NOTES));
    }
    nc_x_textz(&w->o, "\n");
    nc_x_start(&w->o, "hr");
    nc_x_end_void(&w->o);
    nc_x_textz(&w->o, "\n");
    /* A footnote may refer to another, so the list can grow while it is printed. */
    for (size_t i = 0; i < x->note_count; i++)
        write_footnote(w, x->notes[i]);
    nc_x_end(&w->o);
    nc_x_textz(&w->o, "\n");
}

void nc_xhtml_footnotes(struct nc_buf *out, struct nc_xhtml *x)
{
    if (!x->note_count)
        return;
    struct xhtml_writer w;
    begin(&w, out, x);
    write_footnotes(&w);
    nc_xmlout_close(&w.o);
    x->note_count = 0;
    x->round += !x->notes_once;
}

void nc_xhtml_dispose(struct nc_xhtml *x)
{
    free(x->notes);
    free(x->all_notes);
    free(x->listed);
    nc_math_note_free(x->formulas);
    nc_buf_dispose(&x->expanded);
    x->formulas = NULL;
    x->notes = x->all_notes = NULL;
    x->listed = NULL;
    x->note_count = x->note_cap = x->all_count = 0;
}
