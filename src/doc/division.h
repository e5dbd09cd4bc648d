/* Blocks that are too large for a page as pieces: a table by rows, a list by items, code by lines,
 * other containers by the blocks in them; a piece may be divided in the same way. */
#ifndef NC_DOC_DIVISION_H
#define NC_DOC_DIVISION_H

#include "doc/doc.h"

/* Blocks divided one in another. */
#define NC_DIVISION_DEPTH 24

/* A piece of a block: children from first to last, or bytes of its code. */
struct nc_piece {
    const struct nc_node *first, *last;
    struct nc_str code;
    size_t number; /* of its first child among those of the block */
    bool leads;    /* it belongs to what follows it: a title, a heading, a table's heads */
};
struct nc_division {
    const struct nc_node *block, *next;
    size_t at, number;
};

/* Begins to divide a block; false if it has no pieces. */
bool nc_division_begin(struct nc_division *d, const struct nc_node *block);
/* The next piece; false: there is none. Rows that a cell spans are one. */
bool nc_division_next(struct nc_division *d, struct nc_piece *out);

/* A block written in parts, each a copy with some of the pieces. A table has its heads in each, a
 * list goes on counting; titles, ids and tasks stay with the first. */
struct nc_parts {
    struct nc_node *part; /* the copy at hand; NULL: no piece was added */
    unsigned depth;
    struct nc_opened {
        struct nc_division division;
        struct nc_node *copy;
        size_t number; /* of the piece at hand */
        bool goes_on;  /* an earlier part has some of it */
    } open[NC_DIVISION_DEPTH];
};
/* block: one that nc_division_begin divides. */
void nc_parts_begin(struct nc_parts *p, const struct nc_node *block);
/* Adds the next piece to the part at hand, a copy in arena. depth: how many blocks are divided
 * around it, at least 1. False: there is none. */
bool nc_parts_add(struct nc_parts *p, struct nc_arena *arena, unsigned depth);
/* The part at hand, or NULL; the next piece begins another. */
const struct nc_node *nc_parts_take(struct nc_parts *p);

#endif
