/* Bare addresses in text (GFM 6.9, "Autolinks (extension)"); CJK characters end them. */
#ifndef NC_PARSE_AUTOLINK_H
#define NC_PARSE_AUTOLINK_H

#include "base/str.h"

/* Returns the length of an address whose host name begins at s.p[i], or 0 if there is no host name.
 * It goes up to a blank, '<', a bracket, a quote or a CJK character, without trailing punctuation.
 * alone: an unmatched ')' ends the address only when it is the last character, as in running text;
 * otherwise it does so anywhere, as in a link's destination. */
size_t nc_url_length(struct nc_str s, size_t i, size_t end, bool alone);
/* Finds the mail address whose '@' is at s.p[at]: its first byte and the offset after it. False if
 * there is none. */
bool nc_mail_at(struct nc_str s, size_t at, size_t *from, size_t *to);

#endif
