/* Review history that another tool keeps in the notes: the comments <!--SR:!2024-08-16,51,230--> of
 * obsidian-spaced-repetition, a group for each card that it makes of a text. */
#ifndef NC_CARDS_HISTORY_H
#define NC_CARDS_HISTORY_H

#include "doc/slice.h"

struct nc_review {
    int64_t due;       /* the day, counted from 1970-01-01 */
    uint32_t interval; /* days, from 1 to 36,500; 0: the card was never reviewed */
    uint32_t ease;     /* percent, from 130 to 1000 */
};

/* The reviews told by the last such comment in a card's side or right after it, at most max, in the
 * order of the cards; what follows a group that cannot be read is left out. Returns how many. */
size_t nc_card_history(struct nc_review *out, size_t max, const struct nc_slice *side);

#endif
