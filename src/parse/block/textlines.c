/* Reads lines of text: headings, rules, and paragraphs to their end. */
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/block/blockscan.h"
#include "parse/block/linkdef.h"
#include "parse/construct/callout.h"

/* The number of '#' at the beginning of s. */
static unsigned signs(struct nc_str s)
{
    unsigned n = 0;
    while (n < s.n && s.p[n] == '#')
        n++;
    return n;
}

/* Reads "##Heading" as a heading too, and "#Heading" with a no-break or wide blank. Returns the
 * number of its signs, or 0. */
static unsigned repair_heading(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    unsigned n = signs(s), len;
    if (n < 1 || n > 6 || n == s.n || d->opts->strict || d->opts->no_repair)
        return 0;
    size_t text = nc_past_spaces(s, n, s.n);
    uint32_t cp = nc_utf8_at(s, n, &len);
    if (text == n ? n == 1 || (!nc_is_letter(cp) && !nc_is_cjk(cp)) : text == s.n)
        return 0;
    nc_scan_warn(d, NC_D_HEADING_REPAIRED, d->l.content,
                 "a heading needs a blank after its number signs; it was read as one");
    return n;
}

/* Puts a heading of this level. Number signs at its end, after a blank, do not belong to its text.
 */
static void put_heading(struct nc_scan *d, unsigned level)
{
    struct nc_str line = nc_scan_content(d);
    size_t n = nc_str_trim(line).n, to = n, from = level;
    while (to > 0 && line.p[to - 1] == '#')
        to--;
    if (to > 0 && to < n && nc_ascii_is_blank(line.p[to - 1]))
        n = to;
    from = d->opts->strict ? nc_str_past_blanks(line, from, n) : nc_past_spaces(line, from, n);
    n = nc_str_before_blanks(line, from, n);
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

/* Whether the line ends a footnote. Link definitions are often written right below the last
 * footnote; without this they would continue its text. */
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
        nc_line_texts_put(&d->h.lines, l.start, l.content);
        end = l.end;
    }
    return end;
}

/* Puts a line that is a heading or a rule, or that underlines a heading. */
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
        nc_scan_begin_block(d);
        nc_build_block(&d->b, NC_RULE, d->l.content);
        nc_scan_line(d);
        return true;
    }
    unsigned level =
        nc_line_is_heading(&d->l, d->h.s) ? signs(nc_scan_content(d)) : repair_heading(d);
    if (!level)
        return false;
    nc_scan_begin_block(d);
    put_heading(d, level);
    return true;
}

/* Puts the marks of an empty formula as text. */
static void put_literal_marks(struct nc_scan *d)
{
    d->h.for_libcmark |= d->literal_marks > 0;
    for (; d->literal_marks > 0; d->literal_marks--) {
        nc_shield_replace(&d->h, NC_LIT("\\"), 0);
        nc_shield_copy(&d->h, 1);
    }
}

/* Puts the text of a line to its end, or to the end of a later line if a construct continues there.
 */
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

/* The number of quotations around the line, with those it continues lazily. */
static unsigned quotes_around(const struct nc_scan *d)
{
    unsigned count = d->l.quotes;
    for (unsigned k = d->l.matched; d->l.lazy && k < d->c.count; k++)
        count += d->c.open[k].kind == NC_IN_QUOTE;
    return count;
}

/* Puts a line of a paragraph. closed: the tag after it closes the block around the paragraph. */
static void put_text(struct nc_scan *d, bool closed)
{
    struct nc_shielding *h = &d->h;
    bool goes_on = d->b.leaf == NC_LEAF_TEXT && d->c.in_paragraph;
    if (!goes_on) {
        h->brackets = 0;
        h->highlight_open = false;
        nc_build_text(
            &d->b, d->l.content,
            d->opts->strict ||
                !(d->after_label || (d->l.quotes && nc_callout_is_label(nc_scan_content(d)))));
    } else if (h->out->text.n > d->b.leaf_from) {
        nc_shield_line_end(h, d->l.content);
    }
    h->i = h->content = d->l.content;
    h->quotes = quotes_around(d);
    nc_shield_piece(h->out, h->i);
    if (closed) {
        nc_shield_paragraph(h, d->l.end);
        nc_shield_text(h, d->l.end);
        /* Searches remembered for this text do not apply to the next. */
        nc_shield_paragraph(h, d->l.end);
    } else {
        put_line_text(d);
    }
    nc_scan_line(d);
    d->c.in_paragraph = d->is_text = true;
}

void nc_scan_text(struct nc_scan *d)
{
    put_text(d, false);
}

/* Whether code that begins on the line covers `at` and continues after it. */
static bool is_in_code(struct nc_scan *d, size_t at)
{
    struct nc_str s = d->h.s;
    for (size_t i = d->l.content; i < at;) {
        if (s.p[i] == '`')
            i = nc_find_code_end(s, i, paragraph_end(d), NULL);
        else
            i += s.p[i] == '\\' ? 2 : 1;
        if (i > at && s.p[i - 1] == '`')
            return true;
    }
    return false;
}

void nc_scan_text_line(struct nc_scan *d)
{
    if (!d->after_label && ends_note(d, &d->l))
        nc_scan_begin_block(d);
    size_t close = d->opts->strict ? 0 : nc_scan_tag_at_end(d), end = d->l.end;
    size_t part = d->opts->strict || close ? 0 : nc_scan_part_end(d);
    close = part ? part : close;
    if (close && is_in_code(d, close))
        close = 0;
    if (close)
        d->l.end = close;
    if (!put_line_block(d))
        put_text(d, close > 0);
    if (!close)
        return;
    d->l.end = end;
    if (part)
        nc_scan_end_part(d, close);
    else
        nc_scan_close_at_end(d, close);
}
