/* Decides whether a text between TeX's delimiters is a formula. */
#ifndef NC_PARSE_TEXLIKE_H
#define NC_PARSE_TEXLIKE_H

#include "base/arena.h"

/* Whether s, the text between "\(" and "\)" (display: "\[" and "\]"), looks like TeX. Programs that
 * export Markdown also write these backslashes to escape brackets in text. */
bool nc_looks_like_tex(struct nc_str s, bool display);
/* The name of the environment at the beginning of s, "\begin{align*}", if it is one of mathematics;
 * else empty. *number: its number, below NC_TEX_ENVIRONMENTS. */
#define NC_TEX_ENVIRONMENTS 26
struct nc_str nc_tex_environment(struct nc_str s, size_t *number);

/* Undoes Markdown's escapes in a formula between "\\\\(" and "\\\\)", which Markdown has already
 * seen. Four backslashes, or two before a blank, begin a new row. */
struct nc_str nc_tex_less_escapes(struct nc_arena *arena, struct nc_str tex);
/* Returns where the words of TeX after an unclosed "\[" or "\(" at i end; 0 if they are not TeX;
 * the offset after the bracket if they begin on the next line. */
size_t nc_tex_unclosed(struct nc_str s, size_t i, size_t limit);

#endif
