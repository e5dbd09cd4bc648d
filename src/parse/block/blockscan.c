/* The way through the lines: which are code or HTML, which begin a block, where a paragraph ends.
 * It alone says what a block is; libcmark gets the texts only. */
#include "parse/block/blockscan.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/block/blocks.h"
#include "parse/block/infostring.h"
#include "parse/block/linkdef.h"
#include "parse/html/htmlstart.h"
#include "parse/html/inlinehtml.h"
#include "parse/inline/commonmark.h"
#include "parse/inline/inlines.h"
#include "parse/leaf/htmltag.h"

#include <stdlib.h>

/* --- code and HTML --- */

/* The line begins a block of its own: what it did not go on with is closed. */
static void close_lazy(struct nc_scan *d)
{
    if (d->l.lazy)
        d->c.count = d->l.matched;
    d->l.lazy = false;
    d->c.in_paragraph = false;
}

static void open_code(struct nc_scan *d, size_t at, struct nc_str info, enum nc_open_leaf leaf)
{
    struct nc_node *n = nc_build_block(&d->b, NC_CODE_BLOCK, at);
    bool strict = d->opts->strict;
    n->u.code.info = nc_arena_str(d->b.t.doc->arena, info);
    n->u.code.lang = nc_info_language(n->u.code.info, strict);
    if (!strict)
        n->u.code.title = nc_info_title(n->u.code.info);
    n->u.code.fenced = leaf == NC_LEAF_FENCED;
    if (!strict && nc_str_eqz(n->u.code.lang, "mermaid"))
        n->u.code.role = NC_CODE_DIAGRAM;
    nc_build_code(&d->b, n, leaf);
}

static bool begins_fence(struct nc_scan *d)
{
    char c;
    unsigned n = d->l.indent < 4 ? nc_line_fence(&d->l, d->h.s, &c) : 0;
    if (!n)
        return false;
    close_lazy(d);
    if (d->h.stash && nc_scan_open_admonition(d, c, n))
        return true;
    d->fence = c;
    d->fence_length = n;
    d->fence_at = d->l.content;
    d->fence_indent = d->l.indent;
    struct nc_str info = nc_str_trim(nc_str_sub(d->h.s, d->l.content + n, d->l.end));
    struct nc_buf shown = {0};
    nc_commonmark_info(&shown, info);
    open_code(d, d->l.content, nc_buf_view(&shown), NC_LEAF_FENCED);
    nc_buf_dispose(&shown);
    nc_scan_line(d);
    return true;
}

/* A line of indented code. */
static void code_line(struct nc_scan *d)
{
    unsigned pad;
    if (d->b.leaf != NC_LEAF_INDENTED)
        open_code(d, nc_line_rest(&d->l, d->h.s, 4, &pad) - (pad > 0), NC_NONE, NC_LEAF_INDENTED);
    nc_build_line(&d->b, &d->l, 4);
    nc_scan_line(d);
}

/* Whether what ends the open HTML block stands in s. The elements whose content is raw end with any
 * of their closing tags. */
static bool ends_html(const struct nc_scan *d, struct nc_str s)
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
static void follow_raw(struct nc_scan *d, size_t from)
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

/* In MDX the lines in a block's tags are Markdown. Lines that would be code are left to HTML. */
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

/* <figure markdown>, <div markdown="1">, which ends its line: what follows is Markdown (Python's
 * md_in_html), and so is what follows the line that closes it. */
static bool holds_markdown(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    size_t length = nc_html_tag_length(d->h.s, d->l.content, &d->h.no_quote_from);
    struct nc_html_tag tag;
    struct nc_buf value = {0};
    if (!length || length > s.n || nc_str_trim(nc_str_sub(s, length, s.n)).n)
        return false;
    nc_html_tag_read(&tag, nc_str_sub(s, 0, length));
    bool closes = tag.kind == NC_TAG_CLOSE && d->markdown_open > 0;
    bool opens =
        tag.kind == NC_TAG_OPEN && (nc_html_attr(&value, &tag, "markdown") || holds_mdx(d, &tag));
    d->markdown_open += opens;
    d->markdown_open -= closes;
    nc_buf_dispose(&value);
    return opens || closes;
}

/* Ends the block of such a tag, which a summary may follow. */
static void begin_markdown(struct nc_scan *d)
{
    struct nc_str next = nc_str_sub(d->h.s, d->next, nc_str_find(d->h.s, '\n', d->next));
    if (d->html_markdown && nc_str_search(next, NC_LIT("<summary"), 0) == next.n)
        d->html_markdown = d->in_html = false;
}

