/* Which word of a list a mistyped one stands for. */
#ifndef NC_BASE_NEAREST_H
#define NC_BASE_NEAREST_H

#include "base/buf.h"

/* How many letters have to be changed, added, removed or exchanged with their neighbour to make b
 * of a. ASCII letters are compared without case; words over 40 bytes are UINT_MAX apart. */
unsigned nc_edit_distance(struct nc_str a, struct nc_str b);

/* The distance is 1, whatever the length of the words. */
bool nc_is_one_slip(struct nc_str a, struct nc_str b);

/* Set word, offer each candidate, read best: the nearest, the first among equals; empty if none is
 * near enough to be meant. best points into a candidate. */
struct nc_nearest {
    struct nc_str word, best;
    unsigned distance;
};
void nc_nearest_offer(struct nc_nearest *n, struct nc_str candidate);
/* Appends "; did you mean 'BEFOREbest'?", or nothing when none is near. */
void nc_nearest_ask(struct nc_buf *out, const struct nc_nearest *n, const char *before);

#endif
