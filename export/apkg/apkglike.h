/* Likeness of texts, as numbers of common bigrams. */
#ifndef NC_EXPORT_APKGLIKE_H
#define NC_EXPORT_APKGLIKE_H

#include "base/str.h"
#include <stdint.h>

/* The bigrams of a text, sorted; two code points in 64 bits. Free with free. */
struct apkg_bigrams {
    uint64_t *items;
    size_t count;
};

/* The bigrams of at most 1,000 characters, case folded and blanks collapsed; of a text of one
 * character that one. */
struct apkg_bigrams apkg_bigrams_of(struct nc_str text);
/* Dice's coefficient, 0 to 1: twice the common ones over all; two empty lists are alike. */
double apkg_dice(const struct apkg_bigrams *a, const struct apkg_bigrams *b);

#endif
