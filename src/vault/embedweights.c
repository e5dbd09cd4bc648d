/* Weighs embeds: puts the blocks that a note embeds among its own in its outline, so that a book
 * can be divided between them. The walk goes through outlines as embed.c goes through documents,
 * within the same bounds. */
#include "doc/division.h"
#include "vault/embedding.h"

#include <stdlib.h>

/* Limit on the blocks of a note and what it embeds; the rest counts with the last block. */
#define MAX_BLOCKS ((size_t)1 << 18)

/* A note whose blocks are being taken: the host, or an embedded one. */
struct taking {
    const struct nc_survey *survey;
    /* anchor: of the part shown */
    uint32_t note, anchor;
    /* the next block and the next embed */
    size_t at, end, embed;
    /* depth of divided blocks around its own */
    unsigned depth;
    /* its blocks belong to the last one in the list */
    bool is_one;
};

struct weighing {
    const struct nc_vault *v;
    struct nc_outline_block *items;
    /* child: index of the first piece of the host's last child */
    size_t count, cap, child, embeds;
    struct taking open[NC_EMBED_DEPTH + 1];
    unsigned depth;
    /* of the next piece of an embed, and of the pieces after it */
    uint32_t anchor, next_anchor;
};

/* The index of the block that holds the anchor. */
static size_t block_of(const struct nc_outline *o, uint32_t anchor)
{
    size_t low = 0, high = o->block_count;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        *(o->blocks[mid].first_anchor <= anchor ? &low : &high) = mid;
    }
    return low;
}

