/* Makes nodes of blocks: containers, lists, and the open leaf. */
#include "parse/block/build.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "parse/block/linkdef.h"

#include <stdlib.h>

/* scratch of paragraphs */
#define IS_TEXT 1     /* plain text in a tight list */
#define IS_EXPECTED 2 /* removed if it is empty */

static struct nc_pos place_of(struct nc_build *b, size_t at)
{
    return nc_locate_in_source(&b->t.locator, at);
}

/* --- blank lines and lists --- */

/* Whether a blank line separates a block at this depth from the one before it. Blank lines inside a
 * quotation do not count. */
static bool follows_blank(const struct nc_build *b, unsigned depth)
{
    return (b->after_blank && b->blank_depth <= depth) || b->blank_after[depth];
}

/* Records that a block begins in the innermost container. The second block of an item makes its
 * list loose if a blank line precedes it. An element of JSX does not count as a container here. */
static void note_block(struct nc_build *b, bool follows)
{
    unsigned depth = b->depth;
    while (depth > 0 && !b->nodes[depth - 1])
        depth--;
    b->after_blank = b->blank_after[depth] = false;
    if (!depth || b->nodes[depth - 1]->kind != NC_ITEM)
        return;
    if (follows && b->has_block[depth])
        b->nodes[depth - 1]->parent->u.list.tight = false;
    b->has_block[depth] = true;
}

static void note_blank(struct nc_build *b, const struct nc_line *l)
{
    b->after_blank = !l->opened;
    b->blank_depth = b->depth;
    while (b->blank_depth > 0 && b->c->open[b->blank_depth - 1].kind != NC_IN_QUOTE)
        b->blank_depth--;
}

void nc_build_blank(struct nc_build *b, const struct nc_line *l)
{
    if (b->leaf == NC_LEAF_INDENTED)
        nc_build_line(b, l, 4);
    note_blank(b, l);
}

/* Ends a list. The paragraphs of a tight list are plain text. */
static void finish_list(struct nc_node *list)
{
    for (struct nc_node *item = list->first; list->u.list.tight && item; item = item->next)
        for (struct nc_node *n = item->kind == NC_ITEM ? item->first : NULL; n; n = n->next)
            if (n->kind == NC_PARAGRAPH && n->scratch == IS_TEXT)
                n->kind = NC_PLAIN;
}

static struct nc_node *begin_list(struct nc_build *b, size_t at, char mark)
{
    b->parent = nc_div_leave_parts(&b->t, b->parent, &b->divs);
    struct nc_node *list = nc_node_new(b->t.doc, NC_LIST, place_of(b, at));
    nc_node_append(b->parent, list);
    note_block(b, follows_blank(b, b->depth));
    nc_grow(&b->all_lists, &b->list_cap, b->list_count + 1, sizeof(struct nc_node *));
    b->all_lists[b->list_count++] = list;
    b->lists[b->depth] = list;
    b->marks[b->depth] = mark;
    list->u.list.delim = '.';
    list->u.list.tight = true;
    return list;
}

/* --- containers --- */

static void push(struct nc_build *b, struct nc_node *node)
{
    b->nodes[b->depth++] = node;
    b->lists[b->depth] = NULL;
    b->blank_after[b->depth] = b->has_block[b->depth] = false;
    if (node)
        b->parent = node;
}

static void open_item(struct nc_build *b, size_t at)
{
    struct nc_str s = b->t.src;
    size_t i = at;
    uint32_t number = 0;
    for (; nc_ascii_is_digit(s.p[i]); i++)
        number = number * 10 + (uint32_t)(s.p[i] - '0');
    struct nc_node *list = b->lists[b->depth];
    if (!list || b->marks[b->depth] != s.p[i]) {
        list = begin_list(b, at, s.p[i]);
        list->u.list.ordered = i > at;
        list->u.list.start = number;
        list->u.list.delim = s.p[i] == ')' ? ')' : '.';
    } else if (follows_blank(b, b->depth)) {
        list->u.list.tight = false;
    }
    b->after_blank = b->blank_after[b->depth] = false;
    struct nc_node *item = nc_node_new(b->t.doc, NC_ITEM, place_of(b, at));
    nc_node_append(list, item);
    push(b, item);
}

static void open_container(struct nc_build *b)
{
    struct nc_container *c = &b->c->open[b->depth];
    c->is_built = true;
    if (c->kind == NC_IN_ITEM) {
        open_item(b, c->at);
        return;
    }
    b->parent = nc_div_leave_parts(&b->t, b->parent, &b->divs);
    struct nc_node *quote = nc_node_new(b->t.doc, NC_QUOTE, place_of(b, c->at));
    b->lists[b->depth] = NULL;
    nc_node_append(b->parent, quote);
    note_block(b, follows_blank(b, b->depth));
    push(b, quote);
}

static void close_container(struct nc_build *b)
{
    const struct nc_node *node = b->nodes[--b->depth];
    if (!node)
        return;
    b->blank_after[b->depth] = node->kind == NC_ITEM && b->blank_after[b->depth + 1];
    b->parent = nc_div_leave(&b->t, b->parent, &b->divs);
    b->parent = node->parent->kind == NC_LIST ? node->parent->parent : node->parent;
}

