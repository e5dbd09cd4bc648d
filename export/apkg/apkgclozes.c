/* Keeps numbers of clozes stable across runs. Anki identifies a card of a note by the number of its
 * cloze, so a cloze that was numbered by counting must keep its number when others are added or
 * removed before it. */
#include "base/arena.h"
#include "export/apkg/apkgdeck.h"

#include <stdlib.h>

#define MAX_CLOZE_DEPTH 10 /* clozes within one another; the reader makes no more */

/* A cloze of a field. */
struct cloze {
    unsigned number;
    /* where its digits stand */
    size_t from, to;
    /* what it hides, without the hint */
    struct nc_str text;
    /* the equal cloze of the other field, while two are compared */
    size_t same;
    bool is_taken;
};

struct clozes {
    struct cloze *items;
    size_t count, cap;
};

#define NO_CLOZE ((size_t)-1)

static void add_opening(struct clozes *c, struct nc_str field, size_t at, unsigned number)
{
    size_t from = at + sizeof "{{c" - 1, to = nc_str_find(field, ':', from);
    nc_grow(&c->items, &c->cap, c->count + 1, sizeof *c->items);
    c->items[c->count++] =
        (struct cloze){.number = number, .from = from, .to = to, .same = NO_CLOZE};
}

static void close_cloze(struct cloze *c, struct nc_str field, size_t at)
{
    size_t from = c->to + 2;
    struct nc_str inside = nc_str_sub(field, from, at);
    c->text = nc_str_sub(inside, 0, nc_str_search(inside, NC_LIT("::"), 0));
}

/* Lists the clozes in the order in which they begin. False: they are not as noteconv writes them.
 */
static bool list_clozes(struct clozes *c, struct nc_str field)
{
    size_t open[MAX_CLOZE_DEPTH], depth = 0;
    for (size_t i = 0; i + 1 < field.n; i++) {
        unsigned number = field.p[i] == '{' ? apkg_cloze_number(field, i) : 0;
        if (number && depth == MAX_CLOZE_DEPTH)
            return false;
        if (number) {
            open[depth++] = c->count;
            add_opening(c, field, i, number);
        } else if (depth && field.p[i] == '}' && field.p[i + 1] == '}') {
            close_cloze(&c->items[open[--depth]], field, i++);
        }
    }
    return depth == 0 && c->count > 0;
}

/* Whether all numbers differ. *most: the greatest. */
static bool are_distinct(const struct clozes *c, unsigned *most)
{
    bool seen[APKG_ORDS + 1] = {false};
    for (size_t i = 0; i < c->count; i++) {
        unsigned n = c->items[i].number;
        if (n > APKG_ORDS || seen[n])
            return false;
        seen[n] = true;
        *most = n > *most ? n : *most;
    }
    return true;
}

/* Pairs clozes that hide the same text. */
static void pair_same(struct clozes *now, struct clozes *past)
{
    for (size_t i = 0; i < now->count; i++) {
        size_t k = 0;
        while (k < past->count &&
               (past->items[k].is_taken || !nc_str_eq(past->items[k].text, now->items[i].text)))
            k++;
        if (k == past->count)
            continue;
        now->items[i].same = k;
        past->items[k].is_taken = true;
    }
}

/* Gives each cloze its previous number. Its predecessor is the old cloze that hid the same text, or
 * the one that followed the predecessor of the cloze before it. A new cloze gets an unused
 * number. */
static void take_numbers(struct clozes *now, struct clozes *past, unsigned most)
{
    size_t before = NO_CLOZE;
    for (size_t i = 0; i < now->count; i++) {
        size_t *same = &now->items[i].same;
        if (*same == NO_CLOZE && before + 1 < past->count && !past->items[before + 1].is_taken) {
            *same = before + 1;
            past->items[*same].is_taken = true;
        }
        now->items[i].number = *same == NO_CLOZE ? ++most : past->items[*same].number;
        before = *same == NO_CLOZE ? before : *same;
    }
}

static struct nc_str renumbered(struct nc_arena *arena, struct nc_str field,
                                const struct clozes *now)
{
    struct nc_buf b = {0};
    size_t done = 0;
    for (size_t i = 0; i < now->count; i++) {
        nc_buf_str(&b, nc_str_sub(field, done, now->items[i].from));
        nc_buf_uint(&b, now->items[i].number);
        done = now->items[i].to;
    }
    nc_buf_str(&b, nc_str_sub(field, done, field.n));
    return nc_buf_keep(&b, arena);
}

struct nc_str apkg_keep_cloze_numbers(struct nc_arena *arena, struct nc_str field,
                                      struct nc_str past_field)
{
    struct clozes now = {0}, past = {0};
    struct nc_str kept = field;
    unsigned most = 0, ignored = 0;
    if (list_clozes(&now, field) && list_clozes(&past, past_field) &&
        are_distinct(&now, &ignored) && are_distinct(&past, &most)) {
        pair_same(&now, &past);
        take_numbers(&now, &past, most);
        if (are_distinct(&now, &ignored))
            kept = renumbered(arena, field, &now);
    }
    free(now.items);
    free(past.items);
    return kept;
}
