/* The blocks of an outline: their weights, and the pieces of large ones and of those with embeds.
 */
#include "doc/division.h"
#include "doc/outline.h"
#include "doc/walk.h"

#include <stdlib.h>

/* For this many bytes of code, one byte of tags around keywords and comments. */
#define CODE_PER_MARKS 5

static uint64_t weight_of(const struct nc_node *n)
{
    if (n->kind == NC_CODE_BLOCK)
        return n->u.code->text.n;
    if (n->kind == NC_MATH)
        return n->u.math.tex.n;
    return nc_is_text_like(n->kind) && n->kind != NC_COMMENT && n->kind != NC_COMMENT_BLOCK
               ? n->u.text.n
               : 0;
}

/* Bytes of a kind's tags and newlines as XHTML, with the class they may have. */
static const uint8_t tag_bytes[NC_KIND_COUNT] = {
    [NC_QUOTE] = 27,     [NC_LIST] = 28,       [NC_ITEM] = 27,          [NC_CALLOUT] = 70,
    [NC_TURN] = 27,      [NC_DIV] = 13,        [NC_DETAILS] = 40,       [NC_FIGURE] = 40,
    [NC_TABS] = 30,      [NC_TAB] = 30,        [NC_DEF_LIST] = 20,      [NC_DEF_BODY] = 12,
    [NC_EMBED] = 120,    [NC_FOOTNOTE] = 120,  [NC_TABLE] = 60,         [NC_ROW] = 12,
    [NC_CELL] = 10,      [NC_HEADING] = 34,    [NC_PARAGRAPH] = 8,      [NC_PLAIN] = 1,
    [NC_CAPTION] = 30,   [NC_TAB_TITLE] = 30,  [NC_SUMMARY] = 30,       [NC_CALLOUT_TITLE] = 40,
    [NC_DEF_TERM] = 10,  [NC_CODE_BLOCK] = 80, [NC_MATH_BLOCK] = 120,   [NC_RULE] = 24,
    [NC_EMPH] = 24,      [NC_STRONG] = 17,     [NC_STRIKE] = 11,        [NC_HIGHLIGHT] = 13,
    [NC_UNDERLINE] = 28, [NC_SUP] = 11,        [NC_SUB] = 11,           [NC_SMALL] = 15,
    [NC_KBD] = 11,       [NC_SPAN] = 13,       [NC_RUBY] = 13,          [NC_RUBY_TEXT] = 24,
    [NC_LINK] = 15,      [NC_WIKILINK] = 15,   [NC_IMAGE] = 120,        [NC_EMBED_LINK] = 40,
    [NC_FIELD] = 70,     [NC_CLOZE] = 40,      [NC_CODE] = 13,          [NC_MATH] = 120,
    [NC_TAG] = 27,       [NC_CITATION] = 40,   [NC_FOOTNOTE_REF] = 110, [NC_SOFT_BREAK] = 1,
    [NC_HARD_BREAK] = 6};

static uint64_t cell_bytes(const struct nc_node *n)
{
    bool head = n->u.cell.head || (n->parent && n->parent->u.row.head);
    return (head ? 12u : 0) + (n->u.cell.align == NC_ALIGN_NONE ? 0 : 13u) +
           (n->u.cell.colspan > 1 ? 20u : 0) + (n->u.cell.rowspan > 1 ? 20u : 0);
}

/* The bytes of a task besides its text: a box, dates with their signs, its recurrence. */
static uint64_t task_bytes(const struct nc_task *t)
{
    const struct nc_when *dates[] = {&t->created, &t->start, &t->scheduled, &t->deadline,
                                     &t->closed};
    uint64_t bytes = 12 + t->word.n + t->repeat.n;
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++)
        bytes += dates[i]->year ? 28u : 0;
    return bytes;
}

/* The bytes of a node as XHTML besides its text: tags, an id, an address. Formulas grow most. */
static uint64_t markup_of(const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    uint64_t bytes = tag_bytes[n->kind] + (n->anchor == NC_NO_ANCHOR ? 0 : 30u);
    if (n->attrs)
        bytes += 40 + n->attrs->classes.n + 2 * n->attrs->lang.n + n->attrs->title.n;
    if (n->kind == NC_CELL)
        return bytes + cell_bytes(n);
    if (n->kind == NC_CODE_BLOCK)
        return bytes + (n->u.code->lang.n ? n->u.code->text.n / CODE_PER_MARKS : 0);
    if (n->kind == NC_MATH)
        return bytes + 16 * n->u.math.tex.n;
    if (n->kind == NC_MATH_BLOCK)
        return bytes + 16 * n->u.text.n;
    if (n->kind == NC_ITEM)
        return bytes + (n->u.item.task ? task_bytes(n->u.item.task) : 0);
    if (n->kind == NC_FIELD)
        return bytes + n->u.field.key.n;
    /* the address of a place in a book, if that is longer */
    return bytes + (ref ? (ref->dest.n > 33 ? ref->dest.n : 33) : 0);
}

