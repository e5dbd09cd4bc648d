/* Words of pandoc's attributes: {#id .class key="value"}. */
#ifndef NC_PARSE_ATTRWORD_H
#define NC_PARSE_ATTRWORD_H

#include "base/str.h"

struct nc_attr_word {
    char kind;          /* '#', '.', '=', or 0: none of these */
    struct nc_str name; /* without '#' and '.'; of a pair the key */
    size_t value;       /* of a pair: its value, without the quotation marks around it */
    size_t value_to;
    struct nc_str whole; /* as it is there */
};

/* Letters, digits and "-_:." alone. */
bool nc_attr_is_name(struct nc_str s);
/* The next word from *i, which moves after it; false at the closing brace and at the end. */
bool nc_attr_word(struct nc_attr_word *word, struct nc_str s, size_t *i, size_t end);

#endif
