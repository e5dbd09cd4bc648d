/* Decides whether a text is a question. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/doc.h"

static bool is_closing(uint32_t cp)
{
    return nc_is_space(cp) || cp == '"' || cp == '\'' || cp == 0x201D || cp == 0x2019 ||
           cp == ')' || cp == 0xFF09 || cp == 0x300D || cp == 0x300F || cp == '*';
}

bool nc_text_asks(struct nc_str s)
{
    while (s.n) {
        size_t at = nc_utf8_prev(s, s.n);
        unsigned len;
        uint32_t cp = nc_utf8_at(s, at, &len);
        if (cp == '?' || cp == 0xFF1F)
            return true;
        if (!is_closing(cp))
            return false;
        s.n = at;
    }
    return false;
}