void nc_build_sync(struct nc_build *b)
{
    unsigned k = 0;
    while (k < b->c->count && k < b->depth && b->c->open[k].is_built)
        k++;
    while (b->depth > k)
        close_container(b);
    while (b->depth < b->c->count)
        open_container(b);
}

/* Ends everything that a block other than an item ends. */
static void end_before(struct nc_build *b)
{
    nc_build_end_leaf(b);
    nc_build_sync(b);
    b->lists[b->depth] = NULL;
}

/* Begins a block that is neither an item nor HTML. */
static void begin_block(struct nc_build *b)
{
    end_before(b);
    b->parent = nc_div_leave_parts(&b->t, b->parent, &b->divs);
}

void nc_build_place(struct nc_build *b)
{
    begin_block(b);
    note_block(b, follows_blank(b, b->depth));
}

struct nc_node *nc_build_block(struct nc_build *b, enum nc_kind kind, size_t at)
{
    nc_build_place(b);
    struct nc_node *n = nc_node_new(b->t.doc, kind, place_of(b, at));
    nc_node_append(b->parent, n);
    return n;
}

void nc_build_open(struct nc_build *b, enum nc_container_kind kind, unsigned width,
                   struct nc_node *node)
{
    nc_containers_push(b->c, kind, width);
    push(b, node);
}

struct nc_node *nc_build_note(struct nc_build *b, enum nc_kind kind, size_t at, bool follows,
                              unsigned width)
{
    nc_build_end_leaf(b);
    nc_build_sync(b);
    b->parent = nc_div_leave_parts(&b->t, b->parent, &b->divs);
    struct nc_node *n = nc_node_new(b->t.doc, kind, place_of(b, at)), *into = b->parent;
    if (!follows || kind == NC_DIV)
        b->lists[b->depth] = NULL;
    if (kind == NC_DEF_BODY) {
        into = b->lists[b->depth];
        if (!into || b->marks[b->depth])
            into = begin_list(b, at, '\0');
    }
    nc_node_append(into, n);
    note_block(b, follows_blank(b, b->depth));
    nc_build_open(b, NC_IN_NOTE, width, n);
    return n;
}

/* --- text --- */

void nc_build_text(struct nc_build *b, size_t at, bool defines)
{
    begin_block(b);
    b->leaf = NC_LEAF_TEXT;
    b->leaf_after_blank = follows_blank(b, b->depth);
    b->after_blank = false;
    b->leaf_at = at;
    b->defines = defines;
    b->t.h->i = at;
    b->leaf_from = nc_leaf_begin(b->t.h);
}

/* Puts a part of a definition with `end` in place of its line ends. */
static void put_line(struct nc_buf *out, struct nc_str s, const char *end)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '\n')
            nc_buf_str(out, nc_str(end));
        else
            nc_buf_char(out, s.p[i]);
}

/* Removes the definitions at the beginning of the open text and stores them. */
static void take_definitions(struct nc_build *b)
{
    struct nc_shielded *o = b->t.h->out;
    struct nc_link_definition d;
    struct nc_str text = nc_buf_view(&o->text);
    size_t at = b->leaf_from;
    while (b->defines && at < text.n) {
        size_t end = nc_link_definition_read(&d, text, at);
        if (!end)
            break;
        put_line(&o->definitions, d.label, " ");
        nc_buf_str(&o->definitions, NC_LIT(": "));
        nc_buf_str(&o->definitions, d.address);
        nc_buf_str(&o->definitions, d.title.n ? NC_LIT(" ") : NC_NONE);
        put_line(&o->definitions, d.title, "\xEF\xB7\x9D");
        /* If '\' precedes the end of the title, libcmark may read on to another mark of that kind
         * on a later line. */
        bool may_go_on = d.title.n > 1 && d.title.p[d.title.n - 2] == '\\';
        nc_buf_str(&o->definitions, may_go_on ? NC_LIT("\n\n") : NC_LIT("\n"));
        at = end;
    }
    b->defines = false;
    if (at > b->leaf_from)
        nc_leaf_cut(o, b->leaf_from, at);
}

/* Ends the text as a node of this kind. NULL: it held only definitions. */
static struct nc_node *end_text(struct nc_build *b, enum nc_kind kind)
{
    bool empty = b->t.h->out->text.n == b->leaf_from;
    struct nc_node *n = empty ? NULL : nc_node_new(b->t.doc, kind, place_of(b, b->leaf_at));
    nc_leaf_end(b->t.h, b->leaf_from, n);
    b->leaf = NC_LEAF_NONE;
    if (!n) {
        b->blank_after[b->depth] |= b->leaf_after_blank;
        return NULL;
    }
    note_block(b, b->leaf_after_blank);
    nc_node_append(b->parent, n);
    return n;
}

bool nc_build_underline(struct nc_build *b, unsigned level)
{
    take_definitions(b);
    if (b->t.h->out->text.n == b->leaf_from)
        return false;
    end_text(b, NC_HEADING)->u.heading.level = (uint8_t)level;
    return true;
}

