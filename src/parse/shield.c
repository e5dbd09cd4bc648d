/* Hiding of delimiter runs, and the map from the shielded text to the source.
 *
 * Not hidden: escaped characters; runs with white space on both sides (bullets, rules, setext
 * lines); runs of ~ and = other than two; _ between letters of which neither is CJK (never a
 * delimiter); bytes of an HTML tag or an autolink. Hidden characters inside code, raw HTML,
 * addresses and titles are shown again by blocks.c. */
#include "parse/shield.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "parse/htmltag.h"

#include <stdlib.h>

#define MAX_BRACKETS 1000 /* '[' open at once in one paragraph */
#define MAX_MARKERS 200   /* of containers on one line: what libcmark can nest in linear time */

struct shielding {
    struct nc_shielded *out;
    struct nc_str s;
    size_t i;             /* next source byte */
    size_t content;       /* where the content of the line of i begins */
    size_t no_quote_from; /* no '"' or '\'' closes a tag at or after this offset: see htmltag.h */
    int brackets;         /* '[' less ']' since the last blank line */
    bool strict;
};

static void add_piece(struct nc_shielded *o, size_t src)
{
    nc_grow(&o->pieces, &o->piece_cap, o->piece_count + 1, sizeof *o->pieces);
    o->pieces[o->piece_count++] = (struct nc_piece){o->text.n, src};
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past one container marker at i ('>', a bullet or a number, with its blank), or i. */
static size_t past_marker(struct nc_str s, size_t i, size_t end)
{
    if (i < end && s.p[i] == '>')
        return i + 1;
    if (i + 1 < end && (s.p[i] == '-' || s.p[i] == '+' || s.p[i] == '*') && is_blank(s.p[i + 1]))
        return i + 2;
    size_t k = i;
    while (k < end && k - i < 9 && is_digit(s.p[k]))
        k++;
    if (k > i && k + 1 < end && (s.p[k] == '.' || s.p[k] == ')') && is_blank(s.p[k + 1]))
        return k + 2;
    return i;
}

/* Where the content of the line [i, end) begins: after blanks and container markers. */
static size_t content_start(struct nc_str s, size_t i, size_t end, size_t *too_deep)
{
    *too_deep = end;
    for (unsigned markers = 0;; markers++) {
        while (i < end && is_blank(s.p[i]))
            i++;
        if (markers == MAX_MARKERS) {
            *too_deep = i;
            return i;
        }
        size_t next = past_marker(s, i, end);
        if (next == i)
            return i;
        i = next;
    }
}

static void copy(struct shielding *h, size_t n)
{
    nc_buf_put(&h->out->text, h->s.p + h->i, n);
    h->i += n;
}

/* Puts a replacement for the next n source bytes. */
static void replace(struct shielding *h, struct nc_str with, size_t n)
{
    add_piece(h->out, h->i);
    nc_buf_str(&h->out->text, with);
    h->i += n;
    add_piece(h->out, h->i);
}

static uint32_t char_before(const struct shielding *h, size_t i)
{
    if (i <= h->content)
        return 0;
    unsigned len;
    return nc_utf8_at(h->s, nc_utf8_prev(h->s, i), &len);
}

static uint32_t char_at(const struct shielding *h, size_t i, size_t end)
{
    unsigned len;
    return i < end ? nc_utf8_at(h->s, i, &len) : 0;
}

static bool is_variation(uint32_t cp)
{
    return (cp >= 0xFE00 && cp <= 0xFE0F) || (cp >= 0xE0100 && cp <= 0xE01EF);
}

/* Whether a run of c at [i, to) can be a delimiter. */
static bool may_delimit(const struct shielding *h, char c, size_t i, size_t to, size_t end)
{
    uint32_t b = char_before(h, i), a = char_at(h, to, end);
    bool bs = nc_is_space(b), as = nc_is_space(a);
    if (bs && as)
        return false;
    if (c == '~' || c == '=')
        return !h->strict && to - i == 2;
    if (c != '_' || bs || as || nc_is_punct(b) || nc_is_punct(a) || is_variation(b))
        return true;
    return !h->strict && (nc_is_cjk(b) || nc_is_cjk(a));
}

static void hide_run(struct shielding *h, char c, size_t end)
{
    size_t to = h->i;
    while (to < end && h->s.p[to] == c)
        to++;
    if (!may_delimit(h, c, h->i, to, end)) {
        copy(h, to - h->i);
        return;
    }
    char hidden[4] = {0};
    uint32_t cp = NC_HIDDEN_FIRST + (uint32_t)(strchr("*_~=", c) - "*_~=");
    nc_utf8_put(hidden, cp);
    add_piece(h->out, h->i);
    for (; h->i < to; h->i++)
        nc_buf_put(&h->out->text, hidden, 3);
    add_piece(h->out, h->i);
}

/* A tag or autolink at '<' is copied; it may span lines, whose content starts then matter no more.
 */
static bool copy_angle(struct shielding *h)
{
    size_t n = nc_html_tag_length(h->s, h->i, &h->no_quote_from);
    if (!n)
        n = nc_autolink_length(h->s, h->i);
    if (!n)
        return false;
    copy(h, n);
    return true;
}

static bool is_special(char c)
{
    return c == '*' || c == '_' || c == '~' || c == '=' || c == '\\' || c == '<' || c == '[' ||
           c == ']';
}

static void put_bracket(struct shielding *h)
{
    if (h->brackets++ < MAX_BRACKETS)
        copy(h, 1);
    else
        replace(h, NC_LIT("\xEF\xB7\x94"), 1);
}

static void shield_content(struct shielding *h, size_t end)
{
    while (h->i < end) {
        size_t from = h->i, to = from;
        while (to < end && !is_special(h->s.p[to]))
            to++;
        copy(h, to - from);
        if (h->i == end)
            return;
        char c = h->s.p[h->i];
        if (c == '\\') {
            copy(h, h->i + 1 < end ? 2 : 1);
            /* A multibyte character after a backslash is copied on by its remaining bytes. */
        } else if (c == '<') {
            if (!copy_angle(h))
                copy(h, 1);
            else if (h->i >= end)
                return;
        } else if (c == ']') {
            h->brackets -= h->brackets > 0;
            copy(h, 1);
        } else if (c == '[') {
            put_bracket(h);
        } else {
            hide_run(h, c, end);
        }
    }
}

void nc_shield(struct nc_shielded *out, struct nc_str src, size_t from,
               const struct nc_parse_options *opts)
{
    *out = (struct nc_shielded){.src = src};
    nc_buf_reserve(&out->text, (src.n - from) + (src.n - from) / 16 + 64);
    struct shielding h = {
        .out = out, .s = src, .i = from, .no_quote_from = src.n, .strict = opts->strict};
    add_piece(out, from);
    while (h.i < src.n) {
        size_t end = nc_str_find(src, '\n', h.i), too_deep;
        h.content = content_start(src, h.i, end, &too_deep);
        copy(&h, h.content - h.i);
        if (too_deep < end) {
            out->too_deep = out->too_deep ? out->too_deep : too_deep;
            replace(&h, NC_LIT("\xEF\xB7\x95"), 0);
        }
        if (h.content == end)
            h.brackets = 0;
        shield_content(&h, end);
        if (h.i < src.n && h.i == end)
            copy(&h, 1);
        else if (h.i > end)
            /* A tag went on beyond this line: its last line is finished as content. */
            shield_content(&h, nc_str_find(src, '\n', h.i));
    }
}

void nc_shielded_dispose(struct nc_shielded *s)
{
    nc_buf_dispose(&s->text);
    free(s->pieces);
}

void nc_unhide(struct nc_buf *out, struct nc_str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t to = nc_str_find(text, '\xEF', i);
        nc_buf_put(out, text.p + i, to - i);
        if (to == text.n)
            return;
        unsigned len;
        uint32_t cp = nc_utf8_at(text, to, &len);
        if (cp >= NC_HIDDEN_FIRST && cp <= NC_HIDDEN_LAST)
            nc_buf_char(out, nc_hidden_char(cp));
        else if (cp == NC_HIDDEN_BRACKET)
            nc_buf_char(out, '[');
        else if (cp != NC_HIDDEN_NOTHING)
            nc_buf_put(out, text.p + to, len);
        i = to + len;
    }
}

