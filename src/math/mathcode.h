/* The script that noteconv runs in its engine: katexbefore.js, KaTeX and katexafter.js in one. The
 * file that defines these is made at build time by cmake/gen_mathcode.c. */
#ifndef NC_MATH_MATHCODE_H
#define NC_MATH_MATHCODE_H

#include <stddef.h>

extern const char math_katex_version[]; /* "0.16.4", "0.16.4 with mhchem" */
/* The script's text. */
extern const unsigned char math_script[];
extern const size_t math_script_len;
/* The same compiled, for the engine of just this version; NULL and 0: not made. */
extern const unsigned char *const math_bytecode;
extern const size_t math_bytecode_len;
extern const char math_bytecode_version[];

#endif