/* --- code and HTML --- */

void nc_build_html(struct nc_build *b, size_t at)
{
    end_before(b);
    note_block(b, follows_blank(b, b->depth));
    b->leaf = NC_LEAF_HTML;
    b->leaf_at = at;
}

void nc_build_code(struct nc_build *b, struct nc_node *code, enum nc_open_leaf leaf)
{
    b->leaf = leaf;
    b->code = code;
}

void nc_build_line(struct nc_build *b, const struct nc_line *l, unsigned columns)
{
    unsigned pad;
    size_t from = nc_line_rest(l, b->t.src, columns, &pad);
    b->after_blank = false;
    if (b->leaf == NC_LEAF_HTML && nc_line_is_empty(l))
        note_blank(b, l); /* unlike a blank line in code */
    struct nc_buf *out = &b->lines.text;
    b->leaf_to = l->end;
    if (b->leaf == NC_LEAF_HTML)
        nc_shield_piece(&b->lines, from - (pad > 0));
    for (unsigned k = 0; k < pad; k++)
        nc_buf_char(out, ' ');
    if (b->leaf == NC_LEAF_HTML && pad)
        nc_shield_piece(&b->lines, from);
    nc_buf_str(out, nc_str_sub(b->t.src, from, l->end));
    nc_buf_char(out, '\n');
}

bool nc_build_glued_fence(struct nc_build *b, char c, unsigned length)
{
    struct nc_str s = nc_buf_view(&b->lines.text);
    size_t end = s.n > 0 && s.p[s.n - 1] == '\n' ? s.n - 1 : s.n, from = end;
    while (from > 0 && s.p[from - 1] == c)
        from--;
    if (b->strict || b->leaf != NC_LEAF_FENCED || end - from != length || from == 0 ||
        strchr(" \t\n", s.p[from - 1]))
        return false;
    b->lines.text.n = from;
    nc_buf_char(&b->lines.text, '\n');
    return true;
}

/* s without the blank lines at its end. */
static struct nc_str without_blank_end(struct nc_str s)
{
    size_t n = s.n;
    while (n > 0 && strchr(" \t\n", s.p[n - 1]))
        n--;
    return nc_str_sub(s, 0, nc_str_find(s, '\n', n) + 1);
}

static void end_html(struct nc_build *b)
{
    struct nc_pos pos = place_of(b, b->leaf_at); /* once: the locator only moves forward */
    struct nc_locator where = b->t.locator;
    struct nc_str html = nc_arena_str(b->t.doc->arena, nc_buf_view(&b->lines.text));
    b->lines.src = b->t.src;
    where.s = &b->lines;
    where.piece = 0;
    if (b->strict)
        nc_node_append(b->parent, nc_node_text(b->t.doc, NC_RAW_BLOCK, pos, html));
    else if (html.n)
        b->parent =
            nc_div_html(&b->t, b->parent,
                        &(struct nc_html_piece){html, b->leaf_to, &where, b->depth}, &b->divs);
    b->lines.piece_count = 0;
}

void nc_build_end_leaf(struct nc_build *b)
{
    struct nc_node *n;
    struct nc_str lines = nc_buf_view(&b->lines.text);
    switch (b->leaf) {
    case NC_LEAF_NONE:
        return;
    case NC_LEAF_TEXT:
        take_definitions(b);
        n = end_text(b, NC_PARAGRAPH);
        if (n)
            n->scratch = IS_TEXT;
        return;
    case NC_LEAF_HTML:
        end_html(b);
        break;
    case NC_LEAF_INDENTED:
    case NC_LEAF_FENCED:
        if (b->leaf == NC_LEAF_INDENTED)
            lines = without_blank_end(lines);
        b->code->u.code->text = nc_arena_str(b->t.doc->arena, lines);
        break;
    }
    b->leaf = NC_LEAF_NONE;
    nc_buf_clear(&b->lines.text);
}

void nc_build_finish(struct nc_build *b)
{
    nc_build_end_leaf(b);
    b->c->count = 0;
    nc_build_sync(b);
    b->parent = nc_div_leave(&b->t, b->parent, &b->divs);
    while (b->list_count > 0)
        finish_list(b->all_lists[--b->list_count]);
    free(b->all_lists);
    nc_shielded_dispose(&b->lines);
}

void nc_build_expect(struct nc_build *b, struct nc_node *p)
{
    nc_grow(&b->expected, &b->expected_cap, b->expected_count + 1, sizeof(struct nc_node *));
    b->expected[b->expected_count++] = p;
    p->scratch = IS_EXPECTED;
}

/* Takes the empty paragraphs among them out of parent. */
static void take_empty(struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if (n->scratch == IS_EXPECTED && n->kind == NC_PARAGRAPH && !n->first)
            nc_node_unlink(n, prev);
        else
            prev = n;
    }
}

void nc_build_settle(struct nc_build *b)
{
    for (size_t k = 0; k < b->expected_count; k++)
        if (!b->expected[k]->first && b->expected[k]->parent)
            take_empty(b->expected[k]->parent);
    free(b->expected);
    nc_divs_finish(b->t.doc, &b->divs);
}
