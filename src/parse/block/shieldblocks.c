/* Blocks that libcmark does not know: formulas, comments, footnotes, admonitions, divs. Each
 * becomes a heading or a list item that holds a token; blocks.c makes the block of it. */
#include "base/ascii.h"
#include "parse/leaf/hidden.h"

#include "parse/block/div.h"
#include "parse/block/shieldscan.h"
#include "parse/construct/callout.h"
#include "parse/construct/constructs.h"
#include "parse/construct/template.h"
#include "parse/construct/texlike.h"
#include "parse/html/htmlstart.h"

/* --- formulas and comments --- */

/* Whether the mark at `end`, on a later line, stands at the beginning of a quotation or an item
 * that begins there: it is another block's. */
static bool is_in_another(const struct nc_shield_scan *d, size_t end)
{
    struct nc_line l;
    size_t at = end;
    while (at > d->l.end + 1 && d->h.s.p[at - 1] != '\n')
        at--;
    nc_line_read(&l, &d->c, d->h.s, at);
    return l.opened && l.content == end;
}

bool nc_shield_reaches(const struct nc_shield_scan *d, size_t end)
{
    struct nc_str s = d->h.s;
    bool after_blank = false;
    if (end > d->l.end && is_in_another(d, end))
        return false;
    for (size_t at = d->l.end + 1; d->c.count && at < end; at = nc_str_find(s, '\n', at) + 1) {
        struct nc_line l;
        nc_line_read(&l, &d->c, s, at);
        bool blank = nc_line_is_empty(&l);
        if (l.quotes < d->l.quotes ||
            (l.matched < d->c.count && !blank && (after_blank || l.has_marker)))
            return false;
        after_blank = blank;
    }
    return true;
}

/* The offset after the next "mark" that ends the block which began at from, or 0. */
static size_t block_end(const struct nc_shield_scan *d, size_t from, struct nc_str mark,
                        size_t *none_from)
{
    if (from >= *none_from)
        return 0;
    size_t end = nc_str_search(d->h.s, mark, from);
    if (end == d->h.s.n) {
        *none_from = from;
        return 0;
    }
    return nc_shield_reaches(d, end) ? end + mark.n : 0;
}

/* The same of a template that begins at from. Only code ("<%*", also after '_' and '-') goes on
 * over an empty line. */
static size_t template_end(const struct nc_shield_scan *d, size_t from)
{
    struct nc_str s = d->h.s;
    size_t code = from + 2, end = nc_template_end(s, from, s.n);
    code += code < s.n && (s.p[code] == '_' || s.p[code] == '-');
    if (!end || !nc_shield_reaches(d, end - 2))
        return 0;
    for (size_t at = d->l.end; s.p[code] != '*' && at < end; at = nc_str_find(s, '\n', at + 1)) {
        struct nc_line l;
        nc_line_read(&l, &d->c, s, at + 1);
        if (nc_line_is_empty(&l))
            return 0;
    }
    return end;
}

/* Nothing stands there but blanks and the marks of the quotations around it. */
static bool is_hollow(const struct nc_shield_scan *d, size_t from, size_t to)
{
    while (from < to && (strchr(" \t\n", d->h.s.p[from]) || (d->l.quotes && d->h.s.p[from] == '>')))
        from++;
    return from == to;
}

/* Whether [from, end) of one line, with what is after it, is an inline of a text. */
static bool is_within_text(const struct nc_shield_scan *d, enum nc_stash_kind kind, size_t end)
{
    struct nc_str rest = nc_str_trim(nc_str_sub(d->h.s, end, nc_str_find(d->h.s, '\n', end)));
    /* A block id may stand after a block. */
    return (rest.n && rest.p[0] != '^') || kind == NC_STASH_TEMPLATE_BLOCK ||
           (kind == NC_STASH_COMMENT_BLOCK && d->c.in_paragraph);
}

/* The marks of a formula without content are text: nothing looks for a formula there any more. */
static void put_literal(struct nc_shield_scan *d, size_t n)
{
    nc_shield_prefix(d);
    for (size_t i = 0; i < n; i++) {
        nc_shield_replace(&d->h, NC_LIT("\\"), 0);
        nc_shield_copy(&d->h, 1);
    }
}

