/* Speaker turns. A label is the beginning of a paragraph (not in a list or table) up to a colon:
 *
 *     名：text   **名：** text   **名**：text   **名：text…**   Name: text
 *
 * at most 24 characters, of letters, digits, inner blanks and · . - ' & and brackets; the colon is
 * full-width, or ASCII before a blank or the end. It counts only when the note has the same label,
 * in whatever spelling, at least twice: a lone "Note:" or "意识到：" is text. A turn holds its
 * paragraph and what follows at the same level, up to the next label or heading. */
#include "parse/tidy/turns.h"

#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_LABEL 24
#define PREFIX_BYTES 256

struct label {
    struct nc_str name;
    struct nc_node *paragraph;
    size_t order;
    bool repeated;
};

struct labels {
    struct label *items;
    size_t count, cap;
};

static bool is_label_char(uint32_t cp)
{
    return nc_is_alnum(cp) || cp == ' ' || cp == 0xB7 || cp == 0x2022 || cp == 0x30FB ||
           cp == '.' || cp == '-' || cp == '\'' || cp == '&' || cp == '(' || cp == ')' ||
           cp == 0xFF08 || cp == 0xFF09 || cp == '_';
}

/* The label at the start of s, without the colon; empty if there is none. */
static struct nc_str label_in(struct nc_str s)
{
    unsigned count = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (cp == 0xFF1A || cp == ':') {
            size_t after = i + len;
            bool ends = cp == 0xFF1A || after == s.n || s.p[after] == ' ';
            struct nc_str name = nc_str_trim(nc_str_sub(s, 0, i));
            unsigned first;
            if (!ends || !name.n || !nc_is_letter(nc_utf8_at(name, 0, &first)))
                return NC_NONE;
            return name;
        }
        if (++count > MAX_LABEL || !is_label_char(cp))
            return NC_NONE;
        i += len;
    }
    return NC_NONE;
}

/* The visible text at the beginning of a paragraph: enough for a label, in one piece. */
static void prefix_text(struct nc_buf *out, const struct nc_node *paragraph)
{
    const struct nc_node *n = paragraph->first;
    while (n && n->kind == NC_COMMENT)
        n = n->next;
    if (!n || (n->kind != NC_TEXT && n->kind != NC_STRONG))
        return;
    for (int k = 0; n && k < 3 && out->n < PREFIX_BYTES; n = n->next, k++) {
        if (nc_is_break(n))
            break;
        nc_plain_text(out, n);
    }
}

static bool may_hold_turns(enum nc_kind k)
{
    return k == NC_DOC || k == NC_QUOTE || k == NC_CALLOUT || k == NC_DIV || k == NC_DETAILS;
}

static void collect(struct labels *l, struct nc_doc *doc)
{
    struct nc_buf text = {0};
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER || n->kind != NC_PARAGRAPH || !may_hold_turns(n->parent->kind))
            continue;
        nc_walk_skip(&w);
        nc_buf_clear(&text);
        prefix_text(&text, n);
        struct nc_str name = label_in(nc_buf_view(&text));
        if (!name.n)
            continue;
        nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
        l->items[l->count] = (struct label){.name = nc_arena_str(doc->arena, name),
                                            .paragraph = nc_node_mutable(n),
                                            .order = l->count};
        l->count++;
    }
    nc_buf_dispose(&text);
}

static int by_name(const void *a, const void *b)
{
    return nc_str_cmp(((const struct label *)a)->name, ((const struct label *)b)->name);
}

static int by_order(const void *a, const void *b)
{
    size_t x = ((const struct label *)a)->order, y = ((const struct label *)b)->order;
    return (x > y) - (x < y);
}

static void mark_repeated(struct labels *l)
{
    if (!l->count)
        return;
    qsort(l->items, l->count, sizeof *l->items, by_name);
    for (size_t i = 1; i < l->count; i++)
        if (nc_str_eq(l->items[i].name, l->items[i - 1].name))
            l->items[i].repeated = l->items[i - 1].repeated = true;
    qsort(l->items, l->count, sizeof *l->items, by_order);
}

static bool asks(const struct nc_node *turn)
{
    const struct nc_node *last = NULL;
    for (const struct nc_node *n = turn->first; n; n = n->next)
        if (n->kind == NC_PARAGRAPH)
            last = n;
    struct nc_buf text = {0};
    nc_plain_text(&text, last);
    bool result = nc_text_asks(nc_buf_view(&text));
    nc_buf_dispose(&text);
    return result;
}

static bool ends_turn(const struct nc_node *n)
{
    return n->kind == NC_TURN || n->kind == NC_HEADING || n->kind == NC_FOOTNOTES;
}

/* Turns the paragraph's node itself into the turn, so that the sibling before it need not be found.
 * A copy of the paragraph goes inside, followed by the blocks that belong to the turn. */
static void open_turn(struct nc_doc *doc, const struct label *l)
{
    struct nc_node *turn = l->paragraph, *parent = turn->parent;
    struct nc_node *p = nc_node_new(doc, NC_PARAGRAPH, turn->pos);
    p->last_line = turn->last_line;
    p->id = turn->id;
    p->attrs = turn->attrs;
    nc_node_adopt(p, turn);
    turn->kind = NC_TURN;
    turn->id = NC_NONE;
    turn->attrs = NULL;
    turn->u.turn.speaker = l->name;
    nc_node_append(turn, p);
    while (turn->next && !ends_turn(turn->next)) {
        struct nc_node *n = turn->next;
        turn->next = n->next;
        if (parent->last == n)
            parent->last = turn;
        nc_node_append(turn, n);
    }
    turn->u.turn.asks = asks(turn);
}

void nc_turns_mark(struct nc_doc *doc)
{
    struct labels l = {0};
    collect(&l, doc);
    mark_repeated(&l);
    /* From last to first, so that a turn ends before the next one, which already exists. */
    for (size_t i = l.count; i-- > 0;)
        if (l.items[i].repeated)
            open_turn(doc, &l.items[i]);
    free(l.items);
}
