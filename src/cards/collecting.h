/* State shared by the files of this folder while they collect the cards of a note. */
#ifndef NC_CARDS_COLLECTING_H
#define NC_CARDS_COLLECTING_H

#include "base/strmap.h"
#include "cards/cards.h"

#define NC_CARD_LEVELS 6

struct speaker {
    size_t turns, asking;
    /* one of their turns was a question earlier */
    bool known;
};

struct collecting {
    struct nc_card_set *out;
    struct nc_arena *arena;
    const struct nc_doc *doc;
    unsigned modes;
    /* NULL: no earlier cards */
    const struct nc_cards_known *known;
    /* NULL: report nothing */
    struct nc_diags *diags;
    struct speaker *speakers;
    size_t speaker_count, speaker_cap;
    /* names of the headings above, by level */
    struct nc_str path[NC_CARD_LEVELS];
    /* the heading of the section; NULL before the first */
    const struct nc_node *heading;
    /* number of cards when the section began */
    size_t cards_at_heading;
    struct nc_buf text;
    /* name of a speaker -> number + 1 */
    struct nc_strmap numbers;
    /* key -> how many cards the rules alone make */
    struct nc_strmap by_rule;
    /* key -> how many cards are kept only because they were cards before */
    struct nc_strmap kept;
    size_t kept_count;
    /* key of a card without its number -> how often it was given */
    struct nc_strmap times;
    /* ambiguous marks are cards here */
    bool in_scope;
    /* The two top-level blocks before the current one, unless a card took them. */
    const struct nc_node *before, *before_that;
    /* the first of the top-level blocks that join up to the current one without a blank line */
    const struct nc_node *joined_from;
    /* the item after those of the last card with a lone ? below a list; NULL: there is none */
    const struct nc_node *list_rest;
    /* a question and its answer stood under labels */
    bool has_pairs;
    /* blocks with such a question but no answer */
    const struct nc_node **unanswered;
    size_t unanswered_count, unanswered_cap;
    /* a card may have an empty back */
    bool front_alone;
    /* by number - 1; NULL: not listed yet */
    const struct nc_node **footnotes;
    size_t footnote_count;
    /* the author or the caller set the scope explicitly */
    bool scope_is_explicit;
    /* a tag #flashcards sets it */
    bool scope_is_tag;
    /* number of texts that would make a card in a scope; the first of them */
    size_t unscoped;
    const struct nc_node *first_unscoped;
    /* fields that would be cards if the scope were explicit; the first of them */
    size_t fields;
    const struct nc_node *first_field;
};

/* cardadd.c. Adds a card with its origin, kind, sides and flags set; finds its key, id and place.
 * levels: how many of the headings above are its context. False, and nothing is added, if a side
 * shows nothing. */
bool cards_add(struct collecting *c, struct nc_card card, unsigned levels);
/* cards_put adds a card with a known context, whatever it shows; cards_keep adds one that is a card
 * only because it was one before. */
void cards_put(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
               struct nc_slice back, struct nc_str context);
void cards_keep(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
                struct nc_slice back, struct nc_str context);
/* Returns the names of the first `levels` headings above, joined by " > ". */
struct nc_str cards_context(struct collecting *c, unsigned levels);
/* Whether the note had more cards with this front than its rules make now. cards_stays: whether
 * this text is also one of them; it counts the text. */
bool cards_was_more(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                    struct nc_str context);
bool cards_stays(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                 struct nc_str context);
/* Returns the number of characters in the plain text of a side. */
size_t cards_text_length(struct collecting *c, const struct nc_slice *side);
/* Whether there is something to see or hear: a picture alone can be a question or an answer. */
bool cards_shows(struct collecting *c, const struct nc_slice *side);
/* Returns the number in a comment "ID: 1607361487244"; empty if n is not one. n may be NULL. */
struct nc_str cards_commented_id(const struct nc_node *n);
bool cards_wants(const struct collecting *c, enum nc_card_origin o);
static inline bool cards_by(const struct collecting *c, enum nc_card_tool tool)
{
    return (c->modes & NC_CARDS_TOOL(tool)) != 0;
}
/* cardreport.c. Reports that a mark at n makes no card, and why. */
void cards_report(struct collecting *c, const struct nc_node *n, const char *fmt, ...)
    NC_PRINTF(3, 4);
/* Reports the marks in a block that made no card: a tag #card within a text, a cloze that nothing
 * closes, one in a link or a formula. */
void cards_report_left(struct collecting *c, const struct nc_node *block);
/* Reports the marks that a card shows because they were read as text. */
void cards_report_shown(struct collecting *c, const struct nc_card *card);
/* Returns the footnote with this number, or NULL. */
const struct nc_node *cards_footnote(struct collecting *c, uint32_t number);

/* cardtags.c. Returns a heading or text without the tags at the end of its first line, if one of
 * them marks a card. */
struct nc_slice cards_without_mark(struct collecting *c, const struct nc_node *block);
/* cardmarks.c. Decides whether ambiguous marks are cards in this note. */
void cards_find_scope(struct collecting *c);
/* Makes the cards of marks in and after the block n. Returns the last block that they took; NULL if
 * n begins none. */
const struct nc_node *cards_of_marks(struct collecting *c, const struct nc_node *n);
/* cardfields.c. Makes the delimited cards that begin in the paragraph p, as cards_of_marks. */
const struct nc_node *cards_of_fields(struct collecting *c, const struct nc_node *p);
/* cardfields.c. Whether the text begins with a line START. */
bool cards_begins_delimited(const struct nc_node *p);
/* carddeck.c. Whether the paragraph begins with TARGET DECK or FILE TAGS, so that it is no text. */
bool cards_names_deck(const struct nc_node *p);
/* carddeck.c. Gives the cards found the tags below FILE TAGS. */
void cards_find_file_tags(struct collecting *c);
/* carddeck.c. Gives the cards found the decks that tags name. */
void cards_find_decks(struct collecting *c);
/* cardnote.c. Makes one card of the whole note by yanki's rules, if it carries yanki's id or this
 * was asked for. False otherwise. */
bool cards_of_note(struct collecting *c);
/* cardtools.c. Reads the note by the rules of one tool, if the tool is named or the ids are its
 * own. False otherwise. */
bool cards_of_named_tool(struct collecting *c);
/* Returns the tags in a text, without "#", separated by blanks. */
struct nc_str cards_tag_words(struct collecting *c, struct nc_str text);
/* cardinka.c, cardlabels.c. As cards_of_note, for a note known to belong to the tool. */
bool cards_of_inka(struct collecting *c);
bool cards_of_labels(struct collecting *c);
/* cardlabels.c. Whether a comment holds AnkiOps's key of a card. */
bool cards_has_note_key(const struct nc_doc *doc);
/* cardcomment.c. Whether the comment marks what follows as a card; its flags go to card. comment
 * may be NULL. */
bool cards_is_commented(const struct nc_node *comment, struct nc_card *card);

#endif
