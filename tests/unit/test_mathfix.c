/* The tree of a formula: KaTeX's markup read, repaired, printed; and definitions of macros. What
 * KaTeX writes today needs only a part of it. */
#include "math/katexmarkup.h"
#include "math/math.h"
#include "math/mathfix.h"
#include "math/mathwrite.h"
#include "math/texmacro.h"
#include "tests/unit/check.h"

/* expected NULL: the markup is refused. */
static void check_read(const char *markup, const char *expected)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_buf b = {0};
    struct mml_node *root = katex_read(a, nc_str(markup));
    CHECK((root != NULL) == (expected != NULL));
    if (root && expected) {
        nc_buf_puts(&b, "");
        mml_write(&b, root);
        CHECK_STR(b.p, expected);
    }
    nc_buf_dispose(&b);
    nc_arena_free(a);
}

static void test_read(void)
{
    check_read("<span class =\"k\"><math><semantics><mi>x</mi><annotation e=\"t\">x<y</annotation>"
               "</semantics></math></span>",
               "<mi>x</mi>");
    check_read(
        "<mrow><mo lspace=\"0em\">&lt;&amp;&gt;&quot;&#x27;&amp</mo><mspace width=\"1em\"/></mrow>",
        "<mrow><mo lspace=\"0em\">&lt;&amp;&gt;&quot;'&amp;amp</mo><mspace width=\"1em\"/></mrow>");
    check_read("<mi mathvariant=\"a&amp;b\" class=\"c\" id=\"d\" onclick=\"e\">x</mi>",
               "<mi mathvariant=\"a&amp;b\">x</mi>");
    /* The only style kept is a frame that KaTeX gives a colour. */
    check_read(
        "<menclose notation=\"box\" style=\"border: 0.04em solid #f00\"><mi>x</mi></menclose>",
        "<menclose notation=\"box\" style=\"border: 0.04em solid #f00\"><mi>x</mi></menclose>");
    check_read("<mi style=\"color: red\">x</mi>", "<mi>x</mi>");
    check_read("<mi style=\"border: url(x)\">x</mi>", "<mi>x</mi>");
    check_read("<mi style=\"border: 1px;a: b\">x</mi>", "<mi>x</mi>");
    /* Text beside elements is a token. */
    check_read("<mrow>a<mi>x</mi>b</mrow>",
               "<mrow><mtext>a</mtext><mi>x</mi><mtext>b</mtext></mrow>");
    check_read("<mo><mi>x</mi>b</mo>", "<mo><mi>x</mi><mtext>b</mtext></mo>");
    check_read("c", "<mtext>c</mtext>");
    check_read("", "");
    static const char *const bad[] = {"<mi>x",
                                      "<mi>x</mo>",
                                      "</mi>",
                                      "<mi>x</mi></mi>",
                                      "<mi class='x'>x</mi>",
                                      "<mi class>x</mi>",
                                      "<mi class=\"x>x</mi>",
                                      "<mi !>x</mi>",
                                      "<mi",
                                      "<mi/",
                                      "<script>x</script>",
                                      "<mlabeledtr></mlabeledtr>",
                                      NULL};
    for (const char *const *p = bad; *p; p++)
        check_read(*p, NULL);
    struct nc_buf b = {0};
    for (size_t depth = MML_MAX_DEPTH; depth <= MML_MAX_DEPTH + 1; depth++) {
        nc_buf_clear(&b);
        for (size_t k = 0; k < depth; k++)
            nc_buf_puts(&b, "<mrow>");
        for (size_t k = 0; k < depth; k++)
            nc_buf_puts(&b, "</mrow>");
        struct nc_arena *a = nc_arena_new();
        CHECK((katex_read(a, nc_buf_view(&b)) != NULL) == (depth <= MML_MAX_DEPTH));
        nc_arena_free(a);
    }
    nc_buf_clear(&b); /* side by side they are not deep */
    for (size_t k = 0; k < 4 * MML_MAX_DEPTH; k++)
        nc_buf_puts(&b, k % 2 ? "<mspace/>" : "<mi>a</mi>");
    check_read(b.p, b.p);
    nc_buf_dispose(&b);
}

static void check_fixed(const char *markup, const char *expected)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_buf b = {0};
    struct mml_node *root = katex_read(a, nc_str(markup));
    if (CHECK(root != NULL)) {
        mml_fix(a, root);
        mml_write(&b, root);
        CHECK_STR(b.p, expected);
    }
    nc_buf_dispose(&b);
    nc_arena_free(a);
}

