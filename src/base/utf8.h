/* UTF-8 decoding and encoding. For character properties see uchar.h. */
#ifndef NC_BASE_UTF8_H
#define NC_BASE_UTF8_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

/* Decodes the code point at s.p[i] (i < s.n) and stores its length in bytes in *len (never 0). A
 * malformed sequence gives U+FFFD and the length of its maximal bad prefix (Unicode 15,
 * section 3.9). */
static inline uint32_t nc_utf8_at(struct nc_str s, size_t i, unsigned *len);
/* The offset of the code point that ends just before i (0 < i <= s.n). */
size_t nc_utf8_prev(struct nc_str s, size_t i);
/* The offset at which the code point around byte i of valid UTF-8 begins, where a text may be cut;
 * i at the end of s. */
size_t nc_utf8_floor(struct nc_str s, size_t i);
/* Writes cp to out (4 bytes of room). Returns the length. */
unsigned nc_utf8_put(char out[4], uint32_t cp);
/* The number of bytes that begin a code point; for valid UTF-8, the number of code points. */
size_t nc_utf8_starts(struct nc_str s);
/* The number of code points. */
size_t nc_utf8_count(struct nc_str s);
bool nc_utf8_valid(struct nc_str s);

/* nc_utf8_at for any sequence. */
uint32_t nc_utf8_decode(struct nc_str s, size_t i, unsigned *len);

/* The inline part handles what nearly all text consists of: ASCII, and the three bytes of a CJK
 * character. */
static inline uint32_t nc_utf8_at(struct nc_str s, size_t i, unsigned *len)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    *len = 1;
    if (p[0] < 0x80)
        return p[0];
    if ((p[0] & 0xF0) == 0xE0 && s.n - i > 2 && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80) {
        uint32_t cp = (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
        if (cp >= 0x800 && (cp < 0xD800 || cp > 0xDFFF)) {
            *len = 3;
            return cp;
        }
    }
    return nc_utf8_decode(s, i, len);
}

#endif
