/* One spelling for each deck. Anki treats names that differ only in case as one and would rename
 * the second deck of a package to "bio_", so the first spelling is used for all, level by level. */
#include "base/arena.h"
#include "base/uchar.h"
#include "export/apkg/apkgdeck.h"

#include <stdlib.h>

struct spellings {
    struct nc_arena *arena;
    /* folded name -> number + 1 */
    struct nc_strmap numbers;
    struct nc_str *names;
    size_t count, cap;
};

/* Replaces the name of a deck, whose parents are already replaced, with its first spelling. */
static void spell_level(struct spellings *s, struct nc_buf *name)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, nc_buf_view(name));
    uint32_t *number = nc_strmap_at(&s->numbers, nc_buf_keep(&folded, s->arena));
    if (*number) {
        nc_buf_clear(name);
        nc_buf_str(name, s->names[*number - 1]);
        return;
    }
    nc_grow(&s->names, &s->cap, s->count + 1, sizeof *s->names);
    s->names[s->count++] = nc_arena_str(s->arena, nc_buf_view(name));
    *number = (uint32_t)s->count;
}

static struct nc_str spelled(struct spellings *s, struct nc_str deck)
{
    struct nc_buf name = {0};
    for (size_t from = 0; from <= deck.n;) {
        size_t to = nc_str_search(deck, NC_LIT("::"), from);
        if (name.n)
            nc_buf_puts(&name, "::");
        nc_buf_str(&name, nc_str_sub(deck, from, to));
        spell_level(s, &name);
        from = to + 2;
    }
    return nc_buf_keep(&name, s->arena);
}

void apkg_spell_decks(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    struct spellings s = {.arena = d->arena, .numbers = {.arena = d->arena}};
    struct nc_str before = NC_NONE, after = NC_NONE;
    for (size_t i = 0; i < d->past.count; i++) {
        if (!nc_str_eq(d->past.notes[i].deck, before))
            spelled(&s, d->past.notes[i].deck);
        before = d->past.notes[i].deck;
    }
    for (size_t i = 0; i < d->count; i++) {
        if (!i || !nc_str_eq(d->notes[i].deck, before))
            after = spelled(&s, d->notes[i].deck);
        before = d->notes[i].deck;
        d->notes[i].deck = after;
    }
    free(s.names);
}