static void test_places(void)
{
    check_fixed("<mfrac><mi>a</mi></mfrac>", "<mfrac><mi>a</mi><mrow/></mfrac>");
    check_fixed("<msubsup></msubsup>", "<msubsup><mrow/><mrow/><mrow/></msubsup>");
    check_fixed("<msup><mi>a</mi><mi>b</mi><mo>+</mo><mi>c</mi></msup>",
                "<msup><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mi>c</mi></mrow></msup>");
    check_fixed("<munderover><mi>a</mi><mi>b</mi><mi>c</mi><mi>d</mi></munderover>",
                "<munderover><mi>a</mi><mi>b</mi><mrow><mi>c</mi><mi>d</mi></mrow></munderover>");
    check_fixed("<mroot><mi>a</mi><mi>b</mi></mroot>", "<mroot><mi>a</mi><mi>b</mi></mroot>");
    check_fixed("<msqrt><mi>a</mi><mi>b</mi><mi>c</mi></msqrt>",
                "<msqrt><mi>a</mi><mi>b</mi><mi>c</mi></msqrt>");
}

static void test_tokens(void)
{
    check_fixed("<mo><mi mathvariant=\"normal\">m</mi><mi mathvariant=\"normal\">d</mi></mo>",
                "<mo>md</mo>");
    check_fixed(
        "<mo><mrow><mi mathvariant=\"normal\">m</mi><mi mathvariant=\"normal\">d</mi></mrow></mo>",
        "<mo>md</mo>");
    check_fixed("<mo lspace=\"1em\" rspace=\"0.5em\"><mi>a</mi><mi>b</mi></mo>",
                "<mspace width=\"1em\"/><mi>a</mi><mi>b</mi><mspace width=\"0.5em\"/>");
    check_fixed("<mo lspace=\"0em\" rspace=\"2em\"><mi>a</mi><mi>b</mi></mo>",
                "<mi>a</mi><mi>b</mi><mspace width=\"2em\"/>");
    check_fixed("<mo lspace=\"1em\"><mover><mo>=</mo><mi>a</mi></mover></mo>",
                "<mover><mo lspace=\"1em\" rspace=\"\">=</mo><mi>a</mi></mover>");
    check_fixed("<mi lspace=\"1em\"><mi>a</mi><mi>b</mi></mi>", "<mi>a</mi><mi>b</mi>");
    check_fixed("<mi><mi>a</mi><mo>+</mo></mi>", "<mi>a</mi><mo>+</mo>");
}

/* What says something is kept: an empty mo, a style where a size depends on it. */
static void test_kept(void)
{
    check_fixed("<mo><mrow></mrow></mo>", "<mrow/>");
    check_fixed("<mtable><mtr><mtd><mstyle scriptlevel=\"0\" displaystyle=\"false\"><mi>a</mi>"
                "<mi>b</mi></mstyle></mtd></mtr></mtable>",
                "<mtable><mtr><mtd><mi>a</mi><mi>b</mi></mtd></mtr></mtable>");
    check_fixed(
        "<mfrac><mtable><mtr><mtd><mstyle scriptlevel=\"0\" displaystyle=\"false\">"
        "<mi>a</mi></mstyle></mtd></mtr></mtable><mi>b</mi></mfrac>",
        "<mfrac><mtable><mtr><mtd><mstyle scriptlevel=\"0\" "
        "displaystyle=\"false\"><mi>a</mi></mstyle></mtd></mtr></mtable><mi>b</mi></mfrac>");
    check_fixed("<mi mathvariant=\"bold\">中</mi>", "<mi style=\"font-weight:bold\">中</mi>");
    CHECK(nc_math_turns_direction(NC_LIT("a\xE2\x80\xAE")));
    CHECK(!nc_math_turns_direction(NC_LIT("a\xE2\x80\xAF")));
}

static void test_joins(void)
{
    check_fixed("<mn>1</mn><mn>2</mn><msup><mn>3</mn><mn>4</mn></msup>",
                "<msup><mn>123</mn><mn>4</mn></msup>");
    check_fixed("<mn mathcolor=\"red\">1</mn><mn>2</mn>", "<mn mathcolor=\"red\">1</mn><mn>2</mn>");
    check_fixed("<mn mathcolor=\"red\">1</mn><mn mathcolor=\"red\">2</mn>",
                "<mn mathcolor=\"red\">12</mn>");
    check_fixed("<mn mathcolor=\"red\">1</mn><mn mathcolor=\"blue\">2</mn>",
                "<mn mathcolor=\"red\">1</mn><mn mathcolor=\"blue\">2</mn>");
    check_fixed("<mn>1</mn><mfrac><mn>2</mn><mn>3</mn></mfrac>",
                "<mn>1</mn><mfrac><mn>2</mn><mn>3</mn></mfrac>");
    check_fixed("<mtext>a</mtext><mtext>b</mtext><mi>c</mi><mtext>d</mtext>",
                "<mtext>ab</mtext><mi>c</mi><mtext>d</mtext>");
    check_fixed("<mfrac><mtext>a</mtext><mtext>b</mtext></mfrac>",
                "<mfrac><mtext>a</mtext><mtext>b</mtext></mfrac>");
}

