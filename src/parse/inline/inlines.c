/* Conversion of inlines. The cursor follows the shielded text: a character of a literal is found
 * there as itself, after a backslash, or as a character reference; whatever else stands between
 * (brackets, backticks, addresses) is passed over. */
#include "parse/inline/inlines.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/words.h"
#include "doc/ref.h"
#include "parse/inline/emphasis.h"
#include "parse/inline/flank.h"
#include "parse/leaf/origin.h"
#include "parse/leaf/source.h"

#include <stdlib.h>

void nc_inlines_init(struct nc_inlines *c, struct nc_doc *doc, const struct nc_shielded *s,
                     const struct nc_parse_options *opts, struct nc_diags *diags)
{
    *c = (struct nc_inlines){
        .doc = doc, .opts = opts, .diags = diags, .shielded = s, .text = nc_buf_view(&s->text)};
    nc_locator_init(&c->locator, s);
}

void nc_inlines_dispose(struct nc_inlines *c)
{
    nc_buf_dispose(&c->run);
    free(c->delims.items);
    free(c->tags);
    free(c->removed);
    free(c->frames);
}

static struct nc_pos place(struct nc_inlines *c, size_t at)
{
    return nc_locate(&c->locator, at);
}

static struct nc_str unhidden(struct nc_inlines *c, const char *z)
{
    if (!z || !nc_may_hold_hidden(nc_str(z)))
        return nc_arena_str(c->doc->arena, nc_str(z ? z : ""));
    struct nc_buf b = {0};
    nc_unhide(&b, c->shielded, nc_str(z ? z : ""));
    struct nc_str s = nc_arena_str(c->doc->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

/* Moves the cursor after the character lit[0..n) and gives where it stood; *reference: it was
 * written as a character reference. */
static size_t find_char(struct nc_inlines *c, const char *lit, unsigned n, bool *reference)
{
    *reference = false;
    struct nc_str t = c->text;
    for (size_t i = c->at; i < c->end; i++) {
        if (t.p[i] == '\\' && i + 1 < c->end && t.p[i + 1] == lit[0] &&
            nc_is_punct((unsigned char)lit[0]) && n == 1) {
            c->at = i + 2;
            return i;
        }
        uint32_t cps[2];
        size_t len = t.p[i] == '&' ? nc_entity_at(t, i, cps) : 0;
        char first[4];
        if (len && nc_utf8_put(first, cps[0]) == n && memcmp(first, lit, n) == 0) {
            *reference = true;
            c->at = i + len;
            return i;
        }
        if (i + n <= c->end && memcmp(t.p + i, lit, n) == 0) {
            c->at = i + n;
            return i;
        }
        /* A reference that is not known here (most of HTML 5's) stands for this character. */
        if (t.p[i] == '&' && !len && i == c->at) {
            size_t semi = nc_str_find(t, ';', i);
            if (semi < c->end && semi - i < 40) {
                *reference = true;
                c->at = semi + 1;
                return i;
            }
        }
    }
    return c->at;
}

static void flush_run(struct nc_inlines *c, struct nc_node *parent)
{
    if (!c->run.n)
        return;
    struct nc_str s = nc_arena_str(c->doc->arena, nc_buf_view(&c->run));
    struct nc_node *n = nc_node_text(c->doc, NC_TEXT, place(c, c->run_at), s);
    n->origin = c->run_literal ? NC_ORIGIN_ESCAPED : NC_ORIGIN_PLAIN;
    nc_node_append(parent, n);
    nc_buf_clear(&c->run);
}

/* A character of the shielded text as flanking sees it: hidden ones as what they hide; a construct
 * begins and ends with punctuation. */
static uint32_t seen_char(uint32_t cp)
{
    if (nc_is_hidden(cp) || nc_is_literal(cp))
        return (uint32_t)nc_hidden_char(cp);
    if (cp == NC_TOKEN_OPEN || cp == NC_HIDDEN_BRACKET)
        return '[';
    return cp == NC_TOKEN_CLOSE ? ']' : cp;
}

/* The character that ends before offset i of the shielded text; 0 at the edge. */
static uint32_t char_before(const struct nc_inlines *c, size_t i, size_t *start)
{
    *start = i;
    if (i <= c->line_content)
        return 0;
    *start = nc_utf8_prev(c->text, i);
    unsigned len;
    return seen_char(nc_utf8_at(c->text, *start, &len));
}

static uint32_t char_after(const struct nc_inlines *c, size_t i)
{
    unsigned len;
    if (i >= c->end || c->text.p[i] == '\n')
        return 0;
    uint32_t cp = nc_utf8_at(c->text, i, &len);
    return cp == NC_HIDDEN_NOTHING ? 0 : seen_char(cp);
}

/* A run of hidden characters of one kind, which begins at offset from; the cursor is after it. */
static void add_delimiter(struct nc_inlines *c, struct nc_node *parent, size_t from, char ch,
                          uint32_t len)
{
    char text[64];
    memset(text, ch, sizeof text);
    struct nc_str s;
    if (len <= sizeof text) {
        s = nc_arena_str(c->doc->arena, (struct nc_str){text, len});
    } else {
        char *p = nc_arena_alloc(c->doc->arena, len + 1);
        memset(p, ch, len);
        s = (struct nc_str){p, len};
    }
    bool first = !parent->first;
    struct nc_node *node = nc_node_text(c->doc, NC_TEXT, place(c, from), s);
    node->origin = NC_ORIGIN_DELIMITER;
    nc_node_append(parent, node);
    size_t start, ignored;
    struct nc_delim d = {.node = node, .ch = ch, .len = len, .original = len, .at_start = first};
    d.before = char_before(c, from, &start);
    d.after = char_after(c, c->at);
    nc_flank(&d.open, &d.close, ch, char_before(c, start, &ignored), d.before, d.after,
             !c->opts->strict);
    nc_grow(&c->delims.items, &c->delims.cap, c->delims.count + 1, sizeof d);
    c->delims.items[c->delims.count++] = d;
}

/* One character of plain text; len: its bytes at p. */
static void add_char(struct nc_inlines *c, uint32_t cp, const char *p, unsigned len, size_t from,
                     bool reference)
{
    if (cp == NC_HIDDEN_NOTHING && !reference)
        return;
    if (!c->run.n)
        c->run_at = from;
    /* References can spell what no document may hold. */
    bool bad = cp >= 0x80 && ((cp >= 0xFDD0 && cp <= 0xFDEF) || !nc_is_xml_char(cp));
    if (cp == NC_HIDDEN_BRACKET && !reference)
        nc_buf_char(&c->run, '[');
    else if (nc_is_literal(cp) && !reference)
        nc_buf_char(&c->run, nc_hidden_char(cp));
    else if (cp == '\n') /* only a reference can put one here */
        nc_buf_char(&c->run, c->opts->strict ? '\n' : ' ');
    else if (bad || (cp < 0x20 && cp != '\t'))
        nc_buf_cp(&c->run, 0xFFFD);
    else
        nc_buf_put(&c->run, p, len);
}

/* A token at lit.p[i], written by the shield and not as a reference: its construct. Returns its
 * length, 0 if none. */
static size_t add_token(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit, size_t i,
                        size_t from)
{
    size_t len;
    const struct nc_stash *st = nc_token_at(c->shielded, lit, i, &len);
    if (!st)
        return 0;
    c->at = from + len < c->end ? from + len : c->end;
    if (c->at_mark) {
        c->at_mark = false;
        for (; i + len < lit.n && lit.p[i + len] == ' '; len++)
            c->at++;
        return len;
    }
    flush_run(c, parent);
    nc_inlines_construct(c, parent, st, place(c, from));
    return len;
}

/* On a lazy line a '>' may be text: next_line took it for a quotation's marker. */
static void return_to_text(struct nc_inlines *c, struct nc_str lit)
{
    struct nc_str t = c->text;
    if (!lit.n || lit.p[0] != '>' || c->at != c->line_content ||
        (c->at < c->end && strchr(">\\&", t.p[c->at])))
        return;
    for (size_t i = c->at; i > 0 && t.p[i - 1] != '\n'; i--)
        if (t.p[i - 1] == '>') {
            c->at = c->line_content = i - 1;
            return;
        }
}

/* Whether the blank at an offset of a nested text stands for the end of a line of the source. */
static bool is_line_end(struct nc_inlines *c, size_t at)
{
    struct nc_str src = c->shielded->src;
    size_t i = c->depth && at < c->end ? nc_locate_source(&c->locator, at) : src.n;
    return i < src.n && src.p[i] == '\n';
}

/* The end of a line in a nested text, at offset from: two blanks or a backslash before it make it a
 * hard one. */
static void add_nested_break(struct nc_inlines *c, struct nc_node *parent, size_t from)
{
    struct nc_str run = nc_buf_view(&c->run);
    size_t n = run.n;
    while (n && run.p[n - 1] == ' ')
        n--;
    bool slash = n && n == run.n && run.p[n - 1] == '\\' && !c->run_literal;
    bool hard = run.n - n >= 2 || slash || c->opts->breaks == NC_BREAKS_HARD;
    c->run.n = n - slash;
    flush_run(c, parent);
    nc_node_append(parent,
                   nc_node_new(c->doc, hard ? NC_HARD_BREAK : NC_SOFT_BREAK, place(c, from)));
    c->line_content = c->at;
}

/* Whether the byte at p[k] of n needs a closer look: what begins an escape or a reference, control
 * characters, hidden characters, and in a text of one line a blank. */
static bool is_slow(const struct nc_inlines *c, const char *p, size_t k, size_t n)
{
    unsigned char b = (unsigned char)p[k];
    return b < 0x20 || b == '\\' || b == '&' || (b == ' ' && c->depth) ||
           (b == 0xEF && (k + 1 == n || (unsigned char)p[k + 1] == 0xB7));
}

/* No byte of these eight is slow, and none may be. */
static bool is_fast(uint64_t w)
{
    return !nc_word_has_below(w, 0x20) && !nc_word_has(w, '\\') && !nc_word_has(w, '&') &&
           !nc_word_has(w, 0xEF);
}

/* How many bytes of the literal from i on stand at the cursor as they are and mean nothing more;
 * whole characters. */
static size_t plain_length(const struct nc_inlines *c, struct nc_str lit, size_t i)
{
    const char *a = lit.p + i, *b = c->text.p + c->at;
    size_t left =
        c->at < c->end ? c->end - c->at : 0; /* libcmark's end of a block can be too early */
    size_t n = lit.n - i < left ? lit.n - i : left, k = 0;
    while (k < n && a[k] == b[k] && !is_slow(c, a, k, n)) {
        k++;
        while (!c->depth && k + NC_WORD_BYTES <= n && nc_word_at(a + k) == nc_word_at(b + k) &&
               is_fast(nc_word_at(a + k)))
            k += NC_WORD_BYTES;
    }
    while (k > 0 && k < n && ((unsigned char)a[k] & 0xC0) == 0x80)
        k--;
    return k;
}

/* Puts such bytes into the run. */
static void add_plain(struct nc_inlines *c, struct nc_node *parent, struct nc_str plain)
{
    if (c->run_literal)
        flush_run(c, parent);
    c->run_literal = false;
    if (!c->run.n)
        c->run_at = c->at;
    nc_buf_str(&c->run, plain);
    c->at += plain.n;
}

static void add_text(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit)
{
    return_to_text(c, lit);
    for (size_t i = 0; i < lit.n;) {
        size_t plain = plain_length(c, lit, i);
        if (plain) {
            add_plain(c, parent, nc_str_sub(lit, i, i + plain));
            i += plain;
            continue;
        }
        unsigned len = 1;
        uint32_t cp = (unsigned char)lit.p[i];
        if (cp >= 0x80)
            cp = nc_utf8_at(lit, i, &len);
        bool reference = false;
        size_t from = c->at;
        if (c->at + len <= c->end && memcmp(c->text.p + c->at, lit.p + i, len) == 0 &&
            c->text.p[c->at] != '\\' && c->text.p[c->at] != '&')
            c->at += len;
        else
            from = find_char(c, lit.p + i, len, &reference);
        if (cp == NC_TOKEN_OPEN && !reference) {
            size_t token = add_token(c, parent, lit, i, from);
            i += token;
            if (token)
                continue;
        }
        i += len;
        if (cp == ' ' && !reference && is_line_end(c, from)) {
            add_nested_break(c, parent, from);
            continue;
        }
        if (!nc_is_hidden(cp) || reference) {
            bool literal =
                reference || (from < c->end && c->text.p[from] == '\\' && c->at == from + 2);
            if (literal != c->run_literal)
                flush_run(c, parent);
            c->run_literal = literal;
            add_char(c, cp, lit.p + i - len, len, from, reference);
            continue;
        }
        uint32_t count = 1;
        while (i + 3 <= lit.n && memcmp(lit.p + i, lit.p + i - 3, 3) == 0 && c->at + 3 <= c->end &&
               memcmp(c->text.p + c->at, lit.p + i, 3) == 0) {
            count++;
            i += 3;
            c->at += 3;
        }
        flush_run(c, parent);
        add_delimiter(c, parent, from, nc_hidden_char(cp), count);
    }
}

/* Past the line end and what containers put before the next line's content. */
static void next_line(struct nc_inlines *c)
{
    size_t i = nc_str_find(c->text, '\n', c->at);
    if (i < c->text.n)
        i++;
    c->at = c->line_content = nc_past_prefix(c->text, i, c->end, c->quotes);
}

static void add_break(struct nc_inlines *c, struct nc_node *parent, bool hard)
{
    flush_run(c, parent);
    struct nc_pos pos = place(c, nc_str_find(c->text, '\n', c->at));
    hard |= c->opts->breaks == NC_BREAKS_HARD && !c->opts->strict;
    nc_node_append(parent, nc_node_new(c->doc, hard ? NC_HARD_BREAK : NC_SOFT_BREAK, pos));
    next_line(c);
}

/* Past a run of n backticks at or after the cursor. */
static size_t past_backticks(struct nc_inlines *c, size_t i, size_t *n)
{
    i = nc_str_find(c->text, '`', i);
    size_t from = i;
    while (i < c->end && c->text.p[i] == '`')
        i++;
    *n = i - from;
    return i;
}

/* Moves the cursor to an offset that may stand on a later line. */
static void move_over_line_end(struct nc_inlines *c, size_t to)
{
    size_t nl = nc_str_find(nc_str_sub(c->text, 0, to), '\n', c->at);
    c->at = to;
    if (nl < to)
        c->line_content = nl + 1;
}

static void add_code(struct nc_inlines *c, struct nc_node *parent, struct nc_str text)
{
    flush_run(c, parent);
    size_t ticks, n, i = past_backticks(c, c->at, &ticks);
    struct nc_pos pos = place(c, i - ticks);
    while (i < c->end) {
        i = past_backticks(c, i, &n);
        if (n == ticks)
            break;
    }
    nc_node_append(parent, nc_node_text(c->doc, NC_CODE, pos, text));
    move_over_line_end(c, i < c->end ? i : c->end);
}

static void add_html(struct nc_inlines *c, struct nc_node *parent, struct nc_str html)
{
    flush_run(c, parent);
    size_t from = nc_str_search(c->text, (struct nc_str){html.p, html.n < 8 ? html.n : 8}, c->at);
    if (from >= c->end)
        from = c->at;
    c->at = from + html.n < c->end ? from + html.n : c->end;
    enum nc_kind kind = c->opts->strict ? NC_RAW : NC_TEXT;
    struct nc_node *n = nc_node_text(c->doc, kind, place(c, from), html);
    nc_node_append(parent, n);
    if (c->opts->strict)
        return;
    nc_grow(&c->tags, &c->tag_cap, c->tag_count + 1, sizeof *c->tags);
    struct nc_tag_mark *m = &c->tags[c->tag_count++];
    m->node = n;
    m->delims = c->delims.count;
    nc_html_tag_read(&m->tag, html);
}

static void push_frame(struct nc_inlines *c)
{
    nc_grow(&c->frames, &c->frame_cap, c->frame_count + 1, sizeof *c->frames);
    c->frames[c->frame_count++] = (struct nc_inline_frame){c->delims.count, c->tag_count};
}

static bool is_block(enum nc_kind k)
{
    return k == NC_PARAGRAPH || k == NC_HEADING || k == NC_PLAIN;
}

static void tell(struct nc_told *t, size_t count, struct nc_pos pos)
{
    bool earlier = pos.line < t->pos.line || (pos.line == t->pos.line && pos.col < t->pos.col);
    if (count && (!t->count || earlier))
        t->pos = pos;
    t->count += count;
}

/* Repairs the runs of one parent (unless it is a link's text) and pairs them. */
static void resolve_group(struct nc_inlines *c, struct nc_delims *g, bool may_repair, bool cjk)
{
    struct nc_node *parent = g->items[0].node->parent;
    bool repairs = !c->opts->strict && !c->opts->no_repair;
    g->items[0].at_start |= g->items[0].node == parent->first;
    if (repairs && may_repair) {
        struct nc_pos at = {0};
        tell(&c->told.underscores, nc_repair_underscores(g, &at), at);
        struct nc_repaired r = nc_repair(c->doc, g, parent, cjk);
        tell(&c->told.repaired, r.rule != 0, r.from);
        c->told.rule = r.rule > c->told.rule ? r.rule : c->told.rule;
    }
    struct nc_match *m = nc_calloc(nc_emphasis_room(g->items, g->count), sizeof *m);
    size_t count = nc_emphasis_match(g->items, g->count, m);
    nc_emphasis_apply(c->doc, g->items, g->count, m, count);
    free(m);
    size_t first = 0, single, left = nc_emphasis_left(g->items, g->count, &first, &single);
    if (repairs)
        tell(&c->told.stars, left, g->items[first].node->pos);
}

static int by_group(const void *a, const void *b)
{
    const struct nc_delim *x = a, *y = b;
    uint32_t gx = x->node->parent->scratch, gy = y->node->parent->scratch;
    if (gx != gy)
        return gx < gy ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Delimiters of one parent can pair; inline HTML has put some of them below others. Parents are
 * numbered in the order of their first run, and the runs ordered by
 * parent, then place. block: what they stand in; NULL in a link's text, where nothing is repaired.
 */
static void resolve(struct nc_inlines *c, size_t base, const struct nc_node *block)
{
    struct nc_delim *d = c->delims.items + base;
    size_t n = c->delims.count - base;
    uint32_t groups = 0;
    for (size_t i = 0; i < n; i++)
        d[i].node->parent->scratch = 0;
    for (size_t i = 0; i < n; i++) {
        d[i].order = (uint32_t)i;
        if (!d[i].node->parent->scratch)
            d[i].node->parent->scratch = ++groups;
    }
    if (groups > 1)
        qsort(d, n, sizeof *d, by_group);
    struct nc_delims group = {0};
    bool cjk = block && nc_holds_cjk(block);
    for (size_t from = 0; from < n;) {
        const struct nc_node *parent = d[from].node->parent;
        size_t to = from + 1;
        while (to < n && d[to].node->parent == parent)
            to++;
        group.count = to - from;
        nc_grow(&group.items, &group.cap, group.count, sizeof *d);
        memcpy(group.items, d + from, group.count * sizeof *d);
        resolve_group(c, &group, block, cjk);
        from = to;
    }
    free(group.items);
}

/* What was done to the emphasis of a block, and what is left of it. */
static void report_emphasis(struct nc_inlines *c)
{
    struct nc_emphasis_told t = c->told;
    struct nc_str file = c->doc->files[0];
    c->told = (struct nc_emphasis_told){0};
    if (t.underscores.count)
        nc_diag(c->diags, NC_D_EMPHASIS_REPAIRED, file, t.underscores.pos,
                "%zu _word_ inside CJK text %s read as emphasis", t.underscores.count,
                t.underscores.count == 1 ? "was" : "were");
    if (t.repaired.count)
        nc_diag(
            c->diags, NC_D_EMPHASIS_REPAIRED, file, t.repaired.pos,
            t.rule == 4
                ? "a ** that closes has a blank before it; the blank was moved out of the bold text"
            : t.rule == 3 ? "a ** that is never closed was closed at the end of the paragraph"
                          : "** that the standard leaves as stars were read as bold");
    if (t.stars.count)
        nc_diag(c->diags, NC_D_EMPHASIS_LITERAL, file, t.stars.pos,
                "%zu ** stay%s in the text: nothing matches %s (write \\** if it is meant)",
                t.stars.count, t.stars.count == 1 ? "s" : "", t.stars.count == 1 ? "it" : "them");
}

static void finish_frame(struct nc_inlines *c, struct nc_node *container)
{
    flush_run(c, container);
    struct nc_inline_frame f = c->frames[--c->frame_count];
    bool block = is_block(container->kind);
    if (c->tag_count > f.tags)
        c->pair_tags(c, f.tags, f.delims);
    if (c->delims.count > f.delims)
        resolve(c, f.delims, block ? container : NULL);
    if (block)
        report_emphasis(c);
    c->delims.count = f.delims;
    c->tag_count = f.tags;
}

static bool is_autolink(cmark_node *n, struct nc_inlines *c)
{
    size_t lt = c->at;
    return cmark_node_get_type(n) == CMARK_NODE_LINK && lt < c->end && c->text.p[lt] == '<';
}

static struct nc_node *open_link(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    flush_run(c, parent);
    bool image = cmark_node_get_type(n) == CMARK_NODE_IMAGE;
    if (!is_autolink(n, c)) {
        size_t at = nc_str_search(c->text, image ? NC_LIT("![") : NC_LIT("["), c->at);
        if (at < c->end)
            c->at = at;
    }
    struct nc_node *link = nc_node_new(c->doc, image ? NC_IMAGE : NC_LINK, place(c, c->at));
    c->at += image ? 2 : 1;
    struct nc_ref *ref = nc_node_ref(link);
    nc_ref_init(ref, unhidden(c, cmark_node_get_url(n)));
    ref->title = unhidden(c, cmark_node_get_title(n));
    nc_node_append(parent, link);
    push_frame(c);
    return link;
}

/* Past "(address "title")" or "[label]" at i; an address may hold balanced parentheses. */
static size_t past_destination(const struct nc_inlines *c, size_t i)
{
    struct nc_str t = c->text;
    if (i >= c->end || (t.p[i] != '(' && t.p[i] != '['))
        return i;
    char open = t.p[i], close = open == '(' ? ')' : ']', quote = 0;
    unsigned depth = 0;
    for (size_t k = i; k < c->end; k++) {
        char ch = t.p[k];
        if (ch == '\\')
            k++;
        else if (quote)
            quote = ch == quote ? 0 : quote;
        else if (open == '(' && (ch == '"' || ch == '\'') &&
                 (t.p[k - 1] == ' ' || t.p[k - 1] == '\n'))
            quote = ch;
        else if (open == '(' && ch == '<' && k == i + 1)
            quote = '>';
        else if (ch == open)
            depth++;
        else if (ch == close && --depth == 0)
            return k + 1;
    }
    return i;
}

static void close_link(struct nc_inlines *c, struct nc_node *link)
{
    finish_frame(c, link);
    size_t i = c->at;
    if (i < c->end && c->text.p[i] == '>') {
        c->at = i + 1;
        return;
    }
    i = nc_str_find(c->text, ']', i);
    if (i >= c->end)
        return;
    move_over_line_end(c, past_destination(c, i + 1));
}

static void add_leaf(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    switch ((int)cmark_node_get_type(n)) {
    case CMARK_NODE_TEXT:
        add_text(c, parent, nc_str(cmark_node_get_literal(n)));
        break;
    case CMARK_NODE_SOFTBREAK:
    case CMARK_NODE_LINEBREAK:
        add_break(c, parent, cmark_node_get_type(n) == CMARK_NODE_LINEBREAK);
        break;
    case CMARK_NODE_CODE:
        add_code(c, parent, unhidden(c, cmark_node_get_literal(n)));
        break;
    default: /* HTML_INLINE: libcmark makes no other leaf */
        add_html(c, parent, unhidden(c, cmark_node_get_literal(n)));
        break;
    }
}

/* Past blanks and at most one line end, with the markers before the next line's content. */
static size_t past_blanks(struct nc_inlines *c, size_t i)
{
    for (unsigned lines = 0; i < c->end && lines < 2;) {
        if (c->text.p[i] == '\n' && lines++ == 0) {
            c->at = i;
            next_line(c);
            i = c->at;
        } else if (c->text.p[i] == ' ' || c->text.p[i] == '\t') {
            i++;
        } else {
            break;
        }
    }
    return i;
}

/* Past the title that begins at i; i if there is none. */
static size_t past_title(const struct nc_inlines *c, size_t i)
{
    struct nc_str t = c->text;
    char open = i < c->end ? t.p[i] : '\0', close = open == '(' ? ')' : open;
    if (open != '"' && open != '\'' && open != '(')
        return i;
    for (size_t k = i + 1; k < c->end; k++) {
        if (t.p[k] == '\\')
            k++;
        else if (t.p[k] == close)
            return k + 1;
    }
    return i;
}

static bool ends_line(const struct nc_inlines *c, size_t i)
{
    while (i < c->end && nc_ascii_is_blank(c->text.p[i]))
        i++;
    return i >= c->end || c->text.p[i] == '\n';
}

/* The line end after the definition "[label]: address "title"" at i, c->end if there is none; 0:
 * it is no definition. */
static size_t past_definition(struct nc_inlines *c, size_t i)
{
    struct nc_str t = c->text;
    size_t k = i + 1;
    while (k < c->end && t.p[k] != ']' && t.p[k] != '[')
        k += t.p[k] == '\\' ? 2 : 1;
    if (t.p[i] != '[' || k + 1 >= c->end || t.p[k] != ']' || t.p[k + 1] != ':' || k == i + 1)
        return 0;
    size_t from = past_blanks(c, k + 2);
    k = from;
    bool angle = k < c->end && t.p[k] == '<';
    while (k < c->end && t.p[k] != '\n' && (angle || (t.p[k] != ' ' && t.p[k] != '\t'))) {
        k++;
        if (angle && t.p[k - 1] == '>')
            break;
    }
    if (k == from)
        return 0;
    bool alone = ends_line(c, k);
    size_t title = past_blanks(c, k), end = past_title(c, title);
    if (title > k && end > title && ends_line(c, end))
        k = end;
    else if (!alone)
        return 0;
    return nc_str_find(t, '\n', k) < c->end ? nc_str_find(t, '\n', k) : c->end;
}

/* The content of "# heading". */
static bool is_atx(const struct nc_inlines *c, cmark_node *leaf, size_t from)
{
    while (from > 0 && nc_ascii_is_blank(c->text.p[from - 1]))
        from--;
    return cmark_node_get_type(leaf) == CMARK_NODE_HEADING && from > 0 &&
           c->text.p[from - 1] == '#';
}

/* Past link reference definitions, which libcmark takes out of the beginning of a paragraph. */
static void skip_definitions(struct nc_inlines *c, cmark_node *leaf)
{
    size_t from = c->at, end;
    if (is_atx(c, leaf, from))
        return;
    while (from < c->end && c->text.p[from] == '[' && (end = past_definition(c, from)) > 0) {
        c->at = end;
        next_line(c);
        from = c->at;
    }
    c->at = c->line_content = from;
}

static bool is_link(cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

/* Emphasis of libcmark's own: there is none where all delimiters are hidden. */
static bool is_emphasis(cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
}

static struct nc_node *open_inline(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    if (is_link(n))
        return open_link(c, parent, n);
    flush_run(c, parent);
    bool strong = cmark_node_get_type(n) == CMARK_NODE_STRONG;
    struct nc_node *node = nc_node_new(c->doc, strong ? NC_STRONG : NC_EMPH, place(c, c->at));
    nc_node_append(parent, node);
    push_frame(c);
    return node;
}

static struct nc_node *close_inline(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    if (is_link(n))
        close_link(c, parent);
    else
        finish_frame(c, parent);
    return parent->parent;
}

void nc_inlines_convert(struct nc_inlines *c, cmark_node *leaf, struct nc_node *block, size_t from,
                        size_t to)
{
    c->at = c->line_content = from;
    c->end = to;
    struct nc_node *parent = block;
    cmark_node *n = cmark_node_first_child(leaf);
    push_frame(c);
    skip_definitions(c, leaf);
    while (n) {
        bool holds = is_link(n) || is_emphasis(n);
        if (holds)
            parent = open_inline(c, parent, n);
        else if (!cmark_node_first_child(n))
            add_leaf(c, parent, n);
        if (cmark_node_first_child(n)) {
            n = cmark_node_first_child(n);
            continue;
        }
        if (holds)
            parent = close_inline(c, parent, n);
        while (n && !cmark_node_next(n)) {
            n = cmark_node_parent(n);
            if (n == leaf)
                n = NULL;
            else
                parent = close_inline(c, parent, n);
        }
        if (n)
            n = cmark_node_next(n);
    }
    c->at_mark = false;
    finish_frame(c, block);
}

void nc_inlines_nested(struct nc_inlines *c, struct nc_node *parent, size_t heading)
{
    size_t at = c->at, end = c->end, line_content = c->line_content, from = c->lines[heading];
    unsigned quotes = c->quotes;
    bool run_literal = c->run_literal, at_mark = c->at_mark;
    struct nc_emphasis_told told = c->told;
    c->told = (struct nc_emphasis_told){0};
    c->quotes = 0;
    c->at_mark = c->run_literal = false;
    c->depth++;
    nc_inlines_convert(c, c->headings[heading], parent, from + 2, nc_str_find(c->text, '\n', from));
    c->depth--;
    struct nc_told stars = c->told.stars;
    c->told = told;
    tell(&c->told.stars, stars.count, stars.pos);
    c->at = at;
    c->end = end;
    c->line_content = line_content;
    c->quotes = quotes;
    c->run_literal = run_literal;
    c->at_mark = at_mark;
}

void nc_inlines_add_text(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_range text)
{
    if (st->number) {
        nc_inlines_nested(c, parent, st->number - 1);
        return;
    }
    struct nc_str src = c->shielded->src, s = nc_str_trim(nc_str_sub(src, text.from, text.to));
    if (!s.n)
        return;
    size_t from = nc_offset_in(src, s);
    struct nc_pos pos = nc_locate_in_source(&c->locator, from);
    s = nc_source_text(c->doc, src, st, from, from + s.n);
    nc_node_append(parent, nc_node_text(c->doc, NC_TEXT, pos, s));
}

/* libcmark saw text where the shield saw a block. */
static void add_literal(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                        struct nc_pos pos)
{
    struct nc_str s = nc_source_lines(c->doc, c->shielded->src, st, st->from, st->to, ' ');
    if (s.n)
        nc_node_append(parent, nc_node_text(c->doc, NC_TEXT, pos, s));
}

static size_t number_of(const struct nc_construct *construct)
{
    size_t k = 0;
    while (nc_constructs[k] != construct)
        k++;
    return k;
}

void nc_inlines_construct(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                          struct nc_pos pos)
{
    const struct nc_construct *construct = st->construct;
    if (!construct) {
        add_literal(c, parent, st, pos);
        return;
    }
    struct nc_making m = {.doc = c->doc,
                          .whole_names = c->opts->dialect == NC_DIALECT_LOGSEQ,
                          .diags = c->diags,
                          .where = &c->locator,
                          .src = c->shielded->src,
                          .st = st,
                          .pos = pos,
                          .notes = c->notes,
                          .reported = &c->reported[number_of(construct)]};
    struct nc_node *n = construct->make(&m);
    if (!n)
        return;
    nc_node_append(parent, n);
    if (st->text.from < st->text.to)
        nc_inlines_add_text(c, m.holds_text ? m.holds_text : n, st, st->text);
    if (construct->finish)
        construct->finish(&m, n);
}
