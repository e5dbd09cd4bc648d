/* Blocks between two lines that libcmark does not know: fenced divs (pandoc, Docusaurus), the
 * Admonition plugin's fences, Logseq's org blocks, and HTML elements whose opening and closing tags
 * stand in different HTML blocks. They become NC_CALLOUT, NC_QUOTE or NC_DETAILS if their word is a
 * callout's type or names one of these, else NC_DIV. */
#ifndef NC_PARSE_DIV_H
#define NC_PARSE_DIV_H

#include "parse/block/directive.h"
#include "parse/html/htmlopen.h"
#include "parse/leaf/leaves.h"

struct nc_open_div {
    struct nc_node *node;
    /* the mark that opened it: ':', '#', '`', '~', '<', '>' (GitLab's quotation), '%' (a tag) */
    char mark;
    /* of HTML: the element's name, and the block before node when it was made */
    const char *element;
    struct nc_node *prev;
    /* its first heading is its title */
    bool quarto;
    struct nc_directive directive;
    /* for ':' and '<': the number of containers around it */
    unsigned depth;
};

/* The open divs, outermost first, and the closed ones. */
struct nc_divs {
    struct nc_open_div open[NC_MAX_DIVS];
    unsigned count;
    struct nc_open_div *closed;
    size_t closed_count, closed_cap;
    /* imports and exports were left out */
    bool reported_module;
    struct nc_html_around around;
};

/* Finishes the closed divs once their texts are read, and frees the list of them. */
void nc_divs_finish(struct nc_doc *doc, struct nc_divs *divs);
/* Whether node is the innermost open div and has this mark. */
bool nc_div_is_open(const struct nc_divs *divs, const struct nc_node *node, char mark);
/* Opens a div below parent and returns it: the blocks that follow go into it. When too many are
 * open, the line becomes text and parent is returned. */
struct nc_node *nc_div_open(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, struct nc_divs *divs);
/* Closes parent if it is a div opened with the same mark, and returns the node around it. Otherwise
 * the line becomes text. */
struct nc_node *nc_div_close(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                             struct nc_pos pos, struct nc_divs *divs);
/* Appends n, which a site generator's tag opens, and returns where the next blocks go: n, or parent
 * when too many are open. */
struct nc_node *nc_div_begin(struct nc_texts *c, struct nc_node *parent, struct nc_node *n,
                             struct nc_divs *divs);
/* Ends the innermost block that nc_div_begin began, with a warning for each div still open in it,
 * and returns the node around it. If none is open, the tag becomes text. */
struct nc_node *nc_div_end(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                           struct nc_pos pos, struct nc_divs *divs);
/* Reports an import or export of MDX, once per note. */
void nc_div_module(struct nc_texts *c, struct nc_pos pos, struct nc_divs *divs);
/* An HTML block. */
struct nc_html_piece {
    struct nc_str html;
    /* where it ends in the note */
    size_t to;
    /* finds the place of an offset of html */
    struct nc_locator *where;
    /* number of containers around it */
    unsigned depth;
};
/* Appends the block to parent and follows the elements it leaves open or closes. Returns the parent
 * for what follows. */
struct nc_node *nc_div_html(struct nc_texts *c, struct nc_node *parent,
                            const struct nc_html_piece *piece, struct nc_divs *divs);
/* If parent is a part of an HTML table or list that may hold only parts, ends these tables and
 * lists, because Markdown follows. Returns where the Markdown goes. */
struct nc_node *nc_div_leave_parts(struct nc_texts *c, struct nc_node *parent,
                                   struct nc_divs *divs);
/* Makes a callout (MkDocs) or a tab of item, which begins with the line of st. */
void nc_div_admonition(struct nc_texts *c, struct nc_node *item, const struct nc_stash *st);
/* At the end of a container, closes the divs still open in it, of which parent is the innermost,
 * and warns of each. Returns the node around them. */
struct nc_node *nc_div_leave(struct nc_texts *c, struct nc_node *parent, struct nc_divs *divs);

#endif
