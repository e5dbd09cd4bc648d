/* The parts of a run of blocks between separators: rules, lines of %, headings, lines that begin
 * with a label. */
#ifndef NC_CARDS_CARDPARTS_H
#define NC_CARDS_CARDPARTS_H

#include "cards/cardtext.h"

enum {
    CARD_AT_RULE = 1,    /* ---, even right below a text, where it makes a heading */
    CARD_AT_PERCENT = 2, /* a line of only % */
    CARD_AT_HEADING = 4, /* before a heading of level 1 or 2 */
    CARD_AT_LABEL = 8    /* before a line that begins with one of the labels */
};
struct card_part {
    /* without its label */
    struct card_span span;
    /* the separator after it; 0: the end of the run */
    unsigned end;
    /* the number of its label; -1: none */
    int label;
    /* the last comment in it, or NULL */
    const struct nc_node *comment;
};
struct card_parts {
    struct card_part *items;
    size_t count, cap;
};
/* Reads the parts of the note, including empty ones. ends: the separators. In the arena of c. */
void card_parts_read(struct collecting *c, struct card_parts *out, unsigned ends,
                     const char *const *labels, size_t label_count);
/* Whether n is "Text" with --- on the next line. */
bool card_is_ruled(const struct nc_node *n);

#endif
