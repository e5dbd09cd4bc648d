/* What a title is filed under in an index of titles. */
#ifndef NC_LANG_INITIAL_H
#define NC_LANG_INITIAL_H

#include "base/buf.h"

#include <stdint.h>

/* The initial of a title, its first letter or digit: 0 if it has none; one for all digits; a letter
 * without its marks, of any alphabet; the row of a kana; the consonant of a hangul syllable; how
 * many strokes a Chinese character has. Numbers are in the order of an index. */
uint32_t nc_initial_of(struct nc_str title);
/* Appends how the initials from first to last are called: "A", "A–C", "か–た", "3–5 画". lang: of
 * the index. */
void nc_initial_put(struct nc_buf *out, uint32_t first, uint32_t last, struct nc_str lang);

#endif
