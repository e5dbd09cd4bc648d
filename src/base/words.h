/* Eight bytes of a text at a time: tests that say of all of them what a loop would say of each. */
#ifndef NC_BASE_WORDS_H
#define NC_BASE_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define NC_WORD_BYTES 8
#define NC_WORD_ONES 0x0101010101010101u
#define NC_WORD_HIGHS 0x8080808080808080u

/* The bytes at p, which need not be aligned. */
static inline uint64_t nc_word_at(const char *p)
{
    uint64_t w;
    memcpy(&w, p, sizeof w);
    return w;
}

/* One of the bytes is c. */
static inline bool nc_word_has(uint64_t w, unsigned char c)
{
    uint64_t x = w ^ NC_WORD_ONES * c;
    return ((x - NC_WORD_ONES) & ~x & NC_WORD_HIGHS) != 0;
}

/* One of the bytes is below n, which is at most 128. */
static inline bool nc_word_has_below(uint64_t w, unsigned char n)
{
    return ((w - NC_WORD_ONES * n) & ~w & NC_WORD_HIGHS) != 0;
}

/* All of the bytes are ASCII. */
static inline bool nc_word_is_ascii(uint64_t w)
{
    return !(w & NC_WORD_HIGHS);
}

/* How many of the bytes begin a character of UTF-8. */
static inline unsigned nc_word_characters(uint64_t w)
{
    uint64_t further = (w >> 7) & (~w >> 6) & NC_WORD_ONES;
    return NC_WORD_BYTES - (unsigned)((further * NC_WORD_ONES) >> 56);
}

#endif
