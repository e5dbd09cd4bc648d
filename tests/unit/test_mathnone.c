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

/* Formulas that the simple reader leaves to an engine because TeX refuses them or has rules of its
 * own for them. */
static void test_left_to_engine(struct nc_math *m)
{
    static const char *const given_up[] = {"x^a^b",
                                           "x_a_b",
                                           "x^a'",
                                           "x'^a^b",
                                           "x'_a_b",
                                           "x^{a}^{b}",
                                           "\\frac x_a",
                                           "\\sqrt'",
                                           "\\hat\\frac{a}{b}",
                                           "\\sqrt[3]{x}",
                                           "\\sqrt [3]{x}",
                                           "\\left",
                                           "\\left\\foo x\\right)",
                                           "\\left; x\\right)",
                                           "\\right)",
                                           "{\\right)}",
                                           "\\left(x",
                                           "\\left(x}",
                                           "\\left.\\right.",
                                           "\\sqrt\\left(x\\right)",
                                           "\\hat{+}",
                                           "\\vec{=}",
                                           "\\sqrt\\sum",
                                           "\\sqrt\\sin x",
                                           "{\\sin}",
                                           "x^{\\sin}",
                                           "\\dots+",
                                           "\\dots=",
                                           "\\frac\\cdots)",
                                           "x\\limits_a",
                                           "\\sum_a\\limits",
                                           "\\limits",
                                           "\\sqrt\\limits",
                                           "x^\\limits",
                                           "\\sqrt\\iff",
                                           "x^\\implies",
                                           "x^\\bmod",
                                           "\\operatorname{a1}",
                                           "\\operatorname x",
                                           "\\operatorname{}",
                                           "\\sqrt\\operatorname{ab}",
                                           "\\operatorname{ab",
                                           "\\mathbb{a}",
                                           "\\mathbb{A1}",
                                           "\\mathrm{a-b}",
                                           "\\mathrm",
                                           "\\mathrm{",
                                           "\\mathrm +",
                                           "\\mathrm{}",
                                           "\\frac a",
                                           "\\unknown",
                                           "x&y",
                                           "x}",
                                           "{x",
                                           "\\binom{a}"};
    struct nc_buf out = {0}, why = {0};
    for (size_t i = 0; i < sizeof given_up / sizeof *given_up; i++)
        if (!CHECK(convert(m, given_up[i], &out, &why) == NC_MATH_FAILED && !out.n))
            fprintf(stderr, "  %s: %s\n", given_up[i], out.p ? out.p : "");
    nc_buf_dispose(&out);
    nc_buf_dispose(&why);
}

