/* Escaping for XML. */
#include "base/xmltext.h"

#include "base/uchar.h"
#include "base/utf8.h"

/* Plain text between specials goes through in one piece: nearly all text is plain. */
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

static void escape(struct nc_buf *out, struct nc_str s, bool in_attribute)
{
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && is_plain((unsigned char)s.p[i]))
            i++;
        nc_buf_put(out, s.p + from, i - from);
        if (i == s.n)
            break;
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
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
            nc_buf_cp(out, nc_is_xml_char(cp) && cp != 0x7F ? cp : 0xFFFD);
        i += len;
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
