/* Whether bytes that are not UTF-8 are a text in Windows-1252. Other encodings of Latin letters
 * have other letters at the same bytes; such a text must not be taken for one. */
#ifndef NC_PARSE_LATIN_H
#define NC_PARSE_LATIN_H

#include "base/str.h"

/* How well the text fits, in hundredths a byte beyond ASCII; LONG_MIN if it cannot be. Linear. */
long nc_latin_score(struct nc_str s);
/* Whether the text shows that it is not in the encoding of Central Europe or of Turkish: all its
 * letters are the same there, or have neighbours as only languages of Windows-1252 have them. */
bool nc_latin_is_western(struct nc_str s);
/* Whether most words are of bytes beyond ASCII, as Cyrillic in one byte is. */
bool nc_latin_is_another_script(struct nc_str s);
/* Of such a text: whether its letters lie as in KOI8-R, not as in Windows-1251. */
bool nc_latin_is_like_koi8(struct nc_str s);

#endif
