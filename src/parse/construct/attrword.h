/* Words of pandoc's attributes: {#id .class key="value"}. */
#ifndef NC_PARSE_ATTRWORD_H
#define NC_PARSE_ATTRWORD_H

#include "base/str.h"

struct nc_attr_word {
    char kind;          /* '#', '.', '=', or 0 for anything else */
    struct nc_str name; /* without '#' and '.'; for a pair, the key */
    size_t value;       /* for a pair: its value without quotation marks */
    size_t value_to;
    struct nc_str whole; /* as written */
};

/* Whether s holds only letters, digits and "-_:.". */
bool nc_attr_is_name(struct nc_str s);
/* Reads the next word from *i and moves *i past it. False at the closing brace and at the end. */
bool nc_attr_word(struct nc_attr_word *word, struct nc_str s, size_t *i, size_t end);

#endif
