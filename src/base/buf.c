/* The growing byte buffer. */
#include "base/buf.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>

void nc_buf_reserve(struct nc_buf *b, size_t n)
{
    nc_grow(&b->p, &b->cap, b->n + n + 1, 1);
    b->p[b->n] = '\0';
}

void nc_buf_put(struct nc_buf *b, const void *bytes, size_t n)
{
    if (b->n + n + 1 > b->cap)
        nc_buf_reserve(b, n);
    if (n)
        memcpy(b->p + b->n, bytes, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void nc_buf_str(struct nc_buf *b, struct nc_str s)
{
    nc_buf_put(b, s.p, s.n);
}

void nc_buf_puts(struct nc_buf *b, const char *z)
{
    nc_buf_put(b, z, strlen(z));
}

void nc_buf_word(struct nc_buf *b, struct nc_str s)
{
    if (b->n)
        nc_buf_char(b, ' ');
    nc_buf_str(b, s);
}

void nc_buf_join(struct nc_buf *b, const struct nc_str *items, size_t count, const char *between)
{
    for (size_t i = 0; i < count; i++) {
        nc_buf_puts(b, i ? between : "");
        nc_buf_str(b, items[i]);
    }
}

void nc_buf_cp(struct nc_buf *b, uint32_t cp)
{
    char out[4];
    nc_buf_put(b, out, nc_utf8_put(out, cp));
}

void nc_buf_uint(struct nc_buf *b, uint64_t n)
{
    char digits[20];
    size_t from = sizeof digits;
    do
        digits[--from] = (char)('0' + n % 10);
    while (n /= 10);
    nc_buf_put(b, digits + from, sizeof digits - from);
}

void nc_buf_vprintf(struct nc_buf *b, const char *fmt, va_list ap)
{
    va_list again;
    va_copy(again, ap);
    size_t room = b->cap - b->n;
    int n = vsnprintf(b->p ? b->p + b->n : NULL, room, fmt, ap);
    if (n > 0 && (size_t)n >= room) {
        nc_buf_reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    }
    b->n += n > 0 ? (size_t)n : 0;
    va_end(again);
}

void nc_buf_printf(struct nc_buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    nc_buf_vprintf(b, fmt, ap);
    va_end(ap);
}

void nc_buf_clear(struct nc_buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = '\0';
}

void nc_buf_dispose(struct nc_buf *b)
{
    free(b->p);
    *b = (struct nc_buf){0};
}

struct nc_str nc_buf_keep(struct nc_buf *b, struct nc_arena *arena)
{
    struct nc_str kept = nc_arena_str(arena, nc_buf_view(b));
    nc_buf_dispose(b);
    return kept;
}

struct nc_str nc_arena_printf(struct nc_arena *arena, const char *fmt, ...)
{
    struct nc_buf b = {0};
    va_list ap;
    va_start(ap, fmt);
    nc_buf_vprintf(&b, fmt, ap);
    va_end(ap);
    return nc_buf_keep(&b, arena);
}

void nc_buf_percent(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        int high = s.p[i] == '%' && i + 2 < s.n ? nc_ascii_hex(s.p[i + 1]) : -1;
        int low = high >= 0 ? nc_ascii_hex(s.p[i + 2]) : -1;
        nc_buf_char(out, low >= 0 ? (char)(high << 4 | low) : s.p[i]);
        i += low >= 0 ? 2 : 0;
    }
}

void nc_buf_no_nul(struct nc_buf *out, struct nc_str s)
{
    for (size_t nul; s.n; s = nc_str_sub(s, nul, s.n)) {
        nul = nc_str_find(s, '\0', 0);
        nc_buf_str(out, nc_str_sub(s, 0, nul));
        if (nul < s.n) {
            nc_buf_cp(out, 0xFFFD);
            nul++;
        }
    }
}

void nc_buf_clean(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp == 0xFFFD)
            nc_buf_put(out, "\xEF\xBF\xBD", 3);
        else
            nc_buf_put(out, s.p + i, len);
        i += len;
    }
}

void nc_buf_quote(struct nc_buf *out, struct nc_str s, size_t max)
{
    size_t end = s.n > max ? nc_utf8_floor(s, max) : s.n;
    for (size_t i = 0; i < end; i++)
        nc_buf_char(out, s.p[i] == '\n' ? ' ' : s.p[i]);
    if (end < s.n)
        nc_buf_puts(out, "…");
}
