/* Cards that a tag such as #card asks for. */
#ifndef NC_CARDS_CARDTAGGED_H
#define NC_CARDS_CARDTAGGED_H

#include "cards/cardwish.h"

/* The question about the list below it, and where its tags are. */
struct card_steps {
    const struct nc_node *question;
    /* in its text; without nodes: none */
    struct card_run tags;
    /* the line of tags that the next block begins with, or NULL */
    const struct card_line *below;
};
/* cardsteps.c. Makes a card of each item of the list. Reports and returns false if no list follows.
 */
bool cards_add_steps(struct collecting *c, const struct card_steps *of);

#endif
