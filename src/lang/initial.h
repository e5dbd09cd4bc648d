/* The initial that a title is filed under in an index of titles. */
#ifndef NC_LANG_INITIAL_H
#define NC_LANG_INITIAL_H

#include "base/buf.h"

#include <stdint.h>

/* Returns the initial of a title, from its first letter or digit; 0 if it has none. All digits
 * share one initial. A letter of any alphabet counts without its marks, a kana by its row, a hangul
 * syllable by its first consonant, a Chinese character by its number of strokes. The numbers are in
 * the order of an index. */
uint32_t nc_initial_of(struct nc_str title);
/* Appends the heading for the initials from first to last: "A", "A–C", "か–た", "3–5 画". lang: of
 * the index. */
void nc_initial_put(struct nc_buf *out, uint32_t first, uint32_t last, struct nc_str lang);

#endif
