/* Puts text in the form that libcmark gets: delimiters hidden, constructs stashed. */
#ifndef NC_PARSE_SHIELDTEXT_H
#define NC_PARSE_SHIELDTEXT_H

#include "base/strmap.h"
#include "base/words.h"
#include "parse/input/frontmatter.h"
#include "parse/leaf/construct.h"
#include "parse/leaf/hidden.h"
#include "parse/leaf/linetexts.h"
#include "parse/leaf/source.h"

#define NC_MAX_BRACKETS 1000 /* '[' open at the same time in one paragraph */

/* The characters that are more than text, and why. Made from the table of constructs and the table
 * of Markdown's own characters (shieldtext.c). */
struct nc_special {
    struct nc_byte_set is;
    /* row of Markdown's table, from 1; 0: none */
    uint8_t own[256];
    /* row of the first construct that begins with the character */
    uint8_t construct[256];
    bool read[NC_MAX_CONSTRUCTS];
    /* keep the backslashes of formulas that are never closed */
    bool keeps_tex;
};
void nc_special_init(struct nc_special *special, const struct nc_parse_options *opts);

struct nc_shielding {
    struct nc_shielded *out;
    struct nc_str s;
    /* of s: where the texts of its lines begin */
    struct nc_line_texts lines;
    /* the next source byte */
    size_t i;
    /* where the content of i's line begins */
    size_t content;
    /* no inline construct continues beyond this */
    size_t paragraph_end;
    /* the end of a code span begun on this line or before */
    size_t code_to;
    /* the end of the last unclosed formula */
    size_t tex_to;
    /* the leaf holds more than text, code and hidden characters */
    bool for_libcmark;
    /* the end of the last tag, autolink or stashed construct */
    size_t markup_end;
    /* no '"' or '\'' closes a tag from here on: see htmltag.h */
    size_t no_quote_from;
    /* for this paragraph */
    struct nc_ticks ticks;
    /* none_closes or next_closes is not empty */
    bool none_known;
    const struct nc_special *special;
    /* for each construct: range in which none can end */
    struct nc_range none_closes[NC_MAX_CONSTRUCTS];
    /* range in which nothing ends one: up to the next possible end */
    struct nc_range next_closes[NC_MAX_CONSTRUCTS];
    /* '[' minus ']' since the last blank line */
    int brackets;
    /* the '[' at this depth belongs to an image */
    bool image_bracket[NC_MAX_BRACKETS];
    /* look for constructs; off in code and in strict mode */
    bool stash;
    bool strict;
    /* ~x~ strikes out too */
    bool single_tilde;
    /* images may have blanks in their paths */
    bool blank_paths;
    /* so may links to files: Logseq */
    bool blank_links;
    /* look for ^^highlights^^ */
    bool carets;
    /* these must begin after a blank or a sign */
    bool carets_apart;
    /* a highlight is open */
    bool highlight_open;
    /* "\|" is a '|' */
    bool in_cell;
    /* labels of links that the note defines; not listed yet if it has no arena */
    struct nc_strmap labels;
    /* quotations around the line */
    unsigned quotes;
    /* depth of texts within constructs */
    unsigned depth;
};

/* Records that the output from here on corresponds to the source at src. */
void nc_shield_piece(struct nc_shielded *o, size_t src);
/* nc_shield_copy copies n source bytes; nc_shield_replace puts a replacement for them. */
void nc_shield_copy(struct nc_shielding *h, size_t n);
void nc_shield_replace(struct nc_shielding *h, struct nc_str with, size_t n);
/* Finds the construct of this dialect that begins at i and ends before limit. previous: the
 * character before i, as struct nc_construct has it. False if none does. */
bool nc_shield_find(struct nc_shielding *h, struct nc_stash *st, size_t i, size_t limit,
                    uint32_t previous);
/* Puts a line end in place of the source from h->i to content, where the text of the next line
 * begins. */
void nc_shield_line_end(struct nc_shielding *h, size_t content);
/* Shields the source up to end (the end of a line or a cell). A construct may carry h->i beyond it.
 */
void nc_shield_text(struct nc_shielding *h, size_t end);
/* The offset after blanks, line ends and what precedes the texts of the next lines. */
size_t nc_shield_past_blanks(const struct nc_shielding *h, size_t i, size_t end);
/* Begins a paragraph at h->i that ends at end. */
void nc_shield_paragraph(struct nc_shielding *h, size_t end);

/* Whether s may hold markup or line ends; if false, it is plain text on one line. */
bool nc_shield_may_hold_markup(const struct nc_special *special, struct nc_str s);

#endif
