/* Writes JSON strings (RFC 8259, section 7). For reading see doc/jsonread.c. */
#ifndef NC_BASE_JSONTEXT_H
#define NC_BASE_JSONTEXT_H

#include "base/buf.h"

/* Appends s as a JSON string in quotes. Escapes only what JSON requires; malformed bytes become
 * U+FFFD. */
void nc_json_string(struct nc_buf *out, struct nc_str s);

#endif
