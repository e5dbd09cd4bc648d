/* The lines that open divs and admonitions: what they say. */
#ifndef NC_PARSE_OPENING_H
#define NC_PARSE_OPENING_H

#include "base/buf.h"
#include "parse/leaf/stash.h"

/* The parts of an opening line: source offsets. */
struct nc_opening {
    struct nc_str word; /* "tip", without '.', "callout-", "ad-" or "BEGIN_" */
    struct nc_str id;
    size_t title, title_to; /* title == title_to: none */
    char fold;
    struct nc_buf classes; /* all of them but a callout's type, one blank apart */
    struct nc_str lang;
    bool quarto;        /* a callout whose first heading is its title */
    struct nc_buf lost; /* the attributes that the document has no place for */
};

/* Reads the line, or lines, of st; the caller disposes of it. */
struct nc_opening nc_opening_read(struct nc_str s, const struct nc_stash *st);
void nc_opening_dispose(struct nc_opening *o);

#endif