void nc_locator_init(struct nc_locator *l, const struct nc_shielded *s)
{
    *l = (struct nc_locator){.s = s, .line = 1, .col = 1};
}

size_t nc_locate_source(struct nc_locator *l, size_t out_offset)
{
    const struct nc_piece *p = l->s->pieces;
    size_t n = l->s->piece_count;
    if (p[l->piece].out > out_offset) {
        size_t lo = 0, hi = l->piece;
        while (lo < hi) {
            size_t mid = (lo + hi + 1) / 2;
            if (p[mid].out <= out_offset)
                lo = mid;
            else
                hi = mid - 1;
        }
        l->piece = lo;
    }
    while (l->piece + 1 < n && p[l->piece + 1].out <= out_offset)
        l->piece++;
    size_t src = p[l->piece].src + (out_offset - p[l->piece].out);
    /* Inside a replacement the offset would run past the source it stands for. */
    if (l->piece + 1 < n && src > p[l->piece + 1].src)
        src = p[l->piece + 1].src;
    return src < l->s->src.n ? src : l->s->src.n;
}

struct nc_pos nc_locate(struct nc_locator *l, size_t out_offset)
{
    return nc_locate_in_source(l, nc_locate_source(l, out_offset));
}

struct nc_pos nc_locate_in_source(struct nc_locator *l, size_t src)
{
    struct nc_str s = l->s->src;
    if (src < l->at) {
        /* Back: to the start of that line. */
        while (src < l->line_start) {
            size_t i = l->line_start - 1;
            while (i > 0 && s.p[i - 1] != '\n')
                i--;
            l->line_start = i;
            l->line--;
        }
        l->at = l->line_start;
        l->col = 1;
    }
    for (size_t nl = nc_str_find(s, '\n', l->at); nl < src; nl = nc_str_find(s, '\n', l->at)) {
        l->at = l->line_start = nl + 1;
        l->line++;
        l->col = 1;
    }
    for (; l->at < src; l->at++)
        l->col += ((unsigned char)s.p[l->at] & 0xC0) != 0x80;
    return (struct nc_pos){0, l->line, l->col};
}
