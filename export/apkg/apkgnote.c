/* Identity, sort text and hashes of a note. */
#include "export/apkg/apkgnote.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/words.h"

#include <stdlib.h>

void apkg_base91(char out[APKG_GUID_MAX + 1], uint64_t n)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                 "!#$%&()*+,-./:;<=>?@[]^_`{|}~";
    char reversed[APKG_GUID_MAX + 1];
    size_t count = 0;
    for (; n; n /= 91)
        reversed[count++] = digits[n % 91];
    for (size_t i = 0; i < count; i++)
        out[i] = reversed[count - 1 - i];
    out[count] = '\0';
}

void apkg_guid(char out[APKG_GUID_MAX + 1], enum nc_card_kind kind, int64_t type,
               struct nc_str space, struct nc_str key, unsigned attempt)
{
    struct nc_buf b = {0};
    uint8_t digest[32];
    nc_buf_puts(&b, "noteconv");
    nc_buf_char(&b, '\0');
    nc_buf_puts(&b, apkg_kind_name(kind));
    if (type)
        nc_buf_printf(&b, ":%lld", (long long)type);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, space);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, key);
    if (attempt) {
        nc_buf_char(&b, '\0');
        nc_buf_printf(&b, "%u", attempt);
    }
    nc_sha256(digest, nc_buf_view(&b));
    nc_buf_dispose(&b);
    uint64_t n = 0;
    for (int i = 0; i < 8; i++)
        n = n << 8 | digest[i];
    apkg_base91(out, n);
}

#define FIRST_ID 1500000000000 /* ms: July 2017 */
#define ID_SPAN 200000000000

int64_t apkg_first_id(struct nc_str guid)
{
    uint8_t d[20];
    uint64_t n = 0;
    nc_sha1(d, guid);
    for (int i = 0; i < 8; i++)
        n = n << 8 | d[i];
    return FIRST_ID + (int64_t)(n % ID_SPAN);
}

static const char *const kinds[NC_CARD_KIND_COUNT] = {"basic", "cloze"};

const char *apkg_kind_name(enum nc_card_kind kind)
{
    return kinds[kind];
}

enum nc_card_kind apkg_kind_named(struct nc_str name)
{
    unsigned k = 0;
    while (k < NC_CARD_KIND_COUNT && !nc_str_eqz(name, kinds[k]))
        k++;
    return (enum nc_card_kind)k;
}

static int by_number(const void *a, const void *b)
{
    unsigned x = *(const unsigned *)a, y = *(const unsigned *)b;
    return (x > y) - (x < y);
}

unsigned apkg_cloze_number(struct nc_str s, size_t i)
{
    unsigned n = 0;
    struct nc_str rest = nc_str_sub(s, i, s.n), open = NC_LIT("{{c");
    if (!nc_str_starts(rest, open))
        return 0;
    for (i = open.n; i < rest.n && nc_ascii_is_digit(rest.p[i]) && n < 1000000; i++)
        n = n * 10 + (unsigned)(rest.p[i] - '0');
    return nc_str_starts(nc_str_sub(rest, i, rest.n), NC_LIT("::")) ? n : 0;
}

static size_t cloze_ords(unsigned *out, struct nc_str text)
{
    bool seen[APKG_ORDS] = {false};
    size_t count = 0;
    for (size_t i = nc_str_find(text, '{', 0); i < text.n; i = nc_str_find(text, '{', i + 1)) {
        unsigned n = apkg_cloze_number(text, i);
        n = n > APKG_ORDS ? APKG_ORDS : n;
        if (n && !seen[n - 1])
            out[count++] = n - 1;
        if (n)
            seen[n - 1] = true;
    }
    return count;
}

size_t apkg_ords(unsigned ords[APKG_ORDS], const struct apkg_note *n)
{
    size_t count = 0;
    if (n->kind == NC_CARD_CLOZE)
        count = cloze_ords(ords, n->fields[APKG_CLOZE_TEXT]);
    if (!count)
        ords[count++] = 0;
    if (n->kind == NC_CARD_BASIC && n->fields[APKG_ADD_REVERSE].n)
        ords[count++] = 1;
    qsort(ords, count, sizeof *ords, by_number);
    return count;
}

