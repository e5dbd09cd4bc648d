/* Blocks that are too large for a page as pieces: a table by rows, a list by items, code by lines,
 * other containers by the blocks in them. */
#ifndef NC_DOC_DIVISION_H
#define NC_DOC_DIVISION_H

#include "doc/doc.h"

/* A piece of a block: children from first to last, or bytes of its code. */
struct nc_piece {
    const struct nc_node *first, *last;
    struct nc_str code;
    size_t number; /* of its first child among those of the block */
};
struct nc_division {
    const struct nc_node *block, *next;
    size_t at, number;
};

/* Begins to divide a block; false if it has no pieces, or one. */
bool nc_division_begin(struct nc_division *d, const struct nc_node *block);
/* The next piece; false: there is none. The first has the heads of a table, or the title of a
 * callout, in it; rows that a cell spans stay together. */
bool nc_division_next(struct nc_division *d, struct nc_piece *out);

/* A copy in arena of the block with the pieces first to last alone. A table has its heads again, a
 * list goes on counting, titles and ids stay with the first piece. */
struct nc_node *nc_division_copy(struct nc_arena *arena, const struct nc_node *block,
                                 const struct nc_piece *first, const struct nc_piece *last);

#endif
