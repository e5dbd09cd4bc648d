/* Slices: a pointer and a length, never owned, never assumed to end in NUL. */
#ifndef NC_BASE_STR_H
#define NC_BASE_STR_H

#include "base/ascii.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* UTF-8 bytes owned by someone else. An empty slice may have p == NULL. */
struct nc_str {
    const char *p;
    size_t n;
};

/* A range [from, to) of bytes in a text, or of items in a list. */
struct nc_range {
    size_t from, to;
};

#define NC_LIT(s) ((struct nc_str){(s), sizeof(s) - 1})
#define NC_NONE ((struct nc_str){NULL, 0})
/* The two arguments of printf's "%.*s". */
#define NC_FMT(s) (int)(s).n, (s).p ? (s).p : ""

/* The slice of a NUL-terminated string; empty for NULL. */
static inline struct nc_str nc_str(const char *z)
{
    return (struct nc_str){z, z ? strlen(z) : 0};
}

/* Bytes [from, to) of s. The caller ensures from <= to <= s.n. */
static inline struct nc_str nc_str_sub(struct nc_str s, size_t from, size_t to)
{
    assert(from <= to && to <= s.n);
    return (struct nc_str){s.p ? s.p + from : NULL, to - from};
}

static inline bool nc_str_eq(struct nc_str a, struct nc_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* The same for a NUL-terminated word, whose length is taken only if the first bytes match. */
static inline bool nc_str_eqz(struct nc_str a, const char *z)
{
    return a.n && z ? a.p[0] == z[0] && nc_str_eq(a, nc_str(z)) : nc_str(z).n == a.n;
}

static inline bool nc_str_starts(struct nc_str s, struct nc_str prefix)
{
    return s.n >= prefix.n && (prefix.n == 0 || memcmp(s.p, prefix.p, prefix.n) == 0);
}

static inline bool nc_str_ends(struct nc_str s, struct nc_str suffix)
{
    return s.n >= suffix.n &&
           (suffix.n == 0 || memcmp(s.p + s.n - suffix.n, suffix.p, suffix.n) == 0);
}

/* Compares bytes as memcmp does, with a prefix before the longer text: the same order in every
 * locale. */
int nc_str_cmp(struct nc_str a, struct nc_str b);

/* Whether both are equal, ignoring ASCII case; other bytes must be the same. */
bool nc_bytes_ieq(const char *a, const char *b, size_t n);
static inline bool nc_str_ieq(struct nc_str a, struct nc_str b)
{
    return a.n == b.n && nc_bytes_ieq(a.p, b.p, a.n);
}
/* The same for a NUL-terminated word, whose length is taken only if the first bytes match. */
static inline bool nc_str_ieqz(struct nc_str a, const char *z)
{
    return a.n ? ((a.p[0] ^ z[0]) | 32) == 32 && nc_str_ieq(a, nc_str(z)) : !z[0];
}
/* The same for the beginning of s. */
bool nc_str_istarts(struct nc_str s, struct nc_str prefix);
/* Whether a file name ends in the suffix, ignoring ASCII case, with something before it. */
bool nc_has_suffix(struct nc_str name, struct nc_str suffix);
/* Whether s is one of the words, or begins with one, ignoring ASCII case. words ends with NULL. */
bool nc_str_is_among(struct nc_str s, const char *const *words);
bool nc_str_starts_among(struct nc_str s, const char *const *words);
/* Whether word is in a list of words separated by blanks, in the same spelling. */
bool nc_str_has_word(struct nc_str list, const char *word);

/* Offset of the first byte c, or of the first occurrence of needle, at or after from; s.n if none.
 */
size_t nc_str_find(struct nc_str s, char c, size_t from);
size_t nc_str_search(struct nc_str s, struct nc_str needle, size_t from);

/* The last part of a path whose parts are separated by '/'; and what is above it without the '/',
 * empty if there is nothing. */
struct nc_str nc_base_name(struct nc_str path);
struct nc_str nc_folder_name(struct nc_str path);

/* s without leading and trailing ASCII blanks, tabs, CR and LF. */
struct nc_str nc_str_trim(struct nc_str s);
/* The offset after the blanks and tabs at i, at most end; and the offset where the blanks and tabs
 * before `to` begin, at least from. */
static inline size_t nc_str_past_blanks(struct nc_str s, size_t i, size_t end)
{
    while (i < end && nc_ascii_is_blank(s.p[i]))
        i++;
    return i;
}
static inline size_t nc_str_before_blanks(struct nc_str s, size_t from, size_t to)
{
    while (to > from && nc_ascii_is_blank(s.p[to - 1]))
        to--;
    return to;
}

#endif
