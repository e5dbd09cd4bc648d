/* Converts inlines. The cursor follows the text of a leaf, in which a character of libcmark's
 * literal is written as itself, after a backslash, or as a reference. libcmark gives the ends of
 * all other inlines. */
#include "parse/inline/inlines.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/words.h"
#include "doc/ref.h"
#include "parse/inline/commonmark.h"
#include "parse/inline/emphasis.h"
#include "parse/inline/flank.h"
#include "parse/leaf/leaves.h"
#include "parse/leaf/origin.h"
#include "parse/leaf/source.h"

#include <assert.h>
#include <stdlib.h>

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
    return nc_buf_keep(&b, c->doc->arena);
}

/* The first line end at or after the cursor; the end of the leaf if there is none. */
static size_t next_line_end(struct nc_inlines *c)
{
    const struct nc_shielded *s = c->shielded;
    struct nc_leaf_place *l = &c->leaf;
    l->line_end = nc_line_end_from(s, l->line_end, l->at);
    return l->line_end < s->line_end_count && s->line_ends[l->line_end] < l->end
               ? s->line_ends[l->line_end]
               : l->end;
}

/* Whether a line begins at this offset, which is not after the cursor's line. */
static bool begins_line(struct nc_inlines *c, size_t i)
{
    next_line_end(c);
    size_t k = c->leaf.line_end;
    while (k > 0 && c->shielded->line_ends[k - 1] >= i)
        k--;
    return i <= c->leaf.begin || (k > 0 && c->shielded->line_ends[k - 1] + 1 == i);
}

/* Whether the literal's character [p, p + n) stands at the cursor as itself. */
static bool stands(const struct nc_inlines *c, const char *p, unsigned n)
{
    const struct nc_leaf_place *l = &c->leaf;
    return l->at + n <= l->end && memcmp(c->text.p + l->at, p, n) == 0;
}

/* Moves the cursor past the character lit[0..n). *literal: it was written with a backslash or as a
 * reference. *reference: it was a reference. */
static void pass_char(struct nc_inlines *c, const char *lit, unsigned n, bool *literal,
                      bool *reference)
{
    struct nc_str t = c->text;
    size_t at = c->leaf.at, end = c->leaf.end;
    char first[4];
    uint32_t cp;
    *literal = *reference = false;
    if (at >= end)
        return;
    if (t.p[at] == '\\' && at + 1 < end && n == 1 && !c->leaf.in_autolink &&
        t.p[at + 1] == lit[0] && nc_is_punct((unsigned char)lit[0])) {
        c->leaf.at = at + 2;
        *literal = true;
        return;
    }
    size_t len = t.p[at] == '&' ? nc_entity_at(t, at, &cp) : 0;
    if (len && nc_utf8_put(first, cp) == n && memcmp(first, lit, n) == 0) {
        c->leaf.at = at + len;
        *literal = *reference = true;
        return;
    }
    if (stands(c, lit, n)) {
        c->leaf.at = at + n;
        return;
    }
    /* A reference not known here (most of HTML 5's), or its second character. */
    *literal = *reference = true;
    size_t semi = nc_str_find(t, ';', at);
    if (t.p[at] == '&' && semi < end && semi - at < 40)
        c->leaf.at = semi + 1;
}

static void flush_run(struct nc_inlines *c, struct nc_node *parent)
{
    if (!c->run.n)
        return;
    struct nc_str s = nc_arena_str(c->doc->arena, nc_buf_view(&c->run));
    struct nc_node *n = nc_node_text(c->doc, NC_TEXT, place(c, c->leaf.run_at), s);
    n->origin = c->leaf.run_literal ? NC_ORIGIN_ESCAPED : NC_ORIGIN_PLAIN;
    nc_node_append(parent, n);
    nc_buf_clear(&c->run);
}

/* A character of the shielded text for the flanking rule: a hidden one counts as the character it
 * hides, a construct as punctuation at both ends. */
