/* Scans tags, attributes and character references. */
#include "parse/leaf/htmltag.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"

#include <libxml/HTMLparser.h>

/* The offset after white space with at most one line end; SIZE_MAX if there is a blank line. */
static size_t skip_ws(struct nc_str s, size_t i)
{
    unsigned lines = 0;
    for (; i < s.n && nc_ascii_is_space(s.p[i]); i++)
        if (s.p[i] == '\n' && ++lines > 1)
            return SIZE_MAX;
    return i;
}

static size_t skip_name(struct nc_str s, size_t i)
{
    while (i < s.n && (nc_ascii_is_alnum(s.p[i]) || s.p[i] == '-'))
        i++;
    return i;
}

static size_t skip_quoted(struct nc_str s, size_t i, size_t *no_quote_from)
{
    if (i >= *no_quote_from)
        return SIZE_MAX;
    char q = s.p[i];
    for (size_t k = i + 1; k < s.n; k++) {
        if (s.p[k] == q)
            return k + 1;
        if (s.p[k] == '\n' && k + 1 < s.n && s.p[k + 1] == '\n')
            return SIZE_MAX;
    }
    *no_quote_from = i;
    return SIZE_MAX;
}

/* The offset after "= value" at i, or i if there is none; SIZE_MAX on bad syntax. */
static size_t skip_value(struct nc_str s, size_t i, size_t *no_quote_from)
{
    size_t k = skip_ws(s, i);
    if (k == SIZE_MAX || k >= s.n || s.p[k] != '=')
        return i;
    k = skip_ws(s, k + 1);
    if (k == SIZE_MAX || k >= s.n)
        return SIZE_MAX;
    if (s.p[k] == '"' || s.p[k] == '\'')
        return skip_quoted(s, k, no_quote_from);
    size_t from = k;
    while (k < s.n && !nc_ascii_is_space(s.p[k]) && !strchr("\"'=<>`", s.p[k]))
        k++;
    return k == from ? SIZE_MAX : k;
}

static size_t open_tag_length(struct nc_str s, size_t from, size_t *no_quote_from)
{
    size_t i = skip_name(s, from + 1);
    for (;;) {
        size_t k = skip_ws(s, i);
        if (k == SIZE_MAX || k >= s.n)
            return 0;
        if (s.p[k] == '>')
            return k + 1 - from;
        if (s.p[k] == '/')
            return k + 1 < s.n && s.p[k + 1] == '>' ? k + 2 - from : 0;
        if (k == i || !(nc_ascii_is_letter(s.p[k]) || s.p[k] == '_' || s.p[k] == ':'))
            return 0;
        while (k < s.n && (nc_ascii_is_alnum(s.p[k]) || strchr("_.:-", s.p[k])))
            k++;
        i = skip_value(s, k, no_quote_from);
        if (i == SIZE_MAX)
            return 0;
    }
}

size_t nc_html_tag_length(struct nc_str s, size_t i, size_t *no_quote_from)
{
    size_t k = i + 1;
    if (k < s.n && s.p[k] == '/') {
        if (k + 1 >= s.n || !nc_ascii_is_letter(s.p[k + 1]))
            return 0;
        k = skip_ws(s, skip_name(s, k + 1));
        return k < s.n && s.p[k] == '>' ? k + 1 - i : 0;
    }
    return k < s.n && nc_ascii_is_letter(s.p[k]) ? open_tag_length(s, i, no_quote_from) : 0;
}

static size_t email_length(struct nc_str s, size_t i)
{
    size_t k = i + 1, at;
    while (k < s.n &&
           (nc_ascii_is_alnum(s.p[k]) || (s.p[k] && strchr(".!#$%&'*+/=?^_`{|}~-", s.p[k]))))
        k++;
    if (k == i + 1 || k >= s.n || s.p[k] != '@')
        return 0;
    at = k++;
    while (k < s.n && (nc_ascii_is_alnum(s.p[k]) || s.p[k] == '-' || s.p[k] == '.'))
        k++;
    return k > at + 1 && k < s.n && s.p[k] == '>' ? k + 1 - i : 0;
}

size_t nc_autolink_length(struct nc_str s, size_t i)
{
    size_t k = i + 1;
    if (k >= s.n)
        return 0;
    while (k < s.n && k - i <= 33 && (nc_ascii_is_alnum(s.p[k]) || strchr("+.-", s.p[k])))
        k++;
    size_t scheme = k - i - 1;
    if (!nc_ascii_is_letter(s.p[i + 1]) || scheme < 2 || scheme > 32 || k >= s.n || s.p[k] != ':')
        return email_length(s, i);
    for (k++; k < s.n; k++) {
        if (s.p[k] == '>')
            return k + 1 - i;
        if ((unsigned char)s.p[k] <= ' ' || s.p[k] == '<')
            return 0;
    }
    return 0;
}