/* Brackets of TeX in a dialect that may mean brackets: they pair in one paragraph, and what stands
 * between is TeX. */
static bool is_unlikely(const struct nc_shield_scan *d, size_t from, size_t end)
{
    struct nc_str inside = nc_str_sub(d->h.s, from + 2, end - 2);
    if (d->h.s.p[from] != '\\' || d->opts->dialect == NC_DIALECT_PANDOC)
        return false;
    for (size_t at = nc_str_find(inside, '\n', 0); at < inside.n;) {
        size_t next = nc_str_find(inside, '\n', at + 1);
        if (next < inside.n && !nc_str_trim(nc_str_sub(inside, at, next)).n)
            return true;
        at = next;
    }
    return !nc_looks_like_tex(inside, true);
}

/* A formula, a comment or a template's code at the content's beginning, closed there or on a later
 * line. */
static bool put_marked_block(struct nc_shield_scan *d, size_t mark)
{
    const struct nc_block_pair *m = &nc_block_pairs[mark];
    struct nc_str s = d->h.s;
    size_t from = d->l.content, inside = from + m->open.n;
    bool longer = inside < d->l.end && s.p[inside] == m->open.p[1] && nc_str_eq(m->open, m->close);
    if (from < d->past_empty) {
        put_literal(d, m->open.n);
        return false;
    }
    size_t end = longer ? 0
                 : m->kind == NC_STASH_TEMPLATE_BLOCK
                     ? template_end(d, from)
                     : block_end(d, inside, m->close, &d->none_closes[mark]);
    if (!end || is_unlikely(d, from, end))
        return false;
    if (m->kind == NC_STASH_MATH_BLOCK && is_hollow(d, inside, end - m->close.n)) {
        if (end > d->l.end) { /* no formula; what closes it opens none */
            put_literal(d, m->open.n);
            d->past_empty = end;
        }
        return false;
    }
    if (end <= d->l.end && is_within_text(d, m->kind, end))
        return false;
    struct nc_stash st = {.kind = m->kind,
                          .construct = m->kind == NC_STASH_TEMPLATE_BLOCK ? &nc_template : NULL,
                          .from = from,
                          .to = end,
                          .indent = nc_shield_item_indent(d)};
    nc_shield_put_block(d, &st);
    nc_shield_paragraph(&d->h, nc_str_find(s, '\n', end));
    nc_shield_finish_line(d);
    return true;
}

/* The end of the environment that begins at the content, within its paragraph and with nothing
 * after it; 0: it has none. l: its line; *l becomes the last line that was looked at. */
static size_t environment_end(const struct nc_shield_scan *d, struct nc_str name, struct nc_line *l)
{
    struct nc_str s = d->h.s;
    for (size_t at = d->l.content;; at = l->content) {
        struct nc_str line = nc_str_sub(s, at, l->end);
        size_t k = nc_str_search(line, NC_LIT("\\end{"), 0);
        size_t end = at + k + strlen("\\end{") + name.n + 1;
        if (k < line.n && nc_str_starts(nc_str_sub(line, k + 5, line.n), name))
            return end > l->end || s.p[end - 1] != '}' || nc_str_trim(nc_str_sub(s, end, l->end)).n
                       ? 0
                       : end;
        if (l->end >= s.n)
            return 0;
        nc_line_continue(l, &d->c, s, l->end + 1);
        if (l->matched < d->c.count || nc_line_is_empty(l))
            return 0;
    }
}

/* \begin{align} … \end{align} at a paragraph's beginning, within that paragraph. What has no end
 * has none from any line up to the one where the search gave up. */
static bool put_environment(struct nc_shield_scan *d)
{
    size_t number, end;
    struct nc_str name = nc_tex_environment(nc_shield_content(d), &number);
    struct nc_line l = d->l;
    if (!name.n || d->l.content < d->no_environment_to[number])
        return false;
    end = environment_end(d, name, &l);
    if (!end) {
        d->no_environment_to[number] = l.start;
        return false;
    }
    struct nc_stash st = {.kind = NC_STASH_MATH_BLOCK,
                          .from = d->l.content,
                          .to = end,
                          .indent = nc_shield_item_indent(d)};
    nc_shield_put_block(d, &st);
    nc_shield_paragraph(&d->h, l.end);
    nc_shield_finish_line(d);
    return true;
}

