/* Reads the lines that open divs and admonitions. */
#ifndef NC_PARSE_OPENING_H
#define NC_PARSE_OPENING_H

#include "base/buf.h"
#include "parse/construct/gentable.h"
#include "parse/leaf/stash.h"

/* The parts of an opening line, as source offsets. */
struct nc_opening {
    /* "tip", without '.', "callout-", "ad-" or "BEGIN_" */
    struct nc_str word;
    struct nc_str id;
    /* equal if there is no title */
    size_t title, title_to;
    char fold;
    /* all but a callout's type, separated by single blanks */
    struct nc_buf classes;
    struct nc_str lang;
    /* a callout that takes its first heading as its title */
    bool quarto;
    /* a directive of MyST: its row in the table of names; NULL: not a directive, or unknown */
    const struct nc_gen_word *directive;
    /* its options; head_rows and head_columns are for a list-table */
    struct nc_str alt, width, height;
    unsigned head_rows, head_columns;
    /* attributes for which the document has no place */
    struct nc_buf lost;
};

/* Reads the opening line or lines of st. The caller disposes of the result. */
struct nc_opening nc_opening_read(struct nc_str s, const struct nc_stash *st);
void nc_opening_dispose(struct nc_opening *o);

#endif
