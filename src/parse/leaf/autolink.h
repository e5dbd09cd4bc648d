/* Bare addresses in text (GFM 6.9, "Autolinks (extension)"), stopped by CJK. */
#ifndef NC_PARSE_AUTOLINK_H
#define NC_PARSE_AUTOLINK_H

#include "base/str.h"

/* The length of an address from its host name at s.p[i] on: up to a blank, '<', a bracket, a quote
 * or a CJK character, less trailing punctuation. alone: a ')' that was not opened in it ends it
 * only at its end, as in running text; else wherever it stands, as in a link's destination. 0 if
 * there is no host name. */
size_t nc_url_length(struct nc_str s, size_t i, size_t end, bool alone);
/* A mail address whose '@' is at s.p[at]: its first byte and the offset after it; false if there
 * is none. */
bool nc_mail_at(struct nc_str s, size_t at, size_t *from, size_t *to);

#endif