/* --- footnotes and admonitions --- */

/* Columns of blanks that the lines of a footnote or definition have: as many as the least indented
 * of those that begin a block, from `least` to four. */
static unsigned note_width(const struct nc_shield_scan *d, enum nc_stash_kind kind)
{
    struct nc_str s = d->h.s;
    unsigned least = kind == NC_STASH_DEFINITION ? 3 : 2;
    unsigned width = 4;
    bool first = true, after_blank = false;
    for (size_t at = d->l.end + 1; at < s.n;) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, at);
        bool blank = nc_line_is_empty(&l);
        struct nc_str content = nc_str_sub(s, l.content, l.end);
        bool another = nc_note_label(content) ||
                       (least == 3 && l.indent < least && nc_begins_definition(content));
        if (l.matched < d->c.count || another || (!blank && l.indent < least && after_blank))
            break;
        if (!blank && l.indent >= least && l.indent < width && (first || after_blank))
            width = l.indent;
        first &= blank;
        after_blank = blank;
        at = l.end + 1;
    }
    return width;
}

/* '!!! type "title"', '!!!type', '??? type', '???+ type', '=== "Tab"', '===! "Tab"'. */
static bool is_admonition(struct nc_str s)
{
    size_t i = 3;
    if (nc_str_starts(s, NC_LIT("==="))) {
        i += i < s.n && (s.p[i] == '+' || s.p[i] == '!');
        size_t quote = i;
        while (quote < s.n && s.p[quote] == ' ')
            quote++;
        struct nc_str title = nc_str_trim(nc_str_sub(s, quote, s.n));
        return title.n > 2 && title.p[0] == '"' && title.p[title.n - 1] == '"';
    }
    if (!nc_str_starts(s, NC_LIT("!!!")) && !nc_str_starts(s, NC_LIT("???")))
        return false;
    i += i < s.n && s.p[i] == '+';
    size_t word = i;
    while (word < s.n && s.p[word] == ' ')
        word++;
    size_t to = word;
    while (to < s.n && s.p[to] != ' ')
        to++;
    if (s.p[0] == '?' && word < s.n && s.p[word] == '"')
        return s.p[s.n - 1] == '"' && s.n - word > 2;
    /* Without the blank it must be a type that is known. */
    return to > word && (s.p[word] | 32) >= 'a' && (s.p[word] | 32) <= 'z' &&
           (word > i || nc_callout_type(nc_str_sub(s, word, to)).n);
}

/* Whether such a line stands here, and an indented line follows. */
static bool is_admonition_line(const struct nc_shield_scan *d)
{
    if (!is_admonition(nc_shield_content(d)))
        return false;
    for (size_t at = d->l.end + 1; at < d->h.s.n;) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, d->h.s, at);
        if (!nc_line_is_empty(&l))
            return l.matched == d->c.count && l.indent >= d->l.indent + 4;
        at = l.end + 1;
    }
    return false;
}

/* Whether the line ended a footnote, admonition or definition that it stands beside. */
static bool follows_note(const struct nc_shield_scan *d)
{
    return !d->l.opened && d->l.matched < d->count_before &&
           d->c.open[d->l.matched].kind == NC_IN_NOTE;
}

/* Puts "+   TOKEN" for what `st` covers and opens the note: an item whose further lines stand four
 * columns in, in the source `width`. False: too many containers are open. */
static bool put_item(struct nc_shield_scan *d, const struct nc_stash *st, unsigned width)
{
    struct nc_shielding *h = &d->h;
    if (d->c.count == NC_MAX_CONTAINERS)
        return false;
    bool follows = d->l.opened || follows_note(d);
    if (!follows) {
        /* Nothing may join the items before these. */
        struct nc_stash none = {.kind = NC_STASH_SEPARATOR, .from = d->l.start, .to = d->l.start};
        nc_shield_put_prefix(d, d->c.count);
        nc_shield_block(h, &none);
        nc_shield_replace(h, NC_LIT("\n"), 0);
    }
    nc_shield_prefix(d);
    nc_shield_replace(h, NC_LIT("+   "), 0);
    nc_shield_stash(h, st);
    d->count_before = 0;
    return nc_containers_push(&d->c, width, d->l.indent + 4 - width);
}

