/* KaTeX in a JavaScript engine that is part of the program: Duktape, QuickJS or none, as built. An
 * engine belongs to one thread at a time. It reads no files and has neither a clock nor network
 * access. Its memory is limited: what it holds at a time, and the sum of what one formula asks for,
 * which limits the time too. */
#ifndef NC_MATH_ENGINE_H
#define NC_MATH_ENGINE_H

#include "base/buf.h"

/* The most bytes that an engine may hold, and that one formula may ask for in sum. */
#define MATH_HEAP_MAX ((size_t)64 << 20)
#define MATH_FUEL_MAX ((size_t)256 << 20)

struct math_engine;

enum math_outcome {
    MATH_DONE,
    MATH_WRONG, /* the TeX is wrong: why says what, place says where */
    MATH_ENDED  /* a limit was reached or the engine failed: why says which; use a new engine */
};

/* Starts an engine, which takes some milliseconds. NULL if none was built in or it could not start;
 * why says so. */
struct math_engine *math_engine_new(struct nc_buf *why);
void math_engine_free(struct math_engine *e); /* Does nothing for NULL. */
/* Appends KaTeX's markup for TeX in valid UTF-8. chemistry: tex has \ce or \pu, for which more of
 * KaTeX is loaded the first time. place: the character of tex (in UTF-16 units) at which it is
 * wrong; -1 if unknown. */
enum math_outcome math_engine_render(struct math_engine *e, struct nc_buf *markup,
                                     struct nc_str tex, bool display, bool chemistry,
                                     struct nc_buf *why, long *place);
/* Appends "KaTeX 0.16.4 in Duktape 2.7.0". False, with nothing appended, if no engine was built in.
 * Starts nothing. */
bool math_engine_describe(struct nc_buf *out);

#endif
