/* Decides which chapter file each part of a note goes to, from the note's outline alone. So links
 * between notes can be written before any of them is rendered, and readers keep their place after
 * an edit: files are named after headings, never numbered.
 *
 * A book of one note has a file per level-1 heading; if there is at most one such heading and the
 * note is large, a file per heading of the next level. A note among others is one file unless it is
 * large. As far as headings allow, no file exceeds the limit of Adobe's readers. Small neighbours
 * below level 1 share a file, because each file begins a new page. */
#include "export/epub/epub.h"

#include "base/strmap.h"

#include <stdlib.h>

/* Bytes of text. Markup makes a page of text larger. Readers on Adobe's engine stop at about 300 kB
 * of XHTML; calibre keeps to 260 kB for them. */
#define LARGE ((size_t)100 * 1024)
#define CAP ((size_t)200 * 1024)
#define TINY 2048u

/* A heading that is a direct child of the root, with everything up to the next one. The first
 * section stands before the first heading and has level 0. */
struct section {
    uint32_t anchor;
    uint8_t level;
    /* begins a file */
    bool breaks;
    uint64_t weight;
};
struct sections {
    struct section *items;
    size_t count;
    uint64_t weight;
    size_t per_level[7];
};

static void collect(struct sections *s, struct nc_arena *arena, const struct nc_outline *o)
{
    s->items = nc_arena_array(arena, o->count + 1, sizeof *s->items);
    s->items[0] = (struct section){.anchor = NC_NO_ANCHOR, .weight = o->lead_weight};
    s->count = 1;
    s->weight = o->lead_weight;
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_outline_anchor *a = &o->anchors[i];
        if (!a->top)
            continue;
        if (a->level > 0 && a->name.n > 0) {
            s->items[s->count++] = (struct section){.anchor = (uint32_t)i, .level = a->level};
            s->per_level[a->level]++;
        }
        s->items[s->count - 1].weight += a->weight;
        s->weight += a->weight;
    }
}

bool epub_has_lead(const struct nc_outline *o)
{
    size_t i = 0;
    while (i < o->count && !o->anchors[i].top)
        i++;
    return o->has_lead || (i < o->count && o->anchors[i].name.n == 0);
}

/* The section after those that share a file with section i. *weight: of that file. */
static size_t file_end(const struct sections *s, size_t i, uint64_t *weight)
{
    *weight = s->items[i].weight;
    for (i++; i < s->count && !s->items[i].breaks; i++)
        *weight += s->items[i].weight;
    return i;
}

static void break_at(struct sections *s, size_t from, size_t to, uint8_t level)
{
    for (size_t i = from; i < to; i++) {
        if (s->items[i].level <= level)
            s->items[i].breaks = true;
    }
}

/* The highest level among the sections from..to, 0 if there are none. */
static uint8_t top_level(const struct sections *s, size_t from, size_t to)
{
    uint8_t best = 0;
    for (size_t i = from; i < to; i++) {
        if (best == 0 || s->items[i].level < best)
            best = s->items[i].level;
    }
    return best;
}

/* The level of the headings that begin files; 0 if none does. */
static uint8_t chapter_level(const struct sections *s, bool is_book)
{
    bool is_large = s->weight > LARGE;
    if (s->per_level[1] > 1)
        return is_book || is_large ? 1 : 0;
    for (uint8_t level = 2; is_large && level <= 6; level++) {
        if (s->per_level[level])
            return level;
    }
    return 0;
}

/* Splits files that are too large. Each turn of the loop either goes to the next file or breaks one
 * at a deeper level. */
static void split_oversized(struct sections *s)
{
    for (size_t i = 0; i < s->count;) {
        uint64_t weight;
        size_t end = file_end(s, i, &weight);
        uint8_t level = top_level(s, i + 1, end);
        if (weight <= CAP || level == 0)
            i = end;
        else
            break_at(s, i + 1, end, level);
    }
}

static void merge_tiny(struct sections *s)
{
    uint64_t left, right;
    size_t i = file_end(s, 0, &left);
    while (i < s->count) {
        size_t end = file_end(s, i, &right);
        bool is_tiny = left < TINY || right < TINY;
        if (s->items[i].level > 1 && is_tiny && left + right <= CAP) {
            s->items[i].breaks = false;
            left += right;
        } else {
            left = right;
        }
        i = end;
    }
}

/* What distinguishes a note's files from those of others: its key, and its path if another note has
 * the same key. */
