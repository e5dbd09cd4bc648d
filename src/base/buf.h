/* A growing byte buffer. Running out of memory ends the program, so no call can fail. */
#ifndef NC_BASE_BUF_H
#define NC_BASE_BUF_H

#include "base/str.h"
#include <stdarg.h>
#include <stdint.h>

#if defined(__GNUC__)
#define NC_PRINTF(f, a) __attribute__((format(printf, f, a)))
#else
#define NC_PRINTF(f, a)
#endif

/* A zeroed struct is an empty buffer. p has a NUL after its n bytes once anything was put; before
 * that it is NULL. */
struct nc_buf {
    char *p;
    size_t n, cap;
};

void nc_buf_put(struct nc_buf *b, const void *bytes, size_t n);
void nc_buf_str(struct nc_buf *b, struct nc_str s);
void nc_buf_puts(struct nc_buf *b, const char *z);
static inline void nc_buf_char(struct nc_buf *b, char c)
{
    if (b->n + 1 >= b->cap) {
        nc_buf_put(b, &c, 1);
        return;
    }
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}
/* Appends a word of a list, with a blank before it unless the buffer is empty. */
void nc_buf_word(struct nc_buf *b, struct nc_str s);
/* Appends count texts, separated by between. */
void nc_buf_join(struct nc_buf *b, const struct nc_str *items, size_t count, const char *between);
/* Appends cp in UTF-8; U+FFFD for a surrogate or a number above U+10FFFF. */
void nc_buf_cp(struct nc_buf *b, uint32_t cp);
/* Appends the decimal digits of n. */
void nc_buf_uint(struct nc_buf *b, uint64_t n);
void nc_buf_printf(struct nc_buf *b, const char *fmt, ...) NC_PRINTF(2, 3);
void nc_buf_vprintf(struct nc_buf *b, const char *fmt, va_list ap);
/* Makes room for n more bytes, so that puts of that size do not move p. */
void nc_buf_reserve(struct nc_buf *b, size_t n);
/* Empties the buffer and keeps its memory. */
void nc_buf_clear(struct nc_buf *b);
/* Frees the memory; the buffer is empty and usable again. */
void nc_buf_dispose(struct nc_buf *b);
struct nc_arena;
/* Returns the content in the arena, as nc_arena_str does, and disposes of the buffer. */
struct nc_str nc_buf_keep(struct nc_buf *b, struct nc_arena *arena);
/* Prints into the arena. */
struct nc_str nc_arena_printf(struct nc_arena *arena, const char *fmt, ...) NC_PRINTF(2, 3);

/* Returns the content as a slice, valid until the next put. */
static inline struct nc_str nc_buf_view(const struct nc_buf *b)
{
    return (struct nc_str){b->p, b->n};
}
/* Appends valid UTF-8 as a message quotes it: on one line, and what exceeds max bytes as "…". */
void nc_buf_quote(struct nc_buf *out, struct nc_str s, size_t max);
/* Appends s, with the byte that it stands for instead of each %XX. */
void nc_buf_percent(struct nc_buf *out, struct nc_str s);
/* Appends s, with U+FFFD for every NUL. */
void nc_buf_no_nul(struct nc_buf *out, struct nc_str s);
/* Appends s, with U+FFFD for every malformed sequence of UTF-8. */
void nc_buf_clean(struct nc_buf *out, struct nc_str s);

#endif
