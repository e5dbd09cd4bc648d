/* Macros of a note's formulas: takes definitions out of TeX and replaces uses. As in MathJax, a
 * definition applies to all formulas after it and may redefine a name. Shared by the files of
 * src/math only. */
#ifndef NC_MATH_TEXMACRO_H
#define NC_MATH_TEXMACRO_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/strmap.h"

struct tex_macro {
    /* option: the default of the first argument */
    struct nc_str body, option;
    unsigned arguments;
    bool has_option;
};
/* Zeroed except for the arena, it has no macros. */
struct tex_macros {
    struct nc_arena *arena;
    /* of items, from 1 */
    struct nc_strmap numbers;
    struct tex_macro *items;
    size_t count, cap;
};

void tex_macros_dispose(struct tex_macros *m);
/* Defines a macro; the strings are copied. */
void tex_macro_set(struct tex_macros *m, struct nc_str name, const struct tex_macro *macro);
/* Whether tex may define a macro. */
bool tex_may_define(struct nc_str tex);
/* Appends tex without its definitions, which m takes over, and with all macros replaced. False if
 * the macros do not end, or the result is longer than max. */
bool tex_expand(struct nc_buf *out, struct tex_macros *m, struct nc_str tex, size_t max);

#endif