static uint32_t seen_char(uint32_t cp)
{
    if (nc_is_hidden(cp) || nc_is_literal(cp))
        return (uint32_t)nc_hidden_char(cp);
    if (cp == NC_TOKEN_OPEN || cp == NC_HIDDEN_BRACKET)
        return '[';
    return cp == NC_TOKEN_CLOSE ? ']' : cp;
}

/* The character that ends before offset i of the shielded text; 0 at the beginning of a line. */
static uint32_t char_before(struct nc_inlines *c, size_t i, size_t *start)
{
    *start = i;
    if (begins_line(c, i))
        return 0;
    *start = nc_utf8_prev(c->text, i);
    unsigned len;
    return seen_char(nc_utf8_at(c->text, *start, &len));
}

/* The character at the cursor; 0 at the end of a line. */
static uint32_t char_after(struct nc_inlines *c)
{
    unsigned len;
    if (c->leaf.at >= next_line_end(c))
        return 0;
    uint32_t cp = nc_utf8_at(c->text, c->leaf.at, &len);
    return cp == NC_HIDDEN_NOTHING ? 0 : seen_char(cp);
}

/* Adds a run of hidden characters of one kind that begins at offset from; the cursor stands after
 * it. */
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
    struct nc_node *node = nc_node_text(c->doc, NC_TEXT, place(c, from), s);
    node->origin = NC_ORIGIN_DELIMITER;
    nc_node_append(parent, node);
    size_t start, ignored;
    struct nc_delim d = {.node = node, .ch = ch, .len = len, .original = len};
    d.before = char_before(c, from, &start);
    d.after = char_after(c);
    nc_flank(&d.open, &d.close, ch, char_before(c, start, &ignored), d.before, d.after,
             !c->opts->strict);
    nc_grow(&c->delims.items, &c->delims.cap, c->delims.count + 1, sizeof d);
    c->delims.items[c->delims.count++] = d;
}

