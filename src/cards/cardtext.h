/* Places within the text of a block: its lines, and what stands on them at the block's own level,
 * outside links, code, formulas and emphasis. */
#ifndef NC_CARDS_CARDTEXT_H
#define NC_CARDS_CARDTEXT_H

#include "cards/collecting.h"

/* A place: before a byte of a text, before another node (byte 0), or after a node (NC_AFTER). */
struct card_place {
    const struct nc_node *node;
    uint32_t byte;
};

/* A line: the nodes from first to before end, which is a break or NULL. first NULL: empty. */
struct card_line {
    const struct nc_node *first, *end;
};

/* Finds the first line of a block, and the next. False: there is none. */
bool card_first_line(struct card_line *l, const struct nc_node *block);
bool card_next_line(struct card_line *l);
/* Whether the line is only this text, ignoring blanks. */
bool card_line_is(const struct card_line *l, const char *text);
/* Finds the first place of a text on the line. */
bool card_find(struct card_place *at, const struct card_line *l, const char *text);
/* Returns which of `count` labels the line begins with, or -1. Compares without case and looks into
 * emphasis. after: the place after the label and the blanks that follow. */
int card_label(struct card_place *after, const struct card_line *l, const char *const *labels,
               size_t count);
/* Whether the tag is one of the words, or begins with one and "-" or "/". */
bool card_tag_is(struct nc_str tag, const char *const *words);
/* Returns the last of the tags at the end of the line that counts; NULL if there is none. *from:
 * where the blanks and other tags before it begin. */
const struct nc_node *card_end_tag(struct card_place *from, const struct card_line *l,
                                   bool (*counts)(struct nc_str tag));
/* Returns what stands between two places of one block. */
struct nc_slice card_between(struct collecting *c, const struct nc_node *block,
                             struct card_place from, struct card_place to);
/* Returns a card of a mark with these sides, ready for cards_add. */
struct nc_card cards_marked(struct nc_slice front, struct nc_slice back);
/* A run of siblings: of the first only what follows a place in its text, of the last only what
 * precedes one. A place without a node cuts nothing. first NULL: nothing. */
struct card_span {
    const struct nc_node *first, *last;
    struct card_place from, to;
};
struct nc_slice card_span_slice(struct collecting *c, const struct card_span *span);
/* Returns its plain text, trimmed, in the arena. */
struct nc_str card_span_text(struct collecting *c, const struct card_span *span);

/* What makes a cloze, one bit each, and how clozes without a number count. */
enum {
    CARD_CLOZES = 1,     /* {{c1::x}}, and Logseq's {{cloze x}} */
    CARD_HIGHLIGHTS = 2, /* ==x==, ==1;;x;;hint== */
    CARD_CURLY = 4,      /* {x}, {1:x}, {1|x}, {1::x}, {c1:x} */
    CARD_MUSTACHES = 8,  /* {{x}}, {{1::x}} */
    CARD_SQUARE = 16     /* [x] */
};
struct cloze_rule {
    unsigned kinds;
    /* all without a number count as one */
    bool together;
};
/* Returns the kinds that make a card of a text without another mark. */
unsigned cards_scope_clozes(const struct collecting *c);
/* Makes clozes in a slice: between two places of it, or in all of it. Marks that the slice already
 * has must precede them. Returns how many there are. */
uint32_t cards_mark_clozes(struct collecting *c, struct nc_slice *s, const struct cloze_rule *rule);
uint32_t cards_mark_clozes_between(struct collecting *c, struct nc_slice *s,
                                   const struct cloze_rule *rule, struct card_place from,
                                   struct card_place to);
/* Adds a cloze card for a slice without marks if it holds clozes. */
bool cards_add_cloze(struct collecting *c, struct nc_slice front, struct nc_slice back,
                     const struct cloze_rule *rule);
/* Adds a cloze card for a span without marks if it holds clozes. */
bool cards_add_cloze_of(struct collecting *c, struct nc_card card, const struct card_span *span,
                        const struct cloze_rule *rule);

/* Returns the place before the blanks that end at a place in a text. */
struct card_place card_before_blanks(struct card_place at);
/* Places at the edges of a line. */
struct card_place card_line_start(const struct card_line *l);
struct card_place card_line_end(const struct card_line *l);

/* The families of marks. Each returns whether it made cards of the block, or the last block that
 * the cards took, NULL if it made none. */
/* Whether a question's label begins n and an answer's label is below it. */
bool cards_begins_pair(const struct nc_node *n);
/* Whether a question's label begins n. */
bool cards_is_question(const struct nc_node *n);
/* Makes cards of the pairs that begin in the paragraph n. The last block may stand in another
 * speaker's turn. */
const struct nc_node *cards_of_pairs(struct collecting *c, const struct nc_node *n);
/* Makes a card of the pair whose question begins an item: the answer stands in the item, in the
 * first item below it, or in the next one. Returns the last item taken. */
const struct nc_node *cards_of_item_pair(struct collecting *c, const struct nc_node *item);
/* Returns a question taken by a heuristic, without its label, if it has one. */
struct nc_slice cards_unlabelled(struct collecting *c, const struct nc_node *question);
/* Call at the end of the note: reports questions without an answer. */
void cards_report_unanswered(struct collecting *c);
const struct nc_node *cards_of_tagged_heading(struct collecting *c, const struct nc_node *h);
/* Returns the last block of the card. The rest of an item belongs to the card in any case. */
const struct nc_node *cards_of_tagged_text(struct collecting *c, const struct nc_node *block);
/* Makes a card of an item that ends in a sign; what stands below it is the other side. */
bool cards_of_item_sign(struct collecting *c, const struct nc_node *item);
const struct nc_node *cards_of_comments(struct collecting *c, const struct nc_node *n);
/* cardquestion.c. Whether no blank line separates n from the block before it. */
bool cards_is_joined(const struct nc_node *before, const struct nc_node *n);
/* cardquestion.c. Whether no side of a card goes on in the block. */
bool cards_ends_side(const struct nc_node *n);
/* Makes a card of a text with a line of only ? or ??. */
const struct nc_node *cards_of_question_mark(struct collecting *c, const struct nc_node *p);
/* Call before the marks of each top-level block. */
void cards_see_joined(struct collecting *c, const struct nc_node *n);
/* Hides "#flashcards/geo" between two nodes of a question's text: it says where the card belongs
 * and is not part of it. */
void cards_hide_scope_tags(struct collecting *c, struct nc_slice *s, const struct nc_node *from,
                           const struct nc_node *end);
bool cards_of_table(struct collecting *c, const struct nc_node *table);
bool cards_of_column(struct collecting *c, const struct nc_node *table);
bool cards_of_signs(struct collecting *c, const struct nc_node *p);
/* Whether a line, down to the one that ends at this break (NULL: at the text's end), holds a sign
 * between two sides. */
bool cards_has_sign(const struct collecting *c, const struct nc_node *p, const struct nc_node *end);
/* As cards_of_signs, for a text that a tag marks, which needs no scope. */
bool cards_of_marked_signs(struct collecting *c, const struct nc_node *p);
bool cards_of_field(struct collecting *c, const struct nc_node *p);
/* The first counts p if it would make a card in a card scope; the second reports the count to the
 * author. */
void cards_see_unscoped(struct collecting *c, const struct nc_node *p);
void cards_report_unscoped(struct collecting *c);

#endif
