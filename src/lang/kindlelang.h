/* The languages in which Kindle takes books, according to Amazon. */
#ifndef NC_LANG_KINDLELANG_H
#define NC_LANG_KINDLELANG_H

#include "base/str.h"

#include <stdbool.h>

/* tag: BCP 47; only its first part counts. Send to Kindle may refuse books in other languages, or
 * they may lose the font menu. */
bool nc_lang_kindle_takes(struct nc_str tag);

#endif
