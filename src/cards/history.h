/* Review history that another tool keeps in the notes: obsidian-spaced-repetition's comments
 * <!--SR:!2024-08-16,51,230--> or <!--SR:!fsrs,2024-08-16T08:00:00.000Z,51,48.2,5.1,2,7,…-->, with
 * a group for each card that it makes of a text. */
#ifndef NC_CARDS_HISTORY_H
#define NC_CARDS_HISTORY_H

#include "doc/slice.h"

struct nc_review {
    /* the day, counted from 1970-01-01 */
    int64_t due;
    /* days, 1 to 36,500; 0: never reviewed */
    uint32_t interval;
    /* percent, 130 to 1000 */
    uint32_t ease;
    /* what FSRS remembers, in thousandths of a day and of its scale from 1 to 10; 0: another
     * algorithm scheduled the card */
    uint32_t stability, difficulty;
};

/* Reads the reviews in the last such comment within a card's side or right after it: at most max,
 * in the order of the cards. A group that cannot be read ends the list. Returns how many. */
size_t nc_card_history(struct nc_review *out, size_t max, const struct nc_slice *side);

#endif
