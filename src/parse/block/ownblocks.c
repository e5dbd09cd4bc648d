/* Reads blocks that CommonMark does not know: formulas, comments, footnotes, admonitions, divs. */
#include "base/arena.h"
#include "base/ascii.h"
#include "parse/block/blockscan.h"
#include "parse/block/keptlines.h"
#include "parse/construct/callout.h"
#include "parse/construct/constructs.h"
#include "parse/construct/template.h"
#include "parse/html/htmlstart.h"
#include "parse/leaf/texlike.h"

/* Bytes that may be read in vain for the ends of such blocks, besides the note's own length. */
#define WASTE (1u << 20)

/* --- formulas and comments --- */

/* The offset after the next "mark" that ends the block begun at from, or 0. *next: the range that
 * the last search covered, up to its result or the end. */
static size_t block_end(struct nc_scan *d, size_t from, struct nc_str mark, struct nc_range *next)
{
    if (from < next->from || from > next->to)
        *next = (struct nc_range){from, nc_str_search(d->h.s, mark, from)};
    return next->to < d->h.s.n && nc_scan_reaches(d, next->to) ? next->to + mark.n : 0;
}

/* The end of a template that begins at from, as block_end. Only code ("<%*", also after '_' and
 * '-') may span an empty line. */
static size_t template_end(struct nc_scan *d, size_t from)
{
    struct nc_str s = d->h.s;
    size_t code = from + 2, end = nc_template_end(s, from, s.n);
    code += code < s.n && (s.p[code] == '_' || s.p[code] == '-');
    if (!end || !nc_scan_reaches(d, end - 2))
        return 0;
    for (size_t at = d->l.end; s.p[code] != '*' && at < end; at = nc_str_find(s, '\n', at + 1)) {
        struct nc_line l;
        nc_line_read(&l, &d->c, s, at + 1);
        if (nc_line_is_empty(&l))
            return 0;
    }
    return end;
}

/* Whether [from, to) holds only blanks and quotation markers. */
static bool is_hollow(const struct nc_scan *d, size_t from, size_t to)
{
    while (from < to && (strchr(" \t\n", d->h.s.p[from]) || (d->l.quotes && d->h.s.p[from] == '>')))
        from++;
    return from == to;
}

/* Whether [from, end), on one line, is an inline because of the text after it. */
static bool is_within_text(const struct nc_scan *d, enum nc_stash_kind kind, size_t end)
{
    struct nc_str rest = nc_str_trim(nc_str_sub(d->h.s, end, nc_str_find(d->h.s, '\n', end)));
    /* A block id may stand after a block. */
    return (rest.n && rest.p[0] != '^') || kind == NC_STASH_TEMPLATE_BLOCK ||
           (kind == NC_STASH_COMMENT_BLOCK && d->c.in_paragraph);
}

/* Whether TeX's brackets are just escaped brackets, in a dialect where they may be: a formula must
 * close within its paragraph and look like TeX. */
