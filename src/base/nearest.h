/* Finds the word of a list that a mistyped word stands for. */
#ifndef NC_BASE_NEAREST_H
#define NC_BASE_NEAREST_H

#include "base/buf.h"

/* How many letters must be changed, added, removed or swapped with their neighbour to turn a into
 * b. ASCII letters are compared without case. If a word is over 40 bytes long, the distance is
 * UINT_MAX. */
unsigned nc_edit_distance(struct nc_str a, struct nc_str b);

/* Whether the distance is 1, for words of any length. */
bool nc_is_one_slip(struct nc_str a, struct nc_str b);

/* Set word, offer every candidate, then read best: the nearest candidate, the first among equals,
 * or empty if none is near enough. best points into a candidate. */
struct nc_nearest {
    struct nc_str word, best;
    unsigned distance;
};
void nc_nearest_offer(struct nc_nearest *n, struct nc_str candidate);
/* Appends "; did you mean 'BEFOREbest'?", or nothing if no candidate is near enough. */
void nc_nearest_ask(struct nc_buf *out, const struct nc_nearest *n, const char *before);

#endif
