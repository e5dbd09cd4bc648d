/* The shield's way through the lines: which of them are code or HTML and keep everything, which
 * begin a block that libcmark does not know, where a paragraph ends.
 *
 * It only guesses at blocks; libcmark decides. A wrong guess costs nothing but a construct that is
 * not seen: what is hidden or stashed shows again wherever it turns out to be code or HTML. */
#include "parse/shield.h"

#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/htmlelement.h"
#include "parse/htmltag.h"
#include "parse/shieldtext.h"

#include <stdlib.h>

#define MARKS 4 /* pairs that hold a block: see own_block */

struct driver {
    struct nc_shielding h;
    struct nc_line l; /* the current line */
    const struct nc_parse_options *opts;
    struct nc_str file;
    struct nc_diags *diags;
    struct nc_locator where; /* of messages */
    struct nc_shield_cells cells;
    char fence; /* '\0': none is open */
    unsigned fence_length, fence_quotes;
    size_t fence_at; /* where the last one was opened */
    bool fence_in_list;
    char admonition_fence; /* '\0': none is open */
    unsigned admonition_length;
    struct nc_str
        html_end; /* what ends the open HTML block; empty: none is open, or a blank line ends it */
    bool in_html;
    bool after_blank; /* the line before is blank, code, or none */
    bool in_list, in_note;
    unsigned note_quotes, note_pad;
    size_t none_closes[MARKS]; /* nothing closes a block of these marks at or behind */
    size_t too_large, cut_row;
};

static void warn(struct driver *d, enum nc_diag_id id, size_t at, const char *text)
{
    nc_diag(d->diags, id, d->file, nc_locate_in_source(&d->where, at), "%s", text);
}

/* Columns of blanks before the line's first marker or content, behind its quotation markers; *at:
 * where they end. */
static unsigned lead_of(const struct driver *d, size_t *at)
{
    struct nc_str s = d->h.s;
    size_t i = d->l.start;
    unsigned columns = 0, quotes = 0;
    for (; i < d->l.content; i++) {
        if (s.p[i] == '>' && quotes < d->l.quotes) {
            quotes++;
            columns = 0;
            if (i + 1 < d->l.content && s.p[i + 1] == ' ')
                i++;
        } else if (s.p[i] == ' ' || s.p[i] == '\t') {
            columns += s.p[i] == '\t' ? 4 - columns % 4 : 1;
        } else {
            break;
        }
    }
    *at = i;
    return columns;
}

static bool is_empty(const struct nc_line *l)
{
    return l->content == l->end && !l->has_marker;
}

static struct nc_str content_of(const struct driver *d)
{
    return nc_str_sub(d->h.s, d->l.content, d->l.end);
}

/* Copies what stands before the content; a footnote's further lines are indented as far as its item
 * wants. */
static void copy_prefix(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    if (d->in_note && d->note_pad && !is_empty(&d->l)) {
        size_t at;
        if (lead_of(d, &at) >= 2 && at >= h->i) {
            nc_shield_copy(h, at - h->i);
            nc_shield_replace(h, nc_str_sub(NC_LIT("   "), 0, d->note_pad), 0);
        }
    }
    if (h->i < d->l.content)
        nc_shield_copy(h, d->l.content - h->i);
    if (d->l.too_deep < d->l.end) {
        if (!h->out->too_deep)
            h->out->too_deep = d->l.too_deep;
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x95"), 0);
    }
}

static void finish_line(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    /* A construct may have gone on into a later line: that line is finished as content. */
    size_t end = d->l.end;
    while (h->i > end || (h->i < h->s.n && h->s.p[h->i] != '\n')) {
        end = nc_str_find(h->s, '\n', h->i);
        nc_shield_text(h, end);
        if (h->i == end)
            break;
    }
    if (h->i < h->s.n)
        nc_shield_copy(h, 1);
}

