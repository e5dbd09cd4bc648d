/* The outline of a document. */
#include "doc/outline.h"

#include "doc/division.h"
#include "doc/walk.h"

#include <stdlib.h>

static uint64_t weight_of(const struct nc_node *n)
{
    if (n->kind == NC_CODE_BLOCK)
        return n->u.code.text.n;
    if (n->kind == NC_MATH)
        return n->u.math.tex.n;
    return nc_is_text_like(n->kind) && n->kind != NC_COMMENT && n->kind != NC_COMMENT_BLOCK
               ? n->u.text.n
               : 0;
}

/* What a node takes as XHTML beyond its text: its tags, an id, an address; formulas grow most. */
static uint64_t markup_of(const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    if (n->kind == NC_MATH)
        return 120 + 16 * n->u.math.tex.n;
    if (n->kind == NC_MATH_BLOCK)
        return 120 + 16 * n->u.text.n;
    if (n->kind == NC_CODE_BLOCK) /* words and comments are marked */
        return 40 + (n->u.code.lang.n ? n->u.code.text.n * 3 / 2 : 0);
    if (ref)
        return 80 + ref->dest.n;
    if (n->kind == NC_TEXT)
        return 0;
    return n->kind == NC_FOOTNOTE_REF ? 110 : nc_is_inline(n->kind) ? 28 : 40;
}

static struct nc_str text_of(const struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_cref(n);
    if (n->kind == NC_CODE_BLOCK)
        return n->u.code.text;
    if (n->kind == NC_MATH)
        return n->u.math.tex;
    return ref ? ref->dest : nc_is_text_like(n->kind) ? n->u.text : NC_NONE;
}

/* Goes on with b's hash (FNV-1a) by the node's text. Returns what the characters of it take more
 * that are written as several: &lt; &amp; &gt; &quot;. */
static uint64_t hash_on(struct nc_outline_block *b, const struct nc_node *n)
{
    static const uint8_t more[256] = {['<'] = 5, ['>'] = 5, ['&'] = 5, ['"'] = 5};
    struct nc_str s = text_of(n);
    uint64_t h = (b->hash ^ (uint64_t)n->kind) * 0x100000001B3u, sum = 0;
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        h = (h ^ c) * 0x100000001B3u;
        sum += more[c];
    }
    b->hash = h;
    return sum;
}

static uint32_t saturated(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

static bool is_visible(const struct nc_node *n)
{
    return n->kind != NC_COMMENT_BLOCK && n->kind != NC_FOOTNOTES;
}

static struct nc_outline_block look_at(const struct nc_node *block, uint32_t *anchors)
{
    const struct nc_ref *ref =
        block->kind == NC_EMBED && !block->first ? nc_node_cref(block) : NULL;
    struct nc_outline_block b = {.hash = 0xCBF29CE484222325u,
                                 .first_anchor = *anchors,
                                 .embed = ref ? ref->number : NC_NO_NUMBER,
                                 .pieces = 1,
                                 .is_heading = block->kind == NC_HEADING};
    uint64_t weight = 0, estimate = 0;
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER)
            continue;
        weight += weight_of(n);
        estimate += weight_of(n) + hash_on(&b, n) + markup_of(n);
        *anchors += n->anchor != NC_NO_ANCHOR;
    }
    b.weight = saturated(weight);
    b.estimate = saturated(estimate);
    return b;
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

/* The blocks of a note while they are counted. */
struct blocks {
    struct nc_outline_block *items;
    size_t count, cap;
};

static void add_block(struct blocks *list, struct nc_outline_block b)
{
    nc_grow(&list->items, &list->cap, list->count + 1, sizeof *list->items);
    list->items[list->count++] = b;
}

/* A line of code in a block of its own. */
static struct nc_outline_block look_at_line(const struct nc_node *block, struct nc_str line,
                                            uint32_t anchors)
{
    struct nc_node n = {.kind = NC_CODE_BLOCK, .anchor = NC_NO_ANCHOR};
    n.u.code.lang = block->u.code.lang;
    n.u.code.text = line;
    return look_at(&n, &anchors);
}

static void add_up(struct nc_outline_block *sum, const struct nc_outline_block *b)
{
    sum->hash = (sum->hash ^ b->hash) * 0x100000001B3u;
    sum->weight = saturated((uint64_t)sum->weight + b->weight);
    sum->estimate = saturated((uint64_t)sum->estimate + b->estimate);
}