/* The name of the file in the tag of a picture, the only element of a card that shows a file; empty
 * for any other tag. */
static struct nc_str media_name(struct nc_str tag)
{
    bool is_picture = nc_str_starts(tag, NC_LIT("<img"));
    size_t at = is_picture ? nc_str_search(tag, NC_LIT(" src=\""), 0) : tag.n;
    if (at >= tag.n)
        return NC_NONE;
    return nc_str_sub(tag, at + 6, nc_str_find(tag, '"', at + 6));
}

static const struct {
    const char *name;
    uint32_t cp;
} references[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}};

/* The length of "&#…;" at s.p[i], or 0. *cp: its character. */
static size_t decode_number(uint32_t *cp, struct nc_str s, size_t i)
{
    size_t to = i + 2;
    *cp = 0;
    while (to < s.n && to < i + 9 && nc_ascii_is_digit(s.p[to]))
        *cp = *cp * 10 + (uint32_t)(s.p[to++] - '0');
    return to > i + 2 && to < s.n && s.p[to] == ';' ? to + 1 - i : 0;
}

static size_t decode(struct nc_buf *out, struct nc_str s, size_t i)
{
    uint32_t cp;
    for (size_t k = 0; k < sizeof references / sizeof references[0]; k++) {
        struct nc_str r = nc_str(references[k].name);
        if (nc_str_starts(nc_str_sub(s, i, s.n), r)) {
            nc_buf_cp(out, references[k].cp);
            return r.n;
        }
    }
    bool numeric = nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("&#"));
    size_t length = numeric ? decode_number(&cp, s, i) : 0;
    if (length)
        nc_buf_cp(out, cp);
    else
        nc_buf_char(out, s.p[i]);
    return length ? length : 1;
}

void apkg_sort_text(struct nc_buf *out, struct nc_str s)
{
    static const struct nc_byte_set special = {.has = {['<'] = true, ['&'] = true, [0xC2] = true},
                                               .high = true};
    for (size_t i = 0; i < s.n;) {
        size_t plain = nc_byte_set_find(&special, s.p, i, s.n);
        nc_buf_put(out, s.p + i, plain - i);
        i = plain;
        if (i == s.n)
            break;
        if (s.p[i] == '<') {
            bool comment = nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("<!--"));
            size_t to = comment ? nc_str_search(s, NC_LIT("-->"), i) : nc_str_find(s, '>', i);
            struct nc_str name = media_name(nc_str_sub(s, i, to));
            if (name.n)
                nc_buf_printf(out, " %.*s ", NC_FMT(name));
            i = to + (comment ? 3 : 1);
        } else if (s.p[i] == '&') {
            i += decode(out, s, i);
        } else if (nc_str_starts(nc_str_sub(s, i, s.n), NC_LIT("\xC2\xA0"))) {
            nc_buf_char(out, ' '); /* Anki decodes these to blanks only beside a reference;
                                      elsewhere it does no harm */
            i += 2;
        } else {
            nc_buf_char(out, s.p[i++]);
        }
    }
}

uint32_t apkg_checksum(struct nc_str sort_text)
{
    uint8_t d[20];
    nc_sha1(d, sort_text);
    return (uint32_t)d[0] << 24 | (uint32_t)d[1] << 16 | (uint32_t)d[2] << 8 | d[3];
}

struct nc_str apkg_digest(struct nc_arena *arena, const struct nc_str *parts, size_t count)
{
    uint8_t d[32];
    char hex[41];
    nc_sha256_list(d, parts, count);
    nc_hex(hex, d, 20);
    return nc_arena_str(arena, nc_str(hex));
}

void apkg_tag(struct nc_buf *out, struct nc_str tag)
{
    for (size_t i = 0; i < tag.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(tag, i, &len);
        if (cp == '/')
            nc_buf_puts(out, "::");
        else if (nc_is_space(cp) || cp < 0x20 || cp == '"')
            nc_buf_char(out, '_');
        else
            nc_buf_put(out, tag.p + i, len);
        i += len;
    }
}
