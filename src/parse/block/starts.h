/* Whether a line begins a block that CommonMark does not know, judged by its content alone. The
 * content begins after blanks and container markers. For CommonMark's own blocks see lines.h and
 * htmlstart.h. */
#ifndef NC_PARSE_STARTS_H
#define NC_PARSE_STARTS_H

#include "base/str.h"
#include "parse/leaf/stash.h"

/* Pairs of signs around a block: formulas, comments, templates. */
#define NC_BLOCK_PAIRS 5
struct nc_block_pair {
    struct nc_str open, close;
    enum nc_stash_kind kind;
};
extern const struct nc_block_pair nc_block_pairs[NC_BLOCK_PAIRS];
/* The pair at the beginning of the content, or NC_BLOCK_PAIRS. */
size_t nc_block_pair_of(struct nc_str content, bool tex_brackets);
/* Whether the content begins with "$$", "%%" or "<%", which can also stand inside a paragraph. */
bool nc_begins_pair(struct nc_str content);

/* The length of "[^id]:" at the beginning of s, or 0. */
size_t nc_note_label(struct nc_str s);
/* Whether s begins ": text" or "~ text". */
bool nc_begins_definition(struct nc_str s);

enum nc_div_line { NC_NO_DIV, NC_DIV_OPENS, NC_DIV_CLOSES };
/* Three colons and a word open a div, colons alone close it. Logseq's org blocks work
 * the same way. */
enum nc_div_line nc_div_line(struct nc_str s);

/* Whether the content is a footnote's label or a div's line, which ends the paragraph or table
 * before it. */
bool nc_begins_own_block(struct nc_str content);

/* Whether a note has at least two lines that are only ">>>": GitLab's quotations. Linear. */
bool nc_has_quote_fences(struct nc_str src);

#endif
