/* Bytes of the source that go on over lines, without what is before the lines' content; and
 * searches in it. */
#ifndef NC_PARSE_SOURCE_H
#define NC_PARSE_SOURCE_H

#include "base/buf.h"
#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* Appends source bytes without what stands before the text of the further lines: the signs of
 * quotations, as many as st says and the line has (a lazy line lacks some), and the items'
 * indentation. Lines end in `end` instead of '\n'. */
void nc_source_put(struct nc_buf *b, struct nc_str src, const struct nc_stash *st, size_t from,
                   size_t to, char end);
/* The same in the document's memory, without blanks around it. */
struct nc_str nc_source_lines(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              size_t from, size_t to, char end);
/* A copy of source bytes: "\|" is '|' in a cell, lines are joined by blanks. */
struct nc_str nc_source_text(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             size_t from, size_t to);

/* Where `what` stands first at i or after it in i's line; the line's end or limit if nowhere. Looks
 * at no more than that. */
size_t nc_find_on_line(struct nc_str s, size_t i, size_t limit, struct nc_str what);
/* What is known of the backticks in [any offset, limit) of a paragraph. Begin with zeroes. */
#define NC_TICK_LENGTHS 64
struct nc_ticks {
    bool known;                        /* something stands in none_from */
    size_t none_from[NC_TICK_LENGTHS]; /* no run of so many follows from here on; 0: not known */
};
/* The offset after the code span at i, or after its backticks when nothing closes it before limit.
 * ticks: remembers what was not found, so that many runs cost one search each length; NULL:
 * nothing is remembered. */
size_t nc_find_code_end(struct nc_str s, size_t i, size_t limit, struct nc_ticks *ticks);
/* The ']' for the '[' at i, in one paragraph, code spans skipped; limit if there is none. */
size_t nc_find_bracket(struct nc_str s, size_t i, size_t limit);
/* The offset after `end`, which closes what two bytes at i open; 0: nothing closes it before limit,
 * or nothing but blanks is between. */
size_t nc_find_pair_end(struct nc_str s, size_t i, size_t limit, struct nc_str end);

#endif
