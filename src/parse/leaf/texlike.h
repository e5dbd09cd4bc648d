/* Whether a text between TeX's delimiters is a formula. */
#ifndef NC_PARSE_TEXLIKE_H
#define NC_PARSE_TEXLIKE_H

#include "base/arena.h"

/* Whether s, which is between "\(" and "\)" (display: "\[" and "\]"), looks like TeX. The
 * backslashes also escape brackets in text, as programs that export Markdown write them. */
bool nc_looks_like_tex(struct nc_str s, bool display);
/* The name of the environment that s begins with, "\begin{align*}", if it is one of mathematics;
 * else empty. *number: which of them it is, below NC_TEX_ENVIRONMENTS. */
#define NC_TEX_ENVIRONMENTS 26
struct nc_str nc_tex_environment(struct nc_str s, size_t *number);

/* A formula between "\\\\(" and "\\\\)", which Markdown went through first: without the backslashes
 * that were for Markdown. Four of them, or two before a blank, are a new row. */
struct nc_str nc_tex_less_escapes(struct nc_arena *arena, struct nc_str tex);
/* Where the words of TeX end that follow "\[" or "\(" at i, which nothing closes; 0 if what follows
 * is none. If they begin on the next line, the offset after the bracket. */
size_t nc_tex_unclosed(struct nc_str s, size_t i, size_t limit);

#endif
