/* Writes JSON strings. */
#include "base/jsontext.h"

#include "base/utf8.h"
#include "base/words.h"

/* The number of bytes from s.p[i] on that need no escape. */
static size_t plain_length(struct nc_str s, size_t i)
{
    size_t from = i;
    while (i < s.n) {
        uint64_t w = s.n - i >= NC_WORD_BYTES ? nc_word_at(s.p + i) : 0;
        if (nc_word_is_ascii(w) && !nc_word_has_below(w, 0x20) && !nc_word_has(w, '"') &&
            !nc_word_has(w, '\\')) {
            i += NC_WORD_BYTES;
            continue;
        }
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        bool is_bad = cp == 0xFFFD && (len != 3 || memcmp(s.p + i, "\xEF\xBF\xBD", 3) != 0);
        if (cp < 0x20 || cp == '"' || cp == '\\' || is_bad)
            break;
        i += len;
    }
    return i - from;
}

void nc_json_string(struct nc_buf *out, struct nc_str s)
{
    nc_buf_char(out, '"');
    for (size_t i = 0; i < s.n;) {
        size_t n = plain_length(s, i);
        nc_buf_put(out, s.p + i, n);
        i += n;
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
