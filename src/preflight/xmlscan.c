/* A scanner of tags. */
#include "preflight/xmlscan.h"

#include "base/utf8.h"
#include "base/xmltext.h"

void nc_xml_scan_begin(struct nc_xml_scan *s, struct nc_str text)
{
    *s = (struct nc_xml_scan){.text = text, .line = 1, .col = 1};
}

/* The line and column of offset, counted on from the last call, so that each byte is counted once.
 */
static struct nc_pos place(struct nc_xml_scan *s, size_t offset)
{
    while (s->counted < offset) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s->text, s->counted, &len);
        s->counted += len;
        s->col++;
        if (cp == '\n') {
            s->line++;
            s->col = 1;
        }
    }
    return (struct nc_pos){.line = s->line, .col = s->col};
}

static size_t after(struct nc_str text, const char *end, size_t from)
{
    size_t i = nc_str_search(text, nc_str(end), from);
    return i < text.n ? i + strlen(end) : text.n;
}

/* The end of a tag, ignoring any '>' in values. */
static size_t tag_end(struct nc_str text, size_t i)
{
    char quote = 0;
    for (; i < text.n; i++) {
        char c = text.p[i];
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return text.n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool ends_name(char c)
{
    return is_blank(c) || c == '>' || c == '/' || c == '=' || c == '<';
}

static void read_tag(struct nc_xml_scan *s)
{
    bool ends = s->token.n > 1 && s->token.p[1] == '/';
    size_t from = ends ? 2 : 1, to = from;
    while (to < s->token.n && !ends_name(s->token.p[to]))
        to++;
    s->name = nc_str_sub(s->token, from, to);
    s->kind = ends ? NC_XML_END : NC_XML_START;
    s->is_empty = !ends && s->token.n > 2 && s->token.p[s->token.n - 2] == '/';
}

/* The end of a document type whose subset began before i: "]>", perhaps with blanks between. */
static size_t subset_end(struct nc_str text, size_t i)
{
    while (i < text.n) {
        i = nc_str_find(text, ']', i) + 1;
        while (i < text.n && is_blank(text.p[i]))
            i++;
        if (i < text.n && text.p[i] == '>')
            return i + 1;
    }
    return text.n;
}

/* The end of the token that begins with '<' at i. */
static size_t markup_end(struct nc_str text, size_t i, bool *is_tag, bool *is_text)
{
    struct nc_str rest = nc_str_sub(text, i, text.n);
    *is_tag = *is_text = false;
    if (nc_str_starts(rest, NC_LIT("<!--")))
        return after(text, "-->", i + 4);
    if (nc_str_starts(rest, NC_LIT("<![CDATA["))) {
        *is_text = true;
        return after(text, "]]>", i);
    }
    if (nc_str_starts(rest, NC_LIT("<?")))
        return after(text, "?>", i);
    if (nc_str_starts(rest, NC_LIT("<!"))) {
        size_t end = tag_end(text, i), subset = nc_str_find(nc_str_sub(text, i, end), '[', 0);
        return i + subset < end ? subset_end(text, i + subset) : end;
    }
    *is_tag = true;
    return tag_end(text, i);
}

enum nc_xml_kind nc_xml_next(struct nc_xml_scan *s)
{
    size_t begin = s->at;
    bool is_tag = false, is_text = true;
    s->name = NC_NONE;
    s->is_empty = false;
    if (begin >= s->text.n)
        return s->kind = NC_XML_FINISHED;
    if (s->text.p[begin] == '<')
        s->at = markup_end(s->text, begin, &is_tag, &is_text);
    else
        s->at = nc_str_find(s->text, '<', begin);
    s->pos = place(s, begin);
    s->token = nc_str_sub(s->text, begin, s->at);
    s->kind = is_text ? NC_XML_TEXT : NC_XML_OTHER;
    if (is_tag)
        read_tag(s);
    return s->kind;
}

struct nc_str nc_xml_local(const struct nc_xml_scan *s)
{
    size_t colon = nc_str_find(s->name, ':', 0);
    return colon < s->name.n ? nc_str_sub(s->name, colon + 1, s->name.n) : s->name;
}

bool nc_xml_is(const struct nc_xml_scan *s, const char *local)
{
    return nc_str_eqz(nc_xml_local(s), local);
}

bool nc_xml_next_attr(const struct nc_xml_scan *s, size_t *at, struct nc_str *name,
                      struct nc_str *value)
{
    struct nc_str t = s->token;
    size_t i = *at ? *at : s->name.n + 1;
    while (i < t.n && (is_blank(t.p[i]) || t.p[i] == '/' || t.p[i] == '=' || t.p[i] == '<'))
        i++;
    size_t from = i;
    while (i < t.n && !ends_name(t.p[i]))
        i++;
    if (s->kind != NC_XML_START || i == from)
        return false;
    *name = nc_str_sub(t, from, i);
    *value = NC_NONE;
    while (i < t.n && is_blank(t.p[i]))
        i++;
    if (i < t.n && t.p[i] == '=') {
        i++;
        while (i < t.n && is_blank(t.p[i]))
            i++;
        char quote = i < t.n && (t.p[i] == '"' || t.p[i] == '\'') ? t.p[i] : 0;
        size_t begin = quote ? i + 1 : i;
        size_t end = quote ? nc_str_find(t, quote, begin) : begin;
        while (!quote && end < t.n && !ends_name(t.p[end]))
            end++;
        *value = nc_str_sub(t, begin, end);
        i = quote && end < t.n ? end + 1 : end;
    }
    *at = i;
    return true;
}

bool nc_xml_attr(struct nc_buf *out, const struct nc_xml_scan *s, const char *name)
{
    struct nc_str n, value;
    for (size_t at = 0; nc_xml_next_attr(s, &at, &n, &value);) {
        if (!nc_str_eqz(n, name))
            continue;
        if (out) {
            nc_buf_clear(out);
            nc_xml_unescape(out, value);
        }
        return true;
    }
    return false;
}
