/* Where the texts of lines begin, after what their containers take: of lines that go on with the
 * block of the line before. The reading of blocks fills the list; whoever comes to the end of a
 * line looks up where the next one's text begins. */
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

/* Lines come in order. A line that is there already gets the new place. */
void nc_line_texts_put(struct nc_line_texts *t, size_t line, size_t from);
/* Where the text of the line begins that begins at an offset of s. Of a line that is not in the
 * list it begins after the blanks. */
size_t nc_line_texts_from(const struct nc_line_texts *t, struct nc_str s, size_t line);
void nc_line_texts_dispose(struct nc_line_texts *t);

#endif
