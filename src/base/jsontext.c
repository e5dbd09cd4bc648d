/* Writing of JSON strings. */
#include "base/jsontext.h"

#include "base/utf8.h"

void nc_json_string(struct nc_buf *out, struct nc_str s)
{
    nc_buf_char(out, '"');
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && (unsigned char)s.p[i] >= 0x20 && (unsigned char)s.p[i] < 0x80 &&
               s.p[i] != '"' && s.p[i] != '\\')
            i++;
        nc_buf_put(out, s.p + from, i - from);
        if (i == s.n)
            break;
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp == '"' || cp == '\\')
            nc_buf_printf(out, "\\%c", (int)cp);
        else if (cp == '\n')
            nc_buf_puts(out, "\\n");
        else if (cp < 0x20)
            nc_buf_printf(out, "\\u%04x", cp);
        else
            nc_buf_cp(out, cp);
        i += len;
    }
    nc_buf_char(out, '"');
}
