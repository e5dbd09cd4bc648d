/* From a document to flashcards: which parts of a note ask for a card, and what is on it. Knows no
 * file format. docs/cards.md describes the rules. */
#ifndef NC_CARDS_CARDS_H
#define NC_CARDS_CARDS_H

#include "base/diag.h"
#include "doc/slice.h"

enum nc_card_origin {
    NC_CARD_DIALOGUE,
    NC_CARD_QUESTION,
    NC_CARD_HEADING,
    NC_CARD_MARK, /* the author's own marks: #card, Q: and A:, {{c1::…}} and others */
    NC_CARD_ORIGIN_COUNT
};

/* What a card becomes in Anki. A card keeps its history only while its kind stays. */
enum nc_card_kind { NC_CARD_BASIC, NC_CARD_CLOZE, NC_CARD_KIND_COUNT };

/* Tags such as flashcards/geo that say which deck a card is in (docs/apkg.md). */
struct nc_card_scope {
    /* may be empty */
    struct nc_str deck;
    struct nc_str *tags;
    size_t count;
};

struct nc_card {
    enum nc_card_origin origin;
    enum nc_card_kind kind;
    struct nc_pos pos;
    /* the name that the author or another tool gave the card; may be empty */
    struct nc_str id;
    /* stable in the note, whatever the answer says: the origin, then the heading path or the text
     * of the question. Several cards may share it */
    struct nc_str key;
    /* the number of the card among the note's cards with this key, from 1 */
    uint32_t times;
    /* names of the headings above, joined by " > "; may be empty */
    struct nc_str context;
    /* BASIC: for a heading card the heading, and the blocks below it. CLOZE: the text with its
     * clozes; what only the back shows */
    struct nc_slice front, back;
    /* shown below the back; may be empty */
    struct nc_slice extra;
    /* of this card alone, separated by blanks; may be empty */
    struct nc_str tags;
    /* what puts it into another deck than the note's */
    struct nc_card_scope scope;
    /* BASIC: also asked from the back */
    bool reverse;
    /* BASIC: the answer must be typed */
    bool type_in;
};

struct nc_card_set {
    /* in document order */
    struct nc_card *cards;
    size_t count, cap;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
};

/* The wanted origins: one bit for each value of nc_card_origin. */
#define NC_CARDS_ALL ((1u << NC_CARD_ORIGIN_COUNT) - 1)
#define NC_CARDS_MARKS (1u << NC_CARD_MARK)
/* Tools whose marks mean something else elsewhere. They are read only if the tool is named. */
enum nc_card_tool {
    NC_TOOL_OSR,        /* obsidian-spaced-repetition */
    NC_TOOL_YANKI,      /* the note is a card */
    NC_TOOL_O2A,        /* Obsidian_to_Anki, with its styles for lines of --- and for {x} */
    NC_TOOL_FLASHCARDS, /* flashcards-obsidian */
    NC_TOOL_REMNOTE,
    NC_TOOL_INKA,
    NC_TOOL_MOCHI, /* the note is a card */
    NC_TOOL_ANKDOWN,
    NC_TOOL_MDANKI,
    NC_TOOL_ANKIOPS,
    NC_TOOL_HASHCARDS,
    NC_CARD_TOOL_COUNT
};
#define NC_CARDS_TOOL(tool) (1u << (16 + (tool)))
/* Reads "dialogue,questions,headings,marks" and the names of tools in any selection, "all", or
 * "none". False if a word is unknown. The author's marks are read with every word but "none". */
bool nc_cards_parse_modes(unsigned *out, struct nc_str modes);
/* The words that nc_cards_parse_modes takes, for a message. */
#define NC_CARDS_WORDS                                                                             \
    "marks, dialogue, questions, headings, the name of a tool (osr, yanki, o2a, "                  \
    "flashcards-obsidian, remnote, inka, mochi, ankdown, mdanki, ankiops, hashcards), or none"
/* Returns the modes that the front matter's `cards` sets, or else otherwise. */
unsigned nc_cards_modes(const struct nc_doc *doc, unsigned otherwise);
/* Appends why a value of the key `cards` has no effect. False if it has an effect. */
bool nc_cards_complain(struct nc_buf *out, const struct nc_value *v);

/* Earlier cards. If the note once had more cards with a key, a heuristic still makes a card that it
 * would no longer choose, so that an answer can grow without losing its card. */
struct nc_cards_known {
    /* Returns how many cards with this key the note had. */
    uint32_t (*count)(void *ctx, struct nc_str key);
    void *ctx;
};
/* Collects the cards of a document. Strings come from arena, nodes belong to the document. known
 * NULL: no earlier cards. diags: receives marks that make no card; may be NULL. */
void nc_cards_collect(struct nc_card_set *out, struct nc_arena *arena, const struct nc_doc *doc,
                      unsigned modes, const struct nc_cards_known *known, struct nc_diags *diags);
/* Appends a card for a person to read: its origin, front and back. */
void nc_card_print(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *card);
/* Appends a card as one JSON object on a line (docs/cards.md lists the members). deck and tags are
 * as in the package, tags separated by blanks. */
void nc_card_json(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *card,
                  struct nc_str deck, struct nc_str tags);
/* Returns "dialogue", "question", "heading" or "mark". */
const char *nc_card_origin_name(enum nc_card_origin o);
/* Returns the word of --cards= that asks for them, such as "questions". */
const char *nc_card_origin_mode(enum nc_card_origin o);
/* Returns the tool that a word names, or NC_CARD_TOOL_COUNT. */
enum nc_card_tool nc_card_tool_named(struct nc_str word);
/* Appends the content of a card's side, independent of how a program writes it: the bytes stay the
 * same as long as the note says the same. Of media only their presence counts. */
void nc_card_content(struct nc_buf *out, const struct nc_doc *doc, const struct nc_slice *side);
/* Whether the note names a deck for all its cards. */
bool nc_cards_has_deck(const struct nc_doc *doc);
/* Whether the tag is "flashcards", or begins with it and "/". */
bool nc_cards_is_scope_tag(struct nc_str tag);
/* Returns the deck of the cards that no tag puts into another: front matter `deck` (also anki-deck,
 * anki_deck, cards-deck), else a line TARGET DECK or, below a rule, "Deck: name", else the note's
 * title. '::' separates levels; never empty and never "Default". */
struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc);

#endif
