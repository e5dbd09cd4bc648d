/* Divides blocks too large for a page into pieces: a table by rows, a list by items, code by lines,
 * other containers by their blocks. A piece may itself be divided. */
#ifndef NC_DOC_DIVISION_H
#define NC_DOC_DIVISION_H

#include "doc/doc.h"

/* Nested divided blocks. */
#define NC_DIVISION_DEPTH 24

/* A piece of a block: the children from first to last, or bytes of its code. */
struct nc_piece {
    const struct nc_node *first, *last;
    struct nc_str code;
    /* index of its first child in the block */
    size_t number;
    /* it belongs to the next piece: a title, a heading, the head of a table */
    bool leads;
};
struct nc_division {
    const struct nc_node *block, *next;
    size_t at, number;
};

/* Begins to divide a block; false if it has no pieces. */
bool nc_division_begin(struct nc_division *d, const struct nc_node *block);
/* Finds the next piece. False: there is none. Rows spanned by a cell form one piece. */
bool nc_division_next(struct nc_division *d, struct nc_piece *out);

/* A block written in parts, each a copy with some of the pieces. Each part of a table has its head,
 * a list continues its count; titles, ids and tasks stay with the first. */
struct nc_parts {
    /* the current copy; NULL: no piece was added */
    struct nc_node *part;
    unsigned depth;
    struct nc_opened {
        struct nc_division division;
        struct nc_node *copy;
        /* index of the current piece */
        size_t number;
        /* an earlier part holds some of it */
        bool goes_on;
    } open[NC_DIVISION_DEPTH];
};
/* block must be one that nc_division_begin divides. */
void nc_parts_begin(struct nc_parts *p, const struct nc_node *block);
/* Adds the next piece to the current part, a copy in arena. depth: how many blocks are divided
 * around it, at least 1. False: there is none. */
bool nc_parts_add(struct nc_parts *p, struct nc_arena *arena, unsigned depth);
/* Returns the current part, or NULL. The next piece begins another. */
const struct nc_node *nc_parts_take(struct nc_parts *p);

#endif
