/* Macros, labels and numbers of a note's formulas. */
#include "math/mathnote.h"
#include "tests/unit/check.h"

#include <stdlib.h>

static struct nc_math_note *note;
static uint32_t key;

/* The TeX that the next formula of the note becomes; the numbers after a bar. */
static const char *becomes(const char *tex, bool display)
{
    static struct nc_buf b;
    struct nc_str missing;
    nc_math_note_add(note, ++key, nc_str(tex), display, 0);
    const struct nc_math_entry *e = nc_math_note_get(note, key, &missing);
    nc_buf_clear(&b);
    nc_buf_printf(&b, "%.*s", NC_FMT(e->tex));
    for (size_t i = 0; i < e->number_count; i++)
        nc_buf_printf(&b, "|%.*s", NC_FMT(e->numbers[i].text));
    if (missing.n)
        nc_buf_printf(&b, "!%.*s", NC_FMT(missing));
    if (e->too_much)
        nc_buf_puts(&b, " too much");
    return b.p ? b.p : "";
}

static void test_macros(void)
{
    note = nc_math_note_new();
    CHECK_STR(becomes("\\newcommand{\\R}{\\mathbb{R}}", false), "");
    CHECK_STR(becomes("\\R^n", false), "\\mathbb{R}^n");
    CHECK_STR(becomes("\\newcommand\\abs[1]{|#1|}\\abs{x}", false), "|x|");
    CHECK_STR(becomes("\\abs x+\\abs{\\abs y}", false), "|x|+||y||");
    CHECK_STR(becomes("\\newcommand{\\p}[2][0]{#2_{#1}}\\p x\\p[1]{y}", false), "x_{0}y_{1}");
    CHECK_STR(becomes("\\renewcommand{\\R}{R}\\R x", false), "Rx");
    CHECK_STR(becomes("\\newcommand{\\R}{Q}\\R", false), "Q");
    CHECK_STR(becomes("\\providecommand{\\R}{Z}\\R", false), "Q");
    CHECK_STR(becomes("\\def\\pair#1#2{(#1,#2)}\\pair ab", false), "(a,b)");
    CHECK_STR(becomes("\\DeclareMathOperator{\\lcm}{lcm}\\lcm(a)", false),
              "\\operatorname{lcm}(a)");
    CHECK_STR(becomes("\\DeclareMathOperator*\\am{arg}\\am_x", false), "\\operatorname*{arg}_x");
    CHECK_STR(becomes("\\let\\old\\R\\def\\R{\\old'}\\R", false), "Q'");
    CHECK_STR(becomes("\\def\\a{\\alpha}\\a x\\a", false), "\\alpha x\\alpha");
    CHECK_STR(becomes("\\frac\\a\\R", false), "\\frac\\alpha Q'");
    CHECK_STR(becomes("\\def\\x{\\x}\\x", false), "\\def\\x{\\x}\\x too much");
    CHECK_STR(becomes("\\def\\y{\\y\\y}\\y", false), "\\def\\y{\\y\\y}\\y too much");
    CHECK_STR(becomes("\\def\\u#1.{#1}\\u", false), "\\def\\u#1.{#1}\\u");
    CHECK(nc_math_note_macro(note, NC_LIT("\\ZZ"), NC_LIT("\\mathbb{Z}_{#1}")));
    CHECK(!nc_math_note_macro(note, NC_LIT("a b"), NC_LIT("x")));
    CHECK(!nc_math_note_macro(note, NC_LIT(""), NC_LIT("x")));
    CHECK_STR(becomes("\\ZZ{p}", false), "\\mathbb{Z}_{p}");
    nc_math_note_free(note);
}