/* A line of code or HTML: delimiters are hidden, nothing is stashed. */
static void verbatim_line(struct driver *d)
{
    bool stash = d->h.stash;
    d->h.stash = false;
    copy_prefix(d);
    nc_shield_paragraph(&d->h, d->l.end);
    nc_shield_text(&d->h, d->l.end);
    d->h.stash = stash;
    finish_line(d);
}

/* --- code and HTML --- */

static bool starts_icase(struct nc_str s, const char *z)
{
    size_t n = strlen(z);
    return s.n >= n && nc_str_ieq(nc_str_sub(s, 0, n), (struct nc_str){z, n});
}

static bool in_fence(struct driver *d)
{
    if (!d->fence)
        return false;
    size_t at;
    bool left = d->l.quotes < d->fence_quotes ||
                (d->fence_in_list && !is_empty(&d->l) && lead_of(d, &at) < 2);
    if (left) {
        d->fence = '\0';
        return false;
    }
    if (d->l.quotes == d->fence_quotes && !d->l.has_marker &&
        nc_line_closes(&d->l, d->h.s, d->fence, d->fence_length))
        d->fence = '\0';
    return true;
}

static bool begins_fence(struct driver *d)
{
    char c;
    unsigned n = nc_line_fence(&d->l, d->h.s, &c);
    if (!n)
        return false;
    size_t at;
    d->fence = c;
    d->fence_length = n;
    d->fence_quotes = d->l.quotes;
    d->fence_at = d->l.content;
    d->fence_in_list = d->l.has_marker || (d->in_list && lead_of(d, &at) >= 2);
    return true;
}

/* The Admonition plugin's fence: what is in it is Markdown. */
static bool is_admonition(const struct driver *d)
{
    struct nc_str s = nc_str_sub(d->h.s, d->l.content + d->fence_length, d->l.end);
    return d->h.stash && starts_icase(nc_str_trim(s), "ad-") && nc_str_trim(s).n > 3;
}

/* The opening line with the lines "title: …" and "collapse: …" right behind it. */
static void put_admonition(struct driver *d)
{
    struct nc_str s = d->h.s;
    size_t end = d->l.end;
    for (;;) {
        struct nc_line l;
        if (end >= s.n)
            break;
        nc_line_read(&l, s, end + 1);
        struct nc_str line = nc_str_sub(s, l.content, l.end);
        if (!starts_icase(line, "title:") && !starts_icase(line, "collapse:") &&
            !starts_icase(line, "icon:") && !starts_icase(line, "color:"))
            break;
        end = l.end;
    }
    struct nc_stash st = {.kind = NC_STASH_DIV_OPEN, .from = d->l.content, .to = end};
    d->admonition_fence = d->fence;
    d->admonition_length = d->fence_length;
    d->fence = '\0';
    copy_prefix(d);
    nc_shield_block(&d->h, &st);
    finish_line(d);
}

/* The line that closes an admonition. */
static bool ends_admonition(struct driver *d)
{
    if (!d->admonition_fence ||
        !nc_line_closes(&d->l, d->h.s, d->admonition_fence, d->admonition_length))
        return false;
    struct nc_stash st = {.kind = NC_STASH_DIV_CLOSE, .from = d->l.content, .to = d->l.end};
    d->admonition_fence = '\0';
    copy_prefix(d);
    nc_shield_block(&d->h, &st);
    finish_line(d);
    return true;
}

static bool ends_name(struct nc_str s, size_t i)
{
    return i >= s.n || s.p[i] == ' ' || s.p[i] == '\t' || s.p[i] == '>' || s.p[i] == '/';
}

