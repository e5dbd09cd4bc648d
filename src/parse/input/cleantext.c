/* Decodes and cleans the bytes of a note. */
#include "parse/input/cleantext.h"

#include "base/words.h"

#include "base/utf8.h"

/* A text file holds no NUL; a damaged one may hold a few. */
#define BINARY_NULS 16

struct cleaning {
    struct nc_buf *out;
    uint32_t line, col;
    size_t bad, controls;
    struct nc_pos first_bad, first_control;
};

static void put(struct cleaning *c, uint32_t cp, bool malformed)
{
    bool control = (cp < 0x20 && cp != '\t' && cp != '\n' && cp != '\f') || cp == 0x7F ||
                   (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE;
    if (cp == '\n') {
        nc_buf_char(c->out, '\n');
        c->line++;
        c->col = 1;
        return;
    }
    if (malformed && !c->bad++)
        c->first_bad = (struct nc_pos){0, c->line, c->col};
    if (control && !malformed && !c->controls++)
        c->first_control = (struct nc_pos){0, c->line, c->col};
    nc_buf_cp(c->out, control ? 0xFFFD : cp == '\f' ? ' ' : cp);
    c->col++;
}

/* Whether a three-byte character stands at i, as in nearly all CJK text, and its first bytes show
 * that it is clean. */
static bool is_plain_three(struct nc_str s, size_t i)
{
    const unsigned char *p = (const unsigned char *)s.p + i;
    return s.n - i > 2 && (p[2] & 0xC0) == 0x80 &&
           ((p[0] > 0xE0 && p[0] < 0xED && (p[1] & 0xC0) == 0x80) ||
            (p[0] == 0xEF && (p[1] == 0xBC || p[1] == 0xBD)));
}

/* Whether a word in byte order begins with two characters of three bytes, neither from a block that
 * has unclean ones: those whose first byte is E0, ED or EF. */
static bool are_plain_threes(uint64_t w)
{
    unsigned plain = 0x5FFE;
    return (w & 0xC0C0F0C0C0F0u) == 0x8080E08080E0u &&
           ((plain >> (w & 15)) & (plain >> (w >> 24 & 15)) & 1);
}

/* Sets the highest bit of each byte that is not an ASCII character of clean text. */
static uint64_t strange(uint64_t w)
{
    uint64_t below = ~((w & ~NC_WORD_HIGHS) + NC_WORD_ONES * 0x60);
    uint64_t kept = nc_word_which(w, '\n') | nc_word_which(w, '\t');
    return (w | (below & ~kept) | nc_word_which(w, 0x7F)) & NC_WORD_HIGHS;
}

/* The length of the beginning that is already clean. */
static size_t clean_prefix(struct nc_str s)
{
    size_t i = 0;
    while (i < s.n) {
        while (i + NC_WORD_BYTES <= s.n && are_plain_threes(nc_word_in_order(s.p + i)))
            i += 6;
        if (is_plain_three(s, i)) {
            i += 3;
            continue;
        }
        if (i + NC_WORD_BYTES <= s.n) {
            uint64_t w = strange(nc_word_in_order(s.p + i));
            unsigned clean = w ? nc_word_first(w) : NC_WORD_BYTES;
            i += clean;
            if (clean)
                continue;
        }
        if (i == s.n)
            break;
        unsigned char b = (unsigned char)s.p[i];
        if (b < 0x80) {
            if ((b < 0x20 && b != '\n' && b != '\t') || b == 0x7F)
                break;
            i++;
            continue;
        }
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if ((cp == 0xFFFD && !(len == 3 && b == 0xEF && (unsigned char)s.p[i + 1] == 0xBF)) ||
            (cp >= 0xFDD0 && cp <= 0xFDEF) || (cp & 0xFFFE) == 0xFFFE)
            break;
        i += len;
    }
    return i;
}

static void clean_utf8(struct cleaning *c, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        if (s.p[i] == '\r') {
            put(c, '\n', false);
            i += i + 1 < s.n && s.p[i + 1] == '\n' ? 2 : 1;
            continue;
        }
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool malformed = cp == 0xFFFD && !(len == 3 && memcmp(s.p + i, "\xEF\xBF\xBD", 3) == 0);
        put(c, cp, malformed);
        i += len;
    }
}

