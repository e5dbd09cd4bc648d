/* libcmark as the rest of parse/ uses it. */
#ifndef NC_PARSE_COMMONMARK_H
#define NC_PARSE_COMMONMARK_H

#include "base/buf.h"

#include <cmark.h>

struct nc_cmark_pool;

/* The tree of a text. Its nodes are read-only and freed together: never unlink or free one alone.
 */
struct nc_commonmark {
    /* never NULL */
    cmark_node *tree;
    struct nc_cmark_pool *pool;
};

/* Reads a text of several parts and keeps raw HTML. When memory runs out, the program ends as
 * nc_malloc does, not by libcmark's own abort. Callable from any thread. */
struct nc_commonmark nc_commonmark_read(const struct nc_str *parts, size_t count);
/* Appends the info string of a fence with escapes and references resolved. References to characters
 * that no document may hold stay unchanged or become U+FFFD. */
void nc_commonmark_info(struct nc_buf *out, struct nc_str info);
/* Appends the characters of the named reference at s.p[i] if it is one that nc_entity_at does not
 * know, as most of HTML 5's. Returns its length, or 0. */
size_t nc_commonmark_reference(struct nc_buf *out, struct nc_str s, size_t i);
void nc_commonmark_free(struct nc_commonmark *c);

#endif