/* Ends the line of the token: what follows is no part of its paragraph. */
static void end_label(struct nc_shield_scan *d)
{
    nc_shield_replace(&d->h, NC_LIT("\n"), 0);
    nc_shield_put_prefix(d, d->c.count);
    d->c.in_paragraph = false;
}

/* MkDocs' admonition: the item's first line holds nothing but the token. */
static bool put_admonition_item(struct nc_shield_scan *d)
{
    struct nc_stash st = {.kind = NC_STASH_ADMONITION, .from = d->l.content, .to = d->l.end};
    if (!is_admonition_line(d))
        return false;
    st.text = nc_div_title(d->h.s, &st);
    if (!put_item(d, &st, d->l.indent + 4))
        return false;
    end_label(d);
    nc_shield_finish_line(d);
    return true;
}

static bool begins_block(struct nc_shield_scan *d)
{
    char c;
    struct nc_str ignored, s = nc_shield_content(d);
    return d->l.opened || d->l.code || s.p[0] == '#' || nc_line_fence(&d->l, d->h.s, &c) ||
           nc_line_is_rule(&d->l, d->h.s) || nc_html_starts(s, true, &ignored) ||
           nc_begins_own_block(s) || nc_begins_pair(s) || nc_shield_begins_table(d);
}

/* "[^id]: text" becomes the item "+   TOKEN text"; another block begins on a line of its own.
 * label: the length of what the token covers. */
static enum nc_shield_did put_note(struct nc_shield_scan *d, enum nc_stash_kind kind, size_t label)
{
    struct nc_shielding *h = &d->h;
    if (!label)
        return NC_SHIELD_NOTHING;
    struct nc_stash st = {.kind = kind, .from = d->l.content, .to = d->l.content + label};
    if (!put_item(d, &st, note_width(d, kind)))
        return NC_SHIELD_NOTHING;
    size_t at = h->i;
    while (at < d->l.end && nc_ascii_is_blank(h->s.p[at]))
        at++;
    if (at == d->l.end) {
        end_label(d);
        nc_shield_finish_line(d);
        return NC_SHIELD_LINE;
    }
    unsigned depth = d->c.count;
    d->l.start = d->l.content = at;
    d->l.pad_count = 0;
    nc_line_enter_rest(&d->l, &d->c, h->s, at);
    if (!begins_block(d)) {
        nc_shield_copy(h, at - h->i);
        return NC_SHIELD_LABEL;
    }
    nc_shield_replace(h, NC_LIT("\n"), 0);
    nc_shield_put_prefix(d, depth);
    nc_shield_replace(h, NC_LIT("\n"), 0);
    nc_shield_put_prefix(d, depth);
    nc_shield_replace(h, NC_NONE, at - h->i);
    d->l.opened++; /* nothing stands before it there */
    return NC_SHIELD_REST;
}

/* ": text" below a paragraph or another definition: the length of its marker, else 0. */
static size_t definition_marker(const struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    return nc_begins_definition(s) && d->opts->dialect == NC_DIALECT_PANDOC && d->l.indent <= 2 &&
                   (d->was_text || follows_note(d))
               ? 1
               : 0;
}

/* --- divs --- */

static bool put_div(struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    enum nc_div_line kind = nc_div_line(s);
    if (kind == NC_NO_DIV)
        return false;
    if (kind == NC_DIV_OPENS && s.p[0] == '#' && nc_shield_org_code(d))
        return true;
    struct nc_stash st = {.kind = kind == NC_DIV_OPENS ? NC_STASH_DIV_OPEN : NC_STASH_DIV_CLOSE,
                          .from = d->l.content,
                          .to = d->l.end};
    if (kind == NC_DIV_OPENS)
        st.text = nc_div_title(d->h.s, &st);
    nc_shield_put_block(d, &st);
    nc_shield_finish_line(d);
    return true;
}