static bool is_unlikely(const struct nc_scan *d, size_t from, size_t end)
{
    size_t mark = 2 + (d->h.s.p[from + 1] == '\\');
    struct nc_str inside = nc_str_sub(d->h.s, from + mark, end - mark);
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

/* Whether what stands after a block belongs to it: its id or its attributes. */
static bool names_block(struct nc_str rest)
{
    return rest.p[0] == '{' || (rest.p[0] == '^' && rest.n > 1 && rest.p[1] != '[');
}

/* Goes on at the text after a block, on the line where it ended: lines below continue the text. */
static void put_text_after(struct nc_scan *d, size_t end, size_t text)
{
    while (d->l.end < end)
        nc_line_continue(&d->l, &d->c, d->h.s, d->l.end + 1);
    d->l.content = text;
    d->l.indent = d->l.opened = 0;
    d->l.lazy = d->l.code = false;
    d->after_label = true;
    nc_scan_text(d);
}

/* Puts the node of such a block, and the text after it on its last line. A template leaves only a
 * message. */
static void put_kept_block(struct nc_scan *d, const struct nc_stash *st)
{
    struct nc_texts *t = &d->b.t;
    struct nc_pos pos = nc_locate_in_source(&t->locator, st->from);
    bool template = st->kind == NC_STASH_TEMPLATE_BLOCK;
    size_t end = nc_str_find(t->src, '\n', st->to), from = template ? st->from : st->to;
    if (!template)
        nc_node_append(d->b.parent, nc_kept_block(t->doc, t->src, st, pos));
    struct nc_str rest = nc_str_trim(nc_str_sub(t->src, from, end));
    if (!rest.n)
        return;
    from = nc_offset_in(t->src, rest);
    if (!template && !names_block(rest)) {
        put_text_after(d, st->to, from);
        return;
    }
    struct nc_node *p = nc_node_new(t->doc, NC_PARAGRAPH, pos);
    nc_node_append(d->b.parent, p);
    nc_build_expect(&d->b, p);
    nc_leaf_put(&d->h, from, from + rest.n, p);
}

/* Puts a formula, a comment or a template's code that begins at the content and ends there or on a
 * later line. */
static bool put_marked_block(struct nc_scan *d, size_t mark)
{
    const struct nc_block_pair *m = &nc_block_pairs[mark];
    struct nc_str s = d->h.s;
    size_t from = d->l.content, inside = from + m->open.n;
    bool longer = inside < d->l.end && s.p[inside] == m->open.p[1] && nc_str_eq(m->open, m->close);
    if (from < d->past_empty) {
        d->literal_marks = m->open.n;
        return false;
    }
    size_t end = longer || d->in_vain > WASTE + s.n ? 0
                 : m->kind == NC_STASH_TEMPLATE_BLOCK
                     ? template_end(d, from)
                     : block_end(d, inside, m->close, &d->next_closes[mark]);
    if (!end)
        return false;
    if (is_unlikely(d, from, end)) {
        d->in_vain += end - from;
        return false;
    }
    if (m->kind == NC_STASH_MATH_BLOCK && is_hollow(d, inside, end - m->close.n)) {
        if (end > d->l.end) { /* not a formula; its closing marks do not open one either */
            d->literal_marks = m->open.n;
            d->past_empty = end;
        }
        return false;
    }
    if (end <= d->l.end && is_within_text(d, m->kind, end))
        return false;
    struct nc_stash st = {
        .kind = m->kind, .from = from, .to = end, .indent = nc_scan_item_indent(d)};
    nc_scan_block(d, &st);
    put_kept_block(d, &st);
    return true;
}

/* The end of the environment at the content, within its paragraph and with nothing after it; 0 if
 * there is none. l: its line; *l becomes the last line examined. */
static size_t environment_end(const struct nc_scan *d, struct nc_str name, struct nc_line *l)
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

/* Puts \begin{align} … \end{align} at the beginning of a paragraph and within it. After a failed
 * search, earlier lines than the one where it gave up need not be searched again. */
static bool put_environment(struct nc_scan *d)
{
    size_t number, end;
    struct nc_str name = nc_tex_environment(nc_scan_content(d), &number);
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
                          .indent = nc_scan_item_indent(d)};
    nc_scan_block(d, &st);
    put_kept_block(d, &st);
    return true;
}

/* --- footnotes and admonitions --- */

/* Columns of blanks before the lines of a footnote or definition: as many as the least indented of
 * those that begin a block, from `least` to four. */
static unsigned note_width(const struct nc_scan *d, enum nc_stash_kind kind)
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

/* Whether s reads as '!!! type "title"', '!!!type', '??? type', '???+ type', '=== "Tab"' or '===!
 * "Tab"'. */
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
    /* Without the blank only a known type counts. */
    return to > word && nc_ascii_is_letter(s.p[word]) &&
           (word > i || nc_callout_type(nc_str_sub(s, word, to)).n);
}

/* Whether such a line stands here and an indented line follows, or it has a title in quotation
 * marks and forms a paragraph. */
