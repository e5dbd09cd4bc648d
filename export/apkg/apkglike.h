/* The likeness of texts, measured by common bigrams. */
#ifndef NC_EXPORT_APKGLIKE_H
#define NC_EXPORT_APKGLIKE_H

#include "base/str.h"
#include <stdint.h>

/* The sorted bigrams of a text, each two code points in 64 bits. Free with free. */
struct apkg_bigrams {
    uint64_t *items;
    size_t count;
};

/* Returns the bigrams of the first 1,000 characters, with case folded and blanks collapsed. For a
 * text of one character, that character. */
struct apkg_bigrams apkg_bigrams_of(struct nc_str text);
/* Returns Dice's coefficient, 0 to 1: twice the number of common bigrams over all bigrams. Two
 * empty lists are alike. */
double apkg_dice(const struct apkg_bigrams *a, const struct apkg_bigrams *b);

#endif
