/* Copies source bytes that span lines, without the markers and indentation before the content of
 * each line, and searches in the source. */
#ifndef NC_PARSE_SOURCE_H
#define NC_PARSE_SOURCE_H

#include "base/buf.h"
#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* Appends source bytes. Leaves out, on each further line, up to st->quotes quotation markers (a
 * lazy line has fewer) and the items' indentation. Lines end in `end` instead of '\n'. */
void nc_source_put(struct nc_buf *b, struct nc_str src, const struct nc_stash *st, size_t from,
                   size_t to, char end);
/* As nc_source_put, in the document's memory, without blanks around the text. */
struct nc_str nc_source_lines(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              size_t from, size_t to, char end);
/* A copy of source bytes with lines joined by blanks; in a cell "\|" becomes '|'. */
struct nc_str nc_source_text(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             size_t from, size_t to);

/* The first place of `what` from i on, on i's line; the end of the line or limit if there is none.
 * Examines no more than that. */
size_t nc_find_on_line(struct nc_str s, size_t i, size_t limit, struct nc_str what);
/* Failed searches for runs of backticks, for one paragraph. Begin with zeroes. */
#define NC_TICK_LENGTHS 64
struct nc_ticks {
    /* none_from is not all zero */
    bool known;
    /* no run of this length follows from here on; 0: unknown */
    size_t none_from[NC_TICK_LENGTHS];
};
/* Returns the offset after the code span at i, or after its backticks if nothing closes it before
 * limit. ticks remembers failed searches, so that many runs cost one search per length; NULL:
 * nothing is remembered. */
size_t nc_find_code_end(struct nc_str s, size_t i, size_t limit, struct nc_ticks *ticks);
/* Returns the ']' that closes the '[' at i in the same paragraph, skipping code spans; limit if
 * there is none. */
size_t nc_find_bracket(struct nc_str s, size_t i, size_t limit);
/* Returns the offset after `end`, which closes what two bytes at i open. 0 if nothing closes it
 * before limit, or if only blanks stand between. */
size_t nc_find_pair_end(struct nc_str s, size_t i, size_t limit, struct nc_str end);

#endif
