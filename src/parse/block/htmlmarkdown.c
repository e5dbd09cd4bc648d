/* Markdown in an HTML block without the blank line that CommonMark requires. */
#include "base/ascii.h"
#include "parse/block/blockscan.h"
#include "parse/html/htmlopen.h"
#include "parse/html/htmlstart.h"
#include "parse/inline/htmlelement.h"
#include "parse/leaf/htmltag.h"

/* --- what looks like Markdown --- */

static bool is_blank_or_end(struct nc_str s, size_t i)
{
    return i >= s.n || nc_ascii_is_blank(s.p[i]);
}

static size_t run_end(struct nc_str s, size_t i)
{
    size_t k = i;
    while (k < s.n && s.p[k] == s.p[i])
        k++;
    return k;
}

/* Whether the run of stars, underscores or tildes from i to k may open emphasis. */
static bool may_open(struct nc_str s, size_t i, size_t k)
{
    char c = s.p[i];
    bool is_length = c == '*' ? k - i <= 3 : k - i == (c == '~' ? 2u : 1u);
    return is_length && !is_blank_or_end(s, k) &&
           (k - i > 1 || i == 0 || strchr(" \t(", s.p[i - 1]));
}

/* Whether a run of n of c after `from` may close it. */
static bool closes_later(struct nc_str s, size_t from, char c, size_t n)
{
    for (size_t i = nc_str_find(s, c, from), k; i < s.n; i = nc_str_find(s, c, k)) {
        k = run_end(s, i);
        if (k - i == n && !nc_ascii_is_blank(s.p[i - 1]) &&
            (n > 1 || is_blank_or_end(s, k) || strchr(".,:;!?)", s.p[k])))
            return true;
    }
    return false;
}

static bool has_emphasis(struct nc_str s)
{
    static const char marks[] = "*_~";
    bool unclosed[3][4] = {{false}}; /* for each length: nothing closes it */
    for (size_t i = 0, k; i < s.n; i = k) {
        const char *mark = strchr(marks, s.p[i]);
        k = run_end(s, i);
        if (!mark || !may_open(s, i, k) || unclosed[mark - marks][k - i])
            continue;
        if (closes_later(s, k, *mark, k - i))
            return true;
        unclosed[mark - marks][k - i] = true;
    }
    return false;
}

/* Whether a link, an image, a wikilink or code stands in the line. */
static bool has_brackets(struct nc_str s)
{
    size_t link = nc_str_search(s, NC_LIT("]("), nc_str_find(s, '[', 0));
    size_t wikilink = nc_str_search(s, NC_LIT("[["), 0), code = nc_str_find(s, '`', 0);
    return (link < s.n && nc_str_find(s, ')', link) < s.n) ||
           (wikilink < s.n && nc_str_search(s, NC_LIT("]]"), wikilink) < s.n) ||
           (code < s.n && nc_str_find(s, '`', run_end(s, code)) < s.n);
}

/* Whether the lines from `at` on, as far as a blank line or a tag, look like Markdown. Lines that
 * would be code stay HTML. */
static bool looks_like_markdown(const struct nc_scan *d, size_t at)
{
    struct nc_str s = d->h.s;
    for (bool first = true; at < s.n; first = false) {
        struct nc_line l, marker;
        char c;
        size_t columns;
        nc_line_continue(&l, &d->c, s, at);
        if (l.matched < d->c.count || nc_line_is_empty(&l) || s.p[l.content] == '<' ||
            (first && l.indent >= 4))
            return false;
        nc_line_read(&marker, &d->c, s, at);
        struct nc_str content = nc_str_sub(s, l.content, l.end);
        if (marker.opened || nc_line_is_heading(&l, s) || nc_line_fence(&l, s, &c) ||
            (nc_line_is_delimiter_row(&l, s, &columns) && columns > 1) || has_brackets(content) ||
            has_emphasis(content))
            return true;
        at = l.end + 1;
    }
    return false;
}

/* --- tags before it --- */

/* The tag that ends the current line, which begins with one; empty if none does. */
static struct nc_str last_tag(struct nc_scan *d)
{
    struct nc_str s = nc_str_trim(nc_scan_content(d));
    size_t at = s.n;
    while (at > 0 && s.p[at - 1] != '<')
        at--;
    if (!at || s.p[0] != '<')
        return NC_NONE;
    size_t from = (size_t)(s.p - d->h.s.p) + at - 1;
    bool is_tag = nc_html_tag_length(d->h.s, from, &d->h.no_quote_from) == s.n - at + 1;
    return is_tag ? nc_str_sub(s, at - 1, s.n) : NC_NONE;
}

