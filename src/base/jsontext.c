/* Writing of JSON strings. */
#include "base/jsontext.h"

#include "base/utf8.h"

/* A character of len bytes that is written as it is. */
static bool stands(uint32_t cp, unsigned len)
{
    return cp >= 0x20 && cp != '"' && cp != '\\' && (cp != 0xFFFD || len == 3);
}

void nc_json_string(struct nc_buf *out, struct nc_str s)
{
    nc_buf_char(out, '"');
    for (size_t i = 0; i < s.n;) {
        unsigned len = 0;
        uint32_t cp = 0;
        size_t from = i;
        for (; i < s.n; i += len) {
            cp = nc_utf8_at(s, i, &len);
            if (!stands(cp, len))
                break;
        }
        nc_buf_put(out, s.p + from, i - from);
        if (i == s.n)
            break;
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
