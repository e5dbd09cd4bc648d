/* Blocks: from libcmark's tree to the document. */
#include "parse/block/blocks.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/block/div.h"
#include "parse/block/infostring.h"
#include "parse/block/keptlines.h"
#include "parse/construct/gennodes.h"
#include "parse/html/inlinehtml.h"
#include "parse/inline/inlines.h"
#include "parse/leaf/shieldtext.h"

#include <stdlib.h>

struct blocks {
    struct nc_inlines in;
    struct nc_doc *doc;
    const struct nc_shielded *shielded;
    cmark_node **headings; /* before the text */
    struct nc_node *top;   /* where top-level blocks go: the root, or an open div */
    struct nc_divs divs;
    const struct nc_parse_options *opts;
    struct nc_diags *diags;
    size_t *lines; /* offset of each line of the shielded text */
    size_t line_count;
};

static void index_lines(struct blocks *b)
{
    struct nc_str t = b->in.text;
    size_t cap = 0;
    for (size_t i = 0; i <= t.n; i = nc_str_find(t, '\n', i) + 1) {
        nc_grow(&b->lines, &cap, b->line_count + 1, sizeof *b->lines);
        b->lines[b->line_count++] = i;
    }
}

/* Offset of a 1-based line and byte column, kept inside the text. */
static size_t offset_of(const struct blocks *b, int line, int col)
{
    if (line < 1)
        line = 1;
    if ((size_t)line > b->line_count)
        return b->in.text.n;
    size_t at = b->lines[line - 1] + (col > 0 ? (size_t)col - 1 : 0);
    return at < b->in.text.n ? at : b->in.text.n;
}

static size_t start_of(const struct blocks *b, cmark_node *n)
{
    return offset_of(b, cmark_node_get_start_line(n), cmark_node_get_start_column(n));
}

/* Offset of the end of a block's last line. */
static size_t end_of(const struct blocks *b, cmark_node *n)
{
    return nc_str_find(b->in.text, '\n', offset_of(b, cmark_node_get_end_line(n), 1));
}

/* A copy of what libcmark kept, as it was in the source. */
static struct nc_str shown(struct blocks *b, const char *z)
{
    if (!z || !nc_may_hold_hidden(nc_str(z)))
        return nc_arena_str(b->doc->arena, nc_str(z ? z : ""));
    struct nc_buf buf = {0};
    nc_unhide(&buf, b->shielded, nc_str(z));
    struct nc_str s = nc_arena_str(b->doc->arena, nc_buf_view(&buf));
    nc_buf_dispose(&buf);
    return s;
}

/* The same where references to characters were undone, which can spell what no document may hold.
 */
static struct nc_str shown_info(struct blocks *b, const char *z)
{
    struct nc_buf clean = {0};
    nc_buf_clean(&clean, shown(b, z));
    struct nc_str s = nc_arena_str(b->doc->arena, nc_buf_view(&clean));
    nc_buf_dispose(&clean);
    return s;
}

static void fill_code(struct blocks *b, struct nc_node *n, cmark_node *c, size_t at)
{
    n->u.code.info = shown_info(b, cmark_node_get_fence_info(c));
    n->u.code.text = shown(b, cmark_node_get_literal(c));
    n->u.code.lang = nc_info_language(n->u.code.info, b->opts->strict);
    if (!b->opts->strict)
        n->u.code.title = nc_info_title(n->u.code.info);
    n->u.code.fenced = at < b->in.text.n && (b->in.text.p[at] == '`' || b->in.text.p[at] == '~');
    if (!b->opts->strict && nc_str_eqz(n->u.code.lang, "mermaid"))
        n->u.code.role = NC_CODE_DIAGRAM;
}

static void fill_list(struct nc_node *n, cmark_node *c)
{
    n->u.list.ordered = cmark_node_get_list_type(c) == CMARK_ORDERED_LIST;
    n->u.list.tight = cmark_node_get_list_tight(c) != 0;
    n->u.list.start = n->u.list.ordered ? (uint32_t)cmark_node_get_list_start(c) : 0;
    n->u.list.delim = cmark_node_get_list_delim(c) == CMARK_PAREN_DELIM ? ')' : '.';
}

/* The content of a heading begins after its number signs. */
static size_t heading_content(const struct blocks *b, size_t at)
{
    struct nc_str t = b->in.text;
    while (at < t.n && t.p[at] == '#')
        at++;
    while (at < t.n && nc_ascii_is_blank(t.p[at]))
        at++;
    return at;
}

