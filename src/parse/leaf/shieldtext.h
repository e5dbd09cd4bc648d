/* Text as libcmark gets it: delimiters hidden, constructs stashed. */
#ifndef NC_PARSE_SHIELDTEXT_H
#define NC_PARSE_SHIELDTEXT_H

#include "base/strmap.h"
#include "base/words.h"
#include "parse/input/frontmatter.h"
#include "parse/leaf/construct.h"
#include "parse/leaf/hidden.h"
#include "parse/leaf/linetexts.h"
#include "parse/leaf/source.h"

#define NC_MAX_BRACKETS 1000 /* '[' open at once in one paragraph */

/* Which characters are more than text, and why: made from the table of constructs and that of
 * Markdown's own characters (shieldtext.c). */
struct nc_special {
    struct nc_byte_set is;
    uint8_t own[256];       /* number in the latter, from 1; 0: in none */
    uint8_t construct[256]; /* number of the first construct that begins with it */
    bool read[NC_MAX_CONSTRUCTS];
    bool keeps_tex; /* backslashes of formulas that nothing closes stay */
};
void nc_special_init(struct nc_special *special, const struct nc_parse_options *opts);

struct nc_shielding {
    struct nc_shielded *out;
    struct nc_str s;
    struct nc_line_texts lines; /* of s */
    size_t i;                   /* next source byte */
    size_t content;             /* where the content of the line of i begins */
    size_t paragraph_end;       /* no inline construct goes on beyond */
    size_t code_to;             /* where a code span ends that began in this line or before */
    size_t tex_to;              /* where the last formula ended that nothing closes */
    bool for_libcmark;          /* the leaf holds more than text, code and what is hidden */
    size_t markup_end;          /* where the last tag, autolink or stashed construct ended */
    size_t no_quote_from;  /* no '"' or '\'' closes a tag at or after this offset: see htmltag.h */
    struct nc_ticks ticks; /* of this paragraph */
    bool none_known;       /* something stands in none_closes or next_closes */
    const struct nc_special *special;
    struct nc_range none_closes[NC_MAX_CONSTRUCTS]; /* where no construct of a kind can end */
    struct nc_range next_closes[NC_MAX_CONSTRUCTS]; /* before what could end one */
    int brackets;                                   /* '[' less ']' since the last blank line */
    bool image_bracket[NC_MAX_BRACKETS];            /* the '[' at this depth is an image's */
    bool stash; /* constructs are looked for; off in code and in strict mode */
    bool strict;
    bool single_tilde;       /* ~x~ strikes out, too */
    bool blank_paths;        /* images may have blanks in their paths */
    bool blank_links;        /* and links to files: Logseq */
    bool carets;             /* ^^highlights^^ are looked for */
    bool carets_apart;       /* and begin after a blank or a sign */
    bool highlight_open;     /* such a one */
    bool in_cell;            /* "\|" is a '|' */
    struct nc_strmap labels; /* that the note defines; without an arena they are not listed yet */
    unsigned quotes;         /* around the line */
    unsigned depth;          /* of texts within constructs around it */
};

/* From here on the output stands for the source at src. */
void nc_shield_piece(struct nc_shielded *o, size_t src);
/* Copies n source bytes; puts a replacement for the next n source bytes. */
void nc_shield_copy(struct nc_shielding *h, size_t n);
void nc_shield_replace(struct nc_shielding *h, struct nc_str with, size_t n);
/* Stashes st and puts its token; the source goes on at st->to. */
void nc_shield_stash(struct nc_shielding *h, const struct nc_stash *st);
/* The construct that begins at i and ends before limit, in the dialect that is read; previous: the
 * character before i, 0 at a line's beginning. False if none does. */
bool nc_shield_find(struct nc_shielding *h, struct nc_stash *st, size_t i, size_t limit,
                    uint32_t previous);
/* Puts a line end in place of the source from h->i to content, where the next line's text begins.
 */
void nc_shield_line_end(struct nc_shielding *h, size_t content);
/* Shields the source up to end (a line's end or a cell's). A construct may carry h->i beyond it. */
void nc_shield_text(struct nc_shielding *h, size_t end);
/* The offset after blanks, ends of lines and what stands before the texts of the next lines. */
size_t nc_shield_past_blanks(const struct nc_shielding *h, size_t i, size_t end);
/* A new paragraph begins at h->i, which ends at end. */
void nc_shield_paragraph(struct nc_shielding *h, size_t end);

/* False: s is plain text of one line. */
bool nc_shield_may_hold_markup(const struct nc_special *special, struct nc_str s);

#endif
