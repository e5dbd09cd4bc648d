/* Changes TeX for the engine where KaTeX refuses or misreads what LaTeX and MathJax know. */
#ifndef NC_MATH_ENGINETEX_H
#define NC_MATH_ENGINETEX_H

#include "base/arena.h"
#include "base/buf.h"

/* Appends tex for the engine. Replaced macros expand to at most max bytes. */
void math_put_for_engine(struct nc_buf *out, struct nc_arena *a, struct nc_str tex, size_t max);

#endif
