/* Finds the past card that each card of this run continues, whose guid and review history it keeps.
 * Pure: cards in, pairs out. docs/apkg.md states the rule in words. A lost history is noticed and a
 * wrong one is not, so cards that cannot be told apart count as new. */
#ifndef NC_EXPORT_APKGMATCH_H
#define NC_EXPORT_APKGMATCH_H

#include "base/str.h"
#include <stdint.h>

/* What is known of the note that a past card comes from. */
enum apkg_note_fate {
    APKG_NOTE_READ, /* this run read it: a card that it no longer has is gone */
    APKG_NOTE_ELSE, /* it exists but was not read (not selected, not readable): nothing is known */
    APKG_NOTE_VANISHED /* it no longer exists */
};

/* A card as matching sees it. Texts are compared for equality, except front_text and back_text,
 * which are compared for likeness. */
struct apkg_card {
    /* a card continues only within its kind */
    unsigned kind;
    /* identity of its note */
    struct nc_str note;
    /* the author's own name for it; may be empty */
    struct nc_str id;
    /* without occurrence number */
    struct nc_str key;
    /* occurrence among the note's cards with this key, from 1 */
    uint32_t times;
    /* digests */
    struct nc_str front, back;
    /* plain; empty if unknown */
    struct nc_str front_text, back_text;
    /* order within the note */
    uint32_t place;
    /* past: the last run did not make it */
    bool gone;
    /* past */
    enum apkg_note_fate fate;
};

/* The step that found a card's past. */
enum apkg_step {
    APKG_NEW,
    APKG_BY_ID,
    APKG_SAME,   /* same note, front and back */
    APKG_BY_KEY, /* same note and key */
    APKG_MOVED,  /* another note, same front and back */
    APKG_ALIKE,  /* same note, most alike */
    APKG_STEP_COUNT
};
#define APKG_NONE UINT32_MAX

struct apkg_pair {
    /* index of the past card, or APKG_NONE */
    uint32_t past;
    enum apkg_step step;
    /* another card of this run had the same id first */
    bool id_taken;
};

/* Fills pairs, one per card of now. Both lists are in document order within a note; notes may come
 * in any order. Takes n log n steps, plus pairwise comparison of the cards of one note that no
 * other step found, at most 200 on each side. */
void apkg_match(struct apkg_pair *pairs, const struct apkg_card *now, size_t now_count,
                const struct apkg_card *past, size_t past_count);

/* Returns how alike two texts are: Dice's coefficient of their character bigrams, ignoring case and
 * blanks, 0 to 1. Compares the first 1,000 characters at most. */
double apkg_likeness(struct nc_str a, struct nc_str b);

#endif
