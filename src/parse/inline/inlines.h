/* The inlines of one block: from libcmark's nodes to ours, with places, emphasis and inline HTML.
 */
#ifndef NC_PARSE_INLINES_H
#define NC_PARSE_INLINES_H

#include "base/diag.h"
#include "parse/inline/repair.h"
#include "parse/input/reading.h"
#include "parse/leaf/construct.h"
#include "parse/leaf/hidden.h"
#include "parse/leaf/htmltag.h"

#include <cmark.h>

/* A tag of inline HTML, standing in the tree as a text until its partner is found. */
struct nc_tag_mark {
    struct nc_node *node;
    struct nc_html_tag tag;
    size_t delims; /* delimiter runs in the list before it */
};

/* Where a container (the block, a link, an image's text) began in the lists below. */
struct nc_inline_frame {
    size_t delims, tags;
};

/* What there is to say of a block's emphasis: how often, and where first. */
struct nc_told {
    size_t count;
    struct nc_pos pos;
};
struct nc_emphasis_told {
    struct nc_told underscores; /* U1 */
    struct nc_told repaired;    /* by R1 to R3 */
    int rule;                   /* the furthest of these */
    struct nc_told stars;       /* ** that nothing matches */
};

struct nc_inlines {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    const struct nc_shielded *shielded;
    struct nc_str text;          /* the shielded text */
    cmark_node *const *headings; /* before the text, and their lines' offsets in it */
    const size_t *lines;
    struct nc_locator locator;
    size_t at, end;      /* the cursor, and the end of the block, in text */
    size_t line_content; /* where the content of the cursor's line begins */
    unsigned quotes;     /* quotations around the block: markers to pass at a line's start */
    struct nc_buf run;   /* the text being collected */
    size_t run_at;       /* where it began */
    bool run_literal; /* it was written with backslashes or references: marks.c finds nothing in it
                         (seq 1) */
    bool at_mark;     /* the first token is that of the block itself and no inline */
    bool reported[NC_MAX_CONSTRUCTS]; /* of constructs that are left out: once a note */
    struct nc_emphasis_told told;     /* of the block so far */
    unsigned depth;                   /* of texts within constructs */
    struct nc_node *notes;            /* NC_FOOTNOTES that gathers definitions; not in the tree */
    struct nc_delims delims;
    /* Pairs the tags of a container from index base on; the delimiter runs of what it drops leave
     * the list, which holds those of the container from index delims on. */
    void (*pair_tags)(struct nc_inlines *c, size_t base, size_t delims);
    struct nc_tag_mark *tags;
    size_t tag_count, tag_cap;
    /* delims whose nodes are no longer in the tree: in order, none in another, and only while the
     * tags of a frame are paired */
    struct nc_range *removed;
    size_t removed_count, removed_cap;
    struct nc_inline_frame *frames;
    size_t frame_count, frame_cap;
};

void nc_inlines_init(struct nc_inlines *c, struct nc_doc *doc, const struct nc_shielded *s,
                     const struct nc_parse_options *opts, struct nc_diags *diags);
void nc_inlines_dispose(struct nc_inlines *c);
/* Converts the children of leaf (a paragraph or heading), whose content lies in [from, to) of the
 * shielded text, below block. */
void nc_inlines_convert(struct nc_inlines *c, cmark_node *leaf, struct nc_node *block, size_t from,
                        size_t to);

/* Converts the heading of that number below parent, which the conversion of another leaf has come
 * to: that goes on after it. */
void nc_inlines_nested(struct nc_inlines *c, struct nc_node *parent, size_t heading);
/* Appends the text that a stash holds: [text.from, text.to) of the source, read where the stash
 * says so. */
void nc_inlines_add_text(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_range text);
/* Appends what a stash stands for. */
void nc_inlines_construct(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                          struct nc_pos pos);

#endif