static void test_letters(void)
{
    check_fixed("<mi mathvariant=\"double-struck\">R</mi><mi mathvariant=\"script\">a</mi>",
                "<mi>ℝ</mi><mi>𝒶</mi>");
    check_fixed("<mi mathvariant=\"bold\">α</mi><mi mathvariant=\"bold\">∇</mi><mi "
                "mathvariant=\"bold\">ϵ</mi>",
                "<mi>𝛂</mi><mi>𝛁</mi><mi>𝛜</mi>");
    CHECK(mml_letter('h', "italic") == 0x210E && mml_letter('g', "italic") == 0x1D454);
    CHECK(mml_letter('A', "nothing") == 'A' && mml_letter('A', "bold") == 0x1D400);
    CHECK(mml_letter('Z', "bold") == 0x1D419 && mml_letter('[', "bold") == '[');
    CHECK(mml_letter('9', "bold") == 0x1D7D7 && mml_letter('9', "italic") == '9');
    CHECK(mml_letter(0x3A9, "bold") == 0x1D6C0 && mml_letter(0x3C9, "bold") == 0x1D6DA);
    CHECK(mml_letter(0x3D6, "bold") == 0x1D6E1 && mml_letter(0x3AA, "bold") == 0x3AA);
    CHECK(mml_letter(0x3B1, "fraktur") == 0x3B1);
}

/* Colours that MathML does not name, and characters that would turn the direction. */
static void test_written(void)
{
    check_fixed("<mstyle mathcolor=\"teal\"><mi>a</mi></mstyle><mstyle "
                "mathcolor=\"#123456\"><mi>b</mi></mstyle>"
                "<mstyle mathcolor=\"orange\"><mi>c</mi></mstyle><mstyle "
                "mathbackground=\"pink\"><mi>d</mi></mstyle>",
                "<mstyle mathcolor=\"teal\"><mi>a</mi></mstyle><mstyle "
                "mathcolor=\"#123456\"><mi>b</mi></mstyle>"
                "<mstyle style=\"color:orange\"><mi>c</mi></mstyle><mstyle "
                "style=\"background-color:pink\"><mi>d</mi></mstyle>");
    check_fixed("<mtext>a\xE2\x80\xAE"
                "b\xE2\x81\xA6"
                "c\xE2\x80\x8E"
                "d\xD8\x9C"
                "e</mtext>",
                "<mtext>abcde</mtext>");
    check_fixed("<mtext>a\xE2\x80\x90"
                "b\xE2\x81\xAA"
                "c\xE2\x80\xA9"
                "d</mtext>",
                "<mtext>a\xE2\x80\x90"
                "b\xE2\x81\xAA"
                "c\xE2\x80\xA9"
                "d</mtext>");
}

/* expected NULL: it needs more than a line. */
static void check_html(const char *markup, const char *expected)
{
    struct nc_arena *a = nc_arena_new();
    struct nc_buf b = {0};
    struct mml_node *root = katex_read(a, nc_str(markup));
    nc_buf_puts(&b, "");
    if (CHECK(root != NULL)) {
        bool fits = mml_write_html(&b, root);
        CHECK(fits == (expected != NULL));
        CHECK_STR(b.p, expected ? expected : "");
    }
    nc_buf_dispose(&b);
    nc_arena_free(a);
}

static void test_html(void)
{
    check_html("<mi>x</mi><msup><mi>y</mi><mn>2</mn></msup>", "<i>x</i><i>y</i><sup>2</sup>");
    check_html("<mover><mi>x</mi><mo>~</mo></mover>", "<i>x\xCC\x83</i>");
    check_html("<mover><mi>x</mi><mo>\xC2\xB4</mo></mover>", "<i>x\xCC\x81</i>");
    check_html("<mover accent=\"true\"><mi>x</mi><mo>?</mo></mover>", NULL);
    check_html("<mover accent=\"true\"><mi>xy</mi><mo>~</mo></mover>", NULL);
    check_html("<mstyle mathcolor=\"red\"><mi>x</mi></mstyle>", NULL);
    check_html("<mstyle mathbackground=\"red\"><mi>x</mi></mstyle>", NULL);
    check_html("<mstyle displaystyle=\"true\"><mi>x</mi></mstyle>", "<i>x</i>");
    check_html("<mpadded><mi>x</mi></mpadded>", NULL);
    check_html("<mtable><mtr><mtd><mi>x</mi></mtd></mtr></mtable>", NULL);
    check_html("<munder><mo>∑</mo><mo stretchy=\"true\">⏟</mo></munder>", NULL);
    check_html("<msqrt><mi>x</mi></msqrt>", "√<i>x</i>");
    check_html("<msqrt><mi>x</mi><mi>y</mi></msqrt>", NULL);
    check_html("<mfrac><mi>x</mi><mn>2</mn></mfrac>", "<i>x</i>/2");
    check_html("<mfrac linethickness=\"0px\"><mi>x</mi><mn>2</mn></mfrac>", NULL);
}

