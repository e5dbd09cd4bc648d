/* Directives of MyST that become blocks of their own: ```{figure} path, ```{list-table} Title. */
#ifndef NC_PARSE_DIRECTIVE_H
#define NC_PARSE_DIRECTIVE_H

#include "parse/block/opening.h"
#include "parse/leaf/leaves.h"

/* What is known of an open directive until its content is read. */
struct nc_directive {
    /* NC_GEN_UNKNOWN: nothing is left to do */
    enum nc_gen_meaning means;
    unsigned head_rows, head_columns;
};

/* Makes n, a new div that o opens, what its directive says, with its image or title. False: o opens
 * no such directive, and n is unchanged. */
bool nc_directive_begin(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                        const struct nc_stash *st, struct nc_directive *open);
/* Gives the content its places, once its texts are read: a figure its caption, a table its rows. */
void nc_directive_end(struct nc_doc *doc, struct nc_node *n, const struct nc_directive *open);

#endif
