/* Cards that a tag such as #card asks for. */
#ifndef NC_CARDS_CARDTAGGED_H
#define NC_CARDS_CARDTAGGED_H

#include "cards/cardwish.h"

/* Whether a tag at the end of the block's first line marks a card of what stands before it. *from:
 * where the blanks and tags at the line's end begin. */
bool card_is_tagged(const struct nc_node *block, struct card_place *from);
/* Whether a tag marks an item as a card: at the end of its first line, in a graph of Logseq
 * anywhere in its own text. */
bool cards_is_tagged_item(const struct collecting *c, const struct nc_node *item);

/* The block that is asked with a list below it, and where its tags are. */
struct card_steps {
    const struct nc_node *question;
    /* in its text; without nodes: none */
    struct card_run tags;
    /* the line of tags that the next block begins with, or NULL */
    const struct card_line *below;
};
/* cardsteps.c. Makes a card of each item of the list. False, and told, if no list follows. */
bool cards_add_steps(struct collecting *c, const struct card_steps *of);

#endif
