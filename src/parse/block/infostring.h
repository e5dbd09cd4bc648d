/* Info strings of fenced code: what is after the fence. */
#ifndef NC_PARSE_INFOSTRING_H
#define NC_PARSE_INFOSTRING_H

#include "base/str.h"
#include <stdbool.h>

/* The language: the first word, as far as a comma, colon or brace ("py {1,2}", "rust,ignore",
 * "js:src/app.js"); in braces the first class or name ("{.haskell #id}", "{r echo=FALSE}"). strict:
 * the first word, as CommonMark has it. A slice of info; empty: none. */
struct nc_str nc_info_language(struct nc_str info, bool strict);
/* What the code is called: title="x" or filename="x", with single quotes or none too, the path
 * after the language ("js:src/app.js"), or a label in brackets ("sh [npm]"). A slice of info;
 * empty: none. */
struct nc_str nc_info_title(struct nc_str info);

#endif
