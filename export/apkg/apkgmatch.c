/* The steps of matching. Each step sorts the free cards by what must be equal and examines the
 * groups. A step ends for all notes before the next begins. */
#include "export/apkg/apkgmatch.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/strmap.h"
#include "export/apkg/apkglike.h"

#include <stdlib.h>

#define PARTS 6       /* number of values that a step compares */
#define EACH 200      /* cards of one side compared pairwise */
#define ENOUGH 50     /* likeness in hundredths */
#define SAME_BACK 100 /* extra hundredths: an equal answer ranks first */

/* The texts of a card as numbers: equal texts have equal numbers; 0 is the empty id. */
struct numbers {
    uint32_t note, id, key, front, back;
};

/* A free card in a group. */
struct item {
    uint32_t part[PARTS];
    bool past, gone;
    uint32_t place, index;
};

struct matching {
    struct nc_arena *arena;
    const struct apkg_card *now, *past;
    size_t now_count, past_count;
    /* note: for a past card, that of the note that replaced it */
    struct numbers *now_numbers, *past_numbers;
    struct apkg_pair *pairs;
    /* of the past cards */
    bool *taken;
    struct item *items;
    uint32_t note_count;
    /* by note: too large to compare pairwise */
    bool *is_large;
    /* number of matched cards before it in its note */
    uint32_t *now_rank, *past_rank;
};

/* Fills in the values that a step compares. False: the card takes no part in the step. */
typedef bool step_key(const struct matching *m, bool past, size_t i, uint32_t part[PARTS]);
typedef void step_group(struct matching *m, const struct item *items, size_t count);

static const struct apkg_card *card_of(const struct matching *m, bool past, size_t i)
{
    return past ? &m->past[i] : &m->now[i];
}

static const struct numbers *numbers_of(const struct matching *m, bool past, size_t i)
{
    return past ? &m->past_numbers[i] : &m->now_numbers[i];
}

