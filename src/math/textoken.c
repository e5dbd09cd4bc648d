/* Tokens of TeX. */
#include "math/textoken.h"

size_t tex_token_end(struct nc_str s, size_t i)
{
    if (s.p[i] != '\\') {
        for (i++; i < s.n && ((unsigned char)s.p[i] & 0xC0) == 0x80;)
            i++;
        return i;
    }
    size_t end = i + 1;
    while (end < s.n && nc_ascii_is_letter(s.p[end]))
        end++;
    return end == i + 1 && end < s.n ? end + 1 : end;
}

bool tex_is_command(struct nc_str s, size_t i, const char *name)
{
    return s.p[i] == '\\' && nc_str_eqz(nc_str_sub(s, i + 1, tex_token_end(s, i)), name);
}

size_t tex_skip_blanks(struct nc_str s, size_t i)
{
    while (i < s.n && (s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '\n' || s.p[i] == '\r'))
        i++;
    return i;
}

/* The offset of the bracket that closes the one at i; s.n if none does. */
static size_t closing(struct nc_str s, size_t i, char close)
{
    size_t depth = 0;
    for (i++; i < s.n; i = tex_token_end(s, i)) {
        if (s.p[i] == close && !depth)
            return i;
        depth += s.p[i] == '{';
        depth -= s.p[i] == '}' && depth;
    }
    return s.n;
}

bool tex_argument(struct nc_str s, size_t i, struct nc_str *argument, size_t *end)
{
    i = tex_skip_blanks(s, i);
    if (i >= s.n || s.p[i] == '}')
        return false;
    if (s.p[i] != '{') {
        *end = tex_token_end(s, i);
        *argument = nc_str_sub(s, i, *end);
        return true;
    }
    size_t close = closing(s, i, '}');
    if (close == s.n)
        return false;
    *argument = nc_str_sub(s, i + 1, close);
    *end = close + 1;
    return true;
}

bool tex_option(struct nc_str s, size_t i, struct nc_str *option, size_t *end)
{
    size_t at = tex_skip_blanks(s, i);
    *end = i;
    size_t close = at < s.n && s.p[at] == '[' ? closing(s, at, ']') : s.n;
    if (close == s.n)
        return false;
    *option = nc_str_sub(s, at + 1, close);
    *end = close + 1;
    return true;
}