static struct nc_str text_of(const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    if (n->kind == NC_CODE_BLOCK)
        return n->u.code->text;
    if (n->kind == NC_MATH)
        return n->u.math.tex;
    return ref ? ref->dest : nc_is_text_like(n->kind) ? n->u.text : NC_NONE;
}

/* FNV-1a. */
#define HASH_START 0xCBF29CE484222325u
#define HASH_PRIME 0x100000001B3u

/* Continues b's hash with the node's text. Returns the extra bytes of characters written as
 * several: &lt; &amp; &gt; &quot;. */
static uint64_t hash_on(struct nc_outline_block *b, const struct nc_node *n)
{
    static const uint8_t more[256] = {['<'] = 5, ['>'] = 5, ['&'] = 5, ['"'] = 5};
    struct nc_str s = text_of(n);
    uint64_t h = (b->hash ^ (uint64_t)n->kind) * HASH_PRIME, sum = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        h = (h ^ c) * HASH_PRIME;
        sum += more[c];
    }
    b->hash = h;
    return sum;
}

static uint32_t saturated(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

void nc_outline_add(struct nc_outline_block *to, const struct nc_outline_block *b)
{
    to->hash = (to->hash ^ b->hash) * HASH_PRIME;
    to->weight = saturated((uint64_t)to->weight + b->weight);
    to->estimate = saturated((uint64_t)to->estimate + b->estimate);
}

static bool is_visible(const struct nc_node *n)
{
    return n->kind != NC_COMMENT_BLOCK && n->kind != NC_FOOTNOTES;
}

void nc_outline_weigh(struct nc_outline *o)
{
    uint64_t *to = &o->lead_weight;
    o->weight = o->lead_weight = 0;
    for (size_t i = 0; i < o->count; i++)
        o->anchors[i].weight = 0;
    for (size_t i = 0; i < o->block_count; i++) {
        const struct nc_outline_block *b = &o->blocks[i];
        if (b->is_heading && b->first_anchor < o->count && o->anchors[b->first_anchor].top)
            to = &o->anchors[b->first_anchor].weight;
        *to += b->weight;
        o->weight += b->weight;
    }
    *to += o->footnote_weight;
    o->weight += o->footnote_weight;
}

/* The blocks of a note during counting. */
struct blocks {
    struct nc_outline_block *items;
    size_t count, cap;
    struct nc_outline_embed *embeds;
    size_t embed_count, embed_cap;
    /* number passed so far */
    uint32_t anchors;
    /* of the next block: anchors of the divided blocks around it count as its own */
    uint32_t first_anchor;
};

/* Whether another note is shown here, other than one whose text a document already contains. */
static bool is_embed(const struct nc_node *n)
{
    return n->kind == NC_EMBED && !n->first && n->u.embed.ref->number != NC_NO_NUMBER &&
           (n->u.embed.type == NC_EMBED_NOTE || n->u.embed.type == NC_EMBED_OTHER);
}

static void add_embed(struct blocks *list, const struct nc_node *n, bool is_whole)
{
    nc_grow(&list->embeds, &list->embed_cap, list->embed_count + 1, sizeof *list->embeds);
    list->embeds[list->embed_count++] =
        (struct nc_outline_embed){(uint32_t)list->count, n->u.embed.ref->number, is_whole};
}

/* Adds the block to b, which is not in the list yet. */
static void look_at(struct blocks *list, struct nc_outline_block *b, const struct nc_node *block)
{
    uint64_t weight = b->weight, estimate = b->estimate;
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER)
            continue;
        weight += weight_of(n);
        estimate += weight_of(n) + hash_on(b, n) + markup_of(n);
        list->anchors += n->anchor != NC_NO_ANCHOR;
        if (is_embed(n))
            add_embed(list, n, n == block);
    }
    b->weight = saturated(weight);
    b->estimate = saturated(estimate);
}

static struct nc_outline_block begin_block(const struct blocks *list)
{
    return (struct nc_outline_block){.hash = HASH_START, .first_anchor = list->first_anchor};
}

static void add_block(struct blocks *list, struct nc_outline_block b)
{
    nc_grow(&list->items, &list->cap, list->count + 1, sizeof *list->items);
    list->items[list->count++] = b;
    list->first_anchor = list->anchors;
}

