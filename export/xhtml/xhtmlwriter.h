/* The inside of the XHTML writer, shared by xhtml.c, xhtmlblock.c and xhtmlinline.c only. */
#ifndef NC_EXPORT_XHTMLWRITER_H
#define NC_EXPORT_XHTMLWRITER_H

#include "doc/walk.h"
#include "export/xhtml/xhtml.h"
#include "export/xhtml/xmlout.h"

#define XHTML_TABLES 1024 /* more than nodes nest */

/* The part of a table that is being written. A slice may leave out any row, so that the next row or
 * the table's end closes it. */
enum xhtml_part { XHTML_NO_PART, XHTML_HEAD, XHTML_BODY };

struct xhtml_writer {
    struct nc_xmlout o;
    struct nc_xhtml *x;
    const struct nc_node
        *task;           /* the item whose dates are to be put at the end of its first line */
    unsigned link_depth; /* link nodes around the place */
    unsigned linked;     /* which of them, from outside, is an <a>: they do not nest; 0: none */
    unsigned clozes;     /* open ones */
    bool keeps_lines, keeps_clozes, hides_keys; /* as struct nc_slice has them */
    unsigned tables;                            /* one in another around the place */
    uint8_t parts[XHTML_TABLES];                /* enum xhtml_part of each */
    struct nc_walk walk;
    const struct nc_node
        *note; /* the footnote being printed: its back-link comes before its text */
};

/* Enter and exit of one node; skipping children is done through w->walk. */
void xhtml_enter_block(struct xhtml_writer *w, const struct nc_node *n);
void xhtml_exit_block(struct xhtml_writer *w, const struct nc_node *n);
/* Puts what is known of an item's task besides its box; nothing of it is put again. */
void xhtml_task_note(struct xhtml_writer *w, const struct nc_node *item);
void xhtml_enter_inline(struct xhtml_writer *w, const struct nc_node *n);
void xhtml_exit_inline(struct xhtml_writer *w, const struct nc_node *n);
/* xhtmlmath.c: a formula, inline or the content of a block. */
void xhtml_math(struct xhtml_writer *w, const struct nc_node *n);
/* xhtmldrawn.c: writes the formula as a picture that the user's program draws; false: nothing was
 * written, and why goes on to say why not, if there is such a program. */
bool xhtml_draw_formula(struct xhtml_writer *w, const struct nc_math_formula *f,
                        struct nc_buf *why);
/* xhtmlformulas.c: appends the TeX of a formula for what knows one formula at a time: macros and
 * references replaced, its number as a tag where a label names it; tex where there is none of this.
 * Says what is wrong with it. */
void xhtml_formula_alone(struct xhtml_writer *w, struct nc_buf *out, const struct nc_node *n,
                         struct nc_str tex);
/* xhtmlformulas.c: what its note gives a formula, NULL if nothing. Says what is wrong with it. */
const struct nc_math_entry *xhtml_formula(struct xhtml_writer *w, const struct nc_node *n);
/* Its numbers stand beside the whole of it: one, or those of rows that are no rows in plain HTML.
 */
bool xhtml_formula_is_numbered(const struct xhtml_writer *w, const struct nc_math_entry *e);
/* The class of a display formula's element. */
const char *xhtml_formula_class(const struct xhtml_writer *w, const struct nc_math_entry *e);
/* Writes a formula that is a reference and nothing else as a link; false: it is none. */
bool xhtml_formula_reference(struct xhtml_writer *w, const struct nc_node *n);
/* The sound or film that n embeds, as Anki plays it; false, and nothing written: there is none, or
 * the output is not Anki's. */
bool xhtml_anki_sound(struct xhtml_writer *w, const struct nc_node *n);
/* HTML as the author wrote it, where x allows it; else a message. */
void xhtml_raw(struct xhtml_writer *w, const struct nc_node *n);
/* The number of a footnote before its text, with a link back to where it is referred to. */
void xhtml_footnote_number(struct xhtml_writer *w, const struct nc_node *note);
/* Lists the footnotes that nothing refers to, so that they are printed with the others. */
void xhtml_list_unreferred(struct xhtml_writer *w);
/* Walks root and all below it. */
void xhtml_write(struct xhtml_writer *w, const struct nc_node *root);
/* A message at a node's place. */
void xhtml_lost(struct xhtml_writer *w, const struct nc_node *n, enum nc_diag_id id,
                const char *what);
/* The id attribute of a node, if the hook gives one. */
void xhtml_id(struct xhtml_writer *w, const struct nc_node *n);
/* The same for a node that has no element of its own: an empty one with the id. */
void xhtml_place(struct xhtml_writer *w, const struct nc_node *n);

#endif