static bool is_admonition_line(const struct nc_scan *d)
{
    struct nc_str s = nc_str_trim(nc_scan_content(d));
    bool blank_below = false;
    if (!is_admonition(nc_scan_content(d)))
        return false;
    for (size_t at = d->l.end + 1; at < d->h.s.n;) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, d->h.s, at);
        bool outside = l.matched < d->c.count;
        if (!nc_line_is_empty(&l) && !outside && l.indent >= d->l.indent + 4)
            return true;
        if (outside || !nc_line_is_empty(&l))
            return s.p[s.n - 1] == '"' && !d->c.in_paragraph && (outside || blank_below);
        blank_below = true;
        at = l.end + 1;
    }
    return s.p[s.n - 1] == '"' && !d->c.in_paragraph;
}

/* Whether this line has just ended a footnote, admonition or definition at its own depth. */
static bool follows_note(const struct nc_scan *d)
{
    return !d->l.opened && d->l.matched < d->count_before &&
           d->c.open[d->l.matched].kind == NC_IN_NOTE;
}

/* Opens the note that `st` begins, whose further lines are indented by width. Returns its node, or
 * NULL if too many containers are open. */
static struct nc_node *open_note(struct nc_scan *d, const struct nc_stash *st, enum nc_kind kind,
                                 unsigned width)
{
    if (d->c.count == NC_MAX_CONTAINERS)
        return NULL;
    bool follows = d->l.opened || follows_note(d);
    d->c.in_paragraph = false;
    d->count_before = 0;
    return nc_build_note(&d->b, kind, st->from, follows, width);
}

/* Puts an admonition of MkDocs. */
static bool put_admonition_item(struct nc_scan *d)
{
    struct nc_stash st = {.kind = NC_STASH_ADMONITION, .from = d->l.content, .to = d->l.end};
    if (!is_admonition_line(d))
        return false;
    struct nc_node *n = open_note(d, &st, NC_DIV, d->l.indent + 4);
    if (!n)
        return false;
    nc_div_admonition(&d->b.t, n, &st);
    nc_scan_line(d);
    return true;
}

static bool begins_block(struct nc_scan *d)
{
    char c;
    struct nc_str ignored, s = nc_scan_content(d);
    return d->l.opened || d->l.code || s.p[0] == '#' || nc_line_fence(&d->l, d->h.s, &c) ||
           nc_line_is_rule(&d->l, d->h.s) || nc_html_starts(s, true, &ignored) ||
           nc_begins_own_block(s) || nc_begins_pair(s) || nc_scan_begins_table(d);
}

/* Puts "[^id]: text" or ": text". label: the length of what stands before the text. */
static enum nc_scan_did put_note(struct nc_scan *d, enum nc_stash_kind kind, size_t label)
{
    struct nc_str s = d->h.s;
    bool definition = kind == NC_STASH_DEFINITION;
    if (!label)
        return NC_SCAN_NOTHING;
    struct nc_stash st = {.kind = kind, .from = d->l.content, .to = d->l.content + label};
    struct nc_node *n =
        open_note(d, &st, definition ? NC_DEF_BODY : NC_FOOTNOTE, note_width(d, kind));
    if (!n)
        return NC_SCAN_NOTHING;
    if (!definition)
        n->u.footnote.label =
            nc_arena_str(d->b.t.doc->arena, nc_str_sub(s, st.from + 2, st.to - 2));
    size_t at = st.to;
    at = nc_str_past_blanks(s, at, d->l.end);
    if (at == d->l.end) {
        nc_scan_line(d);
        return NC_SCAN_LINE;
    }
    d->l.start = d->l.content = at;
    nc_line_enter_rest(&d->l, &d->c, s, at);
    d->after_label = !nc_line_is_empty(&d->l) && !begins_block(d);
    if (d->after_label)
        return NC_SCAN_LABEL;
    d->l.opened++; /* the rest counts as the first line of a container */
    return NC_SCAN_REST;
}

