/* Lines as the shield sees them: the markers of containers before the content. Follows CommonMark
 * 0.31.2 section 5 as far as it decides where inline constructs may stand; what a block is in the
 * end is libcmark's word. */
#ifndef NC_PARSE_LINES_H
#define NC_PARSE_LINES_H

#include "base/str.h"

#define NC_MAX_MARKERS 200 /* of containers on one line: what libcmark can nest in linear time */

struct nc_line {
    size_t start, end; /* end: the '\n' or the text's end */
    size_t content;    /* behind blanks and container markers */
    size_t too_deep;   /* where the first marker beyond the limit begins, else end */
    unsigned quotes;   /* '>' markers */
    unsigned indent;   /* columns of blanks directly before the content */
    bool has_marker;   /* a list marker is among the markers */
    bool blank;
};

void nc_line_read(struct nc_line *l, struct nc_str s, size_t start);
/* The length of a fence of c ('`' or '~') at the content, 0 if there is none. */
unsigned nc_line_fence(const struct nc_line *l, struct nc_str s, char *c);
/* Nothing but c, n times or more, and blanks: the fence's end. */
bool nc_line_closes(const struct nc_line *l, struct nc_str s, char c, unsigned n);
/* The content is a delimiter row of a table; *columns: how many. */
bool nc_line_is_delimiter_row(const struct nc_line *l, struct nc_str s, size_t *columns);
/* The content begins a block that would end a table: heading, fence, list item, quotation, rule. */
bool nc_line_ends_table(const struct nc_line *l, struct nc_str s, const struct nc_line *first);

#endif
