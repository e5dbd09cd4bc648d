/* A text as libcmark gets it. Delimiter runs are hidden as noncharacters, so that libcmark sees no
 * emphasis and emphasis.c can resolve it by its own rule; constructs that libcmark does not know
 * are stashed: a token stands for each. The map leads back to the source. */
#ifndef NC_PARSE_HIDDEN_H
#define NC_PARSE_HIDDEN_H

#include "base/buf.h"
#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* What stands in the shielded text for a hidden '*', '_', '~' or '='. No source text holds these:
 * hygiene.c replaced them, and a character reference to one is not taken for it (inlines.c). */
#define NC_HIDDEN_FIRST 0xFDD0u
#define NC_HIDDEN_LAST 0xFDD3u
/* For a "^^" of Logseq's, character by character. */
#define NC_HIDDEN_CARET 0xFDDCu
/* A '[' that is only text: too many are open already for libcmark to look for their ends in linear
 * time. */
#define NC_HIDDEN_BRACKET 0xFDD4u
/* A '*', '_', '~' or '=' that is no delimiter but part of an address. */
#define NC_LITERAL_FIRST 0xFDD8u
#define NC_LITERAL_LAST 0xFDDBu
/* A backtick that closes no code and opens none: libcmark 0.30 sees no code after a run of these
 * that nothing closes. */
#define NC_LITERAL_TICK 0xFDDEu
/* The end of a line in the title of a link's definition. */
#define NC_HIDDEN_LINE_END 0xFDDDu
/* Nothing: parts what must not be read as one, and keeps the blanks that a text ends in. */
#define NC_HIDDEN_NOTHING 0xFDD5u
/* A token: FDD6, the stash's number in hexadecimal digits FDE0–FDEF, FDD7. */
#define NC_TOKEN_OPEN 0xFDD6u
#define NC_TOKEN_CLOSE 0xFDD7u
#define NC_TOKEN_DIGIT 0xFDE0u
/* The characters that these stand for, in their order. */
#define NC_DELIMITERS "*_~="
static inline bool nc_is_hidden(uint32_t cp)
{
    return (cp >= NC_HIDDEN_FIRST && cp <= NC_HIDDEN_LAST) || cp == NC_HIDDEN_CARET;
}
static inline bool nc_is_literal(uint32_t cp)
{
    return (cp >= NC_LITERAL_FIRST && cp <= NC_LITERAL_LAST) || cp == NC_LITERAL_TICK;
}
/* What a hidden or literal character stands for. */
static inline char nc_hidden_char(uint32_t cp)
{
    return cp == NC_HIDDEN_CARET ? '^'
           : cp == NC_LITERAL_TICK
               ? '`'
               : NC_DELIMITERS[cp - (cp >= NC_LITERAL_FIRST ? NC_LITERAL_FIRST : NC_HIDDEN_FIRST)];
}

/* What two runs of a delimiter mean, when so many characters of each are taken. */
static inline enum nc_kind nc_delimiter_kind(char c, uint32_t use)
{
    return c == '~'               ? NC_STRIKE
           : c == '=' || c == '^' ? NC_HIGHLIGHT
           : use == 2             ? NC_STRONG
                                  : NC_EMPH;
}

/* From here on the shielded text at `out` was copied from `src`, byte for byte, up to the next
 * piece. */
struct nc_piece {
    size_t out, src;
};

/* A text with inlines, of one line in the text for libcmark: "x ", then what stands in [from, to).
 * The line's beginning makes it a paragraph, whatever it holds. */
struct nc_leaf {
    struct nc_node *node; /* what the inlines go into; NULL: a construct's, put into its node */
    size_t from, to;
    size_t first_end; /* the first of the line ends in it or after it */
    bool is_plain;    /* it holds text and code and nothing else: libcmark does not get it */
};

struct nc_shielded {
    struct nc_str src;  /* the whole clean text of the note */
    struct nc_buf text; /* for libcmark: the leaves in order, then the definitions of links */
    struct nc_piece *pieces;
    size_t piece_count, piece_cap;
    struct nc_stash *stash;
    size_t stash_count, stash_cap;
    struct nc_leaf *leaves;
    size_t leaf_count, leaf_cap;
    size_t *line_ends; /* offsets in text of the blanks that stand for the ends of lines */
    size_t line_end_count, line_end_cap;
    struct nc_buf definitions; /* of links, a line each */
};

void nc_shielded_dispose(struct nc_shielded *s);

/* False: no hidden character and no token stands in text. */
static inline bool nc_may_hold_hidden(struct nc_str text)
{
    for (size_t i = nc_str_find(text, '\xEF', 0); i < text.n; i = nc_str_find(text, '\xEF', i + 1))
        if (i + 1 < text.n && (unsigned char)text.p[i + 1] == 0xB7)
            return true;
    return false;
}
/* Appends text with every hidden character and token as it was in the source. */
void nc_unhide(struct nc_buf *out, const struct nc_shielded *s, struct nc_str text);
/* The stash of the token that begins at text.p[i], *len: the token's bytes; NULL if there is none.
 */
const struct nc_stash *nc_token_at(const struct nc_shielded *s, struct nc_str text, size_t i,
                                   size_t *len);

/* A place in the source, found from offsets of the shielded text that grow from call to call; going
 * back is allowed and costs a search. */
struct nc_locator {
    const struct nc_shielded *s;
    size_t piece;          /* where the last search ended */
    size_t line_start, at; /* of the last position: source offsets */
    size_t line_end;       /* of its line, if it is known */
    bool line_known;
    uint32_t line, col;
};
void nc_locator_init(struct nc_locator *l, const struct nc_shielded *s);
size_t nc_locate_source(struct nc_locator *l, size_t out_offset);
struct nc_pos nc_locate(struct nc_locator *l, size_t out_offset);
/* The same for an offset of the source itself. */
struct nc_pos nc_locate_in_source(struct nc_locator *l, size_t src);

/* Where the line of a leaf begins, and where the next one does. */
static inline struct nc_range nc_leaf_line(const struct nc_leaf *leaf)
{
    return (struct nc_range){leaf->from - 2, leaf->to + 2};
}
/* The text of a leaf. */
static inline struct nc_str nc_leaf_text(const struct nc_shielded *s, size_t number)
{
    return nc_str_sub(nc_buf_view(&s->text), s->leaves[number].from, s->leaves[number].to);
}
/* The first line end at an offset of text or after it, from number k on. */
static inline size_t nc_line_end_from(const struct nc_shielded *s, size_t k, size_t at)
{
    while (k < s->line_end_count && s->line_ends[k] < at)
        k++;
    return k;
}

#endif
