/* Places within the text of a block: its lines, and what stands in them at the block's own level,
 * outside links, code, formulas and emphasis. */
#ifndef NC_CARDS_CARDTEXT_H
#define NC_CARDS_CARDTEXT_H

#include "cards/collecting.h"

/* Before the byte of a text, before another node (byte 0), or after it (NC_AFTER). */
struct card_place {
    const struct nc_node *node;
    uint32_t byte;
};

/* A line: the nodes from first on, before end, which is a break or NULL. first NULL: empty. */
struct card_line {
    const struct nc_node *first, *end;
};

/* Whether n holds a line of text: a paragraph, or the text of a tight item. */
static inline bool card_is_text(const struct nc_node *n)
{
    return n && (n->kind == NC_PARAGRAPH || n->kind == NC_PLAIN);
}
/* The first line of a block, and the next; false: there is none. */
bool card_first_line(struct card_line *l, const struct nc_node *block);
bool card_next_line(struct card_line *l);
/* The line is this text and nothing else, blanks aside. */
bool card_line_is(const struct card_line *l, const char *text);
/* The first place of a text in the line. */
bool card_find(struct card_place *at, const struct card_line *l, const char *text);
/* What the line begins with, of `count` labels, compared without case, in emphasis too: the number
 * of the label, or -1. after: after it and the blanks that follow. */
int card_label(struct card_place *after, const struct card_line *l, const char *const *labels,
               size_t count);
/* The tag that ends the line and is one of the words, or begins with one and "-" or "/"; NULL if
 * none does. *from: where what belongs to it begins: blanks, and other tags before it. */
const struct nc_node *card_end_tag(struct card_place *from, const struct card_line *l,
                                   const char *const *words);
/* What stands between two places of one block. */
struct nc_slice card_between(struct collecting *c, const struct nc_node *block,
                             struct card_place from, struct card_place to);
/* A card of a mark with these sides; cards_add takes it. */
struct nc_card cards_marked(struct nc_slice front, struct nc_slice back);
/* A run of siblings, of the first what follows a place in its text, of the last what precedes one;
 * a place without a node cuts nothing. first NULL: nothing. */
struct card_span {
    const struct nc_node *first, *last;
    struct card_place from, to;
};
struct nc_slice card_span_slice(struct collecting *c, const struct card_span *span);
/* The plain text of it, trimmed, in the arena. */
struct nc_str card_span_text(struct collecting *c, const struct card_span *span);

/* What makes a cloze, a bit each, and how those without a number count. */
enum {
    CARD_CLOZES = 1,     /* {{c1::x}}, and Logseq's {{cloze x}} */
    CARD_HIGHLIGHTS = 2, /* ==x==, ==1;;x;;hint== */
    CARD_CURLY = 4,      /* {x}, {1:x}, {1|x}, {1::x}, {c1:x} */
    CARD_MUSTACHES = 8,  /* {{x}}, {{1::x}} */
    CARD_SQUARE = 16     /* [x] */
};
struct cloze_rule {
    unsigned kinds;
    bool together; /* all that have no number are one */
};
/* Makes clozes in a slice, of what stands between two places of it or, without these, of all; marks
 * that the slice has must precede them. Returns how many there are. */
uint32_t cards_mark_clozes(struct collecting *c, struct nc_slice *s, const struct cloze_rule *rule);
uint32_t cards_mark_clozes_between(struct collecting *c, struct nc_slice *s,
                                   const struct cloze_rule *rule, struct card_place from,
                                   struct card_place to);
/* A cloze card of a slice without marks, if there are clozes in it. */
bool cards_add_cloze(struct collecting *c, struct nc_slice front, struct nc_slice back,
                     const struct cloze_rule *rule);
/* The same of a span. */
bool cards_add_cloze_of(struct collecting *c, struct nc_card card, const struct card_span *span,
                        const struct cloze_rule *rule);

/* Places at a line's edges. */
struct card_place card_line_start(const struct card_line *l);
struct card_place card_line_end(const struct card_line *l);

/* The families of marks. Each returns whether it made cards of the block, or the last block that
 * they took, NULL if it made none. */
/* A question's label begins n, and an answer's is below. */
bool cards_begins_pair(const struct nc_node *n);
/* A question's label begins it. */
bool cards_is_question(const struct nc_node *n);
/* Pairs that begin in the paragraph n. The last block may stand in another turn of a speaker. */
const struct nc_node *cards_of_pairs(struct collecting *c, const struct nc_node *n);
/* The pair whose question an item begins with: its answer stands in the item, is the first item
 * below it, or the next one. Returns the last item that it took. */
const struct nc_node *cards_of_item_pair(struct collecting *c, const struct nc_node *item);
/* A question that a heuristic takes, without its label, if it has one. */
struct nc_slice cards_unlabelled(struct collecting *c, const struct nc_node *question);
/* When the note was gone through: tells of questions without an answer. */
void cards_tell_unanswered(struct collecting *c);
const struct nc_node *cards_of_tagged_heading(struct collecting *c, const struct nc_node *h);
bool cards_of_tagged_text(struct collecting *c, const struct nc_node *block);
/* The item ends in a sign, and what stands below it is the other side. */
bool cards_of_item_sign(struct collecting *c, const struct nc_node *item);
const struct nc_node *cards_of_comments(struct collecting *c, const struct nc_node *n);
bool cards_of_question_mark(struct collecting *c, const struct nc_node *p);
bool cards_of_table(struct collecting *c, const struct nc_node *table);
bool cards_of_column(struct collecting *c, const struct nc_node *table);
bool cards_of_signs(struct collecting *c, const struct nc_node *p);
bool cards_of_field(struct collecting *c, const struct nc_node *p);
/* Counts p if it would make a card in a card scope; and what the note's author is told of that. */
void cards_see_unscoped(struct collecting *c, const struct nc_node *p);
void cards_tell_unscoped(struct collecting *c);

#endif