static int in_groups(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    for (int k = 0; k < PARTS; k++)
        if (x->part[k] != y->part[k])
            return x->part[k] < y->part[k] ? -1 : 1;
    if (x->past != y->past)
        return x->past ? 1 : -1;
    if (x->gone != y->gone)
        return x->gone ? 1 : -1;
    if (x->place != y->place)
        return x->place < y->place ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

static size_t add_items(struct matching *m, bool past, step_key *key, size_t count)
{
    for (size_t i = 0; i < (past ? m->past_count : m->now_count); i++) {
        struct item it = {.past = past, .index = (uint32_t)i};
        if (past ? m->taken[i] : m->pairs[i].past != APKG_NONE)
            continue;
        if (!key(m, past, i, it.part))
            continue;
        it.gone = card_of(m, past, i)->gone;
        it.place = card_of(m, past, i)->place;
        m->items[count++] = it;
    }
    return count;
}

/* Runs a step. In a group the cards of now come first, past cards that are gone last. */
static void run_step(struct matching *m, step_key *key, step_group *group)
{
    size_t count = add_items(m, true, key, add_items(m, false, key, 0));
    if (count)
        qsort(m->items, count, sizeof *m->items, in_groups);
    for (size_t from = 0; from < count;) {
        size_t to = from + 1;
        while (to < count &&
               memcmp(m->items[from].part, m->items[to].part, sizeof m->items[to].part) == 0)
            to++;
        group(m, m->items + from, to - from);
        from = to;
    }
}

static size_t count_now(const struct item *items, size_t count)
{
    size_t n = 0;
    while (n < count && !items[n].past)
        n++;
    return n;
}

static void take(struct matching *m, uint32_t now, uint32_t past, enum apkg_step step)
{
    m->pairs[now].past = past;
    m->pairs[now].step = step;
    m->taken[past] = true;
}

static void pair_in_order(struct matching *m, const struct item *items, size_t count,
                          enum apkg_step step)
{
    size_t now = count_now(items, count);
    for (size_t i = 0; i < now && now + i < count; i++)
        take(m, items[i].index, items[now + i].index, step);
}

static void pair_if_alone(struct matching *m, const struct item *items, size_t count,
                          enum apkg_step step)
{
    if (count == 2 && !items[0].past && items[1].past)
        take(m, items[0].index, items[1].index, step);
}

/* a. An explicit id. The first card with an id gets it; the others continue without. */
static bool key_id(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    const struct numbers *n = numbers_of(m, past, i);
    part[0] = card_of(m, past, i)->kind;
    part[1] = n->note;
    part[2] = n->id;
    return n->id != 0;
}

static void group_id(struct matching *m, const struct item *items, size_t count)
{
    size_t now = count_now(items, count);
    for (size_t i = 1; i < now; i++) {
        m->pairs[items[i].index].id_taken = true;
        m->now_numbers[items[i].index].id = 0;
    }
    if (now && now < count)
        take(m, items[0].index, items[now].index, APKG_BY_ID);
}

static bool key_id_elsewhere(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    part[0] = card_of(m, past, i)->kind;
    part[1] = numbers_of(m, past, i)->id;
    return part[1] != 0 && (!past || m->past[i].fate != APKG_NOTE_ELSE);
}

static void group_id_elsewhere(struct matching *m, const struct item *items, size_t count)
{
    pair_if_alone(m, items, count, APKG_BY_ID);
}

/* b. Same note, equal front and back: prefers the same key, then document order. */
static bool key_same(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    const struct numbers *n = numbers_of(m, past, i);
    part[0] = card_of(m, past, i)->kind;
    part[1] = n->note;
    part[2] = n->front;
    part[3] = n->back;
    return true;
}

static bool key_same_place(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    key_same(m, past, i, part);
    part[4] = numbers_of(m, past, i)->key;
    part[5] = card_of(m, past, i)->times;
    return true;
}

static void group_same(struct matching *m, const struct item *items, size_t count)
{
    pair_in_order(m, items, count, APKG_SAME);
}

/* c. Same note and equal key, with one card on each side. */
static bool key_key(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    const struct numbers *n = numbers_of(m, past, i);
    part[0] = card_of(m, past, i)->kind;
    part[1] = n->note;
    part[2] = n->key;
    return !card_of(m, past, i)->gone;
}

static void group_key(struct matching *m, const struct item *items, size_t count)
{
    pair_if_alone(m, items, count, APKG_BY_KEY);
}

/* d. Another note, equal front and back, with one card on each side. Cards that were already gone
 * count only if there is no live one. */
static bool key_moved(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    const struct numbers *n = numbers_of(m, past, i);
    part[0] = card_of(m, past, i)->kind;
    part[1] = n->front;
    part[2] = n->back;
    return !past || m->past[i].fate != APKG_NOTE_ELSE;
}

static void group_moved(struct matching *m, const struct item *items, size_t count)
{
    bool live = count > 1 && !items[1].gone;
    while (live && count > 2 && items[count - 1].gone)
        count--;
    pair_if_alone(m, items, count, APKG_MOVED);
}

/* How many cards moved from a vanished note to an unknown one. */
struct gift {
    uint32_t to, from, count;
};

static int by_gift(const void *a, const void *b)
{
    const struct gift *x = a, *y = b;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    return (x->from > y->from) - (x->from < y->from);
}

static int by_size(const void *a, const void *b)
{
    const struct gift *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return by_gift(a, b);
}

/* Sums up the cards that moved from vanished notes to unknown ones. Returns the number of sums. */
static size_t sum_gifts(const struct matching *m, const bool *known, struct gift *gifts)
{
    size_t count = 0, sums = 0;
    for (size_t i = 0; i < m->now_count; i++) {
        uint32_t past = m->pairs[i].past;
        if (past == APKG_NONE || known[m->now_numbers[i].note] ||
            m->past[past].fate != APKG_NOTE_VANISHED)
            continue;
        gifts[count++] = (struct gift){m->now_numbers[i].note, m->past_numbers[past].note, 1};
    }
    if (count)
        qsort(gifts, count, sizeof *gifts, by_gift);
    for (size_t i = 0; i < count; i++) {
        if (sums && gifts[sums - 1].to == gifts[i].to && gifts[sums - 1].from == gifts[i].from)
            gifts[sums - 1].count++;
        else
            gifts[sums++] = gifts[i];
    }
    if (sums)
        qsort(gifts, sums, sizeof *gifts, by_size);
    return sums;
}

/* Finds renamed notes: an unknown note that received at least half the cards of a vanished one is
 * that note, and the vanished note's remaining cards belong to it. */
static bool follow_notes(struct matching *m)
{
    bool *known = nc_arena_array(m->arena, m->note_count, sizeof *known);
    bool *followed = nc_arena_array(m->arena, m->note_count, sizeof *followed);
    uint32_t *live = nc_arena_array(m->arena, m->note_count, sizeof *live);
    uint32_t *becomes = nc_arena_array(m->arena, m->note_count, sizeof *becomes);
    struct gift *gifts = nc_calloc(m->now_count ? m->now_count : 1, sizeof *gifts);
    for (size_t i = 0; i < m->past_count; i++) {
        known[m->past_numbers[i].note] = true;
        live[m->past_numbers[i].note] += !m->past[i].gone;
    }
    size_t count = sum_gifts(m, known, gifts);
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        struct gift *g = &gifts[i];
        if (2 * g->count < live[g->from] || becomes[g->from] || followed[g->to])
            continue;
        becomes[g->from] = g->to;
        followed[g->to] = any = true;
    }
    for (size_t i = 0; any && i < m->past_count; i++)
        if (becomes[m->past_numbers[i].note])
            m->past_numbers[i].note = becomes[m->past_numbers[i].note];
    free(gifts);
    return any;
}

