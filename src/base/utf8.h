/* UTF-8 decoding and encoding. Character properties are in uchar.h. */
#ifndef NC_BASE_UTF8_H
#define NC_BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"
#include <stdint.h>

/* Decodes the code point at s.p[i] (i < s.n), stores its length in bytes in *len (never 0).
 * A malformed sequence gives U+FFFD and the length of its maximal bad prefix (Unicode 15,
 * section 3.9). */
uint32_t nc_utf8_at(struct nc_str s, size_t i, unsigned *len);
/* Offset of the code point that ends just before i (0 < i <= s.n). */
size_t nc_utf8_prev(struct nc_str s, size_t i);
/* Writes cp to out (4 bytes of room); returns the length. */
unsigned nc_utf8_put(char out[4], uint32_t cp);
/* Number of code points. */
size_t nc_utf8_count(struct nc_str s);
bool nc_utf8_valid(struct nc_str s);
/* Appends s with every malformed sequence replaced by U+FFFD. */
void nc_utf8_sanitize(struct nc_buf *out, struct nc_str s);

#endif
