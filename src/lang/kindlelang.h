/* The languages of which Amazon says that Kindle takes books in them. */
#ifndef NC_LANG_KINDLELANG_H
#define NC_LANG_KINDLELANG_H

#include "base/str.h"

#include <stdbool.h>

/* tag: BCP 47; its first part counts. Books in others may be refused by Send to Kindle, or lose the
 * menu of fonts. */
bool nc_lang_kindle_takes(struct nc_str tag);

#endif