/* CommonMark 4.6, start condition 6, by the elements that occur in notes. */
static bool is_block_element(struct nc_str s)
{
    static const char *const names[] = {
        "address", "article",  "aside",    "blockquote", "body",     "caption", "center",
        "col",     "colgroup", "dd",       "details",    "dialog",   "dir",     "div",
        "dl",      "dt",       "fieldset", "figcaption", "figure",   "footer",  "form",
        "frame",   "h1",       "h2",       "h3",         "h4",       "h5",      "h6",
        "head",    "header",   "hr",       "html",       "iframe",   "legend",  "li",
        "link",    "main",     "menu",     "nav",        "noframes", "ol",      "optgroup",
        "option",  "p",        "param",    "section",    "summary",  "table",   "tbody",
        "td",      "tfoot",    "th",       "thead",      "title",    "tr",      "track",
        "ul"};
    size_t i = 1 + (s.n > 1 && s.p[1] == '/');
    struct nc_str name = nc_str_sub(s, i < s.n ? i : s.n, s.n);
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (starts_icase(name, names[k]) && ends_name(name, strlen(names[k])))
            return true;
    return false;
}

/* Whether the content begins an HTML block; sets what ends it. */
static bool begins_html(struct driver *d)
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
    struct nc_str s = content_of(d);
    if (!s.n || s.p[0] != '<')
        return false;
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        if (starts_icase(s, kinds[k].start) && (k < 3 || ends_name(s, strlen(kinds[k].start)))) {
            d->html_end = nc_str(kinds[k].end);
            d->in_html = nc_str_search(s, d->html_end, 1) == s.n;
            return true;
        }
    }
    d->html_end = NC_NONE;
    return d->in_html = is_block_element(s);
}

static bool continues_html(struct driver *d)
{
    if (!d->in_html)
        return false;
    struct nc_str s = content_of(d);
    if (!d->html_end.n) {
        d->in_html = !is_empty(&d->l);
        return d->in_html;
    }
    if (nc_str_search(s, d->html_end, 0) < s.n)
        d->in_html = false;
    return true;
}

static bool is_indented_code(const struct driver *d)
{
    size_t at;
    return !d->in_list && !d->in_note && !d->l.has_marker && d->after_blank && lead_of(d, &at) >= 4;
}

/* --- blocks that libcmark does not know --- */

void nc_shield_block(struct nc_shielding *h, const struct nc_stash *st)
{
    nc_shield_replace(h, NC_LIT("###### "), 0);
    nc_shield_stash(h, st);
}

/* Marks that open and close a block. */
struct marks {
    struct nc_str open, close;
    enum nc_stash_kind kind;
};

/* The offset behind the next "mark" that ends the block which began at from, or 0. The quotation
 * around it must go on. */
static size_t block_end(struct driver *d, size_t from, struct nc_str mark, size_t *none_from)
{
    struct nc_str s = d->h.s;
    if (from >= *none_from)
        return 0;
    size_t end = nc_str_search(s, mark, from);
    if (end == s.n) {
        *none_from = from;
        return 0;
    }
    if (!d->l.quotes)
        return end + mark.n;
    for (size_t at = d->l.end + 1; at < end; at = nc_str_find(s, '\n', at) + 1) {
        struct nc_line l;
        nc_line_read(&l, s, at);
        if (l.quotes < d->l.quotes)
            return 0;
    }
    return end + mark.n;
}

/* Mathematics, a comment or a template's code at the content's beginning, closed there or on a
 * later line. */
static bool put_marked_block(struct driver *d, const struct marks *m, size_t *none_from)
{
    struct nc_str s = d->h.s;
    enum nc_stash_kind kind = m->kind;
    size_t from = d->l.content, inside = from + m->open.n;
    if (inside < d->l.end && s.p[inside] == m->open.p[1] && nc_str_eq(m->open, m->close))
        return false;
    size_t end = block_end(d, inside, m->close, none_from);
    if (!end)
        return false;
    struct nc_str rest = nc_str_trim(nc_str_sub(s, end, nc_str_find(s, '\n', end)));
    bool one_line = end <= d->l.end;
    /* Within a line of text it is an inline; a block id may stand behind a block. */
    if ((one_line && rest.n && rest.p[0] != '^') ||
        (one_line && kind == NC_STASH_COMMENT_BLOCK && !d->after_blank) ||
        (one_line && kind == NC_STASH_TEMPLATE_BLOCK) ||
        (kind == NC_STASH_MATH_BLOCK && !nc_str_trim(nc_str_sub(s, inside, end - 2)).n))
        return false;
    struct nc_stash st = {.kind = kind, .from = from, .to = end};
    copy_prefix(d);
    nc_shield_block(&d->h, &st);
    nc_shield_paragraph(&d->h, nc_str_find(s, '\n', end));
    finish_line(d);
    return true;
}

