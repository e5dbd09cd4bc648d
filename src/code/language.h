/* The languages that notes write code in: one table of their names, for every format. Knows no
 * document. */
#ifndef NC_CODE_LANGUAGE_H
#define NC_CODE_LANGUAGE_H

#include "base/str.h"

struct nc_code_language {
    const char *name; /* as highlighters of pages spell it: "cpp" */
    const char *org;  /* as Org and its Babel spell it: "C++" */
    /* Other words that notes use, and suffixes of files, with a blank on both sides of each. */
    const char *aliases;
};

/* The language that word names in any case of letters; NULL if none does. */
const struct nc_code_language *nc_code_language(struct nc_str word);

#endif
