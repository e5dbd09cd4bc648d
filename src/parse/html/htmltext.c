/* Pairs unknown tags within an HTML block before libxml2 sees it. */
#include "parse/html/htmltext.h"

#include "base/ascii.h"
#include "parse/inline/htmlelement.h"
#include "parse/leaf/htmltag.h"

#include <stdlib.h>

#define MAX_OPEN 200 /* opening tags compared with a closing one */
/* Attributes of a tag. libxml2 compares each with all before it, so a tag with more is text. */
#define MAX_ATTRIBUTES 1000
#define STEPS 16 /* bytes read in search of the ends of tags, for each byte of the block */

/* A '<' of the block and the tag that it may begin. */
struct opening {
    size_t at;
    struct nc_html_tag tag;
    bool text;
    /* </br> is <br> to browsers */
    bool is_break;
};

struct openings {
    struct opening *items;
    size_t count, cap;
    /* offset of a comment that never ends */
    size_t unclosed;
    /* bytes that may still be read in search of the ends of malformed and long tags */
    size_t steps;
};

/* Whether the name has a prefix, as in <o:p>. A complete tag of this kind is left to libxml2. */
static bool has_prefix(struct nc_str s, size_t i)
{
    while (i < s.n && (nc_ascii_is_alnum(s.p[i])))
        i++;
    return i < s.n && s.p[i] == ':';
}

static void add(struct openings *o, const struct opening *x)
{
    nc_grow(&o->items, &o->cap, o->count + 1, sizeof *o->items);
    o->items[o->count++] = *x;
}

/* Whether browsers find the end of the tag at i, or another '<': a value whose quote is never
 * closed would swallow everything after it. False too for a tag of too many attributes, which
 * libxml2 reads past any '<', and once the steps are used up. */
static bool has_end(struct openings *o, struct nc_str html, size_t i)
{
    char quote = '\0', before = '<';
    size_t attributes = 0;
    bool may_begin = false, ended = false;
    for (i++; i < html.n && o->steps > 0 && attributes <= MAX_ATTRIBUTES; i++, o->steps--) {
        char c = html.p[i];
        bool is_blank = strchr(" \t\n", c);
        if (quote) {
            may_begin = c == quote;
            quote = c == quote ? '\0' : quote;
        } else if (c == '>') {
            return true;
        } else if ((c == '"' || c == '\'') && before == '=') {
            quote = c;
        } else {
            ended |= c == '<';
            attributes += may_begin && !is_blank;
            may_begin = is_blank;
        }
        before = is_blank ? before : c;
    }
    return ended && i == html.n;
}

/* Whether the name of a malformed tag continues with other characters, as in <br![a word<td>.
 * libxml2 would read the shorter name and drop the words. */
static bool goes_on(struct nc_str html, size_t name)
{
    size_t i = name;
    while (i < html.n && nc_ascii_is_alnum(html.p[i]))
        i++;
    if (i < html.n && strchr(" \t\r\n/>", html.p[i]))
        return false;
    while (i < html.n && html.p[i] != '>' && !nc_ascii_is_alnum(html.p[i]))
        i++;
    return i < html.n && html.p[i] != '>';
}

/* The next offset to look at. Adds what begins at i if it may be text. last: after the last '>'. */
static size_t look_at(struct openings *o, struct nc_str html, size_t i, size_t last,
                      size_t *no_quote_from)
{
    size_t name = i + 1 + (i + 1 < html.n && html.p[i + 1] == '/');
    if (nc_str_starts(nc_str_sub(html, i, html.n), NC_LIT("<!--"))) {
        size_t end = o->unclosed < html.n ? html.n : nc_str_search(html, NC_LIT("-->"), i + 4);
        if (end < html.n)
            return end + 3;
        o->unclosed = o->unclosed < html.n ? o->unclosed : i;
        add(o, &(struct opening){.at = i, .text = true});
        return i + 4;
    }
    if (name >= html.n || !nc_ascii_is_letter(html.p[name]))
        return i + 1;
    struct opening x = {.at = i};
    if (has_prefix(html, name)) {
        x.text = i >= last || !has_end(o, html, i);
        if (x.text)
            add(o, &x);
        return i + 1;
    }
    size_t n = nc_html_tag_length(html, i, no_quote_from);
    nc_html_tag_read(&x.tag, n ? nc_str_sub(html, i, i + n) : nc_str_sub(html, i, html.n));
    bool known = nc_html_element(x.tag.name) != NULL && (n || !goes_on(html, name));
    bool may_be_long = !n || n > (size_t)2 * MAX_ATTRIBUTES; /* each takes two bytes at least */
    x.text = (!n && !known) || i >= last || (n && !known && x.tag.kind == NC_TAG_EMPTY) ||
             (may_be_long && !has_end(o, html, i));
    x.is_break = !x.text && x.tag.kind == NC_TAG_CLOSE && strcmp(x.tag.name, "br") == 0;
    if (!known || x.text || x.is_break)
        add(o, &x);
    return n ? i + n : i + 1;
}

/* Turns a tag without a partner into text, unless the block begins with it: that tag has its
 * partner in another block, or else it would not begin one. */
static void leave_alone(struct opening *x)
{
    x->text = x->at > 0;
}

/* Marks the tags without a partner. */
static void pair_tags(struct openings *o)
{
    size_t *open = nc_calloc(o->count, sizeof *open), depth = 0;
    for (size_t i = 0; i < o->count; i++) {
        struct opening *x = &o->items[i];
        if (x->text || x->is_break)
            continue;
        if (x->tag.kind == NC_TAG_OPEN) {
            open[depth++] = i;
            continue;
        }
        size_t lowest = depth > MAX_OPEN ? depth - MAX_OPEN : 0, k = depth;
        while (k > lowest && strcmp(o->items[open[k - 1]].tag.name, x->tag.name) != 0)
            k--;
        if (k == lowest) {
            leave_alone(x);
            continue;
        }
        while (depth > k)
            leave_alone(&o->items[open[--depth]]);
        depth--;
    }
    while (depth)
        leave_alone(&o->items[open[--depth]]);
    free(open);
}

size_t nc_html_keep_text(struct nc_buf *out, struct nc_str html)
{
    struct openings o = {.unclosed = html.n, .steps = STEPS * html.n};
    size_t no_quote_from = html.n, last = html.n, done = 0;
    while (last > 0 && html.p[last - 1] != '>')
        last--;
    for (size_t i = nc_str_find(html, '<', 0); i < html.n; i = nc_str_find(html, '<', i))
        i = look_at(&o, html, i, last, &no_quote_from);
    if (o.count)
        pair_tags(&o);
    for (size_t k = 0; k < o.count; k++) {
        if (!o.items[k].text && !o.items[k].is_break)
            continue;
        nc_buf_str(out, nc_str_sub(html, done, o.items[k].at));
        nc_buf_puts(out, o.items[k].text ? "&lt;" : "<");
        done = o.items[k].at + (o.items[k].text ? 1 : 2);
    }
    nc_buf_str(out, nc_str_sub(html, done, html.n));
    free(o.items);
    return o.unclosed;
}
