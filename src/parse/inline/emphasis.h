/* Turns delimiter runs into emphasis nodes with the stack algorithm of CommonMark 0.31.2 ("process
 * emphasis"). ~~ and == share the stack. */
#ifndef NC_PARSE_EMPHASIS_H
#define NC_PARSE_EMPHASIS_H

#include "doc/doc.h"

struct nc_delim {
    /* the NC_TEXT that holds the run */
    struct nc_node *node;
    char ch;
    /* characters left; characters of the whole run */
    uint32_t len, original;
    bool open, close;
    /* nothing visible precedes it in its block */
    bool at_start;
    uint32_t before, after;
    /* scratch of inlines.c */
    uint32_t order;
};

/* One pair, which uses `use` characters of each run. */
struct nc_match {
    uint32_t opener, closer, use;
};

/* Finds the pairs among d[0..n), which have the same parent and are in text order. Shortens
 * d[].len. matches must have room for nc_emphasis_room(d, n) pairs. Returns how many there are.
 * Linear. */
size_t nc_emphasis_room(const struct nc_delim *d, size_t n);
size_t nc_emphasis_match(struct nc_delim *d, size_t n, struct nc_match *matches);
/* Makes the nodes of the pairs, in the order of nc_emphasis_match, and shortens the texts of the
 * runs. */
void nc_emphasis_apply(struct nc_doc *doc, struct nc_delim *d, size_t n,
                       const struct nc_match *matches, size_t count);
/* Returns how many runs of two or more '*' are left over, except those between blanks. *first:
 * index of the first of them; *single: how many runs of one are left over. */
size_t nc_emphasis_left(const struct nc_delim *d, size_t n, size_t *first, size_t *single);

#endif