/* The length of "[^id]:" at the content, or 0. */
static size_t note_label(const struct driver *d)
{
    struct nc_str s = content_of(d);
    size_t k = 2;
    if (s.n < 5 || s.p[0] != '[' || s.p[1] != '^')
        return 0;
    while (k < s.n && s.p[k] != ']' && s.p[k] != '[' && s.p[k] != ' ' && s.p[k] != '\t')
        k++;
    return k > 2 && k + 1 < s.n && s.p[k] == ']' && s.p[k + 1] == ':' ? k + 2 : 0;
}

static bool begins_block(struct driver *d, size_t at)
{
    struct nc_line l;
    char c;
    struct nc_str s = d->h.s;
    nc_line_read(&l, s, at);
    l.end = d->l.end;
    return l.has_marker || l.quotes || nc_line_fence(&l, s, &c) ||
           (l.content < l.end && s.p[l.content] == '#');
}

/* What pads a footnote's lines: as many columns as the first indented one lacks to four. */
static unsigned pad_of_note(const struct driver *d)
{
    struct nc_str s = d->h.s;
    bool after_blank = false;
    for (size_t at = d->l.end + 1; at < s.n;) {
        struct driver next = {.h = {.s = s}};
        nc_line_read(&next.l, s, at);
        size_t ignored;
        unsigned lead = lead_of(&next, &ignored);
        bool blank = is_empty(&next.l);
        if (!blank && lead >= 2)
            return lead < 4 ? 4 - lead : 0;
        if (!blank && (after_blank || note_label(&next)))
            return 0;
        after_blank = blank;
        at = next.l.end + 1;
    }
    return 0;
}

/* Whether the line's content is '!!! type "title"' or '??? type', and an indented line follows. */
static bool is_admonition_line(const struct driver *d)
{
    struct nc_str s = content_of(d);
    size_t i = 3;
    if (!nc_str_starts(s, NC_LIT("!!!")) && !nc_str_starts(s, NC_LIT("???")))
        return false;
    i += i < s.n && s.p[i] == '+';
    if (i + 1 >= s.n || s.p[i] != ' ' || (s.p[i + 1] | 32) < 'a' || (s.p[i + 1] | 32) > 'z')
        return false;
    for (size_t at = d->l.end + 1; at < d->h.s.n;) {
        struct driver next = {.h = {.s = d->h.s}};
        nc_line_read(&next.l, d->h.s, at);
        size_t ignored;
        if (!is_empty(&next.l))
            return lead_of(&next, &ignored) >= 4;
        at = next.l.end + 1;
    }
    return false;
}

/* Puts "+   TOKEN" for what `st` covers: an item whose further lines stand four columns in. */
static void put_item(struct driver *d, const struct nc_stash *st)
{
    struct nc_shielding *h = &d->h;
    size_t at;
    bool follows = d->in_note && lead_of(d, &at) < 2;
    d->in_note = false;
    copy_prefix(d);
    if (!follows && !d->l.has_marker) {
        /* Nothing may join the items before these. */
        struct nc_stash none = {.kind = NC_STASH_SEPARATOR, .from = h->i, .to = h->i};
        nc_shield_block(h, &none);
        nc_shield_replace(h, NC_LIT("\n"), 0);
        nc_shield_replace(h, nc_str_sub(h->s, d->l.start, d->l.content), 0);
    }
    nc_shield_replace(h, NC_LIT("+   "), 0);
    nc_shield_stash(h, st);
    d->in_note = true;
    d->note_quotes = d->l.quotes;
    d->note_pad = 0;
}

