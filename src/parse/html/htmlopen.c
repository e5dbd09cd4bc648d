/* Finds which elements stay open after a block, and which of them the rest of the note closes. */
#include "parse/html/htmlopen.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "parse/leaf/htmltag.h"

#include <stdlib.h>
#include <string.h>

static const char *const closed_by_tags[NC_HTML_CLOSINGS] = {"table", "ul", "ol", "dl"};

struct nc_html_closing_tag {
    size_t at;
    /* opening tags minus closing tags up to and including this tag */
    long open;
    /* the least of open from here to the end of the note */
    long least;
};

bool nc_html_holds_parts(enum nc_kind k)
{
    return k == NC_TABLE || k == NC_ROW || k == NC_LIST || k == NC_DEF_LIST;
}

bool nc_html_holds_markdown(const char *name)
{
    static const char *const names[] = {"div",     "center", "details",    "section",
                                        "article", "figure", "blockquote", NULL};
    return nc_str_is_among(nc_str(name), names);
}

bool nc_html_may_stay_open(const struct nc_node *n, const char *name)
{
    if (nc_html_holds_parts(n->kind))
        return true;
    if (n->kind == NC_CELL || n->kind == NC_ITEM || n->kind == NC_DEF_BODY)
        return true;
    bool holds =
        n->kind == NC_DIV || n->kind == NC_DETAILS || n->kind == NC_QUOTE || n->kind == NC_FIGURE;
    return holds && nc_html_holds_markdown(name);
}

/* The number of the element among those that tags close, or NC_HTML_CLOSINGS. */
static unsigned closing_of(const char *name)
{
    unsigned k = 0;
    while (k < NC_HTML_CLOSINGS && strcmp(closed_by_tags[k], name) != 0)
        k++;
    return k;
}

/* Lists the tags of these elements in the whole note. */
static void index_tags(struct nc_html_around *around)
{
    struct nc_str s = around->src;
    around->is_indexed = true;
    for (size_t i = nc_str_find(s, '<', 0); i < s.n; i = nc_str_find(s, '<', i + 1)) {
        struct nc_html_tag tag;
        bool is_name = i + 2 < s.n && (s.p[i + 1] == '/' || nc_ascii_is_letter(s.p[i + 1]));
        if (!is_name)
            continue;
        nc_html_tag_read(&tag, nc_str_sub(s, i, i + 24 < s.n ? i + 24 : s.n));
        unsigned k = closing_of(tag.name);
        if (k == NC_HTML_CLOSINGS || (tag.kind != NC_TAG_OPEN && tag.kind != NC_TAG_CLOSE))
            continue;
        struct nc_html_closing *c = &around->closings[k];
        nc_grow(&c->tags, &c->cap, c->count + 1, sizeof *c->tags);
        long before = c->count ? c->tags[c->count - 1].open : 0;
        c->tags[c->count++] = (struct nc_html_closing_tag){
            .at = i, .open = before + (tag.kind == NC_TAG_OPEN ? 1 : -1)};
    }
    for (unsigned k = 0; k < NC_HTML_CLOSINGS; k++) {
        struct nc_html_closing *c = &around->closings[k];
        for (size_t i = c->count; i-- > 0;) {
            long next = i + 1 < c->count ? c->tags[i + 1].least : c->tags[i].open;
            c->tags[i].least = next < c->tags[i].open ? next : c->tags[i].open;
        }
    }
}

/* Whether the tags after `from` close this many open elements. */
static bool closes(const struct nc_html_closing *c, size_t from, long elements)
{
    size_t low = 0, high = c->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (c->tags[middle].at < from)
            low = middle + 1;
        else
            high = middle;
    }
    long open = low ? c->tags[low - 1].open : 0;
    return low < c->count && c->tags[low].least <= open - elements;
}

unsigned nc_html_count_closed(struct nc_html_around *around)
{
    long open[NC_HTML_CLOSINGS + 1] = {0};
    for (unsigned i = 0; i < around->count; i++)
        open[closing_of(around->open[i].name)]++;
    for (unsigned i = 0; i < around->count; i++) {
        unsigned k = closing_of(around->open[i].name);
        if (k == NC_HTML_CLOSINGS)
            continue;
        if (!around->is_indexed)
            index_tags(around);
        if (!closes(&around->closings[k], around->to, open[k]--))
            return i;
    }
    return around->count;
}

bool nc_html_begins_part(struct nc_str s)
{
    static const char *const parts[] = {"table", "thead", "tbody",   "tfoot",    "tr", "td",
                                        "th",    "col",   "ul",      "ol",       "li", "dl",
                                        "dt",    "dd",    "caption", "colgroup", NULL};
    struct nc_html_tag tag;
    if (s.n < 3 || s.p[0] != '<' || (s.p[1] != '/' && !nc_ascii_is_letter(s.p[1])))
        return false;
    nc_html_tag_read(&tag, s);
    return nc_str_is_among(nc_str(tag.name), parts);
}

void nc_html_around_dispose(struct nc_html_around *around)
{
    for (unsigned k = 0; k < NC_HTML_CLOSINGS; k++)
        free(around->closings[k].tags);
}
