/* KaTeX in a JavaScript engine that is part of the program: Duktape, QuickJS or none, as built. One
 * engine belongs to one thread at a time. It reads no files, has no clock and no net; what it may
 * use of memory is bounded for all it holds, and for what one formula asks for in sum, which bounds
 * its time too. */
#ifndef NC_MATH_ENGINE_H
#define NC_MATH_ENGINE_H

#include "base/buf.h"

/* What an engine may hold, and what a formula may ask for in sum, in bytes. */
#define MATH_HEAP_MAX ((size_t)64 << 20)
#define MATH_FUEL_MAX ((size_t)256 << 20)

struct math_engine;

enum math_outcome {
    MATH_DONE,
    MATH_WRONG, /* the TeX is: why says what, place where */
    MATH_ENDED  /* a bound was reached, or the engine failed: why says which; use a new engine */
};

/* Starts an engine; takes some milliseconds. NULL: none was built in, or it could not start; why
 * says it. */
struct math_engine *math_engine_new(struct nc_buf *why);
void math_engine_free(struct math_engine *e); /* NULL is nothing */
/* Appends KaTeX's markup for TeX of clean UTF-8. chemistry: it holds \ce or \pu, for which more of
 * KaTeX is loaded the first time. place: the character of tex (in UTF-16 units) at
 * which it is wrong, -1: not known. */
enum math_outcome math_engine_render(struct math_engine *e, struct nc_buf *markup,
                                     struct nc_str tex, bool display, bool chemistry,
                                     struct nc_buf *why, long *place);
/* Appends "KaTeX 0.16.4 in Duktape 2.7.0"; false, and nothing appended, when built without. Starts
 * nothing. */
bool math_engine_describe(struct nc_buf *out);

#endif