/* The length of the marker in ": text" below a paragraph or another definition, else 0. */
static size_t definition_marker(const struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    return nc_begins_definition(s) && d->opts->dialect == NC_DIALECT_PANDOC && d->l.indent <= 2 &&
                   (d->was_text || follows_note(d))
               ? 1
               : 0;
}

/* --- divs --- */

/* Puts a line that opens or closes a div. */
static void put_div_line(struct nc_scan *d, struct nc_stash *st)
{
    struct nc_build *b = &d->b;
    nc_scan_block(d, st);
    struct nc_pos pos = nc_locate_in_source(&b->t.locator, st->from);
    if (d->h.s.p[st->from] == '>' && nc_div_is_open(&b->divs, b->parent, '>'))
        st->kind = NC_STASH_DIV_CLOSE;
    b->parent = st->kind == NC_STASH_DIV_OPEN ? nc_div_open(&b->t, b->parent, st, pos, &b->divs)
                                              : nc_div_close(&b->t, b->parent, st, pos, &b->divs);
    if (st->kind == NC_STASH_DIV_OPEN && b->divs.count)
        b->divs.open[b->divs.count - 1].depth = d->c.count;
}

/* Ends the items in the innermost div if nothing else is open in it. Its closing line may be
 * indented like the last item, which is how Prettier writes it. */
static void leave_items(struct nc_scan *d)
{
    const struct nc_divs *divs = &d->b.divs;
    const struct nc_open_div *div = divs->count ? &divs->open[divs->count - 1] : NULL;
    if (d->l.opened || !div || div->mark != ':')
        return;
    for (unsigned k = div->depth; k < d->c.count; k++)
        if (d->c.open[k].kind != NC_IN_ITEM)
            return;
    d->c.count = div->depth < d->c.count ? div->depth : d->c.count;
}

/* Whether the line at from is an option ":key: value". */
static bool is_option(struct nc_str s, size_t from, size_t end)
{
    size_t to = from + 1;
    while (to < end && (nc_ascii_is_alnum(s.p[to]) || s.p[to] == '-' || s.p[to] == '_'))
        to++;
    return from < end && s.p[from] == ':' && to > from + 1 && to < end && s.p[to] == ':';
}

/* The offset after the options below the opening line of a MyST directive: lines ":key: value", or
 * lines between two of dashes. */
static size_t past_options(const struct nc_scan *d)
{
    struct nc_str s = d->h.s;
    size_t end = d->l.end;
    bool dashes = false;
    for (size_t at = end; at < s.n;) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, at + 1);
        struct nc_str line = nc_str_trim(nc_str_sub(s, l.content, l.end));
        bool rule = nc_str_eqz(line, "---") && (dashes || at == d->l.end);
        if (l.matched < d->c.count || l.content == l.end ||
            (!rule && !dashes && !is_option(s, l.content, l.end)))
            break;
        at = l.end;
        end = dashes && !rule ? end : at;
        if (dashes && rule)
            break;
        if (rule)
            end = d->l.end;
        dashes |= rule;
    }
    return end;
}

/* Whether the line opens a directive: braces after colons, before a letter. */
static bool opens_directive(struct nc_str content)
{
    size_t colons = 0;
    while (colons < content.n && content.p[colons] == ':')
        colons++;
    return colons + 1 < content.n && content.p[colons] == '{' &&
           nc_ascii_is_letter(content.p[colons + 1]);
}

static bool put_div(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    enum nc_div_line kind = nc_div_line(s);
    if (kind == NC_NO_DIV)
        return false;
    if (kind == NC_DIV_OPENS && s.p[0] == '#' && nc_scan_names_org_code(d))
        return nc_scan_org_code(d);
    struct nc_stash st = {.kind = kind == NC_DIV_OPENS ? NC_STASH_DIV_OPEN : NC_STASH_DIV_CLOSE,
                          .from = d->l.content,
                          .to = kind == NC_DIV_OPENS && opens_directive(s) ? past_options(d)
                                                                           : d->l.end};
    if (kind != NC_DIV_OPENS && s.p[0] == ':')
        leave_items(d);
    put_div_line(d, &st);
    return true;
}