static size_t first_embed(const struct nc_outline *o, size_t block)
{
    size_t low = 0, high = o->embed_count;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (o->embeds[mid].block < block)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Finds the blocks that are shown: all, a section, or the one that holds the anchor. False: only
 * part of that one is shown. */
static bool find_range(struct taking *t)
{
    const struct nc_outline *o = t->survey->outline;
    const struct nc_outline_anchor *a = nc_outline_at(o, t->anchor);
    t->at = a ? block_of(o, t->anchor) : 0;
    t->end = a && o->block_count ? t->at + 1 : o->block_count;
    t->embed = first_embed(o, t->at);
    if (!a || t->at == o->block_count)
        return !a;
    const struct nc_outline_block *first = o->blocks + t->at;
    if (!first->is_named || first->first_anchor != t->anchor)
        return false;
    t->end = t->at + first->pieces;
    for (; a->top && t->end < o->block_count; ++t->end) {
        const struct nc_outline_block *b = &o->blocks[t->end];
        if (b->is_heading && b->is_named && o->anchors[b->first_anchor].level <= a->level)
            break;
    }
    return true;
}

static bool is_open(const struct weighing *w, uint32_t note, uint32_t anchor)
{
    for (unsigned i = 0; i < w->depth; i++) {
        const struct taking *t = &w->open[i];
        if (t->note == note && (t->anchor == anchor || (i > 0 && t->anchor == NC_NO_ANCHOR)))
            return true;
    }
    return false;
}

/* Whether the blocks of t may be pieces of the last one in the list. */
static bool fits(const struct weighing *w, const struct taking *t)
{
    const struct nc_outline *o = t->survey->outline;
    unsigned deepest = 0;
    for (size_t i = t->at; i < t->end; i++)
        deepest = o->blocks[i].depth > deepest ? o->blocks[i].depth : deepest;
    return t->at < t->end && t->depth + deepest <= NC_DIVISION_DEPTH &&
           w->count + (t->end - t->at) <= MAX_BLOCKS;
}

static void open_embed(struct weighing *w, const struct nc_outline_embed *e)
{
    const struct taking *host = &w->open[w->depth - 1];
    const struct nc_survey *s = host->survey;
    const struct nc_target *target =
        s->targets && e->number < s->request_count ? &s->targets[e->number] : NULL;
    if (!target || target->kind != NC_TARGET_NOTE || target->number >= w->v->surveyed ||
        !w->v->surveys[target->number].outline || w->depth > NC_EMBED_DEPTH ||
        w->embeds >= NC_EMBEDS_MAX)
        return;
    struct taking t = {.survey = &w->v->surveys[target->number],
                       .note = target->number,
                       .anchor =
                           target->anchor_state == NC_ANCHOR_FOUND ? target->anchor : NC_NO_ANCHOR,
                       .depth = w->items[w->count - 1].depth + 1u};
    if (is_open(w, t.note, t.anchor))
        return;
    w->embeds++;
    bool is_range = find_range(&t);
    t.is_one = !is_range || host->is_one || !e->is_whole || !fits(w, &t);
    if (!t.is_one)
        w->anchor = w->items[--w->count].first_anchor;
    w->open[w->depth++] = t;
}

/* Ends a child, and joins its pieces if it is not large after all. */
static void end_child(struct weighing *w)
{
    size_t pieces = w->count - w->child;
    uint64_t estimate = 0;
    if (!pieces)
        return;
    struct nc_outline_block *first = w->items + w->child;
    for (size_t i = 0; i < pieces; i++)
        estimate += first[i].estimate;
    if (estimate <= NC_OUTLINE_LARGE) {
        for (size_t i = 1; i < pieces; i++)
            nc_outline_add(first, first + i);
        w->count = w->child + 1;
        pieces = 1;
    }
    first->pieces = (uint32_t)pieces;
}

static void take_block(struct weighing *w, struct taking *t)
{
    const struct nc_outline *o = t->survey->outline;
    struct nc_outline_block b = o->blocks[t->at++];
    if (t->is_one) {
        nc_outline_add(&w->items[w->count - 1], &b);
        return;
    }
    if (w->depth > 1) {
        b.first_anchor = w->anchor;
        b.is_heading = b.is_named = false;
        b.pieces = 0;
        b.depth = (uint8_t)(b.depth + t->depth);
        w->anchor = w->next_anchor;
    } else {
        w->next_anchor = t->at < t->end ? o->blocks[t->at].first_anchor : (uint32_t)o->count;
        if (b.pieces) {
            end_child(w);
            w->child = w->count;
        }
    }
    nc_grow(&w->items, &w->cap, w->count + 1, sizeof *w->items);
    w->items[w->count++] = b;
}

static void weigh(struct weighing *w)
{
    while (w->depth) {
        struct taking *t = &w->open[w->depth - 1];
        const struct nc_outline *o = t->survey->outline;
        if (t->embed < o->embed_count && o->embeds[t->embed].block < t->at)
            open_embed(w, &o->embeds[t->embed++]);
        else if (t->at < t->end)
            take_block(w, t);
        else
            w->depth--;
    }
    end_child(w);
}

/* The blocks of a note's outline, with what it embeds. */
struct weighed {
    struct nc_outline *outline;
    struct nc_outline_block *blocks;
    size_t count;
};

static struct weighed weigh_note(const struct nc_vault *v, uint32_t note)
{
    const struct nc_survey *s = &v->surveys[note];
    struct weighing w = {.v = v, .depth = 1};
    w.open[0] = (struct taking){
        .survey = s, .note = note, .anchor = NC_NO_ANCHOR, .end = s->outline->block_count};
    weigh(&w);
    struct weighed done = {s->outline, nc_arena_array(s->arena, w.count, sizeof *w.items), w.count};
    if (w.count)
        memcpy(done.blocks, w.items, w.count * sizeof *w.items);
    free(w.items);
    return done;
}

/* Weighs each note by the outlines of the others without their embeds. */
void nc_vault_weigh_embeds(struct nc_vault *v, const uint32_t *notes, size_t count)
{
    struct weighed *done = nc_calloc(count, sizeof *done);
    size_t hosts = 0;
    for (size_t k = 0; k < count; k++) {
        const struct nc_outline *o = v->surveys[notes[k]].outline;
        if (o && o->embed_count)
            done[hosts++] = weigh_note(v, notes[k]);
    }
    for (size_t k = 0; k < hosts; k++) {
        done[k].outline->blocks = done[k].blocks;
        done[k].outline->block_count = done[k].count;
        done[k].outline->embed_count = 0;
        nc_outline_weigh(done[k].outline);
    }
    free(done);
}
