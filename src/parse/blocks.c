/* Blocks: from libcmark's tree to the document. */
#include "parse/blocks.h"

#include "base/utf8.h"
#include "parse/htmlblock.h"
#include "parse/inlines.h"

#include <stdlib.h>

struct blocks {
    struct nc_inlines in;
    struct nc_doc *doc;
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

static struct nc_str shown(struct blocks *b, const char *z)
{
    struct nc_buf buf = {0}, clean = {0};
    nc_unhide(&buf, nc_str(z ? z : ""));
    nc_utf8_sanitize(&clean, nc_buf_view(&buf));
    struct nc_str s = nc_arena_str(b->doc->arena, nc_buf_view(&clean));
    nc_buf_dispose(&buf);
    nc_buf_dispose(&clean);
    return s;
}

static void fill_code(struct blocks *b, struct nc_node *n, cmark_node *c, size_t at)
{
    n->u.code.info = shown(b, cmark_node_get_fence_info(c));
    n->u.code.text = shown(b, cmark_node_get_literal(c));
    struct nc_str info = n->u.code.info;
    size_t to = 0;
    while (to < info.n && info.p[to] != ' ' && info.p[to] != '\t' && (to == 0 || info.p[to] != '{'))
        to++;
    n->u.code.lang = nc_str_sub(info, 0, to);
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

/* The content of a heading begins behind its number signs. */
static size_t heading_content(const struct blocks *b, size_t at)
{
    struct nc_str t = b->in.text;
    while (at < t.n && t.p[at] == '#')
        at++;
    while (at < t.n && (t.p[at] == ' ' || t.p[at] == '\t'))
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

static bool in_tight_item(const struct nc_node *parent)
{
    return parent->kind == NC_ITEM && parent->parent->u.list.tight;
}

/* A leaf, or the opening of a container: the node, already in the tree; NULL when nothing is left
 * of it. */
static struct nc_node *add_block(struct blocks *b, struct nc_node *parent, cmark_node *c)
{
    size_t at = start_of(b, c);
    enum nc_kind kind = kind_of(c);
    struct nc_pos pos = nc_locate(&b->in.locator, at);
    if (kind == NC_RAW_BLOCK && !b->opts->strict) {
        nc_html_block(b->doc, parent, shown(b, cmark_node_get_literal(c)), pos, b->diags);
        return NULL;
    }
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
        nc_inlines_convert(&b->in, c, n, heading_content(b, at), end_of(b, c));
    } else if (kind == NC_PARAGRAPH || kind == NC_PLAIN)
        nc_inlines_convert(&b->in, c, n, at, end_of(b, c));
    return n;
}

static bool is_container(cmark_node *c)
{
    cmark_node_type t = cmark_node_get_type(c);
    return t == CMARK_NODE_BLOCK_QUOTE || t == CMARK_NODE_LIST || t == CMARK_NODE_ITEM;
}

/* A top-level block and all below it. */
static void convert_tree(struct blocks *b, cmark_node *top)
{
    struct nc_node *parent = b->doc->root;
    for (cmark_node *c = top; c;) {
        struct nc_node *n = add_block(b, parent, c);
        if (is_container(c) && cmark_node_first_child(c)) {
            b->in.quotes += n->kind == NC_QUOTE;
            parent = n;
            c = cmark_node_first_child(c);
            continue;
        }
        while (c != top && !cmark_node_next(c)) {
            b->in.quotes -= parent->kind == NC_QUOTE;
            parent = parent->parent;
            c = cmark_node_parent(c);
        }
        c = c == top ? NULL : cmark_node_next(c);
    }
}

void nc_blocks_convert(struct nc_doc *doc, cmark_node *tree, const struct nc_shielded *shielded,
                       const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct blocks b = {.doc = doc, .opts = opts, .diags = diags};
    nc_inlines_init(&b.in, doc, shielded, opts, diags);
    index_lines(&b);
    for (cmark_node *c = cmark_node_first_child(tree); c;) {
        cmark_node *next = cmark_node_next(c);
        convert_tree(&b, c);
        cmark_node_free(c);
        c = next;
    }
    cmark_node_free(tree);
    free(b.lines);
    nc_inlines_dispose(&b.in);
}
