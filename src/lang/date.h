/* A day as people write it in a language. */
#ifndef NC_LANG_DATE_H
#define NC_LANG_DATE_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the day that date begins with, YYYY-MM-DD, as the language (BCP 47) writes it: 31 May
 * 2024, 2024年5月31日; of YYYY-MM the month: May 2024; of YYYY the year. A language without a form
 * here, and what is no date, stay as they are. */
void nc_lang_date(struct nc_buf *out, struct nc_str lang, struct nc_str date);

#endif
