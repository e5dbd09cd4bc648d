/* Whether a line begins a block that CommonMark does not know: by what stands on it, whatever is
 * open. A content begins after blanks and container markers. CommonMark's own blocks: lines.h,
 * htmlstart.h. */
#ifndef NC_PARSE_STARTS_H
#define NC_PARSE_STARTS_H

#include "base/str.h"
#include "parse/leaf/stash.h"

/* Pairs of signs that hold a block: formulas, comments, templates. */
#define NC_BLOCK_PAIRS 5
struct nc_block_pair {
    struct nc_str open, close;
    enum nc_stash_kind kind;
};
extern const struct nc_block_pair nc_block_pairs[NC_BLOCK_PAIRS];
/* The pair that the content begins with, or NC_BLOCK_PAIRS. */
size_t nc_block_pair_of(struct nc_str content, bool tex_brackets);
/* Whether it begins with "$$", "%%" or "<%", which can also stand within a paragraph. */
bool nc_begins_pair(struct nc_str content);

/* The length of "[^id]:" at the beginning of s, or 0. */
size_t nc_note_label(struct nc_str s);
/* ": text", or "~ text". */
bool nc_begins_definition(struct nc_str s);

enum nc_div_line { NC_NO_DIV, NC_DIV_OPENS, NC_DIV_CLOSES };
/* Three colons and a word open a div, colons alone close it; Logseq's org blocks likewise. */
enum nc_div_line nc_div_line(struct nc_str s);

/* Whether it is a footnote's label or a div's line: it ends the paragraph or table before it. */
bool nc_begins_own_block(struct nc_str content);

/* Whether a note has lines of nothing but ">>>", two at least: GitLab's quotations. Linear. */
bool nc_has_quote_fences(struct nc_str src);

#endif
