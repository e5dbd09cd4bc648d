/* Private definition of the writer of inlines: one for each text, shared by orginline.c,
 * orgmarkup.c and orgdescription.c. */
#ifndef NC_EXPORT_ORGINLINE_H
#define NC_EXPORT_ORGINLINE_H

#include "export/org/orgwriter.h"

#define ORG_MAX_OPEN 4 /* one for each marker */

struct org_inline_writer {
    struct org_writer *w;
    struct org_cells cells;
    enum org_place place;
    /* markers open, outermost first */
    uint32_t open[ORG_MAX_OPEN];
    size_t depth;
    /* for each place in open: how many of its own kind are nested inside */
    unsigned nested[ORG_MAX_OPEN];
    /* the open link is outside all markup */
    bool apart;
    /* the last link written as its address */
    const struct nc_node *address;
    /* number of link nodes around the place */
    unsigned links;
    /* which of them, from outside, is Org's link: they do not nest; 0: none */
    unsigned linked;
    /* depth where it was opened: markup around it stays open inside */
    size_t link_base;
    /* its beginning, for the part of it after a footnote */
    struct nc_buf link_start;
    /* cells before that, or the whole link, and before its text */
    size_t part_from, part_begin;
    /* such a part is open */
    bool is_rest;
    /* in a sub- or superscript that is Org's own */
    bool in_script;
    struct nc_walk walk;
    /* of a table cell, one per block */
    unsigned lines;
};

/* Append Org's own syntax. */
void org_raw(struct org_inline_writer *i, const char *z);
void org_raw_str(struct org_inline_writer *i, struct nc_str s);
/* Appends Org's own syntax; markup that would end within it ends before it and reopens after it. */
void org_put_apart(struct org_inline_writer *i, struct nc_str s);
/* End all open markup, and reopen it; within a link's description only the markup inside it. */
void org_close_all(struct org_inline_writer *i);
void org_reopen_all(struct org_inline_writer *i);
/* Open and close markup. Org has no markup nested in its own kind, and it would add nothing. */
void org_open_markup(struct org_inline_writer *i, uint32_t marker);
void org_close_markup(struct org_inline_writer *i, uint32_t marker);
/* Whether the text, written unchanged and followed by next (0: nothing), holds a marker that would
 * close one of those open at the places from first to before end. */
bool org_holds_open_marker(const struct org_inline_writer *i, struct nc_str s, uint32_t next,
                           size_t first, size_t end);
/* Puts code: ~x~, or =x= if a tilde would end it, or an HTML snippet around plain text. */
void org_put_inline_code(struct org_inline_writer *i, struct nc_str s);
/* Puts "@@backend:s@@" without anything that would end the snippet, or the cell around it, early.
 */
void org_put_snippet(struct org_inline_writer *i, const char *backend, struct nc_str s);
/* Puts a formula. One that Org would end too early is reported and written as text. */
void org_put_tex(struct org_inline_writer *i, const struct nc_node *n, struct nc_str source,
                 bool display);
void org_put_break(struct org_inline_writer *i, bool hard);

/* Puts the target for links to a node. Does nothing for other nodes and within a description. */
void org_put_inline_target(struct org_inline_writer *i, const struct nc_node *n);

/* Writes an address that is its own text once: plain, or as a link without a description. False:
 * the node is not such a link, and nothing is written. */
bool org_put_address(struct org_inline_writer *i, const struct nc_node *n);
/* Begin and end a link around its content. */
void org_start_link(struct org_inline_writer *i, const struct nc_node *n);
void org_end_link(struct org_inline_writer *i, const struct nc_node *n);
/* Puts an image and its text; the walk continues after it. */
void org_put_image(struct org_inline_writer *i, const struct nc_node *n);
/* Puts a reference to a footnote. A description holds none: the link ends before it and continues
 * after it. */
void org_put_note_ref(struct org_inline_writer *i, const struct nc_node *n);

#endif
