/* The scripts that noteconv runs in its engine. cmake/gen_mathcode.c makes the file that defines
 * these at build time. */
#ifndef NC_MATH_MATHCODE_H
#define NC_MATH_MATHCODE_H

#include <stddef.h>

/* A script: its text, and its compiled form for exactly this version of the engine; NULL and 0 if
 * absent or not made. */
struct math_code {
    const unsigned char *text;
    size_t text_len;
    const unsigned char *bytecode;
    size_t bytecode_len;
};

extern const char math_katex_version[]; /* "0.16.4", "0.16.4 with mhchem" */
extern const char math_bytecode_version[];
/* katexbefore.js, KaTeX and katexafter.js in one; and KaTeX's extension for chemistry, which runs
 * after them. */
extern const struct math_code math_katex, math_chemistry;

#endif
