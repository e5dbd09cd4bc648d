/* Simple formulas are read in C as KaTeX reads them: for every one that the C part takes, its
 * MathML is the engine's, byte for byte.
 *
 * Usage: test_mathsame [FILE]: besides the formulas here those of a file, each a letter (d:
 * display, i: in line), its TeX and a NUL; prints how many were taken. Rules that are C's own:
 * limits of \limits in a line stand over and under the sign (KaTeX writes them so only of one
 * limit), and so they do after \operatorname (never in KaTeX). */
#include "base/arena.h"
#include "math/math.h"
#include "math/mathsimple.h"
#include "tests/unit/check.h"

#include <stdlib.h>

/* The number of signs that need no engine; if one were lost, the result would be the same, only
 * slower. */
#define SYMBOLS 471

static unsigned taken, seen, failed, own_rules;
static struct nc_math *simple, *engine;

static bool has_own_rule(struct nc_str tex, bool display)
{
    return nc_str_search(tex, NC_LIT("\\limits"), 0) < tex.n &&
           (!display || nc_str_search(tex, NC_LIT("\\operatorname"), 0) < tex.n);
}

static void compare(struct nc_str tex, bool display)
{
    struct nc_arena *arena = nc_arena_new();
    bool takes = mml_read_simple(arena, nc_str_trim(tex), display) != NULL;
    nc_arena_free(arena);
    struct nc_math_formula f = {.tex = tex, .display = display};
    struct nc_buf one = {0}, other = {0}, why = {0};
    seen++;
    if (takes && !has_own_rule(tex, display)) {
        taken++;
        nc_math_convert(simple, &one, &f, &why);
        nc_math_convert(engine, &other, &f, &why);
        if (!CHECK(one.n && nc_str_eq(nc_buf_view(&one), nc_buf_view(&other))))
            fprintf(stderr, "  %.*s\n  C:     %s\n  KaTeX: %s\n", NC_FMT(tex), one.p,
                    other.p ? other.p : why.p);
    } else if (takes) {
        own_rules++;
        printf("by C's own rule (limits in a line): %.*s\n", NC_FMT(tex));
    } else if (!takes && nc_math_convert(engine, &other, &f, &why) != NC_MATH_DONE) {
        failed++;
        printf("failed: %.*s\n  %s\n", NC_FMT(tex), why.p);
    }
    nc_buf_dispose(&one);
    nc_buf_dispose(&other);
    nc_buf_dispose(&why);
}

static void compare_both(const char *tex)
{
    unsigned before = taken;
    compare(nc_str(tex), false);
    compare(nc_str(tex), true);
    if (!CHECK(taken == before + 2))
        fprintf(stderr, "  not taken: %s\n", tex);
}