static enum nc_kind kind_of(cmark_node *c)
{
    switch ((int)cmark_node_get_type(c)) {
    case CMARK_NODE_BLOCK_QUOTE:
        return NC_QUOTE;
    case CMARK_NODE_LIST:
        return NC_LIST;
    case CMARK_NODE_ITEM:
        return NC_ITEM;
    case CMARK_NODE_CODE_BLOCK:
        return NC_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return NC_RAW_BLOCK;
    case CMARK_NODE_HEADING:
        return NC_HEADING;
    case CMARK_NODE_THEMATIC_BREAK:
        return NC_RULE;
    default:
        return NC_PARAGRAPH;
    }
}

/* The stash whose token stands at an offset of the shielded text, or NULL. */
static const struct nc_stash *stash_at(const struct blocks *b, size_t at)
{
    size_t len;
    return at < b->in.text.n && b->in.text.p[at] == '\xEF'
               ? nc_token_at(b->shielded, b->in.text, at, &len)
               : NULL;
}

/* The stash of a block that the shield made a heading of, or NULL. */
static const struct nc_stash *block_stash(const struct blocks *b, cmark_node *c, size_t at)
{
    if (cmark_node_get_type(c) != CMARK_NODE_HEADING || cmark_node_get_heading_level(c) != 6)
        return NULL;
    const struct nc_stash *st = stash_at(b, heading_content(b, at));
    return st && st->kind >= NC_STASH_TABLE ? st : NULL;
}

static void fill_row(struct blocks *b, struct nc_node *row, const struct nc_shield_table *t,
                     const struct nc_shield_row *r)
{
    const uint8_t *align = (const uint8_t *)b->shielded->aligns.p + t->align;
    for (uint32_t k = 0; k < t->columns; k++) {
        bool given = k < r->cells;
        size_t line = r->first_cell + k;
        struct nc_pos pos = given ? nc_locate(&b->in.locator, b->lines[line] + 2) : row->pos;
        struct nc_node *cell = nc_node_new(b->doc, NC_CELL, pos);
        cell->u.cell.column = k;
        cell->u.cell.align = (enum nc_align)align[k];
        nc_node_append(row, cell);
        if (!given)
            continue;
        struct nc_node *text = nc_node_new(b->doc, NC_PLAIN, pos);
        nc_node_append(cell, text);
        nc_inlines_convert(&b->in, b->headings[line], text, b->lines[line] + 2,
                           nc_str_find(b->in.text, '\n', b->lines[line]));
        if (!text->first)
            cell->first = cell->last = NULL;
    }
}

static void add_table(struct blocks *b, struct nc_node *parent, const struct nc_stash *st,
                      struct nc_pos pos)
{
    const struct nc_shield_table *t = &b->shielded->tables[st->number];
    struct nc_node *table = nc_node_new(b->doc, NC_TABLE, pos);
    table->u.table.columns = (uint32_t)t->columns;
    uint8_t *align = nc_arena_alloc(b->doc->arena, t->columns);
    memcpy(align, b->shielded->aligns.p + t->align, t->columns);
    table->u.table.align = align;
    nc_node_append(parent, table);
    unsigned quotes = b->in.quotes;
    b->in.quotes = 0;
    for (size_t k = 0; k < t->rows; k++) {
        const struct nc_shield_row *r = &b->shielded->rows[t->first_row + k];
        struct nc_node *row =
            nc_node_new(b->doc, NC_ROW, nc_locate_in_source(&b->in.locator, r->src));
        row->u.row.head = k == 0;
        nc_node_append(table, row);
        fill_row(b, row, t, r);
    }
    b->in.quotes = quotes;
}

/* What stands after the token of a block on its last line. */
static void add_rest(struct blocks *b, struct nc_node *parent, cmark_node *c, size_t at)
{
    struct nc_node *p = nc_node_new(b->doc, NC_PARAGRAPH, nc_locate(&b->in.locator, at));
    b->in.at_mark = true;
    nc_inlines_convert(&b->in, c, p, heading_content(b, at), end_of(b, c));
    if (p->first)
        nc_node_append(parent, p);
}

/* A block that the shield read. Returns the parent of the blocks after it. */
static struct nc_node *add_stashed(struct blocks *b, struct nc_node *parent, cmark_node *c,
                                   const struct nc_stash *st, size_t at)
{
    struct nc_pos pos = nc_locate_in_source(&b->in.locator, st->from);
    switch ((int)st->kind) {
    case NC_STASH_TABLE:
        add_table(b, parent, st, pos);
        break;
    case NC_STASH_MATH_BLOCK:
    case NC_STASH_COMMENT_BLOCK:
        nc_node_append(parent, nc_kept_block(b->doc, b->shielded->src, st, pos));
        add_rest(b, parent, c, at);
        break;
    case NC_STASH_TEMPLATE_BLOCK:
        nc_inlines_construct(&b->in, parent, st, pos);
        add_rest(b, parent, c, at);
        break;
    case NC_STASH_CODE:
    case NC_STASH_ORG_CODE:
        nc_node_append(parent, nc_kept_code(b->doc, b->shielded->src, st, pos));
        break;
    case NC_STASH_DIV_OPEN:
        return nc_div_open(&b->in, parent, st, pos, &b->divs);
    case NC_STASH_DIV_CLOSE:
        return nc_div_close(&b->in, parent, st, pos, &b->divs);
    case NC_STASH_TAG_OPEN:
        return nc_div_begin(&b->in, parent, nc_gen_block(&b->in, st, pos), &b->divs);
    case NC_STASH_TAG_CLOSE:
        return nc_div_end(&b->in, parent, st, pos, &b->divs);
    case NC_STASH_TAG_ALONE:
        nc_gen_alone(&b->in, parent, st, pos);
        break;
    case NC_STASH_TAG_CODE:
        nc_node_append(parent, nc_gen_code(&b->in, st, pos));
        break;
    case NC_STASH_MODULE:
        nc_div_module(&b->in, pos, &b->divs);
        break;
    default: /* a separator */
        break;
    }
    return parent;
}