/* The pieces of a large block instead of itself. False: it has none. */
static bool add_pieces(struct blocks *list, const struct nc_node *block, uint32_t anchors)
{
    struct nc_division d;
    struct nc_piece piece;
    size_t start = list->count;
    if (!nc_division_begin(&d, block))
        return false;
    uint32_t own = anchors; /* that of the block belongs to its first piece */
    anchors += block->anchor != NC_NO_ANCHOR;
    while (nc_division_next(&d, &piece)) {
        struct nc_outline_block b = {.first_anchor = anchors};
        if (piece.code.n)
            b = look_at_line(block, piece.code, anchors);
        for (const struct nc_node *n = piece.first; n; n = n == piece.last ? NULL : n->next) {
            struct nc_outline_block child = look_at(n, &anchors);
            add_up(&b, &child);
        }
        b.embed = NC_NO_NUMBER;
        b.is_heading = false;
        b.pieces = 0;
        add_block(list, b);
    }
    list->items[start].first_anchor = own;
    list->items[start].pieces = (uint32_t)(list->count - start);
    return true;
}

static void take_blocks(struct nc_outline *o, struct nc_arena *arena, const struct nc_doc *doc)
{
    struct blocks list = {0};
    uint32_t anchors = 0;
    bool before_heading = true;
    for (const struct nc_node *n = doc->root->first; n; n = n->next) {
        uint32_t before = anchors;
        struct nc_outline_block b = look_at(n, &anchors);
        if (n->kind == NC_HEADING && n->anchor != NC_NO_ANCHOR) {
            o->anchors[n->anchor].top = true;
            before_heading = false;
        }
        o->has_lead |= before_heading && is_visible(n);
        if (n->kind == NC_FOOTNOTES)
            o->footnote_weight = b.weight;
        else if (b.estimate <= NC_OUTLINE_LARGE || !add_pieces(&list, n, before))
            add_block(&list, b);
    }
    o->block_count = list.count;
    o->blocks = nc_arena_array(arena, list.count, sizeof *o->blocks);
    if (list.count)
        memcpy(o->blocks, list.items, list.count * sizeof *o->blocks);
    free(list.items);
    nc_outline_weigh(o);
}

static bool says_title(const struct nc_doc *doc)
{
    const struct nc_value *v = nc_meta_get(&doc->meta, "title");
    return v && v->type != NC_V_LIST && v->type != NC_V_MAP && nc_str_trim(v->raw).n;
}

/* The heading that a note begins with and that no other stands beside or above; empty: none. */
static struct nc_str sole_heading(const struct nc_outline *o)
{
    const struct nc_outline_anchor *first = NULL;
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_outline_anchor *a = &o->anchors[i];
        if (!a->top || !a->level)
            continue;
        if (first && a->name.n && a->level <= first->level)
            return NC_NONE;
        first = first ? first : a;
    }
    return first && !o->has_lead ? first->name : NC_NONE;
}

static bool has_number(struct nc_str s, unsigned wanted)
{
    for (size_t i = 0; i < s.n;) {
        unsigned number = 0;
        size_t digits = 0;
        for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, digits++)
            number = digits < 8 ? number * 10 + (unsigned)(s.p[i] - '0') : 0;
        if (digits && number == wanted)
            return true;
        i += digits == 0;
    }
    return false;
}

/* A note whose file is called by a day is that day's journal: what its first heading says is what
 * happened then, unless it spells the day. */
static bool is_journal(struct nc_str path, struct nc_str heading)
{
    struct nc_when day;
    size_t slash = path.n, dot = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    while (dot > slash && path.p[dot - 1] != '.')
        dot--;
    struct nc_str stem = nc_str_sub(path, slash, dot > slash ? dot - 1 : path.n);
    return (nc_when_parse(&day, stem, NC_WHEN_FREE) ||
            nc_when_parse(&day, stem, NC_WHEN_JOURNAL)) &&
           !(has_number(heading, day.year) && has_number(heading, day.day));
}

struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path)
{
    struct nc_outline *o = NC_NEW(arena, struct nc_outline);
    memcpy(o->digest, doc->digest, sizeof o->digest);
    o->key = nc_arena_str(arena, doc->key);
    o->name = nc_arena_str(arena, doc->name);
    o->path = nc_arena_str(arena, path);
    o->id = nc_arena_str(arena, doc->meta.id);
    o->title = nc_arena_str(arena, doc->meta.title);
    o->lang = nc_arena_str(arena, doc->lang);
    o->uuid = doc->uuid;
    o->mtime = doc->mtime;
    o->count = doc->anchor_count;
    o->anchors = nc_arena_array(arena, o->count, sizeof *o->anchors);
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_anchor *a = &doc->anchors[i];
        o->anchors[i] = (struct nc_outline_anchor){.name = nc_arena_str(arena, a->name),
                                                   .key = nc_arena_str(arena, a->key),
                                                   .id = nc_arena_str(arena, a->node->id),
                                                   .level = a->level,
                                                   .line = a->node->pos.line};
    }
    take_blocks(o, arena, doc);
    o->says_title = says_title(doc);
    struct nc_str heading = sole_heading(o);
    if (!o->says_title && heading.n && !is_journal(path, heading))
        o->title = heading;
    return o;
}
