/* Lines with prefixes for plain-text formats: what a block inside a quotation or list item puts
 * before each line, and blank lines that appear only when something follows them. */
#ifndef NC_EXPORT_LINEWRITER_H
#define NC_EXPORT_LINEWRITER_H

#include "base/buf.h"

struct nc_lines {
    struct nc_buf *out;
    struct nc_buf prefix; /* put before every non-empty line; blanks at its end are not put before
                             empty ones */
    size_t *marks;        /* lengths of prefix to return to */
    size_t depth, cap;
    bool at_start;    /* nothing on this line yet */
    unsigned pending; /* blank lines wanted before the next text */
};

void nc_lines_init(struct nc_lines *l, struct nc_buf *out);
void nc_lines_dispose(struct nc_lines *l);
/* What follows gets s before each line, after what is there already; pop undoes the last push. */
void nc_lines_push(struct nc_lines *l, struct nc_str s);
void nc_lines_pop(struct nc_lines *l);
/* Writes text, newlines included; the prefix goes before the first byte of each line. */
void nc_lines_put(struct nc_lines *l, struct nc_str s);
/* Ends the line if something is on it. */
void nc_lines_end(struct nc_lines *l);
/* At least n blank lines before the next text (never at the beginning of the output). */
void nc_lines_blank(struct nc_lines *l, unsigned n);

#endif
