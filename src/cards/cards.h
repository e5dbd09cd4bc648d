/* Document to flashcards: which parts of a note ask for a card, and what is on it. Knows no file
 * format. The rules are described in docs/cards.md. */
#ifndef NC_CARDS_CARDS_H
#define NC_CARDS_CARDS_H

#include "base/diag.h"
#include "doc/doc.h"

enum nc_card_origin { NC_CARD_DIALOGUE, NC_CARD_QUESTION, NC_CARD_HEADING, NC_CARD_ORIGIN_COUNT };

/* A run of sibling blocks: from first to last, both included. */
struct nc_card_part {
    const struct nc_node *first, *last;
};

struct nc_card {
    enum nc_card_origin origin;
    struct nc_pos pos;
    struct nc_str
        key; /* stable in the note, whatever the answer says: the block's own id, else the heading
                path, else the question's text; with its occurrence among equals */
    struct nc_str context;           /* names of the headings above, " > " between; empty if none */
    struct nc_card_part front, back; /* of a heading card: the heading; the blocks below it */
};

struct nc_card_set {
    struct nc_card *cards; /* in document order */
    size_t count, cap;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
};

/* Which origins are wanted: a bit a value of nc_card_origin. */
#define NC_CARDS_ALL ((1u << NC_CARD_ORIGIN_COUNT) - 1)
/* "dialogue,questions,headings" in any selection, "all", or "none". False if a word is unknown. */
bool nc_cards_parse_modes(unsigned *out, struct nc_str modes);
/* What the front matter's `cards` says, else otherwise. */
unsigned nc_cards_modes(const struct nc_doc *doc, unsigned otherwise);

/* Collects the cards of a document; strings come from arena, nodes stay the document's. */
void nc_cards_collect(struct nc_card_set *out, struct nc_arena *arena, const struct nc_doc *doc,
                      unsigned modes);
/* Appends a readable list of the cards: where each comes from, its front, its back. */
void nc_cards_print(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card_set *set);
/* "dialogue", "question", "heading". */
const char *nc_card_origin_name(enum nc_card_origin o);
/* Appends the plain text of a part, a newline between blocks. */
void nc_card_text(struct nc_buf *out, const struct nc_card_part *part);
/* The front matter names a deck. */
bool nc_cards_has_deck(const struct nc_doc *doc);
/* The deck: front matter `deck` (also anki-deck, anki_deck, cards-deck), else the note's title;
 * '::' between levels; never empty and never "Default". */
struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc);

#endif
