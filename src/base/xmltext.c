/* Escaping for XML. */
#include "base/xmltext.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "base/words.h"

#define SHORT 64 /* bytes */

struct reference {
    /* copied as a whole */
    char text[8];
    size_t n;
};

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"';
}

/* U+0338 combines with a preceding '<', '>' or '=' when a reader composes text (Anki does): a text
 * that begins with it would swallow the '>' of the tag before it. */
static bool is_reference(uint32_t cp, bool in_attribute)
{
    return cp == '\r' || cp == 0x338 || (in_attribute && (cp == '\t' || cp == '\n'));
}

/* Whether a character of len bytes that is not plain is written unchanged. */
static bool stands(uint32_t cp, unsigned len, bool in_attribute)
{
    if (cp > 0x338 && cp < 0xFFFD)
        return true;
    return cp != '&' && cp != '<' && cp != '>' && cp != '"' && cp != 0x7F &&
           !is_reference(cp, in_attribute) && nc_is_xml_char(cp) && (cp != 0xFFFD || len == 3);
}

/* The escapes of characters that are markup; NULL for others. */
static const struct reference *reference_of(uint32_t cp)
{
    static const struct reference and = {"&amp;", 5}, less = {"&lt;", 4}, more = {"&gt;", 4},
                                  quote = {"&quot;", 6};
    return cp == '<' ? &less : cp == '>' ? &more : cp == '"' ? &quote : cp == '&' ? &and : NULL;
}

static void put_special(struct nc_buf *out, uint32_t cp, bool in_attribute)
{
    const struct reference *r = reference_of(cp);
    if (r)
        nc_buf_put(out, r->text, r->n);
    else if (is_reference(cp, in_attribute))
        nc_buf_printf(out, "&#%u;", (unsigned)cp);
    else
        nc_buf_cp(out, 0xFFFD);
}

/* Whether all eight bytes are plain. Does in one step what a nc_word_has() for each special byte
 * would do. */
static bool is_plain_word(uint64_t w)
{
    uint64_t below_blank = (w - NC_WORD_ONES * ' ') & ~w, beyond = w | (w + NC_WORD_ONES);
    uint64_t and_quote = (w | NC_WORD_ONES * ('&' ^ '"')) ^ NC_WORD_ONES * '&';
    uint64_t angles = (w | NC_WORD_ONES * ('<' ^ '>')) ^ NC_WORD_ONES * '>';
    uint64_t specials =
        ((and_quote - NC_WORD_ONES) & ~and_quote) | ((angles - NC_WORD_ONES) & ~angles);
    return !((below_blank | beyond | specials) & NC_WORD_HIGHS);
}

/* Whether p begins a character of U+1000 to U+CFFF; most of those of Chinese, Japanese and Korean
 * are among them. */
static bool is_wide(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] > 0xE0 && u[0] < 0xED && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80;
}

/* The end of the text from i on that is written unchanged; the character there needs a closer
 * look. */
static size_t plain_end(struct nc_str s, size_t i)
{
    for (;;) {
        while (i + NC_WORD_BYTES <= s.n && is_plain_word(nc_word_at(s.p + i)))
            i += NC_WORD_BYTES;
        while (i < s.n && is_plain((unsigned char)s.p[i]))
            i++;
        if (i + 2 >= s.n || !is_wide(s.p + i))
            return i;
        do
            i += 3;
        while (i + 2 < s.n && is_wide(s.p + i));
    }
}

/* Text between special characters is copied in one piece: nearly all text is. */
static void escape(struct nc_buf *out, struct nc_str s, bool in_attribute)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        unsigned len = 0;
        uint32_t cp = 0;
        while ((i = plain_end(s, i)) < s.n) {
            cp = nc_utf8_at(s, i, &len);
            if (!stands(cp, len, in_attribute))
                break;
            i += len;
        }
        nc_buf_put(out, s.p + from, i - from);
        if (i < s.n)
            put_special(out, cp, in_attribute);
        i += i < s.n ? len : 0;
    }
}