static struct nc_str own_path(const struct nc_outline *o)
{
    return o->shares_key ? o->path : NC_NONE;
}

/* The name "text/c-" + hex + ".xhtml". A book of one note uses the hash in the anchor's key. Among
 * many notes 8 digits would collide sooner or later, and equal headings of two notes have equal
 * keys, so there it is 12 digits made from note and anchor. anchor == NULL: the note's own file. */
static struct nc_str file_name(struct nc_arena *arena, const struct nc_outline *o,
                               const struct nc_outline_anchor *anchor, bool is_book)
{
    struct nc_buf name = {0};
    nc_buf_puts(&name, "text/c-");
    if (is_book && anchor) {
        nc_buf_str(&name, nc_str_sub(anchor->key, 2, anchor->key.n));
    } else {
        struct nc_str parts[3] = {o->key, anchor ? anchor->key : NC_NONE, own_path(o)};
        uint8_t digest[32];
        char hex[13];
        nc_sha256_list(digest, parts, o->shares_key ? 3 : anchor ? 2 : 1);
        nc_hex(hex, digest, is_book ? 4 : 6);
        nc_buf_puts(&name, hex);
    }
    nc_buf_puts(&name, ".xhtml");
    return nc_buf_keep(&name, arena);
}

/* Walks anchors and sections in parallel and records the place of each anchor. */
static void place(const struct sections *s, struct nc_arena *arena, const struct nc_outline *o,
                  bool is_book, struct nc_plan *out)
{
    bool has_lead = epub_has_lead(o);
    /* A book's first chapter is named after its heading like all others, so that a chapter later
     * put before it cannot take its name. A single level-1 heading is the note's own title. */
    bool first_named =
        is_book && !has_lead && s->count > 1 && s->per_level[1] > 1 && s->items[1].level == 1;
    struct nc_str file =
        file_name(arena, o, first_named ? &o->anchors[s->items[1].anchor] : NULL, is_book);
    bool at_start = !has_lead;
    size_t next = 1;

    out->start = (struct nc_place){file, NC_NONE};
    out->count = o->count;
    out->anchors = nc_arena_array(arena, o->count, sizeof *out->anchors);
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_outline_anchor *a = &o->anchors[i];
        struct nc_str frag = a->key;
        if (next < s->count && s->items[next].anchor == i) {
            bool is_first = next == 1 && at_start;
            if (s->items[next].breaks && !is_first)
                file = file_name(arena, o, a, is_book);
            /* A heading that begins its file is linked without a fragment, because some readers can
             * only open files. */
            if (s->items[next].breaks || is_first)
                frag = NC_NONE;
            next++;
        }
        out->anchors[i] = (struct nc_place){file, frag};
    }
}

/* --- parts of sections that are still too large --- */

/* A file with an estimate above MOST is cut before the block with the smallest hash among those
 * that leave LEAST to MOST in the part before it. An edit moves a cut only if it touches nearby
 * blocks, so the parts after it keep their names and bytes. */
#define LEAST ((uint64_t)80 * 1000)
#define MOST ((uint64_t)240 * 1000)

struct cutting {
    const struct nc_outline *outline;
    struct nc_arena *arena;
    struct nc_plan *plan;
    struct nc_cut *cuts;
    size_t count, cap;
    /* how often a name was given */
    struct nc_strmap names;
    /* number of anchors before the last cut */
    uint32_t passed;
    /* 1 + the last of them that begins a section; 0: none does */
    uint32_t heading;
};

/* The file planned for block k: that of the last anchor before or in it. */
static struct nc_str file_of(const struct cutting *c, size_t k)
{
    const struct nc_outline_block *b = &c->outline->blocks[k];
    uint32_t anchor = b->first_anchor;
    bool own = b->is_heading && anchor < c->plan->count;
    if (own)
        return c->plan->anchors[anchor].file;
    return anchor == 0 ? c->plan->start.file : c->plan->anchors[anchor - 1].file;
}

/* Moves on to block k. Cuts come in order, so all of them together pass each anchor once. */
static void pass_anchors(struct cutting *c, size_t k)
{
    const struct nc_outline *o = c->outline;
    for (; c->passed < o->blocks[k].first_anchor; c->passed++) {
        if (o->anchors[c->passed].top && o->anchors[c->passed].level)
            c->heading = c->passed + 1;
    }
}

