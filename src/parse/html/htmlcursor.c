/* Finds in the source what libxml2 has reported. */
#include "parse/html/htmlcursor.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/inline/commonmark.h"
#include "parse/inline/htmlelement.h"
#include "parse/leaf/htmltag.h"

#include <string.h>

#define LONG_NAME 90 /* bytes; libxml2 cuts names at about a hundred */

static bool is_name_char(char c)
{
    return nc_ascii_is_alnum(c) || c == '-' || c == ':';
}

/* The next "<name" at or after i, or the end. */
static size_t find_tag(struct nc_str s, size_t i, struct nc_str name)
{
    for (i = nc_str_find(s, '<', i); i < s.n; i = nc_str_find(s, '<', i + 1)) {
        size_t to = i + 1 + name.n;
        if (to <= s.n && nc_str_ieq(nc_str_sub(s, i + 1, to), name) &&
            (to == s.n || !is_name_char(s.p[to]) || name.n >= LONG_NAME))
            return i;
    }
    return s.n;
}

/* The offset after the '>' of the tag at i; a '>' between quotes belongs to an attribute. */
static size_t past_tag(struct nc_str s, size_t i)
{
    char quote = 0;
    for (; i < s.n; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if ((c == '"' || c == '\'') && s.p[i - 1] == '=')
            quote = c;
        else if (c == '>')
            return i + 1;
    }
    return s.n;
}

void nc_html_move_to(struct nc_html_cursor *c, size_t at)
{
    c->pos = nc_locate(c->where, at);
}

void nc_html_follow_tag(struct nc_html_cursor *c, const char *name)
{
    size_t at = find_tag(c->html, c->at, nc_str(name));
    if (strcmp(name, "br") == 0) { /* "</br>" counts as a <br> too */
        if (c->closing_br < c->at || !c->closing_br)
            c->closing_br = find_tag(c->html, c->at, NC_LIT("/br"));
        at = at < c->closing_br ? at : c->closing_br;
    }
    if (at == c->html.n)
        return;
    nc_html_move_to(c, at);
    c->at = past_tag(c->html, at);
}

void nc_html_follow_end(struct nc_html_cursor *c, const char *name)
{
    if (nc_html_is_lone(name))
        return;
    struct nc_buf close = {0};
    nc_buf_char(&close, '/');
    nc_buf_puts(&close, name);
    size_t at = find_tag(c->html, c->at, nc_buf_view(&close));
    c->at = at < c->html.n ? past_tag(c->html, at) : at;
    nc_buf_dispose(&close);
}

void nc_html_follow_comment(struct nc_html_cursor *c)
{
    size_t at = nc_str_search(c->html, NC_LIT("<!--"), c->at);
    if (at == c->html.n)
        return;
    nc_html_move_to(c, at);
    at = nc_str_search(c->html, NC_LIT("-->"), at + 4);
    c->at = at < c->html.n ? at + 3 : at;
}

/* The length of the character reference at i if it stands for the beginning of s, else 0. *n: the
 * bytes it stands for. */
static size_t reference_at(struct nc_str html, size_t i, struct nc_str s, size_t *n)
{
    uint32_t cp;
    size_t len = html.p[i] == '&' ? nc_entity_at(html, i, &cp) : 0;
    char bytes[4];
    *n = len ? nc_utf8_put(bytes, cp) : 0;
    if (len || html.p[i] != '&')
        return len && *n <= s.n && memcmp(bytes, s.p, *n) == 0 ? len : 0;
    struct nc_buf shown = {0};
    len = nc_commonmark_reference(&shown, html, i);
    *n = shown.n;
    len = nc_str_starts(s, nc_buf_view(&shown)) ? len : 0;
    nc_buf_dispose(&shown);
    return len;
}

/* The offset after the reference at i if its name is unknown here; it then counts as one
 * character. */
static size_t past_reference(struct nc_str html, size_t i)
{
    size_t to = i + 1;
    while (to < html.n && (is_name_char(html.p[to]) || html.p[to] == '#'))
        to++;
    return html.p[i] != '&' || to == i + 1 ? i : to + (to < html.n && html.p[to] == ';');
}

void nc_html_follow_text(struct nc_html_cursor *c, struct nc_str s)
{
    struct nc_str html = c->html;
    size_t i = c->at, k = 0, n, blank_at = html.n;
    bool begun = false;
    while (i < html.n && k < s.n) {
        size_t from = i, before = k, past;
        size_t reference = reference_at(html, i, nc_str_sub(s, k, s.n), &n);
        bool blank = nc_html_is_blank(s.p[k]);
        unsigned length;
        if (reference)
            i += reference, k += n;
        else if (html.p[i] == s.p[k])
            i++, k++;
        else if (nc_html_is_blank(html.p[i]))
            i++;
        else if (html.p[i] == '<' && i + 1 < html.n && html.p[i + 1] == '/')
            i = past_tag(html, i);
        else if (blank)
            k++;
        else if (html.p[i] == '<')
            i = past_tag(html, i);
        else if ((past = past_reference(html, i)) > i) {
            (void)nc_utf8_at(s, k, &length);
            i = past;
            k += length;
        } else
            break;
        if (!begun && !blank && k > before) {
            nc_html_move_to(c, from);
            c->after_blank = from > 0 && nc_ascii_is_blank(html.p[from - 1]);
            begun = true;
        }
        if (!blank)
            blank_at = html.n;
        else if (k > before && i > from && blank_at == html.n)
            blank_at = from;
    }
    if (blank_at < html.n)
        c->blank_pos = nc_locate(c->where, blank_at);
    c->at = i;
}
