/* The shield's way through the lines: which of them are code or HTML and keep everything, which
 * begin a block that libcmark does not know, where a paragraph ends.
 *
 * libcmark decides what a block is. A line that is read otherwise here costs no more than a
 * construct that is not seen: what is hidden or stashed shows again wherever it turns out to be
 * code or HTML. */
#include "parse/block/shield.h"

#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/block/shieldscan.h"
#include "parse/html/htmlstart.h"
#include "parse/leaf/htmltag.h"

#include <stdlib.h>

/* --- code and HTML --- */

/* libcmark counts the bytes that a fence is indented by, and not the columns: where a tab is among
 * the first `columns` after the containers, blanks are put in its place. */
static void put_blanks_for_tabs(struct nc_shield_scan *d, unsigned columns)
{
    struct nc_shielding *h = &d->h;
    size_t i = d->l.inner;
    unsigned col = d->l.inner_col, to = col + columns;
    bool tab = false;
    for (unsigned k = 0; k < d->l.pad_count; k++)
        if (d->l.pads[k].from < d->l.pads[k].at)
            return; /* its blanks are counted there */
    for (; i < d->l.content && col < to; i++) {
        tab |= h->s.p[i] == '\t';
        col += h->s.p[i] == '\t' ? 4 - col % 4 : 1;
    }
    if (!tab)
        return;
    nc_shield_copy(h, d->l.inner - h->i);
    nc_shield_put_blanks(h, d->l.inner_used + col - d->l.inner_col);
    nc_shield_replace(h, NC_NONE, i - h->i);
}

/* A line of code or HTML: delimiters are hidden, nothing is stashed. */
static void verbatim_line(struct nc_shield_scan *d)
{
    bool stash = d->h.stash;
    d->h.stash = false;
    nc_shield_prefix(d);
    nc_shield_paragraph(&d->h, d->l.end);
    nc_shield_text(&d->h, d->l.end);
    d->h.stash = stash;
    nc_shield_finish_line(d);
}

/* The line begins a block of its own: what it did not go on with is closed. */
static void close_lazy(struct nc_shield_scan *d)
{
    if (d->l.lazy)
        d->c.count = d->l.matched;
    d->l.lazy = false;
    d->c.in_paragraph = false;
}

static bool begins_fence(struct nc_shield_scan *d)
{
    char c;
    unsigned n = d->l.indent < 4 ? nc_line_fence(&d->l, d->h.s, &c) : 0;
    if (!n)
        return false;
    close_lazy(d);
    if (d->h.stash && nc_shield_open_admonition(d, c, n))
        return true;
    d->fence = c;
    d->fence_length = n;
    d->fence_at = d->l.content;
    d->fence_indent = d->l.indent;
    if (!d->l.opened)
        put_blanks_for_tabs(d, d->l.indent);
    verbatim_line(d);
    return true;
}

/* Whether what ends the open HTML block stands in s. The elements whose content is raw end with any
 * of their closing tags. */
static bool ends_html(const struct nc_shield_scan *d, struct nc_str s)
{
    static const char *const raw[] = {"</pre>", "</script>", "</style>", "</textarea>", NULL};
    if (!nc_str_starts(d->html_end, NC_LIT("</")))
        return nc_str_search(s, d->html_end, 0) < s.n;
    for (size_t i = nc_str_find(s, '<', 0); i < s.n; i = nc_str_find(s, '<', i + 1))
        if (nc_str_starts_among(nc_str_sub(s, i, s.n), raw))
            return true;
    return false;
}

/* Elements whose content no blank line ends, within a block that one ends. */
static const struct {
    struct nc_str open, close;
} raw_elements[NC_RAW_ELEMENTS] = {{{"<style", 6}, {"</style", 7}},
                                   {{"<script", 7}, {"</script", 8}},
                                   {{"<textarea", 9}, {"</textarea", 10}},
                                   {{"<svg", 4}, {"</svg", 5}},
                                   {{"<pre", 4}, {"</pre", 5}}};

/* Where mark, a part of a tag, stands at i or after it in s, before end. */
static size_t find_mark(struct nc_str s, size_t i, size_t end, struct nc_str mark)
{
    struct nc_str part = nc_str_sub(s, 0, end);
    for (i = nc_str_find(part, '<', i); i < end; i = nc_str_find(part, '<', i + 1))
        if (nc_str_istarts(nc_str_sub(part, i, end), mark) &&
            (i + mark.n == end || strchr(" \t\n/>", s.p[i + mark.n])))
            return i;
    return end;
}

/* Follows raw elements over [from, line's end): d->html_raw is the one that is open then. What
 * nothing closes is left alone. */
