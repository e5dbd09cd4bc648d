/* Escaping for XML. */
#include "base/xmltext.h"

#include "base/uchar.h"
#include "base/utf8.h"

static void escape(struct nc_buf *out, struct nc_str s, bool in_attribute)
{
    for (size_t i = 0; i < s.n;) {
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
        else if (in_attribute && (cp == '\t' || cp == '\n' || cp == '\r'))
            nc_buf_printf(out, "&#%u;", (unsigned)cp);
        else
            nc_buf_cp(out, nc_is_xml_char(cp) ? cp : 0xFFFD);
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