/* What the notes of the corpora use most, and the rules of rows and scripts. */
static const char *const formulas[] = {"x",
                                       "12",
                                       "3.14",
                                       "1.",
                                       "x.",
                                       "10^6",
                                       "x_i^2",
                                       "x^2_i",
                                       "{a+b}^2",
                                       "{}^2",
                                       "^2",
                                       "_1",
                                       "x'",
                                       "x''^2",
                                       "f'_i(x)",
                                       "x_{i_j}",
                                       "x^{y^z}",
                                       "a=b",
                                       "{=}",
                                       "a_{=}",
                                       "x^*",
                                       "x^{*}",
                                       "-1",
                                       "a<b>c",
                                       "(a,b];!?",
                                       "a/b|c@",
                                       "a~b\\ c",
                                       "a\\,b\\;c\\:d\\!e\\quad f\\qquad g\\enspace h",
                                       "(a+\\dotsb)+\\dotsb+b",
                                       "(a,\\dotsc,b,\\dotsc),\\dotsc,",
                                       "\\sum_{i=1}^n x",
                                       "\\sum_i",
                                       "\\sum^n",
                                       "\\int_0^1 x",

                                       "\\prod\\nolimits_{k}^n",
                                       "\\sin x",
                                       "2\\sin x",
                                       "\\sin(x)",
                                       "\\sin^2 x",
                                       "\\log_2 n",
                                       "n\\log n",
                                       "\\max(a,b)",
                                       "\\max_{i}a_i",
                                       "\\lim_{x\\to0}f",
                                       "\\gcd(a,b)=1",
                                       "\\log\\log n",
                                       "\\sin=1",
                                       "\\log",
                                       "\\operatorname{lcm}(a,b)",
                                       "\\operatorname{f}_i x",
                                       "\\frac12",
                                       "\\frac{a+b}{c}",
                                       "\\frac1{x}",
                                       "\\dfrac{a}{b}",
                                       "\\tfrac{a}{b}",
                                       "\\binom{n}{k}",
                                       "\\sqrt2",
                                       "\\sqrt{x+y}",
                                       "\\frac{\\sqrt{x}}{\\frac{a}{b}}",
                                       "\\left(\\frac{a}{b}\\right)^2",
                                       "\\left|x\\right|",
                                       "\\left\\|x\\right\\|",
                                       "\\left.x\\right|_0",
                                       "\\left\\{x\\right\\}",
                                       "\\left\\lfloor x\\right\\rfloor",
                                       "|x|",
                                       "\\lvert x\\rvert",
                                       "\\|x\\|",
                                       "a\\mid b",
                                       "\\{x\\}",
                                       "\\mathbb{R}",
                                       "\\mathbb R^n",
                                       "\\mathcal{LO}",
                                       "\\mathbf{x}",
                                       "\\mathbf{AB1}",
                                       "\\mathrm{d}x",
                                       "\\mathrm{lcm}",
                                       "\\mathrm{ab12}",
                                       "\\mathit{ab}",
                                       "\\mathtt{a1}",
                                       "\\mathsf{x}",
                                       "\\mathfrak{gA}",
                                       "\\boldsymbol{\\theta}",
                                       "\\boldsymbol{x}",
                                       "\\bm{ab}",
                                       "\\text{if }x",
                                       "\\text{a b}c",
                                       "\\text{\xE5\x90\xA6\xE5\x88\x99}x",
                                       "\xE4\xB8\xAD\xE6\x96\x87",
                                       "\xE4\xB8\xAD_1",
                                       "\\textbf{ab}",
                                       "\\textit{a}",
                                       "\\texttt{ab}",
                                       "\\hat{x}",
                                       "\\bar x",
                                       "\\vec{v}",
                                       "\\tilde a",
                                       "\\dot{x}",
                                       "\\ddot{x}",
                                       "\\overline{ab}",
                                       "\\underline{x}^2",
                                       "a_1,\\ldots,a_n",
                                       "a_1,\\dots,a_n",
                                       "1+\\cdots+n",
                                       "(1\\cdots)",
                                       "a\\iff b",
                                       "a\\implies b",
                                       "a\\bmod b",
                                       "x^{\\prime}",
                                       "{a}_{b}^{c}",
                                       "\\alpha_\\beta^\\gamma",
                                       "O(n\\log n)",
                                       "10^{-9}",
                                       "{x}",
                                       "{{x}}",
                                       "\\frac{n(n+1)}{2}",
                                       "x\\in\\mathbb{R}",
                                       "2^{64}-1",
                                       "0.5",
                                       "1{,}000",
                                       "\\begin{vmatrix}a & b\\\\\n\nc & d\n\n\\end{vmatrix}=ad-bc",
                                       "\\begin{matrix}1\\end{matrix}",
                                       "\\begin{aligned}a&=b+c\\\\&=d\\\\\\end{aligned}",
                                       "\\begin{aligned}a&&b&c\\\\&+&-\\end{aligned}",
                                       "\\begin{aligned}x\\end{aligned}",
                                       "\\begin{gathered}a=b\\\\=\\sum_i c\\end{gathered}",
                                       "\\begin{cases}a&\\text{if }b\\\\-c&d\\end{cases}^2",
                                       "\\overrightarrow{AB}",
                                       "\\overleftarrow x",
                                       "\\widehat{xyz}_1",
                                       "\\widetilde{\\phi}",
                                       "\\bigl(\\bigm|\\Bigr)^2\\Bigg/",
                                       "\\left<x\\right>"};

static void compare_symbol(const char *name)
{
    char tex[64];
    snprintf(tex, sizeof tex, "a\\%s b", name);
    compare_both(tex);
    snprintf(tex, sizeof tex, "x_{\\%s}^{\\%s b}", name, name);
    compare_both(tex);
    snprintf(tex, sizeof tex, "x^\\%s_1",
             name); /* not every sign may be an argument without braces */
    compare(nc_str(tex), false);
}