#define EIGHT true, true, true, true, true, true, true, true
#define FORTY EIGHT, EIGHT, EIGHT, EIGHT, EIGHT

/* Bytes that are escaped or need a closer look: all but printable ASCII, tabs and line ends. */
static const bool is_special[256] = {
    EIGHT,        true,          false, false, true,         true,         true,
    true,         true,          EIGHT, EIGHT, ['"'] = true, ['&'] = true, ['<'] = true,
    ['>'] = true, [0x7F] = true, FORTY, FORTY, FORTY,        EIGHT};

/* Does what escape() does, faster for a short text, up to the first byte that is not ASCII or not
 * allowed. Returns the offset of that byte. */
static inline size_t escape_short(struct nc_buf *out, struct nc_str s)
{
    const size_t room = SHORT * sizeof((struct reference *)0)->text;
    if (out->n + room >= out->cap)
        nc_buf_reserve(out, room);
    const unsigned char *p = (const unsigned char *)s.p;
    char *to = out->p + out->n;
    const struct reference *r;
    size_t i = 0;
    do {
        for (; i + 4 <= s.n && !(is_special[p[i]] | is_special[p[i + 1]] | is_special[p[i + 2]] |
                                 is_special[p[i + 3]]);
             i += 4, to += 4)
            memcpy(to, s.p + i, 4);
        for (; i < s.n && !is_special[p[i]]; i++)
            *to++ = s.p[i];
        r = i < s.n ? reference_of((unsigned char)s.p[i]) : NULL;
        if (r) {
            memcpy(to, r->text, sizeof r->text);
            to += r->n;
            i++;
        }
    } while (r);
    *to = '\0';
    out->n = (size_t)(to - out->p);
    return i;
}

void nc_xml_escape(struct nc_buf *out, struct nc_str s)
{
    size_t i = s.n < SHORT ? escape_short(out, s) : 0;
    if (i < s.n)
        escape(out, nc_str_sub(s, i, s.n), false);
}

void nc_xml_escape_attribute(struct nc_buf *out, struct nc_str s)
{
    escape(out, s, true);
}

/* The character that name (the part between '&' and ';') refers to; 0 if unknown. */
static uint32_t referred(struct nc_str name)
{
    static const struct {
        const char *name;
        char c;
    } known[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};
    uint32_t cp = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (nc_str_eqz(name, known[i].name))
            return (unsigned char)known[i].c;
    if (name.n < 2 || name.p[0] != '#')
        return 0;
    bool hex = name.p[1] == 'x';
    for (size_t i = hex ? 2 : 1; i < name.n && cp < 0x110000; i++) {
        char c = (char)(name.p[i] | 32);
        bool digit = nc_ascii_is_digit(name.p[i]);
        if (!digit && !(hex && c >= 'a' && c <= 'f'))
            return 0;
        cp = cp * (hex ? 16 : 10) + (uint32_t)(digit ? name.p[i] - '0' : c - 'a' + 10);
    }
    return nc_is_xml_char(cp) ? cp : 0;
}

void nc_xml_unescape(struct nc_buf *out, struct nc_str markup)
{
    for (size_t i = 0; i < markup.n;) {
        size_t amp = nc_str_find(markup, '&', i);
        nc_buf_str(out, nc_str_sub(markup, i, amp));
        if (amp == markup.n)
            return;
        struct nc_str rest = nc_str_sub(markup, amp, amp + 12 < markup.n ? amp + 12 : markup.n);
        size_t end = nc_str_find(rest, ';', 0);
        uint32_t cp = end < rest.n ? referred(nc_str_sub(rest, 1, end)) : 0;
        if (cp)
            nc_buf_cp(out, cp);
        else
            nc_buf_char(out, '&');
        i = amp + (cp ? end + 1 : 1);
    }
}
