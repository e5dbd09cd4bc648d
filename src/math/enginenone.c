/* For a program without a JavaScript engine: only formulas that the C part handles are converted.
 */
#include "math/engine.h"

struct math_engine *math_engine_new(struct nc_buf *why)
{
    nc_buf_puts(why, "this noteconv was built without KaTeX and knows simple formulas only");
    return NULL;
}

void math_engine_free(struct math_engine *e)
{
    (void)e;
}

enum math_outcome math_engine_render(struct math_engine *e, struct nc_buf *markup,
                                     struct nc_str tex, bool display, bool chemistry,
                                     struct nc_buf *why, long *place)
{
    (void)chemistry;
    (void)e;
    (void)markup;
    (void)tex;
    (void)display;
    (void)why;
    *place = -1;
    return MATH_ENDED;
}

bool math_engine_describe(struct nc_buf *out)
{
    (void)out;
    return false;
}
