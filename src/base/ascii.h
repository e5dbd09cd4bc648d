/* Classes of ASCII characters, independent of the locale. Any other value is in no class, including
 * a byte of UTF-8 read as a negative char. For Unicode classes see uchar.h. */
#ifndef NC_BASE_ASCII_H
#define NC_BASE_ASCII_H

#include <stdbool.h>
#include <stdint.h>

static inline bool nc_ascii_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static inline bool nc_ascii_is_letter(uint32_t c)
{
    return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static inline bool nc_ascii_is_alnum(uint32_t c)
{
    return nc_ascii_is_digit(c) || nc_ascii_is_letter(c);
}

static inline bool nc_ascii_is_hex(uint32_t c)
{
    return nc_ascii_is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'f');
}

/* The value of a hexadecimal digit; -1 for any other character. */
static inline int nc_ascii_hex(uint32_t c)
{
    return nc_ascii_is_digit(c) ? (int)(c - '0')
           : nc_ascii_is_hex(c) ? (int)((c | 32) - 'a' + 10)
                                : -1;
}

/* The small form of a letter; any other byte as it is. */
static inline char nc_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* A blank within a line. */
static inline bool nc_ascii_is_blank(uint32_t c)
{
    return c == ' ' || c == '\t';
}

/* White space in a text whose line ends are '\n'. */
static inline bool nc_ascii_is_space(uint32_t c)
{
    return nc_ascii_is_blank(c) || c == '\n';
}

#endif