/* Their neighbours that it reads: what stands between <math …> and </math>. */
static void test_read_here(struct nc_math *m)
{
    static const struct {
        const char *tex, *mathml;
    } read[] = {
        {"x_a^b", "<msubsup><mi>x</mi><mi>a</mi><mi>b</mi></msubsup>"},
        {"x'^a", "<msup><mi>x</mi><mrow><mo>′</mo><mi>a</mi></mrow></msup>"},
        {"x''", "<msup><mi>x</mi><mrow><mo>′</mo><mo>′</mo></mrow></msup>"},
        {"x'", "<msup><mi>x</mi><mo lspace=\"0em\" rspace=\"0em\">′</mo></msup>"},
        {"\\sqrt{x}", "<msqrt><mi>x</mi></msqrt>"},
        {"\\left.x\\right|",
         "<mi>x</mi><mo fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">|</mo>"},
        {"\\left(x\\right]", "<mo fence=\"true\">(</mo><mi>x</mi><mo fence=\"true\">]</mo>"},
        {"\\left\\lVert x\\right\\Vert",
         "<mo fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">‖</mo><mi>x</mi><mo "
         "fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">‖</mo>"},
        {"\\vec x", "<mover accent=\"true\"><mi>x</mi><mo stretchy=\"true\">⃗</mo></mover>"},
        {"\\underline{ab}",
         "<mrow style=\"border-bottom:0.05em "
         "solid;padding-bottom:0.1em\"><mrow><mi>a</mi><mi>b</mi></mrow></mrow>"},
        {"\\begin{matrix}a&b\\end{matrix}",
         "<mtable rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>"},
        {"\\begin{pmatrix}a&b\\end{pmatrix}",
         "<mo fence=\"true\">(</mo><mtable rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable><mo "
         "fence=\"true\">)</mo>"},
        {"\\begin{bmatrix}a&b\\end{bmatrix}",
         "<mo fence=\"true\">[</mo><mtable rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable><mo "
         "fence=\"true\">]</mo>"},
        {"\\begin{Bmatrix}a&b\\end{Bmatrix}",
         "<mo fence=\"true\">{</mo><mtable rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable><mo "
         "fence=\"true\">}</mo>"},
        {"\\begin{vmatrix}a&b\\end{vmatrix}",
         "<mo fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">|</mo><mtable "
         "rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable><mo "
         "fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">|</mo>"},
        {"\\begin{Vmatrix}a&b\\end{Vmatrix}",
         "<mo fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">‖</mo><mtable "
         "rowspacing=\"0.16em\" "
         "columnspacing=\"1em\"><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable><mo "
         "fence=\"true\" lspace=\"0\" rspace=\"0\" stretchy=\"true\">‖</mo>"},
        {"\\frac{a}b", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"},
        {"\\dfrac ab", "<mstyle displaystyle=\"true\" "
                       "scriptlevel=\"0\"><mfrac><mi>a</mi><mi>b</mi></mfrac></mstyle>"},
        {"\\tfrac ab", "<mfrac><mi>a</mi><mi>b</mi></mfrac>"},
        {"\\binom ab",
         "<mo fence=\"true\">(</mo><mfrac linethickness=\"0px\"><mi>a</mi><mi>b</mi></mfrac><mo "
         "fence=\"true\">)</mo>"},
        {"\\dots,", "<mo>…</mo><mo separator=\"true\">,</mo>"},
        {"\\dots a", "<mo>…</mo><mi>a</mi>"},
        {"\\dots", "<mo>…</mo>"},
        {"\\cdots)", "<mo>⋯</mo><mspace width=\"0.1667em\"/><mo stretchy=\"false\">)</mo>"},
        {"\\ldots)", "<mo>…</mo><mo stretchy=\"false\">)</mo>"},
        {"\\dotsc)", "<mo>…</mo><mspace width=\"0.1667em\"/><mo stretchy=\"false\">)</mo>"},
        {"\\sum\\limits_a", "<munder><mo movablelimits=\"false\">∑</mo><mi>a</mi></munder>"},
        {"a\\iff b",
         "<mi>a</mi><mspace width=\"0.2778em\"/><mo>⟺</mo><mspace width=\"0.2778em\"/><mi>b</mi>"},
        {"a\\bmod b", "<mi>a</mi><mspace width=\"0.0556em\"/><mo lspace=\"0.22em\" "
                      "rspace=\"0.22em\">mod</mo><mspace width=\"0.0556em\"/><mi>b</mi>"},
        {"\\operatorname{ab}x", "<mi>ab</mi><mo>⁡</mo><mspace width=\"0.1667em\"/><mi>x</mi>"},
        {"\\mathbb{AB}", "<mi>𝔸</mi><mi>𝔹</mi>"},
        {"\\mathrm{a1}", "<mi mathvariant=\"normal\">a</mi><mn>1</mn>"},
        {"\\mathrm x", "<mi mathvariant=\"normal\">x</mi>"},
        {"{+}", "<mo lspace=\"0em\" rspace=\"0em\">+</mo>"},
        {"\\left(\\cdots\\right)", "<mo fence=\"true\">(</mo><mo>⋯</mo><mspace "
                                   "width=\"0.1667em\"/><mo fence=\"true\">)</mo>"},
        {"\\sin x", "<mi>sin</mi><mo>⁡</mo><mspace width=\"0.1667em\"/><mi>x</mi>"}};
    struct nc_buf out = {0}, why = {0};
    for (size_t i = 0; i < sizeof read / sizeof *read; i++) {
        CHECK(convert(m, read[i].tex, &out, &why) == NC_MATH_DONE);
        const char *from = out.p ? strchr(out.p, '>') : NULL;
        CHECK(from && out.n > 7);
        if (from)
            out.p[out.n - 7] = 0;
        CHECK_STR(from ? from + 1 : "", read[i].mathml);
    }
    nc_buf_dispose(&out);
    nc_buf_dispose(&why);
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
        CHECK(convert(m, i ? "\\begin{array}{c}b\\end{array}" : "\\begin{array}{c}a\\end{array}",
                      &out, &why) == NC_MATH_FAILED);
        CHECK(!out.n);
        CHECK_STR(why.p, "this noteconv was built without KaTeX and knows simple formulas only");
    }
    test_left_to_engine(m);
    test_read_here(m);
    nc_math_free(m);
    nc_buf_dispose(&out);
    nc_buf_dispose(&why);
    return check_result();
}
