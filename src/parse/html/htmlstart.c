/* The seven start conditions of HTML blocks. */
#include "parse/html/htmlstart.h"

#include "base/ascii.h"
#include "parse/leaf/htmltag.h"

static bool ends_name(struct nc_str s, size_t i)
{
    return i >= s.n || s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '>' || s.p[i] == '/';
}

/* Start condition 6. */
static bool is_block_element(struct nc_str s)
{
    static const char *const names[] = {
        "address", "article",  "aside", "base",     "basefont", "blockquote", "body",
        "caption", "center",   "col",   "colgroup", "dd",       "details",    "dialog",
        "dir",     "div",      "dl",    "dt",       "fieldset", "figcaption", "figure",
        "footer",  "form",     "frame", "frameset", "h1",       "h2",         "h3",
        "h4",      "h5",       "h6",    "head",     "header",   "hr",         "html",
        "iframe",  "legend",   "li",    "link",     "main",     "menu",       "menuitem",
        "nav",     "noframes", "ol",    "optgroup", "option",   "p",          "param",
        "section", "summary",  "table", "tbody",    "td",       "tfoot",      "th",
        "thead",   "title",    "tr",    "track",    "ul"};
    size_t i = 1 + (s.n > 1 && s.p[1] == '/');
    struct nc_str name = nc_str_sub(s, i < s.n ? i : s.n, s.n);
    char first = name.n ? (char)(name.p[0] | 32) : '\0';
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (names[k][0] == first && nc_str_istarts(name, nc_str(names[k])) &&
            ends_name(name, strlen(names[k])))
            return true;
    return false;
}

/* Start condition 7: the line is a single complete tag. */
static bool is_lone_tag(struct nc_str s)
{
    size_t no_quote_from = s.n, n = nc_html_tag_length(s, 0, &no_quote_from);
    return n && s.n > 1 && s.p[1] != '!' && s.p[1] != '?' && !nc_str_trim(nc_str_sub(s, n, s.n)).n;
}

bool nc_html_starts(struct nc_str content, bool in_paragraph, struct nc_str *end)
{
    static const struct {
        const char *start, *end;
    } kinds[] = {{"<!--", "-->"},
                 {"<?", "?>"},
                 {"<![CDATA[", "]]>"},
                 {"<pre", "</pre>"},
                 {"<script", "</script>"},
                 {"<style", "</style>"},
                 {"<textarea", "</textarea>"}};
    *end = NC_NONE;
    if (content.n < 2 || content.p[0] != '<')
        return false;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        size_t n = strlen(kinds[k].start);
        if (nc_str_istarts(content, nc_str(kinds[k].start)) &&
            (k < 3 || (ends_name(content, n) && (n == content.n || content.p[n] != '/')))) {
            *end = nc_str(kinds[k].end);
            return true;
        }
    }
    if (content.n > 2 && content.p[1] == '!' && nc_ascii_is_letter(content.p[2])) {
        *end = NC_LIT(">");
        return true;
    }
    return is_block_element(content) || (!in_paragraph && is_lone_tag(content));
}
