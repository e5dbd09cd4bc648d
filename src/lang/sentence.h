/* Finds where sentences end, in Chinese, Japanese, Korean and languages in Latin or Cyrillic
 * letters. A doubtful boundary does not count: two sentences in one piece read as well, half a
 * sentence does not. */
#ifndef NC_LANG_SENTENCE_H
#define NC_LANG_SENTENCE_H

#include "base/str.h"

/* Returns the end of the sentence that begins at from (a byte offset less than text.n), including
 * closing quotes and brackets and the blanks after it. The result is more than from, and text.n for
 * the last sentence. The text is UTF-8 without markup. lang is its BCP 47 tag or empty;
 * abbreviations and ordinals written as "3." depend on it. The cost depends on the length of the
 * sentence only, not on what follows. */
size_t nc_sentence_end(struct nc_str text, size_t from, struct nc_str lang);

#endif
