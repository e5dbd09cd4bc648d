/* Escaping for XML. */
#include "base/xmltext.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "base/words.h"

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"';
}

/* U+0338 after '<', '>' or '=' is one character with it when a reader composes (Anki does): a text
 * that begins with it would take the '>' of the tag before it away. */
static bool is_reference(uint32_t cp, bool in_attribute)
{
    return cp == '\r' || cp == 0x338 || (in_attribute && (cp == '\t' || cp == '\n'));
}

/* A character of len bytes, not plain, that is written as it is. */
static bool stands(uint32_t cp, unsigned len, bool in_attribute)
{
    if (cp > 0x338 && cp < 0xFFFD)
        return true;
    return cp != '&' && cp != '<' && cp != '>' && cp != '"' && cp != 0x7F &&
           !is_reference(cp, in_attribute) && nc_is_xml_char(cp) && (cp != 0xFFFD || len == 3);
}

static void put_special(struct nc_buf *out, uint32_t cp, bool in_attribute)
{
    if (cp == '&')
        nc_buf_puts(out, "&amp;");
    else if (cp == '<')
        nc_buf_puts(out, "&lt;");
    else if (cp == '>')
        nc_buf_puts(out, "&gt;");
    else if (cp == '"')
        nc_buf_puts(out, "&quot;");
    else if (is_reference(cp, in_attribute))
        nc_buf_printf(out, "&#%u;", (unsigned)cp);
    else
        nc_buf_cp(out, 0xFFFD);
}

static bool is_plain_word(uint64_t w)
{
    return nc_word_is_ascii(w) && !nc_word_has_below(w, ' ') && !nc_word_has(w, 0x7F) &&
           !nc_word_has(w, '&') && !nc_word_has(w, '<') && !nc_word_has(w, '>') &&
           !nc_word_has(w, '"');
}

/* A character of U+1000 to U+CFFF: those of Chinese, Japanese and Korean are among them. */
static bool is_wide(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] > 0xE0 && u[0] < 0xED && (u[1] & 0xC0) == 0x80 && (u[2] & 0xC0) == 0x80;
}

/* The end of what begins at i and is written as it is; what stands there has to be looked at. */
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

/* What stands between specials goes through in one piece: nearly all text does. */
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

void nc_xml_escape(struct nc_buf *out, struct nc_str s)
{
    escape(out, s, false);
}

void nc_xml_escape_attribute(struct nc_buf *out, struct nc_str s)
{
    escape(out, s, true);
}

/* The character that name, what stands between '&' and ';', refers to; 0: none is known. */
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
        bool digit = name.p[i] >= '0' && name.p[i] <= '9';
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
