/* Reads front matter line by line when it is not YAML or is never closed. */
#ifndef NC_PARSE_FRONTLINES_H
#define NC_PARSE_FRONTLINES_H

#include "parse/input/frontmatter.h"

/* The lines [from, to) after the opening fence of a note's text. */
struct nc_front_lines {
    struct nc_str text;
    /* body: offset after the closing fence */
    size_t from, to, body;
    /* if not, to and body are the end of the text */
    bool closed;
};

/* Whether the text before a colon at the left edge can be a key: it is short, and no sentence ends
 * in it. blank_before: a blank line precedes the line, as often happens where text begins. */
bool nc_front_is_key(struct nc_str key, bool blank_before);
/* Appends a line in quotation marks, without the blanks around it. Cuts a long one. */
void nc_front_quote(struct nc_buf *out, struct nc_str line);

/* Reads "key: value" lines, the lists below them and the lines that continue a value. A blank line
 * followed by text, a list or a heading ends the front matter; other lines that are none of these
 * are kept. All zero if there is nothing to read: it is text below a rule. bad_line and problem say
 * where and why it is not YAML (1-based; "": nothing closes it). */
struct nc_front nc_front_salvage(struct nc_doc *doc, const struct nc_front_lines *lines,
                                 uint32_t bad_line, const char *problem, struct nc_diags *diags);

#endif
