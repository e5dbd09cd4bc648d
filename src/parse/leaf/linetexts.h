/* Where the texts of lines begin that go on with what stands before them, after what the containers
 * of the line take. Only the reading of blocks knows: it tells, and whoever meets the end of a line
 * asks. */
#ifndef NC_PARSE_LINETEXTS_H
#define NC_PARSE_LINETEXTS_H

#include "base/str.h"

struct nc_line_text {
    size_t line, from; /* where the line begins, and where its text does: offsets of the source */
};

struct nc_line_texts {
    struct nc_line_text *lines; /* in order */
    size_t count, cap;
};

/* Lines are told in order, but for lines that are told again: what is said last holds. */
void nc_line_texts_put(struct nc_line_texts *t, size_t line, size_t from);
/* Where the text begins of the line that begins at an offset of s; of a line that was not told:
 * after its blanks. */
size_t nc_line_texts_from(const struct nc_line_texts *t, struct nc_str s, size_t line);
void nc_line_texts_dispose(struct nc_line_texts *t);

#endif
