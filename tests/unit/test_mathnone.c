/* A program without an engine: this test is linked with enginenone.c. Simple formulas are
 * converted, others are not and say why. */
#include "math/math.h"
#include "tests/unit/check.h"

static enum nc_math_outcome convert(struct nc_math *m, const char *tex, struct nc_buf *out,
                                    struct nc_buf *why)
{
    struct nc_math_formula f = {.tex = nc_str(tex)};
    nc_buf_clear(out);
    nc_buf_clear(why);
    return nc_math_convert(m, out, &f, why);
}

int main(void)
{
    struct nc_buf out = {0}, why = {0};
    struct nc_math *m = nc_math_new();
    CHECK(!nc_math_engine(&out) && !out.n);
    CHECK(convert(m, "x^2", &out, &why) == NC_MATH_DONE);
    CHECK_STR(out.p, "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x^2\">"
                     "<msup><mi>x</mi><mn>2</mn></msup></math>");
    for (int i = 0; i < 2; i++) { /* the second time it is known that there is none */
        CHECK(convert(m, i ? "\\begin{matrix}b\\end{matrix}" : "\\begin{matrix}a\\end{matrix}",
                      &out, &why) == NC_MATH_FAILED);
        CHECK(!out.n);
        CHECK_STR(why.p, "this noteconv was built without KaTeX and knows simple formulas only");
    }
    nc_math_free(m);
    nc_buf_dispose(&out);
    nc_buf_dispose(&why);
    return check_result();
}
