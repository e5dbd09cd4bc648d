/* Reads the words of pandoc's attributes. */
#include "parse/construct/attrword.h"

#include "base/ascii.h"

bool nc_attr_is_name(struct nc_str s)
{
    bool good = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        good &= nc_ascii_is_alnum(s.p[i]) || (unsigned char)s.p[i] >= 0x80 ||
                (s.p[i] && strchr("-_:.", s.p[i]));
    return good;
}

/* Where the value that begins at i ends: after its closing quotation mark, if there is one. */
static size_t value_end(struct nc_str s, size_t i, size_t end, bool *quoted)
{
    size_t close = i;
    if (i < end && (s.p[i] == '"' || s.p[i] == '\''))
        close = nc_str_find(nc_str_sub(s, 0, end), s.p[i], i + 1);
    *quoted = close > i && close < end;
    if (*quoted)
        return close + 1;
    while (i < end && !nc_ascii_is_blank(s.p[i]) && s.p[i] != '}')
        i++;
    return i;
}

bool nc_attr_word(struct nc_attr_word *word, struct nc_str s, size_t *i, size_t end)
{
    *i = nc_str_past_blanks(s, *i, end);
    if (*i == end || s.p[*i] == '}')
        return false;
    size_t from = *i, to = from;
    while (to < end && !nc_ascii_is_blank(s.p[to]) && s.p[to] != '}' && s.p[to] != '=')
        to++;
    bool pair = to > from && to < end && s.p[to] == '=', quoted = false;
    size_t stop = pair ? value_end(s, to + 1, end, &quoted) : value_end(s, to, end, &quoted);
    struct nc_str name = nc_str_sub(s, from, to);
    bool marked = !pair && to == stop && name.n > 1 && (name.p[0] == '.' || name.p[0] == '#');
    *word = (struct nc_attr_word){
        .kind = (char)(pair     ? '='
                       : marked ? name.p[0]
                                : 0),
        .name = marked ? nc_str_sub(name, 1, name.n)
                : pair ? name
                       : nc_str_sub(s, from, stop),
        .value = to + 1 + quoted,
        .value_to = stop - quoted,
        .whole = nc_str_sub(s, from, stop),
    };
    *i = stop;
    return true;
}
