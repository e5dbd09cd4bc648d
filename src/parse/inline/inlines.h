/* Turns the inlines of leaves from libcmark's nodes into ours, with places, emphasis and inline
 * HTML. A leaf is one line, which makes libcmark's columns right. */
#ifndef NC_PARSE_INLINES_H
#define NC_PARSE_INLINES_H

#include "base/diag.h"
#include "base/words.h"
#include "parse/inline/repair.h"
#include "parse/input/reading.h"
#include "parse/leaf/construct.h"
#include "parse/leaf/hidden.h"
#include "parse/leaf/htmltag.h"

#include <cmark.h>

/* A tag of inline HTML, which stands in the tree as a text until its partner is found. */
struct nc_tag_mark {
    struct nc_node *node;
    struct nc_html_tag tag;
    /* number of delimiter runs in the list before it */
    size_t delims;
    /* number of messages when the tag was read */
    size_t messages;
};

/* Where a container (the block, a link, an image's text) begins in the lists below. */
struct nc_inline_frame {
    size_t delims, tags;
};

/* A finding about a block's emphasis: how often it occurs, and where first. */
struct nc_finding {
    size_t count;
    struct nc_pos pos;
};
struct nc_emphasis_findings {
    /* U1 */
    struct nc_finding underscores;
    /* by R1 to R4 */
    struct nc_finding repaired;
    /* the highest of these rules */
    int rule;
    /* unmatched ** */
    struct nc_finding stars;
};

/* The current position in a leaf. */
struct nc_leaf_place {
    /* offset of its line in the text for libcmark, from which columns count */
    size_t line;
    /* range of its text; the cursor */
    size_t begin, at, end;
    /* number of the first line end at or after the cursor */
    size_t line_end;
    /* where the run began */
    size_t run_at;
    /* written with backslashes or references: no syntax begins in it */
    bool run_literal;
    /* no backslash escapes here */
    bool in_autolink;
    /* of the block so far */
    struct nc_emphasis_findings findings;
};

struct nc_inlines {
    struct nc_doc *doc;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    const struct nc_shielded *shielded;
    /* the shielded text */
    struct nc_str text;
    /* libcmark's paragraph of each leaf */
    cmark_node **leaves;
    struct nc_locator locator;
    /* bytes of text that need a closer look */
    struct nc_byte_set slow;
    /* the current leaf */
    struct nc_leaf_place leaf;
    /* the text being collected; empty where a leaf begins and ends */
    struct nc_buf run;
    /* constructs already reported as left out: once per note */
    bool reported[NC_MAX_CONSTRUCTS];
    /* NC_FOOTNOTES that collects definitions; not in the tree */
    struct nc_node *notes;
    struct nc_delims delims;
    /* Pairs the tags of a container from index base on. Delimiter runs in dropped content leave the
     * list; those of the container begin at index delims. */
    void (*pair_tags)(struct nc_inlines *c, size_t base, size_t delims);
    struct nc_tag_mark *tags;
    size_t tag_count, tag_cap;
    /* the address that the open <picture> offers for light pages; empty: none */
    struct nc_str light;
    /* Ranges of delims whose nodes have left the tree: ordered, not nested, and only while the tags
     * of a frame are being paired */
    struct nc_range *removed;
    size_t removed_count, removed_cap;
    struct nc_inline_frame *frames;
    size_t frame_count, frame_cap;
};

/* Reads the leaves of a note, below their nodes. Returns the footnotes defined within lines: an
 * NC_FOOTNOTES without a parent. pair_tags: see nc_inlines. */
struct nc_node *nc_inlines_read(struct nc_doc *doc, const struct nc_shielded *s,
                                const struct nc_parse_options *opts, struct nc_diags *diags,
                                void (*pair_tags)(struct nc_inlines *, size_t, size_t));

#endif