/* The info string of a fence that holds Markdown: "ad-tip", "admonish tip", "{tip} Title". */
static bool is_admonition_fence(struct nc_str word)
{
    if (nc_str_istarts(word, NC_LIT("ad-")))
        return word.n > 3;
    if (nc_str_starts(word, NC_LIT("admonish")))
        return word.n == 8 || strchr(" \t,", word.p[8]);
    size_t close = nc_str_find(word, '}', 0);
    struct nc_str name = close < word.n && word.p[0] == '{' ? nc_str_sub(word, 1, close) : NC_NONE;
    return nc_callout_type(name).n || nc_str_eqz(name, "admonition") ||
           nc_str_eqz(name, "dropdown") || nc_str_eqz(name, "seealso");
}

/* The opening line with the lines "title: …" and "collapse: …" right after it. */
bool nc_shield_open_admonition(struct nc_shield_scan *d, char fence, unsigned length)
{
    static const char *const settings[] = {"title:", "collapse:", "icon:", "color:", NULL};
    static const char *const options[] = {":class:", ":name:", ":open:", ":icon:", ":color:", NULL};
    struct nc_str s = d->h.s, word = nc_str_trim(nc_str_sub(s, d->l.content + length, d->l.end));
    bool directive = word.n && word.p[0] == '{';
    if (!is_admonition_fence(word) || d->admonition_count == NC_MAX_ADMONITIONS)
        return false;
    size_t end = d->l.end;
    while (end < s.n) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, end + 1);
        struct nc_str line = nc_str_sub(s, l.content, l.end);
        if (l.matched < d->c.count || !nc_str_starts_among(line, directive ? options : settings))
            break;
        end = l.end;
    }
    struct nc_stash st = {.kind = NC_STASH_DIV_OPEN, .from = d->l.content, .to = end};
    st.text = nc_div_title(s, &st);
    d->admonitions[d->admonition_count].fence = fence;
    d->admonitions[d->admonition_count++].length = length;
    nc_shield_put_block(d, &st);
    nc_shield_finish_line(d);
    return true;
}

bool nc_shield_close_admonition(struct nc_shield_scan *d)
{
    if (!d->admonition_count ||
        !nc_line_closes(&d->l, d->h.s, d->admonitions[d->admonition_count - 1].fence,
                        d->admonitions[d->admonition_count - 1].length))
        return false;
    struct nc_stash st = {.kind = NC_STASH_DIV_CLOSE, .from = d->l.content, .to = d->l.end};
    d->admonition_count--;
    if (d->l.lazy)
        d->c.count = d->l.matched;
    nc_shield_put_block(d, &st);
    nc_shield_finish_line(d);
    return true;
}

/* --- any of them --- */

static enum nc_shield_did put_own_block(struct nc_shield_scan *d)
{
    struct nc_str s = nc_shield_content(d);
    bool done = false;
    size_t marker = definition_marker(d);
    if (marker)
        return put_note(d, NC_STASH_DEFINITION, marker);
    size_t mark = nc_block_pair_of(s, d->opts->dialect != NC_DIALECT_GFM);
    if (mark < NC_BLOCK_PAIRS)
        return put_marked_block(d, mark) ? NC_SHIELD_LINE : NC_SHIELD_NOTHING;
    switch (s.p[0]) {
    case '!':
    case '?':
    case '=':
        done = put_admonition_item(d);
        break;
    case ':':
    case '#':
        done = put_div(d);
        break;
    case '[':
        return put_note(d, NC_STASH_NOTE_DEF, nc_note_label(s));
    case '\\':
        done = put_environment(d);
        break;
    default:
        break;
    }
    return done ? NC_SHIELD_LINE : NC_SHIELD_NOTHING;
}

enum nc_shield_did nc_shield_own_block(struct nc_shield_scan *d)
{
    /* It goes on with no paragraph: what that stands in is closed, if there is such a block. */
    unsigned count = d->c.count;
    if (d->l.lazy)
        d->c.count = d->l.matched;
    enum nc_shield_did did = put_own_block(d);
    if (did == NC_SHIELD_NOTHING)
        d->c.count = count;
    return did;
}
