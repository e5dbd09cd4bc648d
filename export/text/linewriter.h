/* Lines with prefixes for plain-text formats: the text before each line of a block in a quotation
 * or list item, and blank lines that appear only if something follows them. */
#ifndef NC_EXPORT_LINEWRITER_H
#define NC_EXPORT_LINEWRITER_H

#include "base/buf.h"

struct nc_lines {
    struct nc_buf *out;
    /* stands before every nonempty line, and without its trailing blanks before empty ones */
    struct nc_buf prefix;
    /* lengths to return prefix to */
    size_t *marks;
    size_t depth, cap;
    /* nothing on this line yet */
    bool at_start;
    /* blank lines to put before the next text */
    unsigned pending;
};

void nc_lines_init(struct nc_lines *l, struct nc_buf *out);
void nc_lines_dispose(struct nc_lines *l);
/* Puts s before each following line, after the existing prefix. pop undoes the last push. */
void nc_lines_push(struct nc_lines *l, struct nc_str s);
void nc_lines_pop(struct nc_lines *l);
/* Writes text with newlines; the prefix goes before the first byte of each line. */
void nc_lines_put(struct nc_lines *l, struct nc_str s);
/* Ends the line if it holds anything. */
void nc_lines_end(struct nc_lines *l);
/* Requests at least n blank lines before the next text (never at the beginning of the output). */
void nc_lines_blank(struct nc_lines *l, unsigned n);

#endif
