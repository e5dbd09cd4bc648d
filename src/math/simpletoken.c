/* Reads the next token in the TeX of a simple formula. */
#include "math/simplereader.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "math/textoken.h"

void simple_skip_blanks(struct simple_reader *r)
{
    while (r->at < r->s.n && r->s.p[r->at] && strchr(" \t\r\n", r->s.p[r->at]))
        r->at++;
}

struct nc_str simple_command_name(struct simple_reader *r)
{
    size_t from = ++r->at;
    while (r->at < r->s.n && nc_ascii_is_letter(r->s.p[r->at]))
        r->at++;
    if (r->at == from && r->at < r->s.n)
        r->at++;
    return nc_str_sub(r->s, from, r->at);
}

struct nc_str simple_plain_argument(struct simple_reader *r)
{
    simple_skip_blanks(r);
    if (r->at >= r->s.n)
        return NC_NONE;
    if (r->s.p[r->at] != '{') {
        struct nc_str one = nc_str_sub(r->s, r->at, r->at + 1);
        r->at++;
        return nc_ascii_is_letter(one.p[0]) || nc_ascii_is_digit(one.p[0]) ? one : NC_NONE;
    }
    size_t from = ++r->at;
    while (r->at < r->s.n &&
           (nc_ascii_is_letter(r->s.p[r->at]) || nc_ascii_is_digit(r->s.p[r->at])))
        r->at++;
    if (r->at >= r->s.n || r->s.p[r->at] != '}')
        return NC_NONE;
    return nc_str_sub(r->s, from, r->at++);
}

struct nc_str simple_peek(struct simple_reader *r)
{
    size_t at = r->at;
    simple_skip_blanks(r);
    size_t from = r->at;
    unsigned len = 0;
    if (r->at < r->s.n && r->s.p[r->at] == '\\')
        simple_command_name(r);
    else if (r->at < r->s.n)
        nc_utf8_at(r->s, r->at, &len);
    struct nc_str token = nc_str_sub(r->s, from, r->at + len);
    r->at = at;
    return token;
}
