/* The languages that notes contain code in: one table of their names for all formats. Knows no
 * document. */
#ifndef NC_CODE_LANGUAGE_H
#define NC_CODE_LANGUAGE_H

#include "base/str.h"

struct nc_code_language {
    /* as page highlighters spell it: "cpp" */
    const char *name;
    /* as Org and Babel spell it: "C++" */
    const char *org;
    /* Other words that notes use, and file suffixes, with a blank on both sides of each. */
    const char *aliases;
};

/* The language that word names, in any case of letters; NULL if there is none. */
const struct nc_code_language *nc_code_language(struct nc_str word);

#endif