/* MkDocs' admonition: the item's first line holds nothing but the token. */
static bool put_admonition_item(struct driver *d)
{
    if (!is_admonition_line(d))
        return false;
    struct nc_stash st = {.kind = NC_STASH_ADMONITION, .from = d->l.content, .to = d->l.end};
    put_item(d, &st);
    finish_line(d);
    return true;
}

/* "[^id]: text" becomes the item "+   TOKEN text". */
static bool put_note(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    size_t label = note_label(d);
    if (!label)
        return false;
    struct nc_stash st = {
        .kind = NC_STASH_NOTE_DEF, .from = d->l.content, .to = d->l.content + label};
    put_item(d, &st);
    d->note_pad = pad_of_note(d);
    while (h->i < d->l.end && (h->s.p[h->i] == ' ' || h->s.p[h->i] == '\t'))
        nc_shield_copy(h, 1);
    if (h->i < d->l.end && begins_block(d, h->i)) {
        nc_shield_replace(h, NC_LIT("\n"), 0);
        nc_shield_replace(h, nc_str_sub(h->s, d->l.start, d->l.content), 0);
        nc_shield_replace(h, NC_LIT("    "), 0);
    }
    return true;
}

/* Three colons and a word open a div, colons alone close it; Logseq's org blocks likewise. */
static bool put_div(struct driver *d)
{
    struct nc_str s = content_of(d);
    size_t n = 0;
    while (n < s.n && s.p[n] == ':')
        n++;
    struct nc_stash st = {.from = d->l.content, .to = d->l.end};
    bool org_open = starts_icase(s, "#+BEGIN_") && s.n > 8,
         org_close = starts_icase(s, "#+END_") && s.n > 6;
    if (n < 3 && !org_open && !org_close)
        return false;
    if (n >= 3 && n < s.n && s.p[n] != ' ' && s.p[n] != '{' &&
        !((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z'))
        return false;
    st.kind = org_close || (n >= 3 && !nc_str_trim(nc_str_sub(s, n, s.n)).n) ? NC_STASH_DIV_CLOSE
                                                                             : NC_STASH_DIV_OPEN;
    copy_prefix(d);
    nc_shield_block(&d->h, &st);
    finish_line(d);
    return true;
}

/* "##Heading": a blank is put in. */
static void repair_heading(struct driver *d)
{
    struct nc_str s = content_of(d);
    size_t n = 0;
    unsigned len;
    while (n < s.n && s.p[n] == '#')
        n++;
    if (n < 2 || n > 6 || n == s.n || d->opts->no_repair)
        return;
    uint32_t cp = nc_utf8_at(s, n, &len);
    if (!nc_is_letter(cp) && !nc_is_cjk(cp))
        return;
    warn(d, NC_D_HEADING_REPAIRED, d->l.content,
         "a heading needs a blank after its number signs; it was read as one");
    nc_shield_copy(&d->h, n);
    nc_shield_replace(&d->h, NC_LIT(" "), 0);
}

/* --- paragraphs --- */

/* Whether a line ends the paragraph before it. */
static bool interrupts(const struct nc_line *l, struct nc_str s, const struct nc_line *first)
{
    char c;
    if (is_empty(l) || l->has_marker || l->quotes > first->quotes || nc_line_fence(l, s, &c))
        return true;
    c = s.p[l->content];
    if (c == '[' && l->content + 1 < l->end && s.p[l->content + 1] == '^')
        return nc_str_search(nc_str_sub(s, l->content, l->end), NC_LIT("]:"), 0) <
               l->end - l->content;
    return (c == '#' || c == '-' || c == '_' || c == '*') && nc_line_ends_table(l, s, l);
}

static size_t paragraph_end(const struct driver *d)
{
    struct nc_str s = d->h.s;
    size_t end = d->l.end, k = d->l.content;
    while (k < end && s.p[k] == '#')
        k++;
    if (k > d->l.content && k - d->l.content <= 6 && (k == end || s.p[k] == ' ' || s.p[k] == '\t'))
        return end;
    while (end < s.n) {
        struct nc_line l;
        nc_line_read(&l, s, end + 1);
        if (interrupts(&l, s, &d->l))
            break;
        end = l.end;
    }
    return end;
}

static void text_line(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    if (h->i >= h->paragraph_end)
        nc_shield_paragraph(h, paragraph_end(d));
    nc_shield_text(h, d->l.end);
    finish_line(d);
}

/* True: the line, and perhaps those after it, are done. */
static bool own_block(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    char c = d->l.content < d->l.end ? h->s.p[d->l.content] : '\0';
    struct nc_str s = content_of(d);
    static const struct marks marks[MARKS] = {
        {{"$$", 2}, {"$$", 2}, NC_STASH_MATH_BLOCK},
        {{"%%", 2}, {"%%", 2}, NC_STASH_COMMENT_BLOCK},
        {{"<%", 2}, {"%>", 2}, NC_STASH_TEMPLATE_BLOCK},
        {{"\\[", 2}, {"\\]", 2}, NC_STASH_MATH_BLOCK},
    };
    for (size_t k = 0; k < MARKS; k++)
        if (c == marks[k].open.p[0] && nc_str_starts(s, marks[k].open) &&
            (c != '\\' || h->tex_brackets))
            return put_marked_block(d, &marks[k], &d->none_closes[k]);
    if (c == '!' || c == '?')
        return put_admonition_item(d);
    return (c == ':' || c == '#') && put_div(d);
}

static bool put_table(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    size_t next = d->l.end + 1;
    if (next >= h->s.n || !strchr(" \t|:->", h->s.p[next]))
        return false;
    size_t columns;
    struct nc_line l;
    nc_line_read(&l, h->s, next);
    if (!nc_line_is_delimiter_row(&l, h->s, &columns))
        return false;
    copy_prefix(d);
    return nc_shield_table(h, &d->cells, &d->l, &d->too_large, &d->cut_row);
}

/* "<service-name>" alone on a line would begin an HTML block: an element that nobody knows begins a
 * paragraph. */
static void keep_unknown_tag(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    bool begins = d->after_blank || d->l.has_marker;
    size_t n = begins && h->i == d->l.content && h->s.p[h->i] == '<'
                   ? nc_html_tag_length(h->s, h->i, &h->no_quote_from)
                   : 0;
    if (!n || h->i + n > d->l.end || nc_str_trim(nc_str_sub(h->s, h->i + n, d->l.end)).n)
        return;
    struct nc_html_tag tag;
    nc_html_tag_read(&tag, nc_str_sub(h->s, h->i, h->i + n));
    if (!nc_html_element(tag.name))
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x95"), 0);
}

static void extended_line(struct driver *d)
{
    if (own_block(d))
        return;
    if (put_note(d)) {
        text_line(d);
        return;
    }
    if (put_table(d))
        return;
    if (d->h.i < d->l.content)
        copy_prefix(d);
    if (d->l.content < d->l.end && d->h.s.p[d->l.content] == '#' && d->h.i == d->l.content)
        repair_heading(d);
    keep_unknown_tag(d);
    text_line(d);
}

/* Lists and footnotes end where a line that is not indented follows a blank one. */
static void leave_containers(struct driver *d)
{
    size_t at;
    if (is_empty(&d->l))
        return;
    unsigned lead = lead_of(d, &at);
    if (d->in_note &&
        (d->l.quotes != d->note_quotes ||
         (lead < 2 && (d->after_blank || d->l.has_marker || note_label(d)) && !note_label(d))))
        d->in_note = false;
    if (d->l.has_marker)
        d->in_list = true;
    else if (lead < 2 && d->after_blank)
        d->in_list = false;
}

static void one_line(struct driver *d)
{
    struct nc_shielding *h = &d->h;
    nc_line_read(&d->l, h->s, h->i);
    h->content = d->l.content;
    h->quotes = d->l.quotes;
    if (in_fence(d) || continues_html(d)) {
        verbatim_line(d);
        d->after_blank = true;
        return;
    }
    leave_containers(d);
    if (is_empty(&d->l)) {
        copy_prefix(d);
        finish_line(d);
        h->brackets = 0;
        d->after_blank = true;
        return;
    }
    if (is_indented_code(d)) {
        verbatim_line(d);
        return;
    }
    if (ends_admonition(d)) {
        d->after_blank = true;
        return;
    }
    if (begins_fence(d)) {
        if (is_admonition(d))
            put_admonition(d);
        else
            verbatim_line(d);
        d->after_blank = true;
        return;
    }
    if (begins_html(d)) {
        verbatim_line(d);
        d->after_blank = true;
        return;
    }
    if (d->opts->strict) {
        copy_prefix(d);
        text_line(d);
    } else {
        extended_line(d);
    }
    d->after_blank = false;
}

static void report_tables(struct driver *d)
{
    size_t none = d->h.s.n;
    if (d->too_large < none)
        warn(d, NC_D_TABLE_SIZE, d->too_large,
             "the note's tables have more than 524288 cells; the rows from here on stay text");
    if (d->cut_row < none)
        warn(d, NC_D_TABLE_ROW, d->cut_row,
             "a row has more cells than its table has columns; the surplus was left out (a | in a "
             "cell is written \\|)");
}

static struct nc_shielding shielding(struct nc_shielded *out, struct nc_str src, size_t from,
                                     const struct nc_parse_options *opts)
{
    return (struct nc_shielding){.out = out,
                                 .s = src,
                                 .i = from,
                                 .content = from,
                                 .no_quote_from = src.n,
                                 .strict = opts->strict,
                                 .stash = !opts->strict,
                                 .blank_paths = !opts->strict && opts->dialect != NC_DIALECT_GFM,
                                 .ruby = opts->ruby,
                                 .tex_brackets = opts->dialect == NC_DIALECT_PANDOC,
                                 .logseq = opts->dialect == NC_DIALECT_LOGSEQ};
}

void nc_shield(struct nc_shielded *out, struct nc_str src, size_t from,
               const struct nc_parse_options *opts, struct nc_str file, struct nc_diags *diags)
{
    *out = (struct nc_shielded){.src = src};
    nc_buf_reserve(&out->text, (src.n - from) + (src.n - from) / 16 + 64);
    struct driver d = {.h = shielding(out, src, from, opts),
                       .opts = opts,
                       .file = file,
                       .diags = diags,
                       .after_blank = true,
                       .none_closes = {src.n, src.n, src.n, src.n},
                       .too_large = src.n,
                       .cut_row = src.n};
    nc_locator_init(&d.where, out);
    nc_shield_piece(out, from);
    while (d.h.i < src.n)
        one_line(&d);
    report_tables(&d);
    if (d.fence && !opts->strict)
        warn(&d, NC_D_UNCLOSED, d.fence_at,
             "a code fence is not closed; the code goes on to the end");
    nc_shield_join_cells(out, &d.cells);
}

void nc_shield_inline(struct nc_shielded *s, struct nc_str src, size_t from, size_t to,
                      const struct nc_parse_options *opts)
{
    *s = (struct nc_shielded){.src = src};
    struct nc_shielding h = shielding(s, nc_str_sub(src, 0, to), from, opts);
    nc_shield_piece(s, from);
    nc_shield_replace(&h, NC_LIT("# "), 0);
    nc_shield_paragraph(&h, to);
    while (h.i < to) {
        size_t end = nc_str_find(h.s, '\n', h.i);
        nc_shield_text(&h, end);
        if (h.i < to && h.i == end)
            nc_shield_replace(&h, NC_LIT(" "), 1);
    }
    nc_shield_replace(&h, NC_LIT("\xEF\xB7\x95\n"), 0);
}