/* Whether a fence with this info string holds Markdown: "ad-tip", "admonish tip", "{tip} Title". */
static bool is_admonition_fence(struct nc_str word)
{
    if (nc_str_istarts(word, NC_LIT("ad-")))
        return word.n > 3;
    if (nc_str_istarts(word, NC_LIT("admonish")))
        return word.n == 8 || strchr(" \t,", word.p[8]);
    size_t close = nc_str_find(word, '}', 0);
    struct nc_str name = close < word.n && word.p[0] == '{' ? nc_str_sub(word, 1, close) : NC_NONE;
    const struct nc_gen_word *directive = name.n ? nc_gen_word('m', name) : NULL;
    return directive && directive->means != NC_GEN_UNREAD;
}

/* The opening line includes the lines "title: …" and "collapse: …" right after it. */
bool nc_scan_open_admonition(struct nc_scan *d, char fence, unsigned length)
{
    static const char *const settings[] = {"title:", "collapse:", "icon:", "color:", NULL};
    struct nc_str s = d->h.s, word = nc_str_trim(nc_str_sub(s, d->l.content + length, d->l.end));
    bool directive = word.n && word.p[0] == '{';
    if (!is_admonition_fence(word) || d->admonition_count == NC_MAX_ADMONITIONS)
        return false;
    size_t end = directive ? past_options(d) : d->l.end;
    while (!directive && end < s.n) {
        struct nc_line l;
        nc_line_continue(&l, &d->c, s, end + 1);
        struct nc_str line = nc_str_sub(s, l.content, l.end);
        if (l.matched < d->c.count || !nc_str_starts_among(line, settings))
            break;
        end = l.end;
    }
    struct nc_stash st = {.kind = NC_STASH_DIV_OPEN, .from = d->l.content, .to = end};
    d->admonitions[d->admonition_count].fence = fence;
    d->admonitions[d->admonition_count++].length = length;
    put_div_line(d, &st);
    return true;
}

bool nc_scan_close_admonition(struct nc_scan *d)
{
    if (!d->admonition_count ||
        !nc_line_closes(&d->l, d->h.s, d->admonitions[d->admonition_count - 1].fence,
                        d->admonitions[d->admonition_count - 1].length))
        return false;
    struct nc_stash st = {.kind = NC_STASH_DIV_CLOSE, .from = d->l.content, .to = d->l.end};
    d->admonition_count--;
    nc_scan_close_lazy(d);
    put_div_line(d, &st);
    return true;
}

/* --- all of them --- */

static enum nc_scan_did put_own_block(struct nc_scan *d)
{
    struct nc_str s = nc_scan_content(d);
    bool done = false;
    size_t marker = definition_marker(d);
    if (marker)
        return put_note(d, NC_STASH_DEFINITION, marker);
    size_t mark = nc_block_pair_of(s, d->opts->dialect != NC_DIALECT_GFM);
    if (mark < NC_BLOCK_PAIRS)
        return put_marked_block(d, mark) ? NC_SCAN_LINE : NC_SCAN_NOTHING;
    switch (s.p[0]) {
    case '!':
    case '?':
    case '=':
        done = put_admonition_item(d);
        break;
    case '>': /* GitLab's fence, unless it is a quotation nested too deep */
        done = d->l.too_deep == d->l.end && put_div(d);
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
    return done ? NC_SCAN_LINE : NC_SCAN_NOTHING;
}

enum nc_scan_did nc_scan_own_block(struct nc_scan *d)
{
    /* If a block begins here, it does not continue the paragraph, whose containers are then
     * closed. */
    unsigned count = nc_scan_close_lazy(d);
    enum nc_scan_did did = put_own_block(d);
    if (did == NC_SCAN_NOTHING)
        d->c.count = count;
    return did;
}
