/* Reads definitions of links. */
#include "parse/block/linkdef.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/leaf/hidden.h"

#define MAX_LABEL 1000 /* bytes */
#define MAX_PARENTHESES 32

static bool is_white(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Whether a construct begins at k. A label must not hold one: the same construct elsewhere has a
 * different token, so no reference would match, and the definition would be lost. */
static bool is_token(struct nc_str s, size_t k)
{
    unsigned len;
    return (unsigned char)s.p[k] == 0xEF && nc_utf8_at(s, k, &len) == NC_TOKEN_OPEN;
}

/* The offset after "[label]" at i, or 0. */
static size_t past_label(struct nc_str s, size_t i)
{
    size_t k = i + 1;
    bool blank = true;
    for (; k < s.n && s.p[k] != ']'; k++) {
        if (s.p[k] == '[' || k - i > MAX_LABEL || is_token(s, k))
            return 0;
        blank &= is_white(s.p[k]);
        if (s.p[k] == '\\' && k + 1 < s.n && nc_is_punct((unsigned char)s.p[k + 1]))
            k++;
    }
    return k < s.n && !blank ? k + 1 : 0;
}

/* The offset after blanks and line ends; a paragraph never has two line ends in a row. */
static size_t past_blanks(struct nc_str s, size_t i)
{
    while (i < s.n && (nc_ascii_is_blank(s.p[i]) || s.p[i] == '\n'))
        i++;
    return i;
}

/* The offset after "<address>" at i, or 0. */
static size_t past_pointed(struct nc_str s, size_t i)
{
    for (size_t k = i + 1; k < s.n && s.p[k] != '\n' && s.p[k] != '<'; k++) {
        if (s.p[k] == '>')
            return k + 1;
        k += s.p[k] == '\\' && k + 1 < s.n && s.p[k + 1] != '\n';
    }
    return 0;
}

/* The offset after the address at i, or 0. */
static size_t past_address(struct nc_str s, size_t i)
{
    unsigned depth = 0;
    size_t k = i;
    if (i < s.n && s.p[i] == '<')
        return past_pointed(s, i);
    for (; k < s.n && !is_white(s.p[k]); k++) {
        if (s.p[k] == '\\' && k + 1 < s.n && nc_is_punct((unsigned char)s.p[k + 1]))
            k++;
        else if (s.p[k] == '(' && ++depth > MAX_PARENTHESES)
            return 0;
        else if (s.p[k] == ')' && !depth)
            break;
        else
            depth -= s.p[k] == ')';
    }
    return k > i && !depth ? k : 0;
}

/* The offset after the title at i, or 0. If nothing else closes the title, an escaped one does. */
static size_t past_title(struct nc_str s, size_t i)
{
    char open = i < s.n ? s.p[i] : '\0', close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(')
        return 0;
    size_t escaped = 0;
    for (size_t k = i + 1; k < s.n; k++) {
        if (s.p[k] == close)
            return k + 1;
        if (open == '(' && s.p[k] == '(')
            break;
        if (s.p[k] != '\\' || k + 1 == s.n || !nc_is_punct((unsigned char)s.p[k + 1]))
            continue;
        k++;
        escaped = s.p[k] == close ? k + 1 : escaped;
    }
    return escaped;
}

/* The offset after the blanks at i and the line end after them; 0 if anything else stands there. */
static size_t past_line(struct nc_str s, size_t i)
{
    i = nc_str_past_blanks(s, i, s.n);
    return i == s.n ? i : s.p[i] == '\n' ? i + 1 : 0;
}

size_t nc_link_definition_read(struct nc_link_definition *d, struct nc_str s, size_t i)
{
    size_t label = s.p[i] == '[' ? past_label(s, i) : 0;
    if (!label || label >= s.n || s.p[label] != ':')
        return 0;
    size_t address = past_blanks(s, label + 1), to = past_address(s, address);
    if (!to)
        return 0;
    *d = (struct nc_link_definition){.label = nc_str_sub(s, i, label),
                                     .address = nc_str_sub(s, address, to)};
    size_t title = past_blanks(s, to), title_to = title > to ? past_title(s, title) : 0;
    size_t end = title_to ? past_line(s, title_to) : 0;
    if (end)
        d->title = nc_str_sub(s, title, title_to);
    return end ? end : past_line(s, to);
}