static bool begins_html(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    if (d->l.indent >= 4 || !nc_html_starts(s, d->c.in_paragraph, &d->html_end))
        return false;
    if (!d->opts->strict && !d->html_end.n &&
        nc_placeholder_begins(&d->placeholders, d->h.s, d->l.content))
        return false;
    close_lazy(d);
    nc_build_html(&d->b, d->l.content);
    d->in_html = !d->html_end.n || !ends_html(d, nc_str_sub(s, 1, s.n));
    d->html_raw = 0;
    if (!d->html_end.n && !d->opts->strict)
        follow_raw(d, d->l.content);
    d->html_markdown = d->in_html && !d->html_end.n && !d->opts->strict && holds_markdown(d);
    nc_build_line(&d->b, &d->l, 0);
    nc_scan_line(d);
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

/* Whether the line ends an HTML block that a blank line would end. */
static bool ends_html_early(const struct nc_scan *d)
{
    return d->in_html && !d->html_end.n && !d->html_raw &&
           (nc_scan_closes_tag(d, &d->l) || (!d->opts->strict && is_div_end(nc_scan_content(d))));
}

/* True: the line belongs to an open fence or HTML block and is done. */
static bool in_leaf(struct nc_scan *d)
{
    if (!d->fence && !d->in_html)
        return false;
    nc_line_continue(&d->l, &d->c, d->h.s, d->next);
    bool blank = nc_line_is_empty(&d->l), ends_blank = d->in_html && !d->html_end.n;
    bool raw = d->html_raw && d->l.matched == d->c.count;
    if (d->l.matched < d->c.count || ends_html_early(d) || (ends_blank && blank && !raw)) {
        d->fence = '\0';
        d->in_html = false;
        return false;
    }
    if (ends_blank && !d->opts->strict)
        follow_raw(d, d->l.content);
    if (d->in_html && d->html_end.n && ends_html(d, nc_scan_content(d)))
        d->in_html = false;
    if (d->fence && nc_line_closes(&d->l, d->h.s, d->fence, d->fence_length))
        d->fence = '\0';
    else
        nc_build_line(&d->b, &d->l, d->fence ? d->fence_indent : 0);
    if (d->in_html && !d->html_end.n && !d->html_raw && !d->opts->strict &&
        nc_str_starts(nc_scan_content(d), NC_LIT("<")))
        d->html_markdown |= holds_markdown(d);
    nc_scan_line(d);
    if (d->in_html)
        begin_markdown(d);
    return true;
}

/* --- paragraphs --- */

/* The number signs that s begins with. */
static unsigned signs(struct nc_str s)
{
    unsigned n = 0;
    while (n < s.n && s.p[n] == '#')
        n++;
    return n;
}

/* "##Heading" is read as a heading too; the number of its signs, 0: it is none. */
static unsigned repair_heading(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    unsigned n = signs(s), len;
    if (n < 2 || n > 6 || n == s.n || d->opts->strict || d->opts->no_repair)
        return 0;
    uint32_t cp = nc_utf8_at(s, n, &len);
    if (!nc_is_letter(cp) && !nc_is_cjk(cp))
        return 0;
    nc_scan_warn(d, NC_D_HEADING_REPAIRED, d->l.content,
                 "a heading needs a blank after its number signs; it was read as one");
    return n;
}

/* A heading of that level; the number signs at its end, after a blank, are none of its text. */
static void put_heading(struct nc_scan *d, unsigned level)
{
    struct nc_str line = nc_scan_content(d);
    size_t n = nc_str_trim(line).n, to = n, from = level;
    while (to > 0 && line.p[to - 1] == '#')
        to--;
    if (to > 0 && to < n && nc_ascii_is_blank(line.p[to - 1]))
        n = to;
    while (from < n && nc_ascii_is_blank(line.p[from]))
        from++;
    while (n > from && nc_ascii_is_blank(line.p[n - 1]))
        n--;
    struct nc_node *heading = nc_build_block(&d->b, NC_HEADING, d->l.content);
    heading->u.heading.level = (uint8_t)level;
    if (n > from)
        nc_leaf_put(&d->h, d->l.content + from, d->l.content + n, heading);
    nc_scan_line(d);
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
static bool ends_note(const struct nc_scan *d, const struct nc_line *l)
{
    struct nc_link_definition link;
    return !d->opts->strict && l->lazy && l->indent < 4 &&
           d->c.open[l->matched].kind == NC_IN_NOTE &&
           nc_link_definition_read(&link, nc_str_sub(d->h.s, 0, l->end), l->content);
}

static size_t paragraph_end(struct nc_scan *d)
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
static bool is_callout_mark(const struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    return d->l.quotes && nc_str_starts(s, NC_LIT("[!")) &&
           nc_str_starts(nc_str_sub(s, nc_str_find(s, ']', 0), s.n), NC_LIT("]:"));
}

/* A line that is a heading, a rule, or underlines a heading. */
static bool put_line_block(struct nc_scan *d)
{
    bool underline = d->c.in_paragraph && !d->l.lazy && nc_line_is_underline(&d->l, d->h.s);
    if (d->l.indent >= 4 || d->l.too_deep < d->l.end)
        return false;
    if (underline && nc_build_underline(&d->b, d->h.s.p[d->l.content] == '=' ? 1 : 2)) {
        d->c.in_paragraph = false;
        nc_scan_line(d);
        return true;
    }
    if (nc_line_is_rule(&d->l, d->h.s)) {
        close_lazy(d);
        nc_build_block(&d->b, NC_RULE, d->l.content);
        nc_scan_line(d);
        return true;
    }
    unsigned level =
        nc_line_is_heading(&d->l, d->h.s) ? signs(nc_scan_content(d)) : repair_heading(d);
    if (!level)
        return false;
    close_lazy(d);
    put_heading(d, level);
    return true;
}

/* The marks of a formula without content are text. */
static void put_literal_marks(struct nc_scan *d)
{
    d->h.for_libcmark |= d->literal_marks > 0;
    for (; d->literal_marks > 0; d->literal_marks--) {
        nc_shield_replace(&d->h, NC_LIT("\\"), 0);
        nc_shield_copy(&d->h, 1);
    }
}

/* The text of a line up to its end, or, where a construct goes on, that of a later line. */
static void put_line_text(struct nc_scan *d)
{
    struct nc_shielding *h = &d->h;
    bool plain = nc_byte_set_find(&h->special->is, h->s.p, h->i, d->l.end) == d->l.end;
    if (h->i >= d->looked_to && !plain) {
        d->looked_to = paragraph_end(d);
        nc_shield_paragraph(h, d->looked_to);
    }
    h->paragraph_end = d->looked_to;
    put_literal_marks(d);
    nc_shield_text(h, d->l.end);
    while (h->i > d->l.end || (h->i < h->s.n && h->s.p[h->i] != '\n')) {
        d->l.end = nc_str_find(h->s, '\n', h->i);
        nc_shield_text(h, d->l.end);
    }
}

/* A line of a paragraph. closed: the tag after it closes what the paragraph stands in. */
static void put_text(struct nc_scan *d, bool closed)
{
    struct nc_shielding *h = &d->h;
    bool goes_on = d->b.leaf == NC_LEAF_TEXT && d->c.in_paragraph;
    if (!goes_on) {
        h->brackets = 0;
        h->highlight_open = false;
        nc_build_text(&d->b, d->l.content,
                      d->opts->strict || !(d->after_label || is_callout_mark(d)));
    } else if (h->out->text.n > d->b.leaf_from) {
        nc_shield_line_end(h, d->l.content);
    }
    h->i = h->content = d->l.content;
    h->quotes = d->l.quotes;
    nc_shield_piece(h->out, h->i);
    if (closed) {
        nc_shield_paragraph(h, d->l.end);
        nc_shield_text(h, d->l.end);
        nc_shield_paragraph(h, d->l.end); /* what was known of this text is so of no other */
    } else {
        put_line_text(d);
    }
    nc_scan_line(d);
    d->c.in_paragraph = d->is_text = true;
}

static void text_line(struct nc_scan *d)
{
    size_t close = d->opts->strict ? 0 : nc_scan_tag_at_end(d), end = d->l.end;
    if (close)
        d->l.end = close;
    if (!put_line_block(d))
        put_text(d, close > 0);
    if (!close)
        return;
    d->l.end = end;
    nc_scan_close_at_end(d, close);
}

/* --- lines --- */

/* A table's head may follow a paragraph, even one of a list that it is no part of. */
static bool put_table(struct nc_scan *d)
{
    unsigned count = d->c.count;
    if (d->l.indent >= 4)
        return false;
    if (d->l.lazy)
        d->c.count = d->l.matched;
    if (!nc_scan_begins_table(d)) {
        d->c.count = count;
        return false;
    }
    nc_scan_table(d);
    return true;
}

static void blank_line(struct nc_scan *d)
{
    nc_build_sync(&d->b);
    nc_build_blank(&d->b, &d->l);
    nc_scan_line(d);
}

/* A line that is not blank, from its content on. */
static void content_line(struct nc_scan *d)
{
    for (;;) {
        if (nc_line_is_empty(&d->l)) {
            blank_line(d);
            return;
        }
        if (d->l.code) {
            code_line(d);
            return;
        }
        enum nc_scan_did did = NC_SCAN_NOTHING;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_scan_tag_line(d);
        if (did == NC_SCAN_LINE)
            return;
        if (did == NC_SCAN_REST)
            continue;
        if (nc_scan_close_admonition(d) || begins_fence(d) || begins_html(d))
            return;
        if (!d->opts->strict && d->l.indent < 4)
            did = nc_scan_own_block(d);
        if (did == NC_SCAN_LINE)
            return;
        if (did == NC_SCAN_REST)
            continue;
        if (did == NC_SCAN_NOTHING && !d->opts->strict && (put_table(d) || nc_scan_pandoc_table(d)))
            return;
        if (did == NC_SCAN_NOTHING && ends_note(d, &d->l))
            close_lazy(d);
        text_line(d);
        return;
    }
}

/* Whether the leaf that is open goes on in the line. */
static bool leaf_goes_on(const struct nc_scan *d)
{
    const struct nc_line *l = &d->l;
    if (d->b.leaf == NC_LEAF_TEXT)
        return d->c.in_paragraph;
    return d->b.leaf == NC_LEAF_INDENTED && l->matched == d->b.depth && !l->opened &&
           (l->code || nc_line_is_empty(l));
}

static void read_line(struct nc_scan *d)
{
    if (in_leaf(d)) {
        d->is_text = false;
        return;
    }
    d->count_before = d->c.count;
    d->literal_marks = 0;
    d->after_label = false;
    nc_line_enter(&d->l, &d->c, d->h.s, d->next);
    if (d->l.too_deep < d->l.end && !d->told_depth) {
        d->told_depth = true;
        nc_scan_warn(d, NC_D_NESTING, d->l.too_deep,
                     "blocks nested deeper than 200 levels are kept as text");
    }
    if (!d->l.lazy && !leaf_goes_on(d))
        nc_build_end_leaf(&d->b);
    if (nc_line_is_empty(&d->l)) {
        blank_line(d);
        return;
    }
    if (!d->l.lazy)
        nc_build_sync(&d->b);
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

/* Lines among those of the front matter that are text: a paragraph each time. */
static void put_front_text(struct nc_scan *d, const struct nc_front *front)
{
    for (size_t k = 0; k < front->kept_count; k++) {
        const struct nc_range r = front->kept[k];
        struct nc_node *p = nc_build_block(&d->b, NC_PARAGRAPH, r.from);
        nc_leaf_put(&d->h, r.from, r.to, p);
    }
}

static void init(struct nc_scan *d, size_t end)
{
    d->no_multi_from = d->tags.no_comment_from = end;
    for (size_t k = 0; k < NC_RAW_ELEMENTS; k++)
        d->no_raw_from[k] = end;
}

static void read_lines(struct nc_scan *d, const struct nc_front *front)
{
    struct nc_str src = d->h.s;
    put_front_text(d, front);
    while (d->next < src.n)
        read_line(d);
    nc_build_finish(&d->b);
    if (d->fence && !d->opts->strict)
        nc_scan_warn(d, NC_D_UNCLOSED, d->fence_at,
                     "a code fence is not closed; the code goes on to the end");
    nc_placeholders_dispose(&d->placeholders);
    nc_scan_tags_dispose(&d->tags);
}

struct nc_node *nc_blocks_read(struct nc_doc *doc, struct nc_str src, const struct nc_front *front,
                               const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_special special;
    struct nc_shielded out = {.src = src};
    nc_special_init(&special, opts);
    nc_buf_reserve(&out.text, (src.n - front->body) + (src.n - front->body) / 16 + 64);
    struct nc_scan d = {.h = shielding(&out, src, front->body, opts, &special),
                        .opts = opts,
                        .c = {.outline = opts->dialect == NC_DIALECT_LOGSEQ,
                              .quote_fences = !opts->strict && nc_has_quote_fences(src)},
                        .file = doc->files[0],
                        .tags = {.is_mdx = nc_str_ends(doc->files[0], NC_LIT(".mdx"))},
                        .diags = diags,
                        .next = front->body};
    d.b = (struct nc_build){.t = {.doc = doc, .diags = diags, .src = src, .h = &d.h},
                            .c = &d.c,
                            .strict = opts->strict,
                            .parent = doc->root};
    nc_locator_init(&d.b.t.locator, &out);
    init(&d, src.n);
    nc_shield_piece(&out, front->body);
    read_lines(&d, front);
    nc_leaves_finish(&d.h);
    struct nc_node *notes = nc_inlines_read(doc, &out, opts, diags, nc_inline_tags);
    nc_build_settle(&d.b);
    nc_shielded_dispose(&out);
    return notes;
}