void nc_html_tag_read(struct nc_html_tag *t, struct nc_str html)
{
    *t = (struct nc_html_tag){.kind = NC_TAG_OTHER};
    if (nc_str_starts(html, NC_LIT("<!--"))) {
        t->kind = NC_TAG_COMMENT;
        return;
    }
    bool close = html.n > 1 && html.p[1] == '/';
    size_t from = close ? 2 : 1;
    if (html.n < from + 2 || !nc_ascii_is_letter(html.p[from]))
        return;
    size_t to = skip_name(html, from);
    for (size_t i = from; i < to && i - from < sizeof t->name - 1; i++)
        t->name[i - from] = nc_ascii_lower(html.p[i]);
    size_t end = html.n - (html.p[html.n - 1] == '>');
    bool empty = !close && end > to && html.p[end - 1] == '/';
    t->kind = close ? NC_TAG_CLOSE : empty ? NC_TAG_EMPTY : NC_TAG_OPEN;
    t->attrs = nc_str_sub(html, to, end - empty);
}

bool nc_html_attr(struct nc_buf *out, const struct nc_html_tag *t, const char *name)
{
    struct nc_str s = t->attrs;
    size_t none = s.n;
    for (size_t i = 0; i < s.n;) {
        while (i < s.n && nc_ascii_is_space(s.p[i]))
            i++;
        size_t from = i;
        while (i < s.n && !nc_ascii_is_space(s.p[i]) && s.p[i] != '=')
            i++;
        if (i == from)
            return false;
        struct nc_str key = nc_str_sub(s, from, i);
        size_t end = skip_value(s, i, &none);
        if (end == SIZE_MAX)
            return false;
        struct nc_str value = nc_str_trim(nc_str_sub(s, i, end));
        if (value.n)
            value = nc_str_trim(nc_str_sub(value, 1, value.n));
        if (value.n >= 2 && (value.p[0] == '"' || value.p[0] == '\''))
            value = nc_str_sub(value, 1, value.n - 1);
        if (nc_str_ieq(key, nc_str(name))) {
            nc_html_decode(out, value);
            return true;
        }
        i = end;
    }
    return false;
}

static size_t numeric_entity(struct nc_str s, size_t i, uint32_t *cp)
{
    size_t k = i + 2;
    bool hex = k < s.n && (s.p[k] | 32) == 'x';
    k += hex;
    size_t from = k;
    uint64_t v = 0;
    for (; k < s.n && k - from < (hex ? 6u : 7u); k++) {
        int d = nc_ascii_hex(s.p[k]);
        if (d < 0 || (d > 9 && !hex))
            break;
        v = v * (hex ? 16 : 10) + (unsigned)d;
    }
    if (k == from || k >= s.n || s.p[k] != ';')
        return 0;
    *cp = v == 0 || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000) ? 0xFFFD : (uint32_t)v;
    return k + 1 - i;
}

size_t nc_entity_at(struct nc_str s, size_t i, uint32_t *cp)
{
    *cp = 0;
    if (i + 2 >= s.n)
        return 0;
    if (s.p[i + 1] == '#')
        return numeric_entity(s, i, cp);
    char name[16];
    size_t k = i + 1;
    while (k < s.n && nc_ascii_is_alnum(s.p[k]) && k - i < sizeof name)
        k++;
    if (k == i + 1 || k >= s.n || s.p[k] != ';' || k - i - 1 >= sizeof name)
        return 0;
    memcpy(name, s.p + i + 1, k - i - 1);
    name[k - i - 1] = '\0';
    const htmlEntityDesc *d = htmlEntityLookup((const xmlChar *)name);
    if (!d && strcmp(name, "apos") != 0)
        return 0;
    *cp = d ? d->value : '\'';
    return k + 1 - i;
}

uint32_t nc_html_shown(uint32_t cp)
{
    bool ours = cp >= 0xFDD0 && cp <= 0xFDEF;
    return ours || !nc_is_xml_char(cp) ? 0xFFFD : cp;
}

void nc_html_decode(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        uint32_t cp;
        size_t n = s.p[i] == '&' ? nc_entity_at(s, i, &cp) : 0;
        if (!n) {
            nc_buf_char(out, s.p[i++]);
            continue;
        }
        nc_buf_cp(out, nc_html_shown(cp));
        i += n;
    }
}