static void follow_raw(struct nc_shield_scan *d, size_t from)
{
    struct nc_str s = d->h.s;
    while (from < d->l.end) {
        if (d->html_raw) {
            struct nc_str close = raw_elements[d->html_raw - 1].close;
            size_t at = find_mark(s, from, d->l.end, close);
            if (at == d->l.end)
                return;
            d->html_raw = 0;
            from = at + close.n;
        }
        size_t first = d->l.end;
        for (unsigned k = 0; k < NC_RAW_ELEMENTS; k++) {
            size_t at = find_mark(s, from, first, raw_elements[k].open);
            if (at == first || at >= d->no_raw_from[k])
                continue;
            if (find_mark(s, at, s.n, raw_elements[k].close) == s.n) {
                d->no_raw_from[k] = at;
                continue;
            }
            first = at;
            d->html_raw = k + 1;
        }
        from = first < d->l.end ? first + 1 : first;
    }
}

/* <figure markdown>, <div markdown="1">, which ends its line: what follows is Markdown (Python's
 * md_in_html), and so is what follows the line that closes it. */
static bool holds_markdown(struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    size_t length = nc_html_tag_length(d->h.s, d->l.content, &d->h.no_quote_from);
    struct nc_html_tag tag;
    struct nc_buf value = {0};
    if (!length || length > s.n || nc_str_trim(nc_str_sub(s, length, s.n)).n)
        return false;
    nc_html_tag_read(&tag, nc_str_sub(s, 0, length));
    bool closes = tag.kind == NC_TAG_CLOSE && d->markdown_open > 0;
    bool opens = tag.kind == NC_TAG_OPEN && nc_html_attr(&value, &tag, "markdown");
    d->markdown_open += opens;
    d->markdown_open -= closes;
    nc_buf_dispose(&value);
    return opens || closes;
}

/* Ends the block of such a tag, which a summary may follow. */
static void begin_markdown(struct nc_shield_scan *d)
{
    struct nc_str next = nc_str_sub(d->h.s, d->h.i, nc_str_find(d->h.s, '\n', d->h.i));
    if (!d->html_markdown || nc_str_search(next, NC_LIT("<summary"), 0) < next.n)
        return;
    d->html_markdown = d->in_html = false;
    nc_shield_put_prefix(d, d->c.count);
    nc_shield_replace(&d->h, NC_LIT("\n"), 0); /* ends the HTML block to libcmark */
}

static bool begins_html(struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    if (d->l.indent >= 4 || !nc_html_starts(s, d->c.in_paragraph, &d->html_end))
        return false;
    if (!d->opts->strict && !d->html_end.n &&
        nc_placeholder_begins(&d->placeholders, d->h.s, d->l.content)) {
        nc_shield_prefix(d);
        nc_shield_replace(&d->h, NC_LIT("\xEF\xB7\x95"), 0); /* it begins no block */
        return false;
    }
    close_lazy(d);
    d->in_html = !d->html_end.n || !ends_html(d, nc_str_sub(s, 1, s.n));
    d->html_raw = 0;
    if (!d->html_end.n && !d->opts->strict)
        follow_raw(d, d->l.content);
    bool ends = d->in_html && !d->html_end.n && !d->opts->strict && holds_markdown(d);
    d->html_markdown = ends;
    verbatim_line(d);
    begin_markdown(d);
    return true;
}

/* ":::", which ends a div that the HTML stands in. */
static bool is_div_end(struct nc_str s)
{
    s = nc_str_trim(s);
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ':')
            return false;
    return s.n >= 3;
}

/* True: the line belongs to an open fence or HTML block and is done. */
static bool in_leaf(struct nc_shield_scan *d)
{
    if (!d->fence && !d->in_html)
        return false;
    nc_line_continue(&d->l, &d->c, d->h.s, d->h.i);
    bool blank = nc_line_is_empty(&d->l);
    if (d->in_html && blank && d->html_raw && d->l.matched == d->c.count) {
        nc_shield_prefix(d);
        nc_shield_replace(&d->h, NC_LIT("\xEF\xB7\x95"), 0); /* no blank line to libcmark */
        nc_shield_finish_line(d);
        return true;
    }
    if (d->in_html && !d->html_end.n && !d->html_raw &&
        (nc_shield_closes_tag(d) || (!d->opts->strict && is_div_end(nc_shield_content(d))))) {
        nc_shield_put_prefix(d, d->c.count);
        nc_shield_replace(&d->h, NC_LIT("\n"), 0); /* ends the HTML block to libcmark */
        d->in_html = false;
        return false;
    }
    if (d->l.matched < d->c.count || (d->in_html && blank && !d->html_end.n)) {
        d->fence = '\0';
        d->in_html = false;
        return false;
    }
    d->h.content = d->l.content;
    if (d->fence)
        put_blanks_for_tabs(d, d->fence_indent);
    if (d->in_html && !d->html_end.n && !d->opts->strict)
        follow_raw(d, d->l.content);
    if (d->in_html && d->html_end.n && ends_html(d, nc_shield_content(d)))
        d->in_html = false;
    if (d->fence && nc_line_closes(&d->l, d->h.s, d->fence, d->fence_length))
        d->fence = '\0';
    if (d->in_html && !d->html_end.n && !d->html_raw && !d->opts->strict &&
        nc_str_starts(nc_shield_content(d), NC_LIT("<")))
        d->html_markdown |= holds_markdown(d);
    verbatim_line(d);
    if (d->in_html)
        begin_markdown(d);
    return true;
}

