/* Document to flashcards: which parts of a note ask for a card, and what is on it. Knows no file
 * format. The rules are described in docs/cards.md. */
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

/* What a card becomes in Anki. A card keeps its history only within its kind. */
enum nc_card_kind { NC_CARD_BASIC, NC_CARD_CLOZE, NC_CARD_KIND_COUNT };

struct nc_card {
    enum nc_card_origin origin;
    enum nc_card_kind kind;
    struct nc_pos pos;
    struct nc_str id;  /* the author's or another tool's own name for the card; empty if none */
    struct nc_str key; /* stable in the note, whatever the answer says: the heading path, else the
                          question's text; with the origin before it. Several cards may share it */
    uint32_t times;    /* which of the note's cards with this key it is, from 1 */
    struct nc_str context;       /* names of the headings above, " > " between; empty if none */
    struct nc_slice front, back; /* BASIC: of a heading card the heading, and the blocks below it.
                                    CLOZE: the text with its clozes; what only the back shows */
    struct nc_slice extra;       /* shown below the back; empty if none */
    struct nc_str tags;          /* of the card alone, a blank between; empty if none */
    bool reverse;                /* BASIC: asked from the back too */
    bool type_in;                /* BASIC: the answer is typed */
};

struct nc_card_set {
    struct nc_card *cards; /* in document order */
    size_t count, cap;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
};

/* Which origins are wanted: a bit a value of nc_card_origin. */
#define NC_CARDS_ALL ((1u << NC_CARD_ORIGIN_COUNT) - 1)
#define NC_CARDS_MARKS (1u << NC_CARD_MARK)
/* Tools whose marks mean something else elsewhere: read as theirs where they are named. */
enum nc_card_tool {
    NC_TOOL_OSR,        /* obsidian-spaced-repetition */
    NC_TOOL_YANKI,      /* a note is a card */
    NC_TOOL_O2A,        /* Obsidian_to_Anki, with its styles for lines of --- and for {x} */
    NC_TOOL_FLASHCARDS, /* flashcards-obsidian */
    NC_TOOL_REMNOTE,
    NC_TOOL_INKA,
    NC_TOOL_MOCHI, /* a note is a card */
    NC_TOOL_ANKDOWN,
    NC_TOOL_MDANKI,
    NC_TOOL_ANKIOPS,
    NC_TOOL_HASHCARDS,
    NC_CARD_TOOL_COUNT
};
#define NC_CARDS_TOOL(tool) (1u << (16 + (tool)))
/* "dialogue,questions,headings,marks" and the names of tools in any selection, "all", or "none".
 * False if a word is unknown. The author's marks are read with every word but "none". */
bool nc_cards_parse_modes(unsigned *out, struct nc_str modes);
/* What nc_cards_parse_modes takes, for a message. */
#define NC_CARDS_WORDS                                                                             \
    "marks, dialogue, questions, headings, the name of a tool (osr, yanki, o2a, "                  \
    "flashcards-obsidian, remnote, inka, mochi, ankdown, mdanki, ankiops, hashcards), or none"
/* What the front matter's `cards` says, else otherwise. */
unsigned nc_cards_modes(const struct nc_doc *doc, unsigned otherwise);
/* Appends why a value of the key `cards` has no effect. False if it has one. */
bool nc_cards_complain(struct nc_buf *out, const struct nc_value *v);

/* Earlier cards. A heuristic still makes a card that it would no longer choose if the note used to
 * have more cards of that key, so that a growing answer does not end its card. */
struct nc_cards_known {
    /* How many cards of this key the note had. */
    uint32_t (*count)(void *ctx, struct nc_str key);
    void *ctx;
};
/* Collects the cards of a document; strings come from arena, nodes stay the document's.
 * known NULL: nothing is. diags: gets marks that make no card; may be NULL. */
void nc_cards_collect(struct nc_card_set *out, struct nc_arena *arena, const struct nc_doc *doc,
                      unsigned modes, const struct nc_cards_known *known, struct nc_diags *diags);
/* Appends a card as a person reads it: where it comes from, its front, its back. */
void nc_card_print(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *card);
/* Appends a card as one JSON object on a line (docs/cards.md lists the members). deck, tags: as in
 * the package, tags with a blank between. */
void nc_card_json(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card *card,
                  struct nc_str deck, struct nc_str tags);
/* "dialogue", "question", "heading", "mark". */
const char *nc_card_origin_name(enum nc_card_origin o);
/* The word of --cards= that asks for them: "questions". */
const char *nc_card_origin_mode(enum nc_card_origin o);
/* The tool that a word names, NC_CARD_TOOL_COUNT if none. */
enum nc_card_tool nc_card_tool_named(struct nc_str word);
/* Appends what a card's side says, apart from how a program writes it: the same bytes as long as
 * the note says the same. Media are not in it, but that there is one. */
void nc_card_content(struct nc_buf *out, const struct nc_doc *doc, const struct nc_slice *side);
/* The note names a deck. */
bool nc_cards_has_deck(const struct nc_doc *doc);
/* The deck: front matter `deck` (also anki-deck, anki_deck, cards-deck), else a line TARGET DECK
 * or, below a rule, "Deck: name", else a tag flashcards/a/b, else the note's title; '::' between
 * levels; never empty and never "Default". */
struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc);

#endif
