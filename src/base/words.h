/* Tests on eight bytes of a text at a time, instead of a loop over them. */
#ifndef NC_BASE_WORDS_H
#define NC_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>
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

/* The same with the first byte lowest, on any processor. */
static inline uint64_t nc_word_in_order(const char *p)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(nc_word_at(p));
#else
    return nc_word_at(p);
#endif
}

/* Whether one of the bytes is c. */
static inline bool nc_word_has(uint64_t w, unsigned char c)
{
    uint64_t x = w ^ NC_WORD_ONES * c;
    return ((x - NC_WORD_ONES) & ~x & NC_WORD_HIGHS) != 0;
}

/* Whether one of the bytes is below n, which is at most 128. */
static inline bool nc_word_has_below(uint64_t w, unsigned char n)
{
    return ((w - NC_WORD_ONES * n) & ~w & NC_WORD_HIGHS) != 0;
}

/* Whether all bytes are ASCII. */
static inline bool nc_word_is_ascii(uint64_t w)
{
    return !(w & NC_WORD_HIGHS);
}

/* Whether each byte is an ASCII letter, a blank, or part of a character beyond ASCII. */
static inline bool nc_word_is_prose(uint64_t w)
{
    uint64_t low = w & ~NC_WORD_HIGHS, folded = low | NC_WORD_ONES * 0x20;
    uint64_t letter =
        (folded + NC_WORD_ONES * (0x80 - 'a')) & ~(folded + NC_WORD_ONES * (0x7F - 'z'));
    uint64_t other = (low ^ NC_WORD_ONES * ' ') + NC_WORD_ONES * 0x7F;
    return ((w | letter | ~other) & NC_WORD_HIGHS) == NC_WORD_HIGHS;
}

/* A set of bytes to look for in a text. */
struct nc_byte_set {
    bool has[256];
    /* the set has an ASCII letter or a blank */
    bool letters;
    /* the set has a byte of a character beyond ASCII */
    bool high;
};

/* Completes the set. Call it once `has` is filled. */
static inline void nc_byte_set_ready(struct nc_byte_set *set)
{
    for (unsigned k = 'A'; k <= 'z'; k++)
        set->letters |= (k <= 'Z' || k >= 'a') && set->has[k];
    set->letters |= set->has[' '];
    for (unsigned k = 0x80; k <= 0xFF; k++)
        set->high |= set->has[k];
}

/* Whether none of the eight bytes at p is in the set. */
static inline bool nc_byte_set_is_none(const struct nc_byte_set *set, const char *p)
{
    const unsigned char *b = (const unsigned char *)p;
    const bool *has = set->has;
    return !(has[b[0]] | has[b[1]] | has[b[2]] | has[b[3]] | has[b[4]] | has[b[5]] | has[b[6]] |
             has[b[7]]);
}

/* The offset of the first byte of the set at or after i, before end; end if there is none. */
static inline size_t nc_byte_set_find(const struct nc_byte_set *set, const char *p, size_t i,
                                      size_t end)
{
    while (i < end) {
        size_t stop = end - i > NC_WORD_BYTES ? i + NC_WORD_BYTES : end;
        if (stop - i == NC_WORD_BYTES) {
            uint64_t w = nc_word_at(p + i);
            bool is_text =
                set->letters ? (w & NC_WORD_HIGHS) == NC_WORD_HIGHS : nc_word_is_prose(w);
            if ((is_text && !set->high) || nc_byte_set_is_none(set, p + i)) {
                i = stop;
                continue;
            }
        }
        for (; i < stop; i++)
            if (set->has[(unsigned char)p[i]])
                return i;
    }
    return end;
}

/* The first byte whose highest bit is set in a word in order, which is not 0. */
static inline unsigned nc_word_first(uint64_t w)
{
    return (unsigned)__builtin_ctzll(w) / 8;
}

/* Sets the highest bit in each byte that is c, which is ASCII. */
static inline uint64_t nc_word_which(uint64_t w, unsigned char c)
{
    uint64_t x = w ^ NC_WORD_ONES * c;
    return ~(((x & ~NC_WORD_HIGHS) + ~NC_WORD_HIGHS) | x) & NC_WORD_HIGHS;
}

/* How many of the bytes begin a UTF-8 character. */
static inline unsigned nc_word_characters(uint64_t w)
{
    uint64_t further = (w >> 7) & (~w >> 6) & NC_WORD_ONES;
    return NC_WORD_BYTES - (unsigned)((further * NC_WORD_ONES) >> 56);
}

#endif