/* What may only be displayed. */
static void compare_displayed(void)
{
    static const char *const lines[] = {
        "\\begin{align*}a&=b&c&=d\\\\&=2\\end{align*}", "\\begin{gather*}a\\\\b+c\\end{gather*}",
        "\\begin{align*}\\begin{aligned}a\\end{aligned}\\end{align*}"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        unsigned before = taken;
        compare(nc_str(lines[i]), true);
        CHECK(taken == before + 1);
        compare(nc_str(lines[i]), false);
        CHECK(taken == before + 1);
    }
    compare(NC_LIT("\\begin{aligned}\\begin{align*}a\\end{align*}\\end{aligned}"), false);
}

/* Every sign that may grow, at either end. */
static void compare_growing(void)
{
    static const char *const signs[] = {
        "(",       ")",       "[",        "]",        "/",        "|",        ".",
        "\\{",     "\\}",     "\\|",      "\\langle", "\\rangle", "\\lfloor", "\\rfloor",
        "\\lceil", "\\rceil", "\\vert",   "\\lvert",  "\\rvert",  "\\Vert",   "\\lVert",
        "\\rVert", "<",       ">",        "\\lbrace", "\\rbrace", "\\lbrack", "\\rbrack",
        "\\lang",  "\\rang",  "\\uparrow"};
    char tex[64];
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        for (size_t k = 0; k < sizeof signs / sizeof signs[0]; k++) {
            snprintf(tex, sizeof tex, "a\\left%s x^2\\right %s+b", signs[i], signs[k]);
            compare(nc_str(tex), (i + k) % 2);
        }
    static const char *const bigs[] = {"big", "Big", "bigg", "Bigg"}, *const sides[] = {"", "l",
                                                                                        "r", "m"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        for (size_t k = 0; k < 16; k++) {
            snprintf(tex, sizeof tex, "a\\%s%s %s_2 b^{\\%s%s %s}", bigs[k / 4], sides[k % 4],
                     signs[i], bigs[k / 4], sides[k % 4], signs[i]);
            compare(nc_str(tex), k % 2);
        }
    static const char *const broken[] = {"\\left x\\right)", "\\left(x", "x\\right)",
                                         "\\left(\\left[x\\right)\\right]", "\\left"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
        compare(nc_str(broken[i]), false);
}

static unsigned long dice = 1;

static unsigned roll(unsigned sides)
{
    dice = (dice * 6364136223846793005UL + 1442695040888963407UL) & ~0UL;
    return (unsigned)(dice >> 33) % sides;
}

static void glue(struct nc_buf *tex, unsigned depth);

static void glue_group(struct nc_buf *tex, unsigned depth)
{
    nc_buf_char(tex, '{');
    for (unsigned n = 1 + roll(2); n > 0; n--)
        glue(tex, depth);
    nc_buf_char(tex, '}');
}

static void glue_matrix(struct nc_buf *tex, unsigned depth)
{
    static const char *const names[] = {"matrix",  "pmatrix", "bmatrix", "Bmatrix", "vmatrix",
                                        "Vmatrix", "cases",   "aligned", "gathered"};
    const char *name = names[roll(sizeof names / sizeof *names)];
    nc_buf_printf(tex, "\\begin{%s}", name);
    for (unsigned n = roll(6); n > 0; n--) {
        if (roll(4))
            glue(tex, depth);
        nc_buf_puts(tex, roll(2) ? "&" : "\\\\ ");
    }
    nc_buf_printf(tex, "\\end{%s}", name);
}

/* A piece of a formula: a sign, or a command with groups of pieces. */
static void glue(struct nc_buf *tex, unsigned depth)
{
    static const char *const signs[] = {
        "x",        "y'",     "2",      "10",         "3.5",      "+",        "-",
        "=",        "<",      "(",      ")",          ",",        ";",        "!",
        "|",        "[",      "]",      "/",          "*",        ":",        "\\alpha ",
        "\\Gamma ", "\\le ",  "\\to ",  "\\cdot ",    "\\infty ", "\\ldots ", "\\sum ",
        "\\int ",   "\\sin ", "\\max ", "\\partial ", "\\neq ",   "\\times ", "\\forall ",
        "\\{",      "\\}",    "\\% ",   "\\prime ",   "f''",      "\\lim ",   "\\bmod ",
        "\\mid "};
    static const char *const commands[] = {
        "\\sqrt",      "\\mathbb", "\\mathrm",  "\\mathbf",        "\\mathit",  "\\hat",
        "\\bar",       "\\vec",    "\\tilde",   "\\overline",      "\\mathcal", "\\dot",
        "\\underline", "\\mathsf", "\\widehat", "\\overrightarrow"};
    static const char *const pairs[] = {"\\frac", "\\dfrac", "\\tfrac", "\\binom"};
    static const char *const spaces[] = {"\\,", "\\;", "\\quad ", "~"};
    static const char *const words[] = {"\\text{if a}", "\\operatorname{lcm}", "\\mathrm{d}",
                                        "\\textbf{no}", "\\mathbb{R}"};
    unsigned kind = depth ? roll(10) : 6 + roll(4);
    if (kind == 0) {
        nc_buf_puts(tex, commands[roll(sizeof commands / sizeof *commands)]);
        glue_group(tex, depth - 1);
    } else if (kind == 1) {
        nc_buf_puts(tex, pairs[roll(sizeof pairs / sizeof *pairs)]);
        glue_group(tex, depth - 1);
        glue_group(tex, depth - 1);
    } else if (kind == 2) {
        nc_buf_puts(tex, "\\left(");
        glue(tex, depth - 1);
        nc_buf_puts(tex, "\\right]");
    } else if (kind == 3) {
        nc_buf_puts(tex, spaces[roll(sizeof spaces / sizeof *spaces)]);
        return; /* KaTeX knows no scripts of a space */
    } else if (kind == 4 && roll(3) == 0) {
        glue_matrix(tex, depth - 1);
    } else if (kind == 4) {
        nc_buf_puts(tex, words[roll(sizeof words / sizeof *words)]);
    } else {
        nc_buf_puts(tex, signs[roll(sizeof signs / sizeof *signs)]);
    }
    if (depth && roll(4) == 0) {
        nc_buf_char(tex, "_^"[roll(2)]);
        glue_group(tex, depth - 1);
    }
}

/* Formulas that chance puts together, the same ones each time. */
static void compare_glued(void)
{
    for (unsigned i = 0; i < 400; i++) {
        struct nc_buf tex = {0};
        for (unsigned n = 2 + roll(5); n > 0; n--)
            glue(&tex, 3);
        compare(nc_buf_view(&tex), roll(2));
        nc_buf_dispose(&tex);
    }
}

static void compare_file(const char *name)
{
    struct nc_buf all = {0};
    char piece[8192];
    size_t n;
    FILE *f = fopen(name, "rb");
    CHECK(f != NULL);
    while (f && (n = fread(piece, 1, sizeof piece, f)) > 0)
        nc_buf_put(&all, piece, n);
    if (f)
        fclose(f);
    seen = taken = failed = 0;
    for (size_t i = 0; i < all.n;) {
        size_t end = nc_str_find(nc_buf_view(&all), '\0', i);
        compare(nc_str_sub(nc_buf_view(&all), i + 1, end), all.p[i] == 'd');
        i = end + 1;
    }
    printf("%u formulas: %u taken by C, %u by the engine, %u failed\n", seen, taken,
           seen - taken - failed, failed);
    nc_buf_dispose(&all);
}

int main(int argc, char **argv)
{
    struct nc_buf name = {0};
    if (!nc_math_engine(&name)) {
        puts("built without an engine");
        return 77;
    }
    nc_buf_dispose(&name);
    simple = nc_math_new();
    engine = nc_math_new();
    nc_math_engine_only(engine);
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++)
        compare_both(formulas[i]);
    const struct simple_symbol *s;
    size_t symbols = 0;
    for (; (s = simple_symbol_at(symbols)) != NULL; symbols++)
        compare_symbol(s->name);
    CHECK(symbols >= SYMBOLS);
    compare_growing();
    compare_displayed();
    unsigned before = taken;
    compare_glued();
    CHECK(taken - before > 200);
    if (argc > 1)
        compare_file(argv[1]);
    nc_math_free(simple);
    nc_math_free(engine);
    return check_result();
}
