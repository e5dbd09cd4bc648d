/* Simple formulas without an engine: letters, numbers, signs, scripts, fractions, roots, brackets
 * that grow, letters of a style, names of functions, plain text. Not an interpreter of TeX: what it
 * does not know it leaves to KaTeX. Shared by the files of src/math only. */
#ifndef NC_MATH_MATHSIMPLE_H
#define NC_MATH_MATHSIMPLE_H

#include "math/mathtree.h"

/* The tree of a formula as KaTeX makes it, an mrow without parent, in the arena; after mml_fix it
 * is KaTeX's in every attribute. NULL: it holds more than this knows, or an error, or is long. */
struct mml_node *mml_read_simple(struct nc_arena *a, struct nc_str tex, bool display);

enum simple_kind {
    SIMPLE_NONE,
    SIMPLE_MI,           /* a slanted letter */
    SIMPLE_MI_UPRIGHT,   /* an upright letter or sign */
    SIMPLE_MI_DOUBLE,    /* a double-struck letter */
    SIMPLE_MN,           /* a digit */
    SIMPLE_MO,           /* an operator or relation */
    SIMPLE_MO_STILL,     /* one that does not grow: a bracket */
    SIMPLE_MO_SEPARATOR, /* a comma */
    SIMPLE_MO_LIMITS,    /* a big operator; in display its scripts are limits */
    SIMPLE_MO_INTEGRAL,  /* a big operator; its scripts are not */
    SIMPLE_MO_WHOLE,     /* an operator that is no argument without braces */
    SIMPLE_MTEXT         /* text: a blank, a wide character */
};

struct simple_symbol {
    char name[20]; /* without its backslash */
    char text[5];
    uint8_t kind; /* enum simple_kind */
};
/* mathsymbols.c: the sign of a command; NULL: it is none. */
const struct simple_symbol *simple_symbol(struct nc_str name);
/* The i-th of all, for those who go through them; NULL after the last. */
const struct simple_symbol *simple_symbol_at(size_t i);
/* The sign of a character of ASCII; SIMPLE_NONE: it is none. */
enum simple_kind simple_char(char c, const char **text);
/* A name that is written upright, such as log; *limits: its scripts are limits in display. */
bool simple_function(struct nc_str name, bool *limits);
/* The width of a command that is a blank, such as quad or ","; NULL: it is none. */
const char *simple_blank(struct nc_str name);

#endif
