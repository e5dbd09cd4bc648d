/* Where sentences end, in Chinese, Japanese, Korean and languages in Latin or Cyrillic letters. A
 * boundary that is in doubt is none: two sentences in one piece are read as well, half a sentence
 * is not. */
#ifndef NC_LANG_SENTENCE_H
#define NC_LANG_SENTENCE_H

#include "base/str.h"

/* The end of the sentence that begins at from (a byte of text, less than text.n), with the closing
 * quotes and brackets and the blanks after it: more than from, text.n for the last. The text is
 * UTF-8 without markup; lang its BCP 47 tag or empty, which abbreviations and ordinals that are
 * written "3." depend on. Its cost grows with the sentence only, not with what follows. */
size_t nc_sentence_end(struct nc_str text, size_t from, struct nc_str lang);

#endif
