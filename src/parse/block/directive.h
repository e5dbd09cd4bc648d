/* Directives of MyST that become blocks of their own: ```{figure} path, ```{list-table} Title. */
#ifndef NC_PARSE_DIRECTIVE_H
#define NC_PARSE_DIRECTIVE_H

#include "parse/block/opening.h"
#include "parse/leaf/leaves.h"

/* An open directive, to be finished when its content has been read. */
struct nc_directive {
    /* NC_GEN_UNKNOWN: nothing is left to do */
    enum nc_gen_meaning means;
    unsigned head_rows, head_columns;
};

/* Turns n, a new div that o opens, into the block of its directive, with its image or title. False:
 * o opens no such directive, and n is unchanged. */
bool nc_directive_begin(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                        const struct nc_stash *st, struct nc_directive *open);
/* Arranges the content once its texts are read: the caption of a figure, the rows of a table. */
void nc_directive_end(struct nc_doc *doc, struct nc_node *n, const struct nc_directive *open);

#endif
