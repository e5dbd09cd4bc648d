/* Blocks between two lines that the shield stashed: fenced divs (pandoc, Docusaurus), the
 * Admonition plugin's fences, Logseq's org blocks. They become NC_CALLOUT where their word is a
 * callout's type, else NC_DIV. */
#ifndef NC_PARSE_DIV_H
#define NC_PARSE_DIV_H

#include "parse/inlines.h"

/* Opens one below parent and returns it: the blocks that follow go into it. When max are open
 * already, the line becomes text and parent is returned. */
struct nc_node *nc_div_open(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, unsigned *open, unsigned max);
/* Closes parent if it is an open one and returns what holds it; else the line becomes text. */
struct nc_node *nc_div_close(struct nc_inlines *c, struct nc_node *parent,
                             const struct nc_stash *st, struct nc_pos pos, unsigned *open);
/* Leaves div, which its container's end closed, with a warning; returns what holds it. */
struct nc_node *nc_div_unclosed(struct nc_inlines *c, struct nc_node *div, unsigned *open);

#endif