/* --- paragraphs --- */

/* "##Heading": a blank is put in. */
static bool repair_heading(struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    size_t n = 0;
    unsigned len;
    while (n < s.n && s.p[n] == '#')
        n++;
    if (n < 2 || n > 6 || n == s.n || d->opts->strict || d->opts->no_repair || d->l.indent >= 4)
        return false;
    uint32_t cp = nc_utf8_at(s, n, &len);
    if (!nc_is_letter(cp) && !nc_is_cjk(cp))
        return false;
    nc_shield_warn(d, NC_D_HEADING_REPAIRED, d->l.content,
                   "a heading needs a blank after its number signs; it was read as one");
    nc_shield_copy(&d->h, n);
    nc_shield_replace(&d->h, NC_LIT(" "), 0);
    return true;
}

/* Whether a line ends the paragraph before it. */
static bool interrupts(const struct nc_line *l, struct nc_str s, bool strict)
{
    char c;
    struct nc_str content = nc_str_sub(s, l->content, l->end);
    if (nc_line_is_empty(l) || l->opened)
        return true;
    if (l->indent >= 4)
        return false;
    return nc_line_fence(l, s, &c) || nc_line_is_heading(l, s) || nc_line_is_rule(l, s) ||
           (!strict && nc_begins_own_block(content));
}

/* The definitions of a note's links are often written right below its last footnote; by CommonMark
 * they would go on with its text. */
static bool ends_note(const struct nc_shield_scan *d, const struct nc_line *l)
{
    return !d->opts->strict && l->lazy && l->indent < 4 &&
           d->c.open[l->matched].kind == NC_IN_NOTE &&
           nc_begins_link_definition(nc_str_sub(d->h.s, l->content, l->end));
}

static size_t paragraph_end(struct nc_shield_scan *d)
{
    struct nc_str s = d->h.s;
    size_t end = d->l.end;
    d->c.in_paragraph = true;
    while (end < s.n) {
        struct nc_line l;
        nc_line_read(&l, &d->c, s, end + 1);
        if (interrupts(&l, s, d->opts->strict) || ends_note(d, &l))
            break;
        end = l.end;
    }
    return end;
}

/* "> [!note]: Title" defines no link. */
static bool is_callout_mark(const struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    return d->l.quotes && nc_str_starts(s, NC_LIT("[!")) &&
           nc_str_starts(nc_str_sub(s, nc_str_find(s, ']', 0), s.n), NC_LIT("]:"));
}

static void text_line(struct nc_shield_scan *d)
{
    struct nc_shielding *h = &d->h;
    if (!d->opts->strict && h->i == d->l.content && is_callout_mark(d))
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x95"), 0);
    bool heading = h->i == d->l.content && d->l.indent < 4 &&
                   (nc_line_is_heading(&d->l, h->s) || nc_line_is_rule(&d->l, h->s));
    bool underline = d->c.in_paragraph && !d->l.lazy && nc_line_is_underline(&d->l, h->s);
    heading |= !heading && h->i == d->l.content && repair_heading(d);
    if (heading)
        close_lazy(d);
    size_t close = d->opts->strict ? 0 : nc_shield_tag_at_end(d);
    if (close) {
        nc_shield_paragraph(h, close);
        nc_shield_text(h, close);
        nc_shield_close_at_end(d, close);
        return;
    }
    if (heading || h->i >= h->paragraph_end)
        nc_shield_paragraph(h, heading ? d->l.end : paragraph_end(d));
    nc_shield_text(h, d->l.end);
    d->c.in_paragraph = d->is_text = !heading && !underline;
    nc_shield_finish_line(d);
}

/* --- lines --- */