static bool in_tight_item(const struct nc_node *parent)
{
    return parent->kind == NC_ITEM && parent->parent->u.list.tight;
}

/* The item of a list: a footnote's definition when it begins with its label, a callout with an
 * admonition's line, a definition with its colon. */
static struct nc_node *add_item(struct blocks *b, struct nc_node *parent, cmark_node *c,
                                struct nc_pos pos)
{
    cmark_node *first = cmark_node_first_child(c);
    const struct nc_stash *st = NULL;
    if (first && cmark_node_get_type(first) == CMARK_NODE_PARAGRAPH)
        st = stash_at(b, start_of(b, first));
    bool note = st && st->kind == NC_STASH_NOTE_DEF,
         definition = st && st->kind == NC_STASH_DEFINITION;
    struct nc_node *n = nc_node_new(b->doc,
                                    note         ? NC_FOOTNOTE
                                    : definition ? NC_DEF_BODY
                                                 : NC_ITEM,
                                    pos);
    nc_node_append(parent, n);
    if (!note && !definition && !(st && st->kind == NC_STASH_ADMONITION))
        return n;
    n->pos = nc_locate_in_source(&b->in.locator, st->from);
    if (note)
        n->u.footnote.label =
            nc_arena_str(b->doc->arena, nc_str_sub(b->shielded->src, st->from + 2, st->to - 2));
    else if (!definition)
        nc_div_admonition(&b->in, n, st);
    b->in.at_mark = true;
    return n;
}

static struct nc_node *add_leaf_text(struct blocks *b, struct nc_node *parent, struct nc_node *n,
                                     cmark_node *c, size_t from)
{
    bool label = b->in.at_mark;
    nc_inlines_convert(&b->in, c, n, from, end_of(b, c));
    if (label && n->first && (nc_is_break(n->first)))
        nc_node_unlink(n->first, NULL);
    /* A footnote whose text begins on the next line, or an admonition. */
    if (label && !n->first && parent->last == n && (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN))
        nc_node_unlink(n, NULL);
    return n;
}

/* A leaf, or the opening of a container: the node, already in the tree. */
static struct nc_node *add_block(struct blocks *b, struct nc_node *parent, cmark_node *c)
{
    size_t at = start_of(b, c);
    enum nc_kind kind = kind_of(c);
    struct nc_pos pos = nc_locate(&b->in.locator, at);
    if (kind == NC_ITEM)
        return add_item(b, parent, c, pos);
    if (kind == NC_PARAGRAPH && in_tight_item(parent))
        kind = NC_PLAIN;
    struct nc_node *n = nc_node_new(b->doc, kind, pos);
    nc_node_append(parent, n);
    if (kind == NC_LIST)
        fill_list(n, c);
    else if (kind == NC_CODE_BLOCK)
        fill_code(b, n, c, at);
    else if (kind == NC_RAW_BLOCK)
        n->u.text = shown(b, cmark_node_get_literal(c));
    else if (kind == NC_HEADING) {
        n->u.heading.level = (uint8_t)cmark_node_get_heading_level(c);
        add_leaf_text(b, parent, n, c, heading_content(b, at));
    } else if (kind == NC_PARAGRAPH || kind == NC_PLAIN)
        add_leaf_text(b, parent, n, c, at);
    return n;
}

static bool is_container(cmark_node *c)
{
    cmark_node_type t = cmark_node_get_type(c);
    return t == CMARK_NODE_BLOCK_QUOTE || t == CMARK_NODE_LIST || t == CMARK_NODE_ITEM;
}

/* Up from what a container's last block stands in to what the container stands in: past divs that
 * nothing closed. */
static struct nc_node *leave(struct blocks *b, struct nc_node *parent)
{
    parent = nc_div_leave(&b->in, parent, &b->divs);
    b->in.quotes -= parent->kind == NC_QUOTE;
    return parent->parent;
}

