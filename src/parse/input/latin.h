/* Decides whether bytes that are not UTF-8 are a text in Windows-1252. Other encodings of Latin
 * letters have other letters at the same bytes; such a text must not be mistaken for Windows-1252.
 */
#ifndef NC_PARSE_LATIN_H
#define NC_PARSE_LATIN_H

#include "base/str.h"

/* How well the text fits, in hundredths per byte beyond ASCII; LONG_MIN if it cannot fit. Linear.
 */
long nc_latin_score(struct nc_str s);
/* Whether it is certain that the text is not in the encoding of Central Europe or of Turkish: its
 * letters are the same there, or their neighbours occur only in languages of Windows-1252. */
bool nc_latin_is_western(struct nc_str s);
/* Whether most words consist of bytes beyond ASCII, as in one-byte Cyrillic. */
bool nc_latin_is_another_script(struct nc_str s);
/* Whether the letters of such a text lie as in KOI8-R rather than Windows-1251. */
bool nc_latin_is_like_koi8(struct nc_str s);

#endif