static void test_numbers(void)
{
    note = nc_math_note_new();
    CHECK_STR(becomes("x \\tag{A}", true), "x |(A)");
    CHECK_STR(becomes("x \\tag*{A}", true), "x |A");
    CHECK_STR(becomes("x", true), "x");
    CHECK_STR(becomes("x\\label{a}", true), "x|(1)");
    CHECK_STR(becomes("\\begin{equation}y\\end{equation}", true), "y|(2)");
    CHECK_STR(becomes("\\begin{equation*}y\\end{equation*}", true), "y");
    CHECK_STR(becomes("\\begin{align}a&=b\\\\c&=d\\notag\\\\e\\tag{T}\\label{t}\\end{align}", true),
              "\\begin{align*}a&=b\\\\c&=d\\\\e\\end{align*}|(3)||(T)");
    CHECK_STR(becomes("\\begin{align*}a\\\\b\\end{align*}", true),
              "\\begin{align*}a\\\\b\\end{align*}");
    CHECK_STR(
        becomes("\\begin{gather}a\\\\\\begin{matrix}1\\\\2\\end{matrix}\\\\\\end{gather}", true),
        "\\begin{gather*}a\\\\\\begin{matrix}1\\\\2\\end{matrix}\\\\\\end{gather*}|(4)|(5)");
    CHECK_STR(becomes("\\begin{multline}a\\\\b\\end{multline}", true),
              "\\begin{gather*}a\\\\b\\end{gather*}|(6)");
    CHECK_STR(becomes("\\begin{eqnarray}a&=&b\\end{eqnarray}", true),
              "\\begin{darray}{rcl}a&=&b\\end{darray}|(7)");
    CHECK_STR(becomes("x=\\begin{align}a\\end{align}", true), "x=\\begin{aligned}a\\end{aligned}");
    CHECK_STR(becomes("\\begin{align}a\\end{align}", false), "\\begin{aligned}a\\end{aligned}");
    CHECK_STR(becomes("see \\eqref{a}, \\ref{t}", false), "see \\text{(1)}, \\text{T}");
    CHECK_STR(becomes("\\ref{none}", false), "\\text{??}!none");
    nc_math_note_free(note);
}

static void test_references(void)
{
    struct nc_str missing, text;
    note = nc_math_note_new();
    nc_math_note_add(note, 1, NC_LIT("\\eqref{a}"), false, 5);
    nc_math_note_add(note, 2, NC_LIT("x\\label{a}"), true, 6);
    nc_math_note_add(note, 3, NC_LIT("y\\label{a}"), true, 7);
    CHECK(nc_math_note_get(note, 1, &missing) != NULL && !missing.n);
    const struct nc_math_entry *to = nc_math_note_target(note, 1, &text);
    CHECK(to && to->section == 6 && to->id.n == 10 && nc_str_eqz(text, "(1)"));
    CHECK(nc_math_note_target(note, 2, &text) == NULL);
    CHECK(nc_str_eqz(nc_math_note_get(note, 3, &missing)->label, "a"));
    CHECK(nc_math_note_get(note, 4, &missing) == NULL);
    nc_math_note_free(note);
}

/* Each row has its number, however many there are. */
static void test_many_rows(void)
{
    struct nc_buf tex = {0};
    note = nc_math_note_new();
    nc_buf_puts(&tex, "\\begin{align}");
    for (int i = 1; i <= 1200; i++)
        nc_buf_printf(&tex, "%d\\\\", i);
    nc_buf_puts(&tex, "\\end{align}");
    struct nc_str made = nc_str(becomes(tex.p, true));
    CHECK(nc_str_search(made, NC_LIT("1200\\\\\\end{"), 0) < made.n);
    CHECK(nc_str_ends(made, NC_LIT("|(1199)|(1200)")));
    nc_math_note_free(note);
    nc_buf_dispose(&tex);
}

int main(void)
{
    test_macros();
    test_many_rows();
    test_numbers();
    test_references();
    CHECK(nc_math_is_shared(NC_LIT("\\label{a}")) && !nc_math_is_shared(NC_LIT("x^2")));
    return check_result();
}
