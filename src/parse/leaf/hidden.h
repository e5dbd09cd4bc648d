/* A text in the form that libcmark gets. Delimiter runs are hidden as noncharacters, so that
 * libcmark sees no emphasis and emphasis.c can resolve it by its own rule. Constructs that libcmark
 * does not know are stashed, and a token replaces each. The pieces map back to the source. */
#ifndef NC_PARSE_HIDDEN_H
#define NC_PARSE_HIDDEN_H

#include "base/buf.h"
#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* A hidden '*', '_', '~' or '=' in the shielded text. No source text holds these noncharacters:
 * cleantext.c has replaced them, and inlines.c does not mistake a character reference to one for
 * it.
 */
#define NC_HIDDEN_FIRST 0xFDD0u
#define NC_HIDDEN_LAST 0xFDD3u
/* Each character of Logseq's "^^". */
#define NC_HIDDEN_CARET 0xFDDCu
/* A '[' that is only text: so many are already open that libcmark could not find their ends in
 * linear time. */
#define NC_HIDDEN_BRACKET 0xFDD4u
/* A '*', '_', '~' or '=' that is part of an address, not a delimiter. */
#define NC_LITERAL_FIRST 0xFDD8u
#define NC_LITERAL_LAST 0xFDDBu
/* A backtick that neither closes nor opens code: after a run of backticks that nothing closes,
 * libcmark 0.30 sees no more code. */
#define NC_LITERAL_TICK 0xFDDEu
/* A line end in the title of a link's definition. */
#define NC_HIDDEN_LINE_END 0xFDDDu
/* Stands for nothing: separates texts that must not be read as one, and keeps the blanks at the end
 * of a text. */
#define NC_HIDDEN_NOTHING 0xFDD5u
/* A token: FDD6, the number of the stash in hexadecimal digits FDE0–FDEF, FDD7. */
#define NC_TOKEN_OPEN 0xFDD6u
#define NC_TOKEN_CLOSE 0xFDD7u
#define NC_TOKEN_DIGIT 0xFDE0u
/* The characters hidden this way, in the order of their numbers. */
#define NC_DELIMITERS "*_~="
static inline bool nc_is_hidden(uint32_t cp)
{
    return (cp >= NC_HIDDEN_FIRST && cp <= NC_HIDDEN_LAST) || cp == NC_HIDDEN_CARET;
}
static inline bool nc_is_literal(uint32_t cp)
{
    return (cp >= NC_LITERAL_FIRST && cp <= NC_LITERAL_LAST) || cp == NC_LITERAL_TICK;
}
/* The character that a hidden or literal one stands for. */
static inline char nc_hidden_char(uint32_t cp)
{
    return cp == NC_HIDDEN_CARET ? '^'
           : cp == NC_LITERAL_TICK
               ? '`'
               : NC_DELIMITERS[cp - (cp >= NC_LITERAL_FIRST ? NC_LITERAL_FIRST : NC_HIDDEN_FIRST)];
}

/* The kind of node made by two runs of a delimiter, using `use` characters of each. */
static inline enum nc_kind nc_delimiter_kind(char c, uint32_t use)
{
    return c == '~'               ? NC_STRIKE
           : c == '=' || c == '^' ? NC_HIGHLIGHT
           : use == 2             ? NC_STRONG
                                  : NC_EMPH;
}

/* From `out` on, the shielded text is a byte-for-byte copy of the source from `src` on, up to the
 * next piece. */
struct nc_piece {
    size_t out, src;
};

/* A text with inlines, on one line of the text for libcmark: "x ", then the bytes [from, to). This
 * beginning makes the line a paragraph, whatever it holds. */
struct nc_leaf {
    /* where its inlines go; NULL: into the node of a construct */
    struct nc_node *node;
    size_t from, to;
    /* index in line_ends of the first line end in it or after it */
    size_t first_end;
    /* it holds only text and code: libcmark does not get it */
    bool is_plain;
};

struct nc_shielded {
    /* the whole clean text of the note */
    struct nc_str src;
    /* for libcmark: the leaves in order, then the link definitions */
    struct nc_buf text;
    struct nc_piece *pieces;
    size_t piece_count, piece_cap;
    struct nc_stash *stash;
    size_t stash_count, stash_cap;
    struct nc_leaf *leaves;
    size_t leaf_count, leaf_cap;
    /* offsets in text of the blanks that stand for line ends */
    size_t *line_ends;
    size_t line_end_count, line_end_cap;
    /* link definitions, one per line */
    struct nc_buf definitions;
};

void nc_shielded_dispose(struct nc_shielded *s);

/* Whether text may hold a hidden character or token; false is certain. */
static inline bool nc_may_hold_hidden(struct nc_str text)
{
    for (size_t i = nc_str_find(text, '\xEF', 0); i < text.n; i = nc_str_find(text, '\xEF', i + 1))
        if (i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xB7)
            return true;
    return false;
}
/* Appends text with every hidden character and token written as in the source. */
void nc_unhide(struct nc_buf *out, const struct nc_shielded *s, struct nc_str text);
/* Returns the stash of the token that begins at text.p[i], or NULL if none does. *len: the bytes of
 * the token. */
const struct nc_stash *nc_token_at(const struct nc_shielded *s, struct nc_str text, size_t i,
                                   size_t *len);

/* Finds places in the source for offsets of the shielded text. Offsets should grow from call to
 * call; going back is allowed but costs a search. */
struct nc_locator {
    const struct nc_shielded *s;
    /* where the last search ended */
    size_t piece;
    /* source offsets of the last position */
    size_t line_start, at;
    /* end of its line, if known */
    size_t line_end;
    bool line_known;
    uint32_t line, col;
};
void nc_locator_init(struct nc_locator *l, const struct nc_shielded *s);
size_t nc_locate_source(struct nc_locator *l, size_t out_offset);
struct nc_pos nc_locate(struct nc_locator *l, size_t out_offset);
/* As nc_locate, for an offset of the source itself. */
struct nc_pos nc_locate_in_source(struct nc_locator *l, size_t src);

/* The range from the beginning of a leaf's line to that of the next. */
static inline struct nc_range nc_leaf_line(const struct nc_leaf *leaf)
{
    return (struct nc_range){leaf->from - 2, leaf->to + 2};
}
/* The text of a leaf. */
static inline struct nc_str nc_leaf_text(const struct nc_shielded *s, size_t number)
{
    return nc_str_sub(nc_buf_view(&s->text), s->leaves[number].from, s->leaves[number].to);
}
/* The number of the first line end at or after an offset of text, counting up from k. */
static inline size_t nc_line_end_from(const struct nc_shielded *s, size_t k, size_t at)
{
    while (k < s->line_end_count && s->line_ends[k] < at)
        k++;
    return k;
}

#endif