/* An HTML block's text as it was in the source, line by line, each with its place. Returns the
 * parent of the blocks after it. */
static struct nc_node *add_html(struct blocks *b, struct nc_node *parent, cmark_node *c)
{
    struct nc_shielded own = {.src = b->shielded->src};
    struct nc_str literal = nc_str(cmark_node_get_literal(c));
    int line = cmark_node_get_start_line(c);
    for (size_t i = 0, to; i < literal.n; i = to, line++) {
        size_t nl = nc_str_find(literal, '\n', i), from = offset_of(b, line, 1),
               end = nc_str_find(b->in.text, '\n', from);
        to = nl < literal.n ? nl + 1 : nl;
        /* Markers of containers stand before it, and blanks may be what libcmark made of a tab. */
        size_t text = i;
        while (text < nl && literal.p[text] == ' ')
            text++;
        nc_shield_piece(&own, nc_locate_source(&b->in.locator, from));
        nc_unhide(&own.text, b->shielded, nc_str_sub(literal, i, text));
        from = end - from > nl - text ? end - (nl - text) : from;
        nc_shield_piece(&own, nc_locate_source(&b->in.locator, from));
        nc_unhide(&own.text, b->shielded, nc_str_sub(literal, text, to));
    }
    struct nc_locator where = b->in.locator;
    where.s = &own;
    where.piece = 0;
    struct nc_str html = nc_arena_str(b->doc->arena, nc_buf_view(&own.text));
    if (html.n)
        parent = nc_div_html(&b->in, parent, html, &where, &b->divs);
    /* Lines are counted once: the next search goes on from here. */
    where.s = b->in.locator.s;
    where.piece = b->in.locator.piece;
    b->in.locator = where;
    nc_shielded_dispose(&own);
    return parent;
}

/* A top-level block and all below it. */
static void convert_tree(struct blocks *b, cmark_node *top)
{
    struct nc_node *parent = b->top;
    for (cmark_node *c = top; c;) {
        const struct nc_stash *st = block_stash(b, c, start_of(b, c));
        struct nc_node *n = NULL;
        if (st)
            parent = add_stashed(b, parent, c, st, start_of(b, c));
        else if (cmark_node_get_type(c) == CMARK_NODE_HTML_BLOCK && !b->opts->strict)
            parent = add_html(b, parent, c);
        else
            n = add_block(b, parent, c);
        if (is_container(c) && cmark_node_first_child(c)) {
            b->in.quotes += n->kind == NC_QUOTE;
            parent = n;
            c = cmark_node_first_child(c);
            continue;
        }
        while (c != top && !cmark_node_next(c)) {
            parent = leave(b, parent);
            c = cmark_node_parent(c);
        }
        c = c == top ? NULL : cmark_node_next(c);
    }
    b->top = parent;
}

/* Lists the headings before the text; returns the first block of the text, or NULL. */
static cmark_node *take_headings(struct blocks *b, cmark_node *tree)
{
    cmark_node *c = cmark_node_first_child(tree);
    b->headings = nc_calloc(b->shielded->heading_count + 1, sizeof(cmark_node *));
    for (size_t k = 0; k < b->shielded->heading_count; k++) {
        b->headings[k] = c;
        c = cmark_node_next(c);
    }
    b->in.headings = b->headings;
    b->in.lines = b->lines;
    return c;
}

/* Lines among those of the front matter that are text: a paragraph each time. What they hold cannot
 * reach into the body. */
static void add_kept(struct blocks *b, const struct nc_front *front)
{
    for (size_t i = 0; i < front->kept_count; i++) {
        size_t from = front->kept[i].from;
        struct nc_node *p =
            nc_node_new(b->doc, NC_PARAGRAPH, nc_locate_in_source(&b->in.locator, from));
        nc_node_append(b->doc->root, p);
        nc_inlines_nested(&b->in, p, b->shielded->first_kept + i);
    }
}

struct nc_node *nc_blocks_convert(struct nc_doc *doc, cmark_node *tree,
                                  const struct nc_shielded *shielded, const struct nc_front *front,
                                  const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct blocks b = {
        .doc = doc, .shielded = shielded, .opts = opts, .diags = diags, .top = doc->root};
    nc_inlines_init(&b.in, doc, shielded, opts, diags);
    b.in.pair_tags = nc_inline_tags;
    b.in.notes = nc_node_new(doc, NC_FOOTNOTES, (struct nc_pos){0});
    index_lines(&b);
    cmark_node *first = take_headings(&b, tree);
    add_kept(&b, front);
    for (cmark_node *c = first; c; c = cmark_node_next(c))
        convert_tree(&b, c);
    nc_div_leave(&b.in, b.top, &b.divs);
    free(b.headings);
    free(b.lines);
    nc_inlines_dispose(&b.in);
    return b.in.notes;
}