/* Adds one character of plain text. len: its bytes at p. */
static void add_char(struct nc_inlines *c, uint32_t cp, const char *p, unsigned len, size_t from,
                     bool reference)
{
    if (cp == NC_HIDDEN_NOTHING && !reference)
        return;
    if (!c->run.n)
        c->leaf.run_at = from;
    /* References can spell characters that no document may hold. */
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

static void add_construct(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                          struct nc_pos pos);

/* Adds the construct of a token at lit.p[i] that the shield wrote, not a reference. Returns the
 * length of the token, 0 if there is none. */
static size_t add_token(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit, size_t i,
                        size_t from)
{
    size_t len;
    const struct nc_stash *st = nc_token_at(c->shielded, lit, i, &len);
    if (!st)
        return 0;
    c->leaf.at = from + len < c->leaf.end ? from + len : c->leaf.end;
    flush_run(c, parent);
    add_construct(c, parent, st, place(c, from));
    return len;
}

/* Adds the line end at the cursor. Two blanks or a backslash before it make a hard break. */
static void add_break(struct nc_inlines *c, struct nc_node *parent)
{
    struct nc_str run = c->leaf.run_literal ? NC_NONE : nc_buf_view(&c->run);
    size_t n = run.n;
    while (n && strchr(" \t\v\f", run.p[n - 1]))
        n--;
    bool slash = n && n == run.n && run.p[n - 1] == '\\';
    bool hard = nc_str_ends(run, NC_LIT("  ")) || slash ||
                (c->opts->breaks == NC_BREAKS_HARD && !c->opts->strict);
    c->run.n -= run.n - n + slash;
    flush_run(c, parent);
    nc_node_append(parent,
                   nc_node_new(c->doc, hard ? NC_HARD_BREAK : NC_SOFT_BREAK, place(c, c->leaf.at)));
    c->leaf.at++;
}

/* Sets the bytes that need a closer look: the first byte of an escape or a reference, control
 * characters, and the first byte of hidden characters. */
static void set_slow(struct nc_byte_set *slow)
{
    for (unsigned k = 0; k < 0x20; k++)
        slow->has[k] = true;
    slow->has['\\'] = slow->has['&'] = slow->has['|'] = slow->has[0xEF] = true;
    nc_byte_set_ready(slow);
}

/* The number of bytes of two texts compared at once. It is small because texts that differ early
 * are compared again. */
#define COMPARED 128

/* How many bytes of the literal from i stand unchanged at the cursor, on one line, and have no
 * other meaning. Counts whole characters. */
static size_t plain_length(struct nc_inlines *c, struct nc_str lit, size_t i)
{
    const char *a = lit.p + i, *b = c->text.p + c->leaf.at;
    size_t line_end = next_line_end(c), left = line_end > c->leaf.at ? line_end - c->leaf.at : 0;
    size_t n = lit.n - i < left ? lit.n - i : left, k = 0;
    n = a != b && n > COMPARED ? COMPARED : n;
    while ((k = nc_byte_set_find(&c->slow, a, k, n)) < n && (unsigned char)a[k] == 0xEF &&
           k + 1 < n && (unsigned char)a[k + 1] != 0xB7)
        k++;
    if (a != b && memcmp(a, b, k) != 0)
        for (k = 0; a[k] == b[k];)
            k++;
    while (k > 0 && k < lit.n - i && ((unsigned char)a[k] & 0xC0) == 0x80)
        k--;
    return k;
}

/* Adds plain bytes to the run. */
static void add_plain(struct nc_inlines *c, struct nc_node *parent, struct nc_str plain)
{
    if (c->leaf.run_literal)
        flush_run(c, parent);
    c->leaf.run_literal = false;
    if (!c->run.n)
        c->leaf.run_at = c->leaf.at;
    nc_buf_str(&c->run, plain);
    c->leaf.at += plain.n;
}

/* Adds the run of hidden characters of one kind at the cursor; lit.p[i] shows the first. Returns
 * how many bytes of lit it takes. */
static size_t add_run(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit, size_t i)
{
    size_t from = c->leaf.at, k = i;
    unsigned len;
    while (k + 3 <= lit.n && memcmp(lit.p + k, lit.p + i, 3) == 0 && stands(c, lit.p + k, 3)) {
        k += 3;
        c->leaf.at += 3;
    }
    flush_run(c, parent);
    add_delimiter(c, parent, from, nc_hidden_char(nc_utf8_at(lit, i, &len)), (uint32_t)(k - i) / 3);
    return k - i;
}

/* Whether the '|' at `from` is written "\\|" in a cell, so that what follows it needs a place of
 * its own. */
static bool stands_for_two(struct nc_inlines *c, char ch, size_t from)
{
    return ch == '|' &&
           nc_locate_source(&c->locator, from + 1) > nc_locate_source(&c->locator, from) + 1;
}

/* Adds the next character of a literal, which may be more than text. Returns how many bytes of lit
 * were read. */
static size_t add_one(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit, size_t i)
{
    unsigned len;
    bool literal, reference;
    size_t from = c->leaf.at;
    uint32_t cp = nc_utf8_at(lit, i, &len);
    if (lit.p[i] == ' ' && from < c->leaf.end && from == next_line_end(c)) {
        add_break(c, parent);
        return 1;
    }
    if (cp >= NC_HIDDEN_FIRST && stands(c, lit.p + i, len)) {
        size_t n = nc_is_hidden(cp)      ? add_run(c, parent, lit, i)
                   : cp == NC_TOKEN_OPEN ? add_token(c, parent, lit, i, from)
                                         : 0;
        if (n)
            return n;
    }
    pass_char(c, lit.p + i, len, &literal, &reference);
    bool bar = parent->kind != NC_IMAGE && stands_for_two(c, lit.p[i], from);
    if (bar || literal != c->leaf.run_literal)
        flush_run(c, parent);
    c->leaf.run_literal = literal;
    add_char(c, cp, lit.p + i, len, from, reference);
    if (bar)
        flush_run(c, parent);
    return len;
}

static void add_text(struct nc_inlines *c, struct nc_node *parent, struct nc_str lit)
{
    for (size_t i = 0; i < lit.n;) {
        size_t plain = plain_length(c, lit, i);
        if (plain)
            add_plain(c, parent, nc_str_sub(lit, i, i + plain));
        else
            plain = add_one(c, parent, lit, i);
        i += plain;
    }
}

/* Where an inline of libcmark ends. */
static size_t end_of(const struct nc_inlines *c, cmark_node *n)
{
    size_t end = c->leaf.line + (size_t)cmark_node_get_end_column(n);
    return end < c->leaf.end ? end : c->leaf.end;
}

static void add_code(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    size_t ticks = c->leaf.at;
    flush_run(c, parent);
    while (ticks < c->leaf.end && c->text.p[ticks] == '`')
        ticks++;
    struct nc_str code = unhidden(c, cmark_node_get_literal(n));
    nc_node_append(parent, nc_node_text(c->doc, NC_CODE, place(c, c->leaf.at), code));
    c->leaf.at = end_of(c, n) + (ticks - c->leaf.at);
}

/* The source of [from, to) with its line ends. */
static struct nc_str with_line_ends(struct nc_inlines *c, size_t from, size_t to)
{
    struct nc_buf b = {0};
    const struct nc_shielded *s = c->shielded;
    size_t k = nc_line_end_from(s, c->leaf.line_end, from);
    for (size_t i = from; i < to; k++) {
        size_t end = k < s->line_end_count && s->line_ends[k] < to ? s->line_ends[k] : to;
        nc_unhide(&b, s, nc_str_sub(c->text, i, end));
        if (end < to)
            nc_buf_char(&b, '\n');
        i = end + 1;
    }
    return nc_buf_keep(&b, c->doc->arena);
}

static void add_html(struct nc_inlines *c, struct nc_node *parent, cmark_node *tag)
{
    flush_run(c, parent);
    struct nc_str html = with_line_ends(c, c->leaf.at, end_of(c, tag));
    enum nc_kind kind = c->opts->strict ? NC_RAW : NC_TEXT;
    struct nc_node *n = nc_node_text(c->doc, kind, place(c, c->leaf.at), html);
    nc_node_append(parent, n);
    c->leaf.at = end_of(c, tag);
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

static void add_finding(struct nc_finding *t, size_t count, struct nc_pos pos)
{
    bool earlier = pos.line < t->pos.line || (pos.line == t->pos.line && pos.col < t->pos.col);
    if (count && (!t->count || earlier))
        t->pos = pos;
    t->count += count;
}

/* Repairs the runs of one parent (unless it is the text of a link) and pairs them. */
static void resolve_group(struct nc_inlines *c, struct nc_delims *g, bool may_repair, bool cjk)
{
    struct nc_node *parent = g->items[0].node->parent;
    bool repairs = !c->opts->strict && !c->opts->no_repair;
    g->items[0].at_start = g->items[0].node == parent->first;
    if (repairs && may_repair) {
        struct nc_pos at = {0};
        add_finding(&c->leaf.findings.underscores, nc_repair_underscores(g, &at), at);
        struct nc_repaired r = nc_repair(c->doc, g, parent, cjk);
        add_finding(&c->leaf.findings.repaired, r.rule != 0, r.from);
        c->leaf.findings.rule = r.rule > c->leaf.findings.rule ? r.rule : c->leaf.findings.rule;
    }
    struct nc_match *m = nc_calloc(nc_emphasis_room(g->items, g->count), sizeof *m);
    size_t count = nc_emphasis_match(g->items, g->count, m);
    nc_emphasis_apply(c->doc, g->items, g->count, m, count);
    free(m);
    size_t first = 0, single, left = nc_emphasis_left(g->items, g->count, &first, &single);
    if (repairs)
        add_finding(&c->leaf.findings.stars, left, g->items[first].node->pos);
}

static int by_group(const void *a, const void *b)
{
    const struct nc_delim *x = a, *y = b;
    uint32_t gx = x->node->parent->scratch, gy = y->node->parent->scratch;
    if (gx != gy)
        return gx < gy ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Resolves the emphasis of a block. Delimiters can pair only within one parent, and inline HTML may
 * have moved some of them into other parents. So the parents are numbered in the order of their
 * first run, and the runs are sorted by parent, then by position. block: the node around them; NULL
 * in the text of a link, where nothing is repaired. */
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

/* Reports what was repaired in a block's emphasis, and what is left of it. */
static void report_emphasis(struct nc_inlines *c)
{
    struct nc_emphasis_findings t = c->leaf.findings;
    struct nc_str file = c->doc->files[0];
    c->leaf.findings = (struct nc_emphasis_findings){0};
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
                          : "** that CommonMark leaves as stars were read as bold");
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

/* The title of a link in the leaf, with its line ends. The source of the link ends at `end`. */
static struct nc_str title_of(struct nc_inlines *c, cmark_node *n, size_t end)
{
    struct nc_str title = unhidden(c, cmark_node_get_title(n)), t = c->text;
    const struct nc_shielded *s = c->shielded;
    size_t k = nc_line_end_from(s, c->leaf.line_end, c->leaf.at), close = end;
    if (!title.n || k == s->line_end_count || s->line_ends[k] >= end || t.p[end - 1] != ')')
        return title;
    for (close--; close > c->leaf.at && nc_ascii_is_blank(t.p[close - 1]);)
        close--;
    size_t open = close - 1;
    char quote = t.p[open] == ')' ? '(' : t.p[open];
    for (bool escaped = true; open > c->leaf.at && (t.p[open] != quote || escaped);) {
        size_t slash = --open;
        while (slash > c->leaf.at && t.p[slash - 1] == '\\')
            slash--;
        escaped = (open - slash) % 2 != 0;
    }
    /* From its end on, each blank of the title matches a blank of the source. */
    char *shown = nc_arena_alloc(c->doc->arena, title.n + 1);
    memcpy(shown, title.p, title.n);
    k = nc_line_end_from(s, k, open);
    size_t last = nc_line_end_from(s, k, close), i = title.n;
    for (size_t at = close; last > k && at > open && i > 0; at--) {
        if (t.p[at - 1] != ' ')
            continue;
        while (i > 0 && shown[i - 1] != ' ')
            i--;
        if (i > 0 && s->line_ends[last - 1] == at - 1) {
            shown[i - 1] = '\n';
            last--;
        }
        i -= i > 0;
    }
    return (struct nc_str){shown, title.n};
}

static struct nc_node *open_link(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    flush_run(c, parent);
    bool image = cmark_node_get_type(n) == CMARK_NODE_IMAGE;
    struct nc_node *link = nc_node_new(c->doc, image ? NC_IMAGE : NC_LINK, place(c, c->leaf.at));
    struct nc_ref *ref = nc_node_ref(link);
    nc_ref_init(ref, unhidden(c, cmark_node_get_url(n)));
    ref->title = title_of(c, n, end_of(c, n));
    c->leaf.in_autolink = c->leaf.at < c->leaf.end && c->text.p[c->leaf.at] == '<';
    c->leaf.at += image ? 2 : 1;
    nc_node_append(parent, link);
    push_frame(c);
    return link;
}

static void add_leaf(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    switch ((int)cmark_node_get_type(n)) {
    case CMARK_NODE_TEXT:
        add_text(c, parent, nc_str(cmark_node_get_literal(n)));
        break;
    case CMARK_NODE_CODE:
        add_code(c, parent, n);
        break;
    default: /* HTML_INLINE: libcmark makes no other leaf from one line */
        add_html(c, parent, n);
        break;
    }
}

static bool is_link(cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    return type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE;
}

/* Whether libcmark itself made this emphasis, from delimiters in what seemed to be code but is not.
 */
static bool is_emphasis(cmark_node *n)
{
    cmark_node_type type = cmark_node_get_type(n);
    return type == CMARK_NODE_EMPH || type == CMARK_NODE_STRONG;
}

/* Moves the cursor past the delimiters at one end of libcmark's emphasis. */
static void pass_delimiters(struct nc_inlines *c, cmark_node *n)
{
    size_t to = c->leaf.at + (cmark_node_get_type(n) == CMARK_NODE_STRONG ? 2 : 1);
    c->leaf.at = to < c->leaf.end ? to : c->leaf.end;
}

static struct nc_node *open_inline(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    if (is_link(n))
        return open_link(c, parent, n);
    flush_run(c, parent);
    bool strong = cmark_node_get_type(n) == CMARK_NODE_STRONG;
    struct nc_node *node = nc_node_new(c->doc, strong ? NC_STRONG : NC_EMPH, place(c, c->leaf.at));
    nc_node_append(parent, node);
    pass_delimiters(c, n);
    push_frame(c);
    return node;
}

static struct nc_node *close_inline(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    finish_frame(c, parent);
    if (is_link(n)) {
        c->leaf.at = end_of(c, n);
        c->leaf.in_autolink = false;
    } else {
        pass_delimiters(c, n);
    }
    return parent->parent;
}

/* Adds the first text of a line without the mark "x " at its beginning, which is not part of the
 * leaf. */
static void add_first(struct nc_inlines *c, struct nc_node *parent, cmark_node *n)
{
    struct nc_str lit = nc_str(cmark_node_get_literal(n));
    add_text(c, parent, nc_str_sub(lit, lit.n < 2 ? lit.n : 2, lit.n));
}

/* Converts the children of the paragraph that libcmark made of a leaf, below block. */
static void convert(struct nc_inlines *c, cmark_node *leaf, struct nc_node *block)
{
    struct nc_node *parent = block;
    push_frame(c);
    cmark_node *n = cmark_node_first_child(leaf);
    add_first(c, parent, n);
    n = cmark_node_next(n);
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
    finish_frame(c, block);
}

/* Adds the code span at the cursor, without its ticks and one blank at both ends. */
static void add_own_code(struct nc_inlines *c, struct nc_node *parent)
{
    struct nc_str t = nc_str_sub(c->text, 0, c->leaf.end);
    size_t ticks = c->leaf.at, end = nc_find_code_end(t, ticks, t.n, NULL);
    flush_run(c, parent);
    while (t.p[ticks] == '`')
        ticks++;
    struct nc_str code = nc_str_sub(t, ticks, end - (ticks - c->leaf.at));
    if (code.p[0] == ' ' && code.p[code.n - 1] == ' ' && nc_str_trim(code).n)
        code = nc_str_sub(code, 1, code.n - 1);
    code = nc_arena_str(c->doc->arena, code);
    nc_node_append(parent, nc_node_text(c->doc, NC_CODE, place(c, c->leaf.at), code));
    c->leaf.at = end;
}

/* The offset up to which a leaf, from the cursor on, equals the source apart from line ends, which
 * is the next hidden or replaced character. */
static size_t verbatim_to(struct nc_inlines *c, size_t *piece)
{
    const struct nc_shielded *s = c->shielded;
    size_t at = c->leaf.at, end = next_line_end(c);
    if (nc_str_starts(nc_str_sub(c->text, at, c->leaf.end), NC_LIT("\xEF\xB7")))
        return at;
    while (*piece + 1 < s->piece_count && s->pieces[*piece + 1].out <= at)
        ++*piece;
    return *piece + 1 < s->piece_count && s->pieces[*piece + 1].out < end
               ? s->pieces[*piece + 1].out
               : end;
}

/* Adds a leaf that was not given to libcmark. */
static void add_plain_leaf(struct nc_inlines *c, struct nc_node *block)
{
    struct nc_str t = nc_str_sub(c->text, 0, c->leaf.end);
    size_t code = nc_str_find(t, '`', c->leaf.at), piece;
    nc_locate_source(&c->locator, c->leaf.at);
    piece = c->locator.piece;
    push_frame(c);
    while (c->leaf.at < t.n) {
        size_t at = c->leaf.at, to = verbatim_to(c, &piece);
        if (at == code) {
            add_own_code(c, block);
            code = nc_str_find(t, '`', c->leaf.at);
        } else if (at < to)
            add_plain(c, block, nc_str_sub(t, at, to < code ? to : code));
        else
            add_one(c, block, t, at);
    }
    finish_frame(c, block);
}

/* Reads the leaf with this number below block. A leaf of a construct is read while another is being
 * read. */
static void read_leaf(struct nc_inlines *c, size_t number, struct nc_node *block)
{
    const struct nc_leaf *leaf = &c->shielded->leaves[number];
    struct nc_leaf_place outer = c->leaf;
    assert(!c->run.n);
    c->leaf = (struct nc_leaf_place){.line = leaf->from - 2,
                                     .begin = leaf->from,
                                     .at = leaf->from,
                                     .end = leaf->to,
                                     .line_end = leaf->first_end};
    if (leaf->is_plain)
        add_plain_leaf(c, block);
    else
        convert(c, c->leaves[number], block);
    const struct nc_finding stars = c->leaf.findings.stars;
    c->leaf = outer;
    add_finding(&c->leaf.findings.stars, stars.count, stars.pos);
}

static size_t number_of(const struct nc_construct *construct)
{
    size_t k = 0;
    while (nc_constructs[k] != construct)
        k++;
    return k;
}

static void add_construct(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                          struct nc_pos pos)
{
    const struct nc_construct *construct = st->construct;
    struct nc_making m = {.doc = c->doc,
                          .whole_names = c->opts->dialect == NC_DIALECT_LOGSEQ,
                          .keep_queries = c->opts->keep_queries,
                          .diags = c->diags,
                          .where = &c->locator,
                          .src = c->shielded->src,
                          .st = st,
                          .pos = pos,
                          .notes = c->notes,
                          .reported = &c->reported[number_of(construct)]};
    struct nc_node *n = construct->make(&m), *into = m.holds_text ? m.holds_text : n;
    if (!n)
        return;
    nc_node_append(parent, n);
    if (st->leaf)
        read_leaf(c, st->leaf - 1, into);
    else
        nc_text_add_plain(c->doc, &c->locator, m.src, into, st, st->text);
    if (construct->finish)
        construct->finish(&m, n);
}

static void free_lists(struct nc_inlines *c)
{
    nc_buf_dispose(&c->run);
    free(c->leaves);
    free(c->delims.items);
    free(c->tags);
    free(c->removed);
    free(c->frames);
}

/* Gives libcmark the definitions and all leaves that are not plain. */
static struct nc_commonmark read_leaves(const struct nc_shielded *s)
{
    struct nc_str text = nc_buf_view(&s->text),
                  *parts = nc_calloc(s->leaf_count + 1, sizeof *parts);
    size_t count = 0, from = 0;
    for (size_t k = 0; k < s->leaf_count; k++) {
        struct nc_range line = nc_leaf_line(&s->leaves[k]);
        if (!s->leaves[k].is_plain)
            continue;
        if (line.from > from)
            parts[count++] = nc_str_sub(text, from, line.from);
        from = line.to;
    }
    parts[count++] = nc_str_sub(text, from, text.n);
    struct nc_commonmark read = nc_commonmark_read(parts, count);
    free(parts);
    return read;
}

struct nc_node *nc_inlines_read(struct nc_doc *doc, const struct nc_shielded *s,
                                const struct nc_parse_options *opts, struct nc_diags *diags,
                                void (*pair_tags)(struct nc_inlines *, size_t, size_t))
{
    struct nc_commonmark read = read_leaves(s);
    struct nc_inlines c = {.doc = doc,
                           .opts = opts,
                           .diags = diags,
                           .shielded = s,
                           .text = nc_buf_view(&s->text),
                           .pair_tags = pair_tags,
                           .notes = nc_node_new(doc, NC_FOOTNOTES, (struct nc_pos){0})};
    nc_locator_init(&c.locator, s);
    set_slow(&c.slow);
    c.leaves = nc_calloc(s->leaf_count + 1, sizeof(cmark_node *));
    cmark_node *p = cmark_node_first_child(read.tree);
    for (size_t k = 0; k < s->leaf_count; k++)
        if (!s->leaves[k].is_plain) {
            c.leaves[k] = p;
            p = cmark_node_next(p);
        }
    for (size_t k = 0; k < s->leaf_count; k++) {
        struct nc_node *node = s->leaves[k].node;
        if (!node)
            continue;
        read_leaf(&c, k, node);
        if (!node->first && node->parent && node->parent->kind == NC_CELL)
            node->parent->first = node->parent->last = NULL;
    }
    free_lists(&c);
    nc_commonmark_free(&read);
    return c.notes;
}