static void clean_utf16(struct cleaning *c, struct nc_str s, bool big)
{
    uint32_t high = 0;
    bool after_cr = false;
    for (size_t i = 0; i + 1 < s.n; i += 2) {
        unsigned char x = (unsigned char)s.p[i], y = (unsigned char)s.p[i + 1];
        uint32_t u = big ? (uint32_t)x << 8 | y : (uint32_t)y << 8 | x;
        if (high && (u & 0xFC00) == 0xDC00) {
            put(c, 0x10000 + ((high & 0x3FF) << 10) + (u & 0x3FF), false);
            high = 0;
            continue;
        }
        if (high)
            put(c, 0xFFFD, true);
        high = (u & 0xFC00) == 0xD800 ? u : 0;
        if (high)
            continue;
        if (!(u == '\n' && after_cr))
            put(c, u == '\r' ? '\n' : u, (u & 0xFC00) == 0xDC00);
        after_cr = u == '\r';
    }
    if (high || s.n % 2)
        put(c, 0xFFFD, true);
}

static bool looks_binary(struct nc_str s)
{
    size_t nuls = 0;
    s = nc_str_sub(s, 0, s.n < 8192 ? s.n : 8192);
    for (size_t i = nc_str_find(s, '\0', 0); i < s.n; i = nc_str_find(s, '\0', i + 1))
        nuls++;
    return nuls >= BINARY_NULS;
}

static void report(const struct cleaning *c, struct nc_str file, struct nc_diags *diags)
{
    if (c->bad)
        nc_diag(diags, NC_D_BAD_UTF8, file, c->first_bad,
                "%zu byte sequence%s not UTF-8 and became U+FFFD (save the note as UTF-8)", c->bad,
                c->bad == 1 ? " is" : "s are");
    if (c->controls)
        nc_diag(diags, NC_D_CONTROL_CHAR, file, c->first_control,
                "%zu control character%s became U+FFFD", c->controls, c->controls == 1 ? "" : "s");
}

/* The bytes after all byte order marks: a program that ignores the mark may write a second one. */
static struct nc_str past_marks(struct nc_str bytes, struct nc_str mark)
{
    while (nc_str_starts(bytes, mark))
        bytes = nc_str_sub(bytes, mark.n, bytes.n);
    return bytes;
}

struct nc_str nc_clean_text(struct nc_buf *store, struct nc_str bytes, struct nc_str file,
                            struct nc_diags *diags)
{
    if (bytes.n > NC_MAX_NOTE_BYTES) {
        nc_diag(diags, NC_D_NOTE_TOO_LARGE, file, (struct nc_pos){0},
                "the note is %zu MB long; only the first 256 MB were read", bytes.n >> 20);
        bytes.n = NC_MAX_NOTE_BYTES;
    }
    struct cleaning c = {.out = store, .line = 1, .col = 1};
    bool le = nc_str_starts(bytes, NC_LIT("\xFF\xFE")),
         be = nc_str_starts(bytes, NC_LIT("\xFE\xFF"));
    struct nc_str mark = nc_str_sub(bytes, 0, le || be ? 2 : 0);
    if (mark.n) {
        clean_utf16(&c, past_marks(bytes, mark), be);
        report(&c, file, diags);
        return nc_buf_view(store);
    }
    bytes = past_marks(bytes, NC_LIT("\xEF\xBB\xBF"));
    if (looks_binary(bytes)) {
        nc_diag(diags, NC_D_NOT_TEXT, file, (struct nc_pos){0},
                "this is not text in UTF-8 or UTF-16; it was not converted");
        return NC_NONE;
    }
    if (clean_prefix(bytes) == bytes.n)
        return bytes;
    nc_buf_reserve(store, bytes.n);
    clean_utf8(&c, bytes);
    report(&c, file, diags);
    return nc_buf_view(store);
}