/* Whether Markdown may stand below this tag of a block. */
static bool may_precede(struct nc_str text)
{
    static const char *const names[] = {"br",   "dd",  "footer", "header", "hr", "img", "li",
                                        "main", "nav", "p",      "td",     "th", NULL};
    static const char *const wholes[] = {"dl", "ol", "table", "ul", NULL};
    struct nc_html_tag tag;
    nc_html_tag_read(&tag, text);
    struct nc_str name = nc_str(tag.name);
    if (tag.kind != NC_TAG_CLOSE)
        return nc_html_holds_markdown(tag.name) || nc_str_is_among(name, names);
    const struct nc_html_element *e = nc_html_element(tag.name);
    return e && (e->role == NC_HTML_BLOCK || e->role == NC_HTML_MEDIA) &&
           (!nc_html_begins_part(text) || nc_str_is_among(name, wholes));
}

static void report(struct nc_scan *d)
{
    struct nc_line l;
    nc_line_continue(&l, &d->c, d->h.s, d->l.end + 1);
    nc_scan_warn(d, NC_D_HTML_REPAIRED, l.content,
                 "Markdown needs a blank line below a tag; it was read as Markdown without one");
}

/* Whether the lines in the tags of a block are Markdown, as in MDX. Lines that would be code stay
 * HTML. */
static bool holds_mdx(const struct nc_scan *d, const struct nc_html_tag *tag)
{
    static const char *const names[] = {"div",     "section", "center", "article",
                                        "details", "figure",  NULL};
    struct nc_line l;
    if (!d->tags.is_mdx || !nc_str_is_among(nc_str(tag->name), names) || d->l.end >= d->h.s.n)
        return false;
    nc_line_continue(&l, &d->c, d->h.s, d->l.end + 1);
    return !nc_line_is_empty(&l) && l.indent < 4;
}

/* Whether Markdown follows the tag, as after <figure markdown> or <div markdown="1"> at the end of
 * a line (Python's md_in_html). Markdown also follows the line that closes it. */
static bool says_markdown(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    size_t length = nc_html_tag_length(d->h.s, d->l.content, &d->h.no_quote_from);
    struct nc_html_tag tag;
    struct nc_buf value = {0};
    if (!length || length > s.n || nc_str_trim(nc_str_sub(s, length, s.n)).n)
        return false;
    nc_html_tag_read(&tag, nc_str_sub(s, 0, length));
    bool closes = tag.kind == NC_TAG_CLOSE && d->html.markdown_open > 0;
    bool opens =
        tag.kind == NC_TAG_OPEN && (nc_html_attr(&value, &tag, "markdown") || holds_mdx(d, &tag));
    d->html.markdown_open += opens;
    d->html.markdown_open -= closes;
    nc_buf_dispose(&value);
    return opens || closes;
}

bool nc_scan_holds_markdown(struct nc_scan *d)
{
    if (says_markdown(d))
        return true;
    struct nc_str text = nc_scan_repairs(d->opts) ? last_tag(d) : NC_NONE;
    if (!text.n || !may_precede(text) || !looks_like_markdown(d, d->l.end + 1))
        return false;
    report(d);
    return true;
}

bool nc_scan_tag_begins_text(struct nc_scan *d)
{
    struct nc_str end, text = nc_scan_repairs(d->opts) ? last_tag(d) : NC_NONE;
    struct nc_html_tag tag;
    if (!text.n || text.p != d->h.s.p + d->l.content || nc_html_starts(text, true, &end))
        return false;
    nc_html_tag_read(&tag, text);
    const struct nc_html_element *e = nc_html_element(tag.name);
    if (!e || (e->role != NC_HTML_INLINE && e->role != NC_HTML_PASS) || tag.kind != NC_TAG_OPEN ||
        !looks_like_markdown(d, d->l.end + 1))
        return false;
    report(d);
    return true;
}

void nc_scan_begin_markdown(struct nc_scan *d)
{
    struct nc_str next = nc_str_sub(d->h.s, d->next, nc_str_find(d->h.s, '\n', d->next));
    if (d->html.ends_for_markdown && nc_str_search(next, NC_LIT("<summary"), 0) == next.n)
        d->html.ends_for_markdown = d->html.is_open = false;
}
