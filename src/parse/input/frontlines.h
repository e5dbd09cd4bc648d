/* Front matter that is no YAML, or that nothing closes, line by line. */
#ifndef NC_PARSE_FRONTLINES_H
#define NC_PARSE_FRONTLINES_H

#include "parse/input/frontmatter.h"

/* The lines [from, to) after the opening fence of a note's text. */
struct nc_front_lines {
    struct nc_str text;
    size_t from, to, body; /* body: after the closing fence */
    bool closed;           /* else to and body are the text's end */
};

/* Whether the text before a colon at the left edge can be a key, and is not the beginning of a
 * sentence: it is short, and nothing ends in it. blank_before: a blank line is before its line,
 * as text often begins. */
bool nc_front_is_key(struct nc_str key, bool blank_before);
/* Appends a line in quotation marks, without the blanks around it; a long one is cut. */
void nc_front_quote(struct nc_buf *out, struct nc_str line);

/* Reads "key: value" lines, the lists below and the lines that go on with a value. A blank line
 * with text, a list or a heading after it ends the front matter; other lines that are none of
 * these are kept. All zero when there is nothing to read: it is text below a rule. bad_line and
 * problem: where and why it is not YAML (1-based; "": nothing closes it). */
struct nc_front nc_front_salvage(struct nc_doc *doc, const struct nc_front_lines *lines,
                                 uint32_t bad_line, const char *problem, struct nc_diags *diags);

#endif