/* e. Same note, most alike first. */
struct candidate {
    /* hundredths */
    unsigned likeness;
    uint32_t distance, now, past, place;
};

static int by_likeness(const void *a, const void *b)
{
    const struct candidate *x = a, *y = b;
    if (x->likeness != y->likeness)
        return x->likeness > y->likeness ? -1 : 1;
    if (x->distance != y->distance)
        return x->distance < y->distance ? -1 : 1;
    if (x->now != y->now)
        return x->now < y->now ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

struct likeness {
    struct apkg_bigrams front, back, both;
};

static struct likeness likeness_of(const struct apkg_card *c)
{
    struct nc_buf both = {0};
    nc_buf_str(&both, c->front_text);
    nc_buf_char(&both, ' ');
    nc_buf_str(&both, c->back_text);
    struct likeness l = {apkg_bigrams_of(c->front_text), apkg_bigrams_of(c->back_text),
                         apkg_bigrams_of(nc_buf_view(&both))};
    nc_buf_dispose(&both);
    return l;
}

static void forget(struct likeness *l, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        free(l[i].front.items);
        free(l[i].back.items);
        free(l[i].both.items);
    }
    free(l);
}

static unsigned hundredths(double x)
{
    return (unsigned)(x * 100 + 0.5);
}

static unsigned compare(const struct matching *m, const struct item *now, const struct item *past,
                        const struct likeness *a, const struct likeness *b)
{
    const struct numbers *x = &m->now_numbers[now->index], *y = &m->past_numbers[past->index];
    if (x->back == y->back)
        return SAME_BACK + hundredths(apkg_dice(&a->front, &b->front));
    unsigned all = b->both.count ? hundredths(apkg_dice(&a->both, &b->both)) : 0;
    if (x->front != y->front)
        return all;
    unsigned by_back = ENOUGH + hundredths(apkg_dice(&a->back, &b->back) / 2);
    return by_back > all ? by_back : all;
}

static size_t find_candidates(const struct matching *m, struct candidate *out,
                              const struct item *items, size_t now, size_t past)
{
    struct likeness *l = nc_calloc(now + past, sizeof *l);
    size_t count = 0;
    for (size_t i = 0; i < now + past; i++)
        l[i] = likeness_of(card_of(m, items[i].past, items[i].index));
    for (size_t i = 0; i < now; i++) {
        for (size_t k = now; k < now + past; k++) {
            unsigned likeness = compare(m, &items[i], &items[k], &l[i], &l[k]);
            if (likeness < ENOUGH)
                continue;
            uint32_t x = m->now_rank[items[i].index], y = m->past_rank[items[k].index];
            out[count++] = (struct candidate){likeness, x > y ? x - y : y - x, items[i].index,
                                              items[k].index, items[k].place};
        }
    }
    forget(l, now + past);
    return count;
}

static void group_alike(struct matching *m, const struct item *items, size_t count)
{
    size_t now = count_now(items, count), past = count - now;
    if (!now || !past)
        return;
    if (now > EACH || past > EACH) {
        m->is_large[m->now_numbers[items[0].index].note] = true;
        return;
    }
    struct candidate *c = nc_calloc(now * past, sizeof *c);
    size_t found = find_candidates(m, c, items, now, past);
    if (found)
        qsort(c, found, sizeof *c, by_likeness);
    for (size_t i = 0; i < found; i++)
        if (m->pairs[c[i].now].past == APKG_NONE && !m->taken[c[i].past])
            take(m, c[i].now, c[i].past, APKG_ALIKE);
    free(c);
}