static void check_expanded(const char *tex, const char *expected, size_t max)
{
    struct nc_arena *a = nc_arena_new();
    struct tex_macros m = {.arena = a};
    struct nc_buf b = {0};
    nc_buf_puts(&b, "");
    bool ok = tex_expand(&b, &m, nc_str(tex), max);
    CHECK(ok == (expected != NULL));
    CHECK_STR(b.p, expected ? expected : "");
    tex_macros_dispose(&m);
    nc_buf_dispose(&b);
    nc_arena_free(a);
}

static void test_macros(void)
{
    static const struct {
        const char *tex, *expected;
    } uses[] = {{"\\newcommand{\\x}[1]{a#1b}\\x{c}\\x d", "acbadb"},
                {"\\newcommand\\x{\\alpha}\\x y", "\\alpha y"},
                {"\\newcommand*{ \\x }[ 2 ][o]{#1-#2}\\x{b}\\x[p]{c}", "o-bp-c"},
                {"\\newcommand{\\x}[0][o]{z}\\x[q]", "z[q]"},
                {"\\newcommand{\\x}[1]{#1#2##}\\x a", "a#2##"},
                {"\\newcommand{\\x}{a}\\renewcommand{\\x}{b}\\x", "b"},
                {"\\providecommand{\\x}{a}\\providecommand{\\x}{b}\\x", "a"},
                {"\\newcommand{\\x}{a}\\newcommand{\\y}{\\x\\x}\\y b", "aab"},
                {"\\def\\x#1#2{#2#1}\\x ab", "ba"},
                {"\\gdef \\x{{a}}\\x", "{a}"},
                {"\\DeclareMathOperator{\\x}{foo}\\x", "\\operatorname{foo}"},
                {"\\DeclareMathOperator*{\\x}{foo}\\x", "\\operatorname*{foo}"},
                {"\\let\\x=\\alpha\\x", "\\alpha"},
                {"\\let\\x a\\x", "a"},
                {"\\newcommand{\\y}[1]{<#1>}\\let\\x\\y\\x b", "<b>"},
                {"\\newcommand{\\y}{a}\\let\\x=\\y\\renewcommand{\\y}{b}\\x\\y", "ab"}};
    for (size_t k = 0; k < sizeof uses / sizeof *uses; k++)
        check_expanded(uses[k].tex, uses[k].expected, 1000);
    /* What is no definition, or no use, stays as it is. */
    static const char *const kept[] = {"\\newcommand\\x[a]{b}",
                                       "\\newcommand\\x[10]{b}",
                                       "\\newcommand\\x[]{b}",
                                       "\\newcommand{x}{b}",
                                       "\\newcommand{\\x y}{b}",
                                       "\\newcommand{\\}{b}",
                                       "\\newcommand{\\x",
                                       "\\newcommand{\\x}",
                                       "\\newcommand{\\x}[1]",
                                       "\\newcommand",
                                       "\\def\\x#2{b}",
                                       "\\def\\x a{b}",
                                       "\\def x{b}",
                                       "\\def\\x{b",
                                       "\\def\\x",
                                       "\\def",
                                       "\\let x=a",
                                       "\\let\\x",
                                       "\\let\\x=",
                                       "\\let\\x={a",
                                       "\\DeclareMathOperator{x}{y}",
                                       "\\DeclareMathOperator{\\x}",
                                       "\\newcommands{\\x}{b}",
                                       "a\\b{c}_\\\\",
                                       NULL};
    for (const char *const *p = kept; *p; p++)
        check_expanded(*p, *p, 1000);
    check_expanded("\\newcommand{\\x}[1]{a}{\\x}\\x", "{\\x}\\x", 1000);
    check_expanded("\\def\\x{aaaa}\\x", "aaaa", 4);
    check_expanded("\\def\\x{aaaa}\\x", NULL, 3);
    check_expanded("\\def\\x{\\x}\\x", NULL, 1000);
    check_expanded("\\def\\x{\\x\\x}\\x", NULL, 1000000);
    CHECK(tex_may_define(NC_LIT("a \\def b")) && tex_may_define(NC_LIT("\\let")));
    CHECK(!tex_may_define(NC_LIT("def \\frac{a}{b}")));
}

int main(void)
{
    test_read();
    test_places();
    test_tokens();
    test_kept();
    test_joins();
    test_letters();
    test_written();
    test_html();
    test_macros();
    return check_result();
}
