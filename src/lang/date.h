/* Writes a date the way people do in a language. */
#ifndef NC_LANG_DATE_H
#define NC_LANG_DATE_H

#include "base/buf.h"
#include "base/str.h"

/* Appends the date at the beginning of `date` as the language (BCP 47) writes it. YYYY-MM-DD gives
 * 31 May 2024 or 2024年5月31日, YYYY-MM gives May 2024, YYYY gives the year. If the language has no
 * form here, or the text is not a date, it is appended unchanged. */
void nc_lang_date(struct nc_buf *out, struct nc_str lang, struct nc_str date);

#endif