static bool key_note(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    part[0] = card_of(m, past, i)->kind;
    part[1] = numbers_of(m, past, i)->note;
    return !card_of(m, past, i)->gone;
}

/* In notes too large to compare pairwise, only equal sides count. */
static bool key_back(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    part[2] = numbers_of(m, past, i)->back;
    return key_note(m, past, i, part) && m->is_large[part[1]];
}

static bool key_front(const struct matching *m, bool past, size_t i, uint32_t part[PARTS])
{
    part[2] = numbers_of(m, past, i)->front;
    return key_note(m, past, i, part) && m->is_large[part[1]];
}

static void group_side(struct matching *m, const struct item *items, size_t count)
{
    pair_in_order(m, items, count, APKG_ALIKE);
}

/* Ranks cards by their position between matched ones. Both lists are in document order. */
static void rank(struct matching *m)
{
    uint32_t *seen = nc_arena_array(m->arena, m->note_count, sizeof *seen);
    for (size_t i = 0; i < m->now_count; i++) {
        uint32_t note = m->now_numbers[i].note;
        m->now_rank[i] = seen[note];
        seen[note] += m->pairs[i].past != APKG_NONE;
    }
    memset(seen, 0, m->note_count * sizeof *seen);
    for (size_t i = 0; i < m->past_count; i++) {
        uint32_t note = m->past_numbers[i].note;
        m->past_rank[i] = seen[note];
        seen[note] += m->taken[i];
    }
}

static uint32_t number(struct nc_strmap *map, struct nc_str s)
{
    uint32_t *n = nc_strmap_at(map, s);
    if (!*n)
        *n = (uint32_t)map->count;
    return *n;
}

static void number_all(struct matching *m)
{
    struct nc_strmap notes = {.arena = m->arena}, ids = {.arena = m->arena},
                     keys = {.arena = m->arena}, sides = {.arena = m->arena};
    for (int past = 0; past < 2; past++) {
        size_t count = past ? m->past_count : m->now_count;
        struct numbers *n = past ? m->past_numbers : m->now_numbers;
        for (size_t i = 0; i < count; i++) {
            const struct apkg_card *c = card_of(m, past, i);
            n[i] = (struct numbers){number(&notes, c->note), c->id.n ? number(&ids, c->id) : 0,
                                    number(&keys, c->key), number(&sides, c->front),
                                    number(&sides, c->back)};
        }
    }
    m->note_count = (uint32_t)notes.count + 1;
}

void apkg_match(struct apkg_pair *pairs, const struct apkg_card *now, size_t now_count,
                const struct apkg_card *past, size_t past_count)
{
    struct nc_arena *arena = nc_arena_new();
    struct matching m = {.arena = arena,
                         .now = now,
                         .past = past,
                         .now_count = now_count,
                         .past_count = past_count,
                         .pairs = pairs};
    for (size_t i = 0; i < now_count; i++)
        pairs[i] = (struct apkg_pair){.past = APKG_NONE, .step = APKG_NEW};
    m.now_numbers = nc_arena_array(arena, now_count, sizeof *m.now_numbers);
    m.past_numbers = nc_arena_array(arena, past_count, sizeof *m.past_numbers);
    m.taken = nc_arena_array(arena, past_count, sizeof *m.taken);
    m.items = nc_arena_array(arena, now_count + past_count, sizeof *m.items);
    m.now_rank = nc_arena_array(arena, now_count, sizeof *m.now_rank);
    m.past_rank = nc_arena_array(arena, past_count, sizeof *m.past_rank);
    number_all(&m);
    m.is_large = nc_arena_array(arena, m.note_count, sizeof *m.is_large);
    run_step(&m, key_id, group_id);
    run_step(&m, key_id_elsewhere, group_id_elsewhere);
    run_step(&m, key_same_place, group_same);
    run_step(&m, key_same, group_same);
    run_step(&m, key_key, group_key);
    run_step(&m, key_moved, group_moved);
    if (follow_notes(&m))
        run_step(&m, key_key, group_key);
    rank(&m);
    run_step(&m, key_note, group_alike);
    run_step(&m, key_back, group_side);
    run_step(&m, key_front, group_side);
    nc_arena_free(arena);
}

double apkg_likeness(struct nc_str a, struct nc_str b)
{
    struct apkg_bigrams x = apkg_bigrams_of(a), y = apkg_bigrams_of(b);
    double likeness = apkg_dice(&x, &y);
    free(x.items);
    free(y.items);
    return likeness;
}
