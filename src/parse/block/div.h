/* Blocks between two lines of which libcmark knows nothing: fenced divs (pandoc, Docusaurus), the
 * Admonition plugin's fences, Logseq's org blocks, and HTML elements whose opening and closing tags
 * stand in different HTML blocks. They become NC_CALLOUT where their word is a callout's type,
 * NC_QUOTE, NC_DETAILS, else NC_DIV. */
#ifndef NC_PARSE_DIV_H
#define NC_PARSE_DIV_H

#include "parse/leaf/leaves.h"

#define NC_MAX_DIVS 100 /* open at once */

struct nc_open_div {
    struct nc_node *node;
    char mark; /* what it was opened with: ':', '#', '`', '~', '<', '>' (GitLab's quotation), '%' (a
                  tag) */
    bool quarto;    /* its first heading is its title */
    unsigned depth; /* ':': so many containers are around it */
};

/* The open ones, outermost first, and those that were closed. */
struct nc_divs {
    struct nc_open_div open[NC_MAX_DIVS];
    unsigned count;
    struct nc_open_div *closed;
    size_t closed_count, closed_cap;
    bool reported_module; /* that imports and exports are left out */
};

/* What is done to those that were closed when their texts are read; frees the list of them. */
void nc_divs_finish(struct nc_doc *doc, struct nc_divs *divs);
/* Whether node is the innermost one, opened with this mark. */
bool nc_div_is_open(const struct nc_divs *divs, const struct nc_node *node, char mark);
/* Opens one below parent and returns it: the blocks that follow go into it. When too many are open
 * already, the line becomes text and parent is returned. */
struct nc_node *nc_div_open(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, struct nc_divs *divs);
/* Closes parent if it is one opened with the same mark and returns what holds it; else the line
 * becomes text. */
struct nc_node *nc_div_close(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                             struct nc_pos pos, struct nc_divs *divs);
/* Appends n, which a site generator's tag opens, and returns what holds the blocks after it: n, or
 * parent when too many are open. */
struct nc_node *nc_div_begin(struct nc_texts *c, struct nc_node *parent, struct nc_node *n,
                             struct nc_divs *divs);
/* Ends the innermost of these, and what is open in it with a warning; returns what holds it. Where
 * none is open the tag becomes text. */
struct nc_node *nc_div_end(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                           struct nc_pos pos, struct nc_divs *divs);
/* Reports an import or export of MDX, once a note. */
void nc_div_module(struct nc_texts *c, struct nc_pos pos, struct nc_divs *divs);
/* An HTML block: appends it to parent, and follows the elements that it leaves open or closes.
 * where: finds the place of an offset of html. Returns the parent of what follows. */
struct nc_node *nc_div_html(struct nc_texts *c, struct nc_node *parent, struct nc_str html,
                            struct nc_locator *where, struct nc_divs *divs);
/* Makes item, which begins with the line of st, a callout (MkDocs); or a tab. */
void nc_div_admonition(struct nc_texts *c, struct nc_node *item, const struct nc_stash *st);
/* Leaves every open one up to container, which ends, with a warning each; returns container. */
struct nc_node *nc_div_leave(struct nc_texts *c, struct nc_node *parent, struct nc_divs *divs);

#endif
