/* Makes the nodes of blocks while lines are read: what is open, and where the next block goes. */
#ifndef NC_PARSE_BUILD_H
#define NC_PARSE_BUILD_H

#include "parse/block/div.h"
#include "parse/block/lines.h"

enum nc_open_leaf {
    NC_LEAF_NONE,
    NC_LEAF_TEXT, /* a paragraph, or what an underline makes a heading */
    NC_LEAF_INDENTED,
    NC_LEAF_FENCED,
    NC_LEAF_HTML
};

struct nc_build {
    struct nc_texts t;
    struct nc_containers *c;
    bool strict;
    struct nc_node *parent; /* what the next block goes into */
    struct nc_divs divs;
    unsigned depth;                               /* containers that have a node */
    struct nc_node *nodes[NC_MAX_CONTAINERS];     /* theirs; NULL: an element of JSX */
    struct nc_node *lists[NC_MAX_CONTAINERS + 1]; /* at each depth the one that may go on */
    char marks[NC_MAX_CONTAINERS + 1];            /* of its items */
    struct nc_node **all_lists;
    size_t list_count, list_cap;
    bool has_block[NC_MAX_CONTAINERS + 1]; /* a block is at that depth */
    /* The last line was blank, which counts for what begins at blank_depth or deeper: a quotation
     * keeps its blank lines to itself. */
    bool after_blank;
    unsigned blank_depth;
    /* At each depth: a blank line follows the last block, though definitions of links stand
     * between it and what comes next. An item that ends passes this on. */
    bool blank_after[NC_MAX_CONTAINERS + 1];
    enum nc_open_leaf leaf;
    size_t leaf_at;        /* where it begins in the source */
    size_t leaf_from;      /* where its text begins in the text for libcmark */
    bool leaf_after_blank; /* a blank line is before it */
    bool defines;          /* it may begin with definitions of links */
    struct nc_node *code;
    struct nc_node **expected; /* paragraphs that may stay empty */
    size_t expected_count, expected_cap;
    struct nc_shielded lines; /* of code or HTML */
};

/* Closes and opens containers, so that they are those of b->c. */
void nc_build_sync(struct nc_build *b);
/* Ends the paragraph, code or HTML that is open. */
void nc_build_end_leaf(struct nc_build *b);
/* A block that is no item begins: ends the leaf, syncs, ends the list before it. */
void nc_build_place(struct nc_build *b);
/* The same, with a node of that kind for the source at `at`. */
struct nc_node *nc_build_block(struct nc_build *b, enum nc_kind kind, size_t at);
/* Opens a container for a node that is in the tree, or of an element of JSX (NULL); its further
 * lines are indented by width. Fewer than NC_MAX_CONTAINERS are open. */
void nc_build_open(struct nc_build *b, enum nc_container_kind kind, unsigned width,
                   struct nc_node *node);
/* The node of a footnote, an admonition (NC_DIV) or the body of a definition. follows: it stands
 * below another of these. */
struct nc_node *nc_build_note(struct nc_build *b, enum nc_kind kind, size_t at, bool follows,
                              unsigned width);

/* Begins a paragraph. */
void nc_build_text(struct nc_build *b, size_t at, bool defines);
/* Makes a heading of the paragraph that is open; false: it holds nothing but definitions. */
bool nc_build_underline(struct nc_build *b, unsigned level);
/* Opens HTML; code: nc_build_block, and the node. */
void nc_build_html(struct nc_build *b, size_t at);
void nc_build_code(struct nc_build *b, struct nc_node *code, enum nc_open_leaf leaf);
/* A line of the code or HTML that is open, without at most so many columns of blanks. */
void nc_build_line(struct nc_build *b, const struct nc_line *l, unsigned columns);
/* A blank line. */
void nc_build_blank(struct nc_build *b, const struct nc_line *l);
/* Removes p in the end if its leaf leaves it empty. */
void nc_build_expect(struct nc_build *b, struct nc_node *p);
/* Ends all that is open. */
void nc_build_finish(struct nc_build *b);
/* Called after the leaves were read: removes empty paragraphs and finishes divs. */
void nc_build_settle(struct nc_build *b);

#endif
