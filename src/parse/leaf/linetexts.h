/* For lines that continue the block of the line before: where their texts begin, after the markers
 * and the indentation of their containers. The reader of blocks fills the list; the readers of
 * texts use it at the end of each line to find the next text. */
#ifndef NC_PARSE_LINETEXTS_H
#define NC_PARSE_LINETEXTS_H

#include "base/str.h"

struct nc_line_text {
    /* source offsets: where the line begins, and where its text begins */
    size_t line, from;
};

struct nc_line_texts {
    /* in order */
    struct nc_line_text *lines;
    size_t count, cap;
};

/* Adds a line. Lines come in order; a line already in the list gets the new place. */
void nc_line_texts_put(struct nc_line_texts *t, size_t line, size_t from);
/* Where the text of the line at this offset of s begins. For a line that is not in the list it
 * begins after the blanks. */
size_t nc_line_texts_from(const struct nc_line_texts *t, struct nc_str s, size_t line);
void nc_line_texts_dispose(struct nc_line_texts *t);

#endif
