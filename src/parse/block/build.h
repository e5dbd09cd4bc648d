/* Makes the nodes of blocks while lines are read. Knows what is open and where the next block goes.
 */
#ifndef NC_PARSE_BUILD_H
#define NC_PARSE_BUILD_H

#include "parse/block/div.h"
#include "parse/block/lines.h"

enum nc_open_leaf {
    NC_LEAF_NONE,
    NC_LEAF_TEXT, /* a paragraph, or a heading once it is underlined */
    NC_LEAF_INDENTED,
    NC_LEAF_FENCED,
    NC_LEAF_HTML
};

struct nc_build {
    struct nc_texts t;
    struct nc_containers *c;
    bool strict;
    /* where the next block goes */
    struct nc_node *parent;
    struct nc_divs divs;
    /* number of containers that have a node */
    unsigned depth;
    /* their nodes; NULL for an element of JSX */
    struct nc_node *nodes[NC_MAX_CONTAINERS];
    /* at each depth, the list that may continue */
    struct nc_node *lists[NC_MAX_CONTAINERS + 1];
    /* the marker of its items */
    char marks[NC_MAX_CONTAINERS + 1];
    struct nc_node **all_lists;
    size_t list_count, list_cap;
    /* for each depth: the container there holds a block */
    bool has_block[NC_MAX_CONTAINERS + 1];
    /* The last line was blank. This counts for what begins at blank_depth or deeper: a quotation
     * keeps its blank lines to itself. */
    bool after_blank;
    unsigned blank_depth;
    /* For each depth: a blank line follows the last block, even if link definitions follow. An item
     * that ends passes this on. */
    bool blank_after[NC_MAX_CONTAINERS + 1];
    enum nc_open_leaf leaf;
    /* where the leaf begins in the source; the end of its last line, for code and HTML */
    size_t leaf_at, leaf_to;
    /* where its text begins in the text for libcmark */
    size_t leaf_from;
    /* a blank line precedes it */
    bool leaf_after_blank;
    /* it may begin with definitions of links */
    bool defines;
    struct nc_node *code;
    /* paragraphs to remove if they stay empty */
    struct nc_node **expected;
    size_t expected_count, expected_cap;
    /* the lines of code or HTML */
    struct nc_shielded lines;
};

/* Closes and opens containers until they match b->c. */
void nc_build_sync(struct nc_build *b);
/* Ends the open paragraph, code or HTML. */
void nc_build_end_leaf(struct nc_build *b);
/* Prepares for a block that is not an item: ends the leaf, syncs, ends the list before it. */
void nc_build_place(struct nc_build *b);
/* As nc_build_place, and adds a node of this kind for the source at `at`. */
struct nc_node *nc_build_block(struct nc_build *b, enum nc_kind kind, size_t at);
/* Opens a container for a node in the tree, or for an element of JSX (NULL). Its further lines are
 * indented by width. There must be fewer than NC_MAX_CONTAINERS open. */
void nc_build_open(struct nc_build *b, enum nc_container_kind kind, unsigned width,
                   struct nc_node *node);
/* Opens a footnote, an admonition (NC_DIV) or the body of a definition and returns its node.
 * follows: another of these ends directly before it. */
struct nc_node *nc_build_note(struct nc_build *b, enum nc_kind kind, size_t at, bool follows,
                              unsigned width);

/* Begins a paragraph. */
void nc_build_text(struct nc_build *b, size_t at, bool defines);
/* Makes a heading of the open paragraph. False: it holds only definitions. */
bool nc_build_underline(struct nc_build *b, unsigned level);
/* Opens HTML. nc_build_code opens code, whose node nc_build_block made. */
void nc_build_html(struct nc_build *b, size_t at);
void nc_build_code(struct nc_build *b, struct nc_node *code, enum nc_open_leaf leaf);
/* Adds a line of the open code or HTML, without at most this many columns of blanks. */
void nc_build_line(struct nc_build *b, const struct nc_line *l, unsigned columns);
/* Ends fenced code that no line closes at a fence of `length` times c right after the code on its
 * last line, as Roam writes it. False: there is none. */
bool nc_build_glued_fence(struct nc_build *b, char c, unsigned length);
/* Handles a blank line. */
void nc_build_blank(struct nc_build *b, const struct nc_line *l);
/* Marks p for removal by nc_build_settle if it stays empty. */
void nc_build_expect(struct nc_build *b, struct nc_node *p);
/* Ends everything that is open. */
void nc_build_finish(struct nc_build *b);
/* Call after the leaves are read: removes empty paragraphs and finishes divs. */
void nc_build_settle(struct nc_build *b);

#endif
