/* A deck over several runs, for the tests of matching: what each run's cards really are, and what
 * apkg_match took them for. */
#ifndef NC_TESTS_IDENTITY_H
#define NC_TESTS_IDENTITY_H

#include "base/arena.h"
#include "export/apkg/apkgmatch.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DECK_MAX 4096

/* A card of one run. truth: a name for what the person who writes the notes takes it for. */
struct told {
    char note[16], truth[16];
    const char *front, *back;
};

struct entry {
    struct apkg_card card;
    char note[16], truth[16];
};
struct deck {
    struct entry entries[DECK_MAX];
    size_t count;
};

/* wrong: a history went to another card; lost: a card that was known came as new. */
struct counts {
    size_t wrong, lost, cards;
};

static inline bool in_run(const struct told *cards, size_t count, struct nc_str note)
{
    for (size_t i = 0; i < count; i++)
        if (nc_str_eqz(note, cards[i].note))
            return true;
    return false;
}

static inline bool was_known(const struct deck *d, const char *truth)
{
    for (size_t i = 0; i < d->count; i++)
        if (strcmp(d->entries[i].truth, truth) == 0)
            return true;
    return false;
}

static inline struct apkg_card card_of_told(const struct told *cards, size_t i)
{
    struct nc_str front = nc_str(cards[i].front), back = nc_str(cards[i].back);
    struct apkg_card c = {.note = nc_str(cards[i].note),
                          .key = front,
                          .times = 1,
                          .front = front,
                          .back = back,
                          .front_text = front,
                          .back_text = back};
    for (size_t k = 0; k < i; k++) {
        if (strcmp(cards[k].note, cards[i].note) != 0)
            continue;
        c.place++;
        c.times += strcmp(cards[k].front, cards[i].front) == 0;
    }
    return c;
}

/* One run: matches, counts, and remembers. selected: notes that are not among the cards exist.
 * Texts must outlive the deck. */
static inline struct counts deck_run(struct deck *d, const struct told *cards, size_t count,
                                     bool selected)
{
    struct counts n = {.cards = count};
    struct apkg_card *now = nc_calloc(count + 1, sizeof *now);
    struct apkg_card *past = nc_calloc(d->count + 1, sizeof *past);
    struct apkg_pair *pairs = nc_calloc(count + 1, sizeof *pairs);
    bool *taken = nc_calloc(d->count + 1, sizeof *taken);
    size_t before = d->count;
    for (size_t i = 0; i < before; i++) {
        past[i] = d->entries[i].card;
        past[i].note = nc_str(d->entries[i].note);
        past[i].fate = in_run(cards, count, past[i].note) ? APKG_NOTE_READ
                       : selected                         ? APKG_NOTE_ELSE
                                                          : APKG_NOTE_VANISHED;
    }
    for (size_t i = 0; i < count; i++)
        now[i] = card_of_told(cards, i);
    apkg_match(pairs, now, count, past, before);
    for (size_t i = 0; i < count; i++) {
        bool is_new = pairs[i].past == APKG_NONE;
        n.lost += is_new && was_known(d, cards[i].truth);
        n.wrong += !is_new && strcmp(d->entries[pairs[i].past].truth, cards[i].truth) != 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct entry *e =
            pairs[i].past == APKG_NONE ? &d->entries[d->count++] : &d->entries[pairs[i].past];
        if (pairs[i].past != APKG_NONE)
            taken[pairs[i].past] = true;
        e->card = now[i];
        strcpy(e->note, cards[i].note);
        strcpy(e->truth, cards[i].truth); /* an error counts once */
    }
    for (size_t i = 0; i < before; i++)
        if (!taken[i] && past[i].fate != APKG_NOTE_ELSE)
            d->entries[i].card.gone = true;
    free(now);
    free(past);
    free(pairs);
    free(taken);
    return n;
}

#endif
