/* Whether a text between TeX's delimiters is a formula. */
#ifndef NC_PARSE_TEXLIKE_H
#define NC_PARSE_TEXLIKE_H

#include "base/str.h"

/* Whether s, which is between "\(" and "\)" (display: "\[" and "\]"), looks like TeX. The
 * backslashes also escape brackets in text, as programs that export Markdown write them. */
bool nc_looks_like_tex(struct nc_str s, bool display);
/* The name of the environment that s begins with, "\begin{align*}", if it is one of mathematics;
 * else empty. *number: which of them it is, below NC_TEX_ENVIRONMENTS. */
#define NC_TEX_ENVIRONMENTS 26
struct nc_str nc_tex_environment(struct nc_str s, size_t *number);

#endif
