/* Tags that mark cards (#card), say how they are asked (#card-reverse), or name the deck of several
 * (#flashcards/geo). */
#ifndef NC_CARDS_CARDWISH_H
#define NC_CARDS_CARDWISH_H

#include "cards/cardtext.h"

/* What the tags at the end of a line say about the card. */
struct card_wishes {
    bool reverse, type_in;
    /* asks each item of the list below after the items before it */
    bool steps;
};

/* Whether the tag marks a card. */
bool card_marks(struct nc_str tag);
/* Whether the tag is "flashcards", or names a deck below it; "flashcards/reverse" says how a card
 * is asked. */
bool card_names_scope(struct nc_str tag);
struct card_wishes card_wishes_on(const struct card_line *l);
/* Returns the place where the tags at the end of a line begin, the blanks before them included, if
 * one of them is of one of these kinds; .node NULL: none is. */
struct card_place card_end_mark(struct card_wishes *w, const struct card_line *l);

/* Tags in a row, and the blanks that set them off. */
struct card_run {
    /* what it hides: from the first place to before the second */
    struct card_place from, to;
};
/* Finds the first row of tags, anywhere in the block's own text, of which one marks a card. *w:
 * what all tags in the text say. False: there is none. */
bool card_find_run(struct card_run *r, struct card_wishes *w, const struct nc_node *block);
void card_hide_run(struct collecting *c, struct nc_slice *s, const struct card_run *r);
/* Finds the tags at the end of a line of the block, or alone on a line below the first, if one of
 * them makes a card of the text before them. *l: the line. False: there are none. */
bool card_find_end_tags(struct card_run *r, struct card_line *l, const struct nc_node *block);
/* Whether there are such tags. *from: where they begin, with the blanks before them. */
bool card_is_tagged(const struct nc_node *block, struct card_place *from);
/* Whether the text begins a block of Logseq, which a tag marks anywhere. */
bool card_is_block(const struct nc_doc *doc, const struct nc_node *block);
/* Whether a tag marks an item as a card: at the end of a line of its first text; of a block of
 * Logseq anywhere in that text. */
bool card_is_tagged_item(const struct nc_doc *doc, const struct nc_node *item);
/* Whether n is a list with such an item. */
bool card_holds_tagged_item(const struct nc_doc *doc, const struct nc_node *n);

#endif
