/* The inside of the writer of inlines: one for each text, shared by orginline.c, orgmarkup.c and
 * orgdescription.c. */
#ifndef NC_EXPORT_ORGINLINE_H
#define NC_EXPORT_ORGINLINE_H

#include "export/org/orgwriter.h"

#define ORG_MAX_OPEN 4 /* one of each marker */

struct org_inline_writer {
    struct org_writer *w;
    struct org_cells cells;
    enum org_place place;
    uint32_t open[ORG_MAX_OPEN]; /* markers open, outermost first */
    size_t depth;
    unsigned nested[ORG_MAX_OPEN]; /* by place in open: how many of its own kind are inside */
    bool apart;                    /* the link that is open is outside of all markup */
    const struct nc_node *address; /* the last link that was written as its address */
    unsigned links;                /* link nodes around the place */
    unsigned linked;  /* which of them, from outside, is a link in Org: they do not nest; 0: none */
    size_t link_base; /* depth where that was opened: what is open around it stays so inside */
    struct nc_buf link_start;     /* what it begins with, for the part of it after a footnote */
    size_t part_from, part_begin; /* cells before that, or the whole link, and before its text */
    bool is_rest;                 /* such a part is open */
    struct nc_walk walk;
    unsigned lines; /* of a table's cell, each a block of it */
};

/* Append Org's own syntax. */
void org_raw(struct org_inline_writer *i, const char *z);
void org_raw_str(struct org_inline_writer *i, struct nc_str s);
/* The same; markup that would end within it ends before it and goes on after it. */
void org_put_apart(struct org_inline_writer *i, struct nc_str s);
/* End all markup that is open, and open it again; of a link's description only what is inside. */
void org_close_all(struct org_inline_writer *i);
void org_reopen_all(struct org_inline_writer *i);
/* Markup of its own kind inside does not exist in Org, and adds nothing. */
void org_open_markup(struct org_inline_writer *i, uint32_t marker);
void org_close_markup(struct org_inline_writer *i, uint32_t marker);
/* The text, which is written as it is with next after it (0: nothing), holds a marker that would
 * close one of those open in the places from first to before end. */
bool org_holds_open_marker(const struct org_inline_writer *i, struct nc_str s, uint32_t next,
                           size_t first, size_t end);
/* Code: ~x~, or =x= where a tilde would end it, or an HTML snippet around plain text. */
void org_put_inline_code(struct org_inline_writer *i, struct nc_str s);
/* "@@backend:s@@", without what would end the snippet, or the cell around it, early. */
void org_put_snippet(struct org_inline_writer *i, const char *backend, struct nc_str s);
/* A formula; one that Org would end too early is told and written as text. */
void org_put_tex(struct org_inline_writer *i, const struct nc_node *n, struct nc_str source,
                 bool display);
void org_put_break(struct org_inline_writer *i, bool hard);

/* The mark of a place that links lead to; nothing for other nodes, and within a description. */
void org_put_inline_target(struct org_inline_writer *i, const struct nc_node *n);

/* An address that is its own text is written once: plain, or as a link without description. False:
 * the node is no such link, and nothing is written. */
bool org_put_address(struct org_inline_writer *i, const struct nc_node *n);
/* Around the content of a link. */
void org_start_link(struct org_inline_writer *i, const struct nc_node *n);
void org_end_link(struct org_inline_writer *i, const struct nc_node *n);
/* An image and its text; the walk goes on after it. */
void org_put_image(struct org_inline_writer *i, const struct nc_node *n);
/* A description holds no references: the link ends before one and goes on after it. */
void org_put_note_ref(struct org_inline_writer *i, const struct nc_node *n);

#endif