/* The name is made from the section and the text of block k, so it does not depend on other
 * blocks. */
static struct nc_str part_name(struct cutting *c, size_t k)
{
    const struct nc_outline *o = c->outline;
    uint64_t hash = o->blocks[k].hash;
    pass_anchors(c, k);
    struct nc_str parts[4] = {o->key,
                              c->heading ? o->anchors[c->heading - 1].key : NC_NONE,
                              {(const char *)&hash, sizeof hash},
                              own_path(o)};
    uint8_t digest[32];
    char hex[13];
    nc_sha256_list(digest, parts, o->shares_key ? 4 : 3);
    nc_hex(hex, digest, 6);
    struct nc_buf name = {0};
    nc_buf_printf(&name, "text/p-%s", hex);
    struct nc_str key = nc_arena_str(c->arena, nc_buf_view(&name));
    uint32_t times = (*nc_strmap_at(&c->names, key))++;
    if (times)
        nc_buf_printf(&name, "-%u", times + 1);
    nc_buf_puts(&name, ".xhtml");
    return nc_buf_keep(&name, c->arena);
}

static uint64_t estimate(const struct cutting *c, size_t from, size_t to)
{
    uint64_t sum = 0;
    for (size_t k = from; k < to; k++)
        sum += c->outline->blocks[k].estimate;
    return sum;
}

/* The first place at which the blocks from..to are cut; `to` if there is none. A leading block
 * stays with the block it introduces. */
static size_t find_cut(const struct cutting *c, size_t from, size_t to)
{
    const struct nc_outline_block *b = c->outline->blocks;
    size_t best = to;
    uint64_t before = 0;
    for (size_t k = from; k + 1 < to; k++) {
        before += b[k].estimate;
        if (before < LEAST || b[k].leads)
            continue;
        if (before > MOST && best < to)
            break;
        if (best == to || b[k + 1].hash < b[best].hash)
            best = k + 1;
        if (before > MOST) /* a larger block ends its part */
            break;
    }
    return best;
}

/* Moves the anchors in the part between block k and block to. */
static void move_anchors(struct cutting *c, size_t k, size_t to, struct nc_str file)
{
    const struct nc_outline *o = c->outline;
    uint32_t end = to < o->block_count ? o->blocks[to].first_anchor : (uint32_t)o->count;
    for (uint32_t i = o->blocks[k].first_anchor; i < end; i++)
        c->plan->anchors[i] = (struct nc_place){file, o->anchors[i].key};
}

static void cut_file(struct cutting *c, size_t from, size_t to)
{
    uint64_t left = estimate(c, from, to);
    struct nc_str file = NC_NONE; /* of the part that the last cut began */
    while (left > MOST) {
        size_t k = find_cut(c, from, to);
        if (k == to)
            break;
        left -= estimate(c, from, k);
        if (file.n)
            move_anchors(c, from, k, file);
        file = part_name(c, k);
        nc_grow(&c->cuts, &c->cap, c->count + 1, sizeof *c->cuts);
        c->cuts[c->count++] = (struct nc_cut){(uint32_t)k, file};
        from = k;
    }
    if (file.n)
        move_anchors(c, from, to, file);
}

static void cut_large(struct nc_plan *plan, struct nc_arena *arena, const struct nc_outline *o)
{
    struct cutting c = {.outline = o, .arena = arena, .plan = plan, .names.arena = arena};
    for (size_t from = 0, to; from < o->block_count; from = to) {
        struct nc_str file = file_of(&c, from);
        to = from + 1;
        while (to < o->block_count && nc_str_eq(file_of(&c, to), file))
            to++;
        cut_file(&c, from, to);
    }
    struct nc_cut *kept = nc_arena_array(arena, c.count, sizeof *kept);
    if (c.count)
        memcpy(kept, c.cuts, c.count * sizeof *kept);
    plan->cuts = kept;
    plan->cut_count = c.count;
    free(c.cuts);
}

int epub_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *outline,
              struct nc_arena *arena, struct nc_plan *out)
{
    bool is_book = run->site->count == 1;
    struct sections s = {0};
    (void)note;
    collect(&s, arena, outline);
    uint8_t level = chapter_level(&s, is_book);
    if (level)
        break_at(&s, 1, s.count, level);
    split_oversized(&s);
    merge_tiny(&s);
    place(&s, arena, outline, is_book, out);
    cut_large(out, arena, outline);
    return 0;
}
