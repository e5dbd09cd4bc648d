/* Info strings of fenced code: the text after the fence. */
#ifndef NC_PARSE_INFOSTRING_H
#define NC_PARSE_INFOSTRING_H

#include "base/str.h"
#include <stdbool.h>

/* Returns the language: the first word up to a comma, colon or brace ("py {1,2}", "rust,ignore",
 * "js:src/app.js"), or in braces the first class or name ("{.haskell #id}", "{r echo=FALSE}").
 * strict: the first word, as in CommonMark. The result is a slice of info, empty if there is none.
 */
struct nc_str nc_info_language(struct nc_str info, bool strict);
/* Returns the title of the code: title="x" or filename="x", also with single quotes or none, the
 * path after the language ("js:src/app.js"), or a label in brackets ("sh [npm]"). The result is a
 * slice of info, empty if there is none. */
struct nc_str nc_info_title(struct nc_str info);

#endif
