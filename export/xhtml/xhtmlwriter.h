/* Private definition of the XHTML writer, shared by xhtml.c, xhtmlblock.c and xhtmlinline.c only.
 */
#ifndef NC_EXPORT_XHTMLWRITER_H
#define NC_EXPORT_XHTMLWRITER_H

#include "doc/walk.h"
#include "export/xhtml/xhtml.h"
#include "export/xhtml/xmlout.h"

#define XHTML_TABLES 1024 /* more than the nesting limit of nodes */

/* The part of a table being written. A slice may leave out any row, so the next row or the table's
 * end closes it. */
enum xhtml_part { XHTML_NO_PART, XHTML_HEAD, XHTML_BODY };

struct xhtml_table {
    /* enum xhtml_part */
    uint8_t part;
    /* in books: the length up to which words stay whole */
    uint8_t kept_word;
};

struct xhtml_writer {
    struct nc_xmlout o;
    struct nc_xhtml *x;
    /* the item whose dates go at the end of its first line */
    const struct nc_node *task;
    /* number of link nodes around the place */
    unsigned link_depth;
    /* which of them, from outside, is an <a>: they do not nest; 0: none */
    unsigned linked;
    /* number of open clozes */
    unsigned clozes;
    /* as in struct nc_slice */
    bool keeps_lines, keeps_clozes, hides_keys;
    /* the text of a task that is shown without its box; or NULL */
    const struct nc_node *boxless;
    /* number of nested tables around the place */
    unsigned tables;
    struct xhtml_table open_tables[XHTML_TABLES];
    struct nc_walk walk;
    /* the footnote being printed: its back-link precedes its text */
    const struct nc_node *note;
};

/* Handle enter and exit of a node; skip children through w->walk. */
void xhtml_enter_block(struct xhtml_writer *w, const struct nc_node *n);
void xhtml_exit_block(struct xhtml_writer *w, const struct nc_node *n);
/* Puts a task's data besides its box, once. */
void xhtml_task_note(struct xhtml_writer *w, const struct nc_node *item);
void xhtml_enter_inline(struct xhtml_writer *w, const struct nc_node *n);
void xhtml_exit_inline(struct xhtml_writer *w, const struct nc_node *n);
/* xhtmlmath.c: puts a formula, inline or as the content of a block. */
void xhtml_math(struct xhtml_writer *w, const struct nc_node *n);
/* xhtmldrawn.c: writes the formula as a picture drawn by the user's program. False: nothing was
 * written; if there is such a program, why continues with the reason. */
bool xhtml_draw_formula(struct xhtml_writer *w, const struct nc_math_formula *f,
                        struct nc_buf *why);
/* xhtmlformulas.c: appends the TeX of a formula for readers that know only one formula at a time:
 * macros and references are replaced, and a label adds its number as a tag. Appends tex if there
 * are none. Reports errors in it. */
void xhtml_formula_alone(struct xhtml_writer *w, struct nc_buf *out, const struct nc_node *n,
                         struct nc_str tex);
/* xhtmlformulas.c: returns the formula in the context of its note (numbers, anchor, expanded TeX),
 * or NULL. Reports errors in it. */
const struct nc_math_entry *xhtml_formula(struct xhtml_writer *w, const struct nc_node *n);
/* Whether the numbers stand beside the whole formula: a single number, or those of rows in plain
 * HTML, which has no rows. */
bool xhtml_formula_is_numbered(const struct xhtml_writer *w, const struct nc_math_entry *e);
/* Returns the class of a display formula's element. */
const char *xhtml_formula_class(const struct xhtml_writer *w, const struct nc_math_entry *e);
/* Writes a formula that is only a reference as a link. False: it is not one. */
bool xhtml_formula_reference(struct xhtml_writer *w, const struct nc_node *n);
/* Appends the address that n leads to. False: only the text is shown, and a message says what is
 * lost. */
bool xhtml_href(struct xhtml_writer *w, struct nc_buf *href, const struct nc_node *n);
/* Puts the audio or video that n embeds in Anki's form. False, and nothing is written, if there is
 * none or the output is not Anki's. */
bool xhtml_anki_sound(struct xhtml_writer *w, const struct nc_node *n);
/* Puts HTML unchanged if x allows it; else reports it. */
void xhtml_raw(struct xhtml_writer *w, const struct nc_node *n);
/* Puts the number of a footnote before its text, with a link back to its reference. */
void xhtml_footnote_number(struct xhtml_writer *w, const struct nc_node *note);
/* Lists the footnotes without references, so that they are printed with the others. */
void xhtml_list_unreferred(struct xhtml_writer *w);
/* Reports a loss at a node's place. */
void xhtml_lost(struct xhtml_writer *w, const struct nc_node *n, enum nc_diag_id id,
                const char *what);
/* Puts the language and the direction of a node, if it has its own. */
void xhtml_language(struct xhtml_writer *w, const struct nc_node *n);
/* Puts from left to right for code in a book where text runs from right to left: a book's style
 * sheet may not say so. Nothing for a node with a direction of its own. */
void xhtml_code_direction(struct xhtml_writer *w, const struct nc_node *n);
/* Puts the id attribute of a node, if the hook gives one. */
void xhtml_id(struct xhtml_writer *w, const struct nc_node *n);
/* xhtmltable.c: whether a table has so many columns that a book sets it smaller. */
bool xhtml_table_is_wide(const struct nc_node *table);
/* Returns the length of the longest word of a cell. East Asian characters break anywhere. */
size_t xhtml_longest_word(const struct nc_node *cell);
/* Returns the length up to which words of a table stay whole, so that its columns fit on a page. */
uint8_t xhtml_kept_word(const struct nc_node *table);
/* Puts an empty element with the id for a node without an element of its own. */
void xhtml_place(struct xhtml_writer *w, const struct nc_node *n);

#endif