/* A table's head may follow a paragraph, even one of a list that it is no part of. */
static bool put_table(struct nc_shield_scan *d)
{
    unsigned count = d->c.count;
    if (d->l.indent >= 4)
        return false;
    if (d->l.lazy)
        d->c.count = d->l.matched;
    if (!nc_shield_begins_table(d)) {
        d->c.count = count;
        return false;
    }
    nc_shield_prefix(d);
    nc_shield_table(d);
    return true;
}

/* A line that is not blank, from its content on. */
static void content_line(struct nc_shield_scan *d)
{
    for (;;) {
        d->h.content = d->l.content;
        d->h.quotes = d->l.quotes;
        if (d->l.code) {
            verbatim_line(d);
            return;
        }
        enum nc_shield_did did = NC_SHIELD_NOTHING;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_shield_tag_line(d);
        if (did == NC_SHIELD_LINE)
            return;
        if (did == NC_SHIELD_REST)
            continue;
        if (nc_shield_close_admonition(d) || begins_fence(d) || begins_html(d))
            return;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_shield_own_block(d);
        if (did == NC_SHIELD_LINE)
            return;
        if (did == NC_SHIELD_REST)
            continue;
        if (did == NC_SHIELD_NOTHING && !d->opts->strict &&
            (put_table(d) || nc_shield_pandoc_table(d)))
            return;
        if (did == NC_SHIELD_NOTHING && ends_note(d, &d->l)) {
            close_lazy(d);
            nc_shield_put_prefix(d, d->c.count);
            nc_shield_replace(&d->h, NC_LIT("\n"), 0);
        }
        if (did == NC_SHIELD_NOTHING)
            nc_shield_prefix(d);
        text_line(d);
        return;
    }
}

static void one_line(struct nc_shield_scan *d)
{
    struct nc_shielding *h = &d->h;
    if (in_leaf(d)) {
        d->is_text = false;
        return;
    }
    d->count_before = d->c.count;
    nc_line_enter(&d->l, &d->c, h->s, h->i);
    h->content = d->l.content;
    h->quotes = d->l.quotes;
    if (nc_line_is_empty(&d->l)) {
        nc_shield_prefix(d);
        nc_shield_finish_line(d);
        h->brackets = 0;
        return;
    }
    d->was_text = d->is_text;
    d->is_text = false;
    content_line(d);
}

static struct nc_shielding shielding(struct nc_shielded *out, struct nc_str src, size_t from,
                                     const struct nc_parse_options *opts,
                                     const struct nc_special *special)
{
    return (struct nc_shielding){.out = out,
                                 .s = src,
                                 .i = from,
                                 .content = from,
                                 .no_quote_from = src.n,
                                 .strict = opts->strict,
                                 .stash = !opts->strict,
                                 .single_tilde = opts->dialect == NC_DIALECT_GFM,
                                 .blank_paths = !opts->strict && opts->dialect != NC_DIALECT_GFM,
                                 .special = special,
                                 .carets = opts->dialect == NC_DIALECT_LOGSEQ ||
                                           opts->dialect == NC_DIALECT_NOTES,
                                 .carets_apart = opts->dialect != NC_DIALECT_LOGSEQ};
}

void nc_shield(struct nc_shielded *out, struct nc_str src, const struct nc_front *front,
               const struct nc_parse_options *opts, struct nc_str file, struct nc_diags *diags)
{
    size_t from = front->body;
    struct nc_special special;
    nc_special_init(&special, opts);
    *out = (struct nc_shielded){.src = src};
    nc_buf_reserve(&out->text, (src.n - from) + (src.n - from) / 16 + 64);
    struct nc_shield_scan d = {.h = shielding(out, src, from, opts, &special),
                               .opts = opts,
                               .file = file,
                               .diags = diags,
                               .no_multi_from = src.n};
    d.tags.no_comment_from = src.n;
    for (size_t k = 0; k < NC_RAW_ELEMENTS; k++)
        d.no_raw_from[k] = src.n;
    for (size_t k = 0; k < NC_BLOCK_PAIRS; k++)
        d.none_closes[k] = src.n;
    nc_locator_init(&d.where, out);
    nc_shield_piece(out, from);
    while (d.h.i < src.n)
        one_line(&d);
    if (d.fence && !opts->strict)
        nc_shield_warn(&d, NC_D_UNCLOSED, d.fence_at,
                       "a code fence is not closed; the code goes on to the end");
    if (!opts->strict) {
        struct nc_shielding texts = shielding(out, src, from, opts, &special);
        nc_shield_texts(&texts, front, &d.headings);
    }
    nc_shield_join(out, &d.headings);
    nc_placeholders_dispose(&d.placeholders);
    nc_shield_tags_dispose(&d.tags);
}