/* Forgets what was seen of a block, because its pieces are examined again. */
static void forget_block(struct blocks *list, uint32_t anchors)
{
    list->anchors = anchors;
    while (list->embed_count && list->embeds[list->embed_count - 1].block == list->count)
        list->embed_count--;
}

/* Whether the examined block, which would be the next in the list, is listed as its pieces
 * instead. */
static bool is_divided(const struct blocks *list, const struct nc_outline_block *b)
{
    const struct nc_outline_embed *last =
        list->embed_count ? &list->embeds[list->embed_count - 1] : NULL;
    return b->estimate > NC_OUTLINE_LARGE ||
           (last && last->block == list->count && !last->is_whole);
}

static struct nc_outline_block look_at_piece(struct blocks *list, const struct nc_division *d,
                                             const struct nc_piece *piece, unsigned depth)
{
    struct nc_outline_block b = begin_block(list);
    if (piece->code.n) {
        struct nc_code code = {.lang = d->block->u.code->lang, .text = piece->code};
        struct nc_node line = {.kind = NC_CODE_BLOCK, .anchor = NC_NO_ANCHOR, .u.code = &code};
        look_at(list, &b, &line);
        b.estimate -= tag_bytes[NC_CODE_BLOCK];
    }
    for (const struct nc_node *n = piece->first; n; n = n == piece->last ? NULL : n->next)
        look_at(list, &b, n);
    b.depth = (uint8_t)depth;
    b.leads = piece->leads;
    return b;
}

/* Adds the pieces of an examined block in its place. False: it has none. */
static bool add_pieces(struct blocks *list, const struct nc_node *block, uint32_t anchors)
{
    struct nc_division open[NC_DIVISION_DEPTH];
    struct nc_piece piece;
    unsigned depth = 1;
    size_t start = list->count;
    if (!nc_division_begin(&open[0], block))
        return false;
    forget_block(list, anchors + (block->anchor != NC_NO_ANCHOR));
    while (depth > 0) {
        struct nc_division *d = &open[depth - 1];
        if (!nc_division_next(d, &piece)) {
            depth--;
            continue;
        }
        uint32_t before = list->anchors;
        struct nc_outline_block b = look_at_piece(list, d, &piece, depth);
        bool is_one = piece.first && piece.first == piece.last;
        if (depth < NC_DIVISION_DEPTH && is_one && is_divided(list, &b) &&
            nc_division_begin(&open[depth], piece.first)) {
            forget_block(list, before + (piece.first->anchor != NC_NO_ANCHOR));
            depth++;
        } else {
            add_block(list, b);
        }
    }
    list->items[start].pieces = (uint32_t)(list->count - start);
    list->items[start].is_named = block->anchor != NC_NO_ANCHOR;
    return true;
}

static void add_child(struct blocks *list, const struct nc_node *n)
{
    uint32_t before = list->anchors;
    struct nc_outline_block b = begin_block(list);
    look_at(list, &b, n);
    b.pieces = 1;
    b.is_named = n->anchor != NC_NO_ANCHOR;
    b.is_heading = b.leads = n->kind == NC_HEADING;
    if (!is_divided(list, &b) || !add_pieces(list, n, before))
        add_block(list, b);
}

/* Counts the footnotes, which belong to no block. */
static void take_footnotes(struct nc_outline *o, struct blocks *list, const struct nc_node *n)
{
    struct nc_outline_block b = begin_block(list);
    look_at(list, &b, n);
    forget_block(list, list->anchors);
    o->footnote_weight = b.weight;
}

void nc_outline_take_blocks(struct nc_outline *o, struct nc_arena *arena, const struct nc_doc *doc)
{
    struct blocks list = {0};
    bool before_heading = true;
    for (const struct nc_node *n = doc->root->first; n; n = n->next) {
        if (n->kind == NC_HEADING && n->anchor != NC_NO_ANCHOR) {
            o->anchors[n->anchor].top = true;
            before_heading = false;
        }
        o->has_lead |= before_heading && is_visible(n);
        if (n->kind == NC_FOOTNOTES)
            take_footnotes(o, &list, n);
        else
            add_child(&list, n);
    }
    o->block_count = list.count;
    o->blocks = nc_arena_array(arena, list.count, sizeof *o->blocks);
    o->embed_count = list.embed_count;
    o->embeds = nc_arena_array(arena, list.embed_count, sizeof *o->embeds);
    if (list.count)
        memcpy(o->blocks, list.items, list.count * sizeof *o->blocks);
    if (list.embed_count)
        memcpy(o->embeds, list.embeds, list.embed_count * sizeof *o->embeds);
    free(list.items);
    free(list.embeds);
    nc_outline_weigh(o);
}
