/* Which card of this run goes on with which card of the past, and so keeps its guid and the user's
 * review history. Pure: cards in, pairs out; docs/apkg.md tells the rule in words. A lost history
 * shows, a wrong one hides: what cannot be told apart is new. */
#ifndef NC_EXPORT_APKGMATCH_H
#define NC_EXPORT_APKGMATCH_H

#include "base/str.h"
#include <stdint.h>

/* What is known of the note that a card of the past comes from. */
enum apkg_note_fate {
    APKG_NOTE_READ, /* this run read it: a card that it no longer has is gone */
    APKG_NOTE_ELSE, /* it exists and was not read (not selected, not readable): nothing is known */
    APKG_NOTE_VANISHED /* it no longer exists */
};

/* A card as matching sees it. Texts are compared for equality, but for front_text and back_text,
 * which are compared for likeness. */
struct apkg_card {
    unsigned kind;                       /* a card goes on within its kind only */
    struct nc_str note;                  /* identity of its note */
    struct nc_str id;                    /* the author's own name for it; empty if none */
    struct nc_str key;                   /* without occurrence number */
    uint32_t times;                      /* occurrence among the note's cards of this key, from 1 */
    struct nc_str front, back;           /* digests */
    struct nc_str front_text, back_text; /* plain; may be empty if unknown */
    uint32_t place;                      /* order within the note */
    bool gone;                           /* past: its last run did not make it */
    enum apkg_note_fate fate;            /* past */
};

/* By which step a card found its past. */
enum apkg_step {
    APKG_NEW,
    APKG_BY_ID,
    APKG_SAME,   /* same note, front and back */
    APKG_BY_KEY, /* same note and key */
    APKG_MOVED,  /* another note, same front and back */
    APKG_ALIKE,  /* same note, the most alike */
    APKG_STEP_COUNT
};
#define APKG_NONE UINT32_MAX

struct apkg_pair {
    uint32_t past; /* index of the card of the past, or APKG_NONE */
    enum apkg_step step;
    bool id_taken; /* its id is another card's of this run too, which had it first */
};

/* Fills pairs, one a card of now. Both lists are in document order within a note; notes may come in
 * any order. n log n, but for the cards of one note that no other step found, at most 200 of each
 * side, which are compared each with each. */
void apkg_match(struct apkg_pair *pairs, const struct apkg_card *now, size_t now_count,
                const struct apkg_card *past, size_t past_count);

/* How alike two texts are: Dice's coefficient over their bigrams of characters, case and blanks
 * aside, 0 to 1. At most the first 1,000 characters of each count. */
double apkg_likeness(struct nc_str a, struct nc_str b);

#endif
