/* UTF-8 decoding (Unicode 15, table 3-7) and encoding. */
#include "base/utf8.h"

#include "base/words.h"

#define BAD 0xFFFDu

/* The range of the second byte for each lead byte: only E0, ED, F0 and F4 restrict it. */
static void second_range(unsigned char lead, unsigned char *lo, unsigned char *hi)
{
    *lo = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    *hi = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
}

uint32_t nc_utf8_decode(struct nc_str s, size_t i, unsigned *len)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    size_t left = s.n - i;
    *len = 1;
    if (p[0] < 0x80)
        return p[0];
    unsigned need = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    if (p[0] < 0xC2 || p[0] > 0xF4)
        return BAD;
    uint32_t cp = p[0] & (0x7Fu >> need);
    for (unsigned k = 1; k < need; k++) {
        unsigned char lo = 0x80, hi = 0xBF;
        if (k == 1)
            second_range(p[0], &lo, &hi);
        if (k >= left || p[k] < lo || p[k] > hi)
            return BAD;
        *len = k + 1;
        cp = cp << 6 | (p[k] & 0x3Fu);
    }
    return cp;
}

size_t nc_utf8_prev(struct nc_str s, size_t i)
{
    size_t from = i - 1;
    while (from > 0 && i - from < 4 && ((unsigned char)s.p[from] & 0xC0) == 0x80)
        from--;
    unsigned len;
    nc_utf8_at(s, from, &len);
    return from + len == i ? from : i - 1;
}

size_t nc_utf8_floor(struct nc_str s, size_t i)
{
    size_t from = i;
    while (from > 0 && from < s.n && i - from < 3 && ((unsigned char)s.p[from] & 0xC0) == 0x80)
        from--;
    return from;
}

unsigned nc_utf8_put(char out[4], uint32_t cp)
{
    if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
        cp = BAD;
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    unsigned n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (unsigned k = n - 1; k > 0; k--) {
        out[k] = (char)(0x80 | (cp & 0x3F));
        cp >>= 6;
    }
    out[0] = (char)((0xF00u >> n) | cp);
    return n;
}

size_t nc_utf8_starts(struct nc_str s)
{
    size_t count = 0, i = 0;
    for (; i + NC_WORD_BYTES <= s.n; i += NC_WORD_BYTES)
        count += nc_word_characters(nc_word_at(s.p + i));
    for (; i < s.n; i++)
        count += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return count;
}

size_t nc_utf8_count(struct nc_str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.n; count++) {
        unsigned len;
        nc_utf8_at(s, i, &len);
        i += len;
    }
    return count;
}

/* Whether three bytes are a character of U+1000 to U+CFFF or U+E000 to U+FFFF. Nearly all
 * characters of Chinese, Japanese and Korean are among these, except the last of them. */
static bool is_wide(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] > 0xE0 && u[0] < 0xF0 && u[0] != 0xED && (u[1] & 0xC0) == 0x80 &&
           (u[2] & 0xC0) == 0x80;
}

bool nc_utf8_valid(struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        while (i + NC_WORD_BYTES <= s.n && nc_word_is_ascii(nc_word_at(s.p + i)))
            i += NC_WORD_BYTES;
        while (i + 2 < s.n && is_wide(s.p + i))
            i += 3;
        if (i == s.n)
            return true;
        if ((unsigned char)s.p[i] < 0x80) {
            i++;
            continue;
        }
        /* U+FFFD itself is valid and three bytes long; a malformed prefix may be three bytes too
         * (of four). */
        if (nc_utf8_at(s, i, &len) == BAD && !(len == 3 && memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0))
            return false;
        i += len;
    }
    return true;
}
