/* Words of pandoc's attributes: {#id .class key="value"}. */
#ifndef NC_PARSE_ATTRWORD_H
#define NC_PARSE_ATTRWORD_H

#include "base/str.h"

struct nc_attr_word {
    /* '#', '.', '=', or 0 for anything else */
    char kind;
    /* without '#' and '.'; for a pair, the key */
    struct nc_str name;
    /* for a pair: its value without quotation marks */
    size_t value;
    size_t value_to;
    /* as written */
    struct nc_str whole;
};

/* Whether s holds only letters, digits and "-_:.". */
bool nc_attr_is_name(struct nc_str s);
/* Reads the next word from *i and moves *i past it. False at the closing brace and at the end. */
bool nc_attr_word(struct nc_attr_word *word, struct nc_str s, size_t *i, size_t end);

#endif
