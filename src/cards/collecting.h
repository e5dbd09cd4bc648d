/* State that the files of this folder share while they collect the cards of a note. */
#ifndef NC_CARDS_COLLECTING_H
#define NC_CARDS_COLLECTING_H

#include "base/strmap.h"
#include "cards/cards.h"

#define NC_CARD_LEVELS 6

struct speaker {
    size_t turns, asking;
    bool known; /* one of their turns was a question before */
};

struct collecting {
    struct nc_card_set *out;
    struct nc_arena *arena;
    const struct nc_doc *doc;
    unsigned modes;
    const struct nc_cards_known *known; /* NULL: nothing is */
    struct nc_diags *diags;             /* NULL: nothing is told */
    struct speaker *speakers;
    size_t speaker_count, speaker_cap;
    struct nc_str path[NC_CARD_LEVELS]; /* names of the headings above, by level */
    const struct nc_node *heading;      /* the section's, NULL before the first */
    size_t cards_at_heading;            /* cards there were when the section began */
    struct nc_buf text;
    struct nc_strmap numbers; /* name of a speaker -> number + 1 */
    struct nc_strmap by_rule; /* key -> how many cards the rules alone make of it */
    struct nc_strmap kept;    /* key -> how many cards there are only because they were cards */
    size_t kept_count;
    struct nc_strmap times; /* key of a card without its occurrence -> how often it was given */
    bool in_scope;          /* marks that may mean something else are cards here */
    const struct nc_node *before, *before_that; /* the two top-level blocks before the one at hand,
                                                   unless a card took them */
    bool has_pairs;                             /* a question and its answer stood under labels */
    const struct nc_node **unanswered;          /* blocks with such a question alone */
    size_t unanswered_count, unanswered_cap;
    bool front_alone;                 /* a card may have nothing on its back */
    const struct nc_node **footnotes; /* by number - 1; NULL: not listed yet */
    size_t footnote_count;
    bool scope_is_explicit; /* the author or the caller said so in plain words */
    size_t unscoped;        /* texts that would make a card in a scope, and the first of them */
    const struct nc_node *first_unscoped;
};

/* cardadd.c. Adds a card whose origin, kind, sides and flags are set; key, id and place are found.
 * levels: how many of the headings above are its context. False, and nothing added, if a side shows
 * nothing. */
bool cards_add(struct collecting *c, struct nc_card card, unsigned levels);
/* Adds one whose context is known, whatever it shows; and one that is a card only since it was. */
void cards_put(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
               struct nc_slice back, struct nc_str context);
void cards_keep(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
                struct nc_slice back, struct nc_str context);
/* The names of the first `levels` of the headings above, " > " between. */
struct nc_str cards_context(struct collecting *c, unsigned levels);
/* The note had more cards with this front than its rules make now; cards_stays: and this text is
 * one of them, which counts. */
bool cards_was_more(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                    struct nc_str context);
bool cards_stays(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                 struct nc_str context);
/* The characters of a side's plain text. */
size_t cards_text_length(struct collecting *c, const struct nc_slice *side);
/* There is something to see or hear: a picture alone is a question, and an answer. */
bool cards_shows(struct collecting *c, const struct nc_slice *side);
/* The number of a comment "ID: 1607361487244"; empty if n, which may be NULL, is none. */
struct nc_str cards_commented_id(const struct nc_node *n);
bool cards_wants(const struct collecting *c, enum nc_card_origin o);
static inline bool cards_by(const struct collecting *c, enum nc_card_tool tool)
{
    return (c->modes & NC_CARDS_TOOL(tool)) != 0;
}
/* cardtold.c. Tells that a mark at n makes no card, and why. */
void cards_tell(struct collecting *c, const struct nc_node *n, const char *fmt, ...)
    NC_PRINTF(3, 4);
/* Tells of a tag #card that stands within a text and so marks no card. */
void cards_tell_tags(struct collecting *c, const struct nc_node *block);
/* Tells of the marks that a card shows because they were read as text. */
void cards_tell_shown(struct collecting *c, const struct nc_card *card);
/* The footnote of a number, NULL if there is none. */
const struct nc_node *cards_footnote(struct collecting *c, uint32_t number);

/* cardtags.c. A heading or text without the tags at the end of its first line, if one of them
 * marks a card. */
struct nc_slice cards_without_mark(struct collecting *c, const struct nc_node *block);
/* cardmarks.c. Whether ambiguous marks are cards in this note. */
void cards_find_scope(struct collecting *c);
/* The cards that marks in and after the block n make. Returns the last block that they took, NULL
 * if n begins none. */
const struct nc_node *cards_of_marks(struct collecting *c, const struct nc_node *n);
/* cardfields.c. The delimited cards that begin in the paragraph p; as cards_of_marks. */
const struct nc_node *cards_of_fields(struct collecting *c, const struct nc_node *p);
/* cardfields.c. The text begins with a line START. */
bool cards_begins_delimited(const struct nc_node *p);
/* cardlist.c. The paragraph is a line TARGET DECK, which names a deck and is no text. */
bool cards_names_deck(const struct nc_node *p);
/* cardnote.c. The whole note is one card by yanki's rules, whose id it carries or which was asked
 * for; false: it is not. */
bool cards_of_note(struct collecting *c);
/* cardtools.c. The note is read by the rules of one tool, whose name or ids say so; false: it is
 * not. */
bool cards_of_named_tool(struct collecting *c);
/* Tags in a text, without "#", a blank between. */
struct nc_str cards_tag_words(struct collecting *c, struct nc_str text);
/* cardinka.c, cardlabels.c. As cards_of_note, for a note that is known to be of the tool. */
bool cards_of_inka(struct collecting *c);
bool cards_of_labels(struct collecting *c);
/* cardlabels.c. A comment holds AnkiOps's key of a card. */
bool cards_has_note_key(const struct nc_doc *doc);
/* cardcomment.c. The comment marks what follows as a card; its flags go to card. comment may be
 * NULL. */
bool cards_is_commented(const struct nc_node *comment, struct nc_card *card);

#endif
