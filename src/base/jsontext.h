/* Writing of JSON strings (RFC 8259, section 7). Reading is in doc/jsonread.c. */
#ifndef NC_BASE_JSONTEXT_H
#define NC_BASE_JSONTEXT_H

#include "base/buf.h"

/* Appends s as a JSON string in quotes; only what JSON demands is escaped; malformed bytes become
 * U+FFFD. */
void nc_json_string(struct nc_buf *out, struct nc_str s);

#endif
