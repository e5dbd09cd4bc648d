/* language.c, syntax.c, spans.c: names of languages, and what of their code is emphasised. */
#include "base/buf.h"
#include "code/spans.h"
#include "code/syntax.h"
#include "tests/unit/check.h"

#include <stdlib.h>

struct shown {
    struct nc_buf out;
    struct nc_str text;
    size_t at;
};

/* "[k:int] x" for a keyword. */
static void show(void *ctx, enum nc_code_kind kind, size_t from, size_t to)
{
    struct shown *s = ctx;
    CHECK(from >= s->at && to > from && to <= s->text.n);
    nc_buf_str(&s->out, nc_str_sub(s->text, s->at, from));
    nc_buf_printf(&s->out, "[%c:%.*s]", "cskn"[kind], NC_FMT(nc_str_sub(s->text, from, to)));
    s->at = to;
}

static void check_code(const char *language, const char *text, const char *expected)
{
    struct shown s = {.text = nc_str(text)};
    nc_buf_puts(&s.out, "");
    nc_code_spans(nc_code_language(nc_str(language)), s.text, show, &s);
    nc_buf_str(&s.out, nc_str_sub(s.text, s.at, s.text.n));
    CHECK_STR(s.out.p, expected);
    nc_buf_dispose(&s.out);
}

static void test_names(void)
{
    CHECK_STR(nc_code_language(NC_LIT("PY"))->org, "python");
    CHECK_STR(nc_code_language(NC_LIT("c++"))->name, "cpp");
    CHECK_STR(nc_code_language(NC_LIT("C"))->org, "C");
    CHECK_STR(nc_code_language(NC_LIT("elisp"))->org, "emacs-lisp");
    CHECK_STR(nc_code_language(NC_LIT("golang"))->name, "go");
    CHECK(nc_code_language(NC_LIT("")) == NULL);
    CHECK(nc_code_language(NC_LIT("nothing")) == NULL);
    CHECK(nc_code_language(NC_LIT("py ")) == NULL);
}

static void test_languages(void)
{
    check_code("c", "int x = 0x1F; // no\n/* a\nb */ \"s\\\"t\" 'c'",
               "[k:int] x = [n:0x1F]; [c:// no]\n[c:/* a\nb */] [s:\"s\\\"t\"] [s:'c']");
    check_code("c", "#include <x.h>\nintern(a_if);", "[k:#include] <x.h>\nintern(a_if);");
    check_code("python", "def f(x): # y\n    return '''a\n# b''' + \"c\"",
               "[k:def] f(x): [c:# y]\n    [k:return] [s:'''a\n# b'''] + [s:\"c\"]");
    check_code("rust", "fn f<'a>(x: &'a str) -> char { 'x' }",
               "[k:fn] f<'a>(x: &'a [k:str]) -> [k:char] { [s:'x'] }");
    check_code("rust", "let c = ['\\n', '\\u{1F600}', '\\'', 'é', 'ab', '', '\\u{1F60012345}', '\\",
               "[k:let] c = [[s:'\\n'], [s:'\\u{1F600}'], [s:'\\''], [s:'é'], 'ab', '', "
               "'\\u{[n:1F60012345]}', '\\");
    check_code("c", "x #if\n \t #if y\n#if", "x #[k:if]\n \t [k:#if] y\n[k:#if]");
    check_code("js", "let s = `a\n${b}`;", "[k:let] s = [s:`a\n${b}`];");
    check_code("sql", "Select 'it''s' FROM t -- x",
               "[k:Select] [s:'it'][s:'s'] [k:FROM] t [c:-- x]");
    check_code("bash", "echo \"$#\" # c\nif true; then ls $x#y; fi",
               "[k:echo] [s:\"$#\"] [c:# c]\n[k:if] [k:true]; [k:then] ls $x#y; [k:fi]");
    check_code("json", "{\"a\": \"b\", \"c\": 1.5}", "{[k:\"a\"]: [s:\"b\"], [k:\"c\"]: [n:1.5]}");
    check_code("yaml", "- a-b: 'x' # c\n  d: true",
               "- [k:a-b]: [s:'x'] [c:# c]\n  [k:d]: [k:true]");
    check_code("toml", "a = \"b\"", "[k:a] = [s:\"b\"]");
    check_code("html", "<p class=\"x\">it's</p><!-- c -->",
               "<[k:p] class=[s:\"x\"]>it's</[k:p]>[c:<!-- c -->]");
    check_code("diff", "--- a\n+b\n c\n@@ 1\n", "[c:--- a]\n[k:+b]\n c\n[n:@@ 1]\n");
    check_code("latex", "\\frac{1}{2} % c\\\\", "[k:\\frac]{1}{2} [c:% c\\\\]");
    check_code("haskell", "let x' = 'c' in x' -- d", "[k:let] x' = [s:'c'] [k:in] x' [c:-- d]");
    check_code("css", "@media x { a { b-c: 'd' } } /* e */",
               "[k:@media] x { a { b-c: [s:'d'] } } [c:/* e */]");
    check_code("ruby", "defined?(x) defined x? let*", "[k:defined?](x) defined x? let*");
    check_code("scheme", "(let* ((x 1)) (let x))", "([k:let*] ((x [n:1])) ([k:let] x))");
    check_code("sql", "SELECTs _elect References", "SELECTs _elect [k:References]");
    check_code("c", "int interface_of_thirty_three_letters intx iff if",
               "[k:int] interface_of_thirty_three_letters intx iff [k:if]");
    check_code("nothing", "int x;", "int x;");
    check_code("c", "", "");
    check_code("c", "\"not closed\n'", "\"not closed\n'");
}

/* Words are found by binary search, so they must be in order. */
static void test_tables(void)
{
    static const char *const some[] = {"c",   "cpp",  "python", "rust", "go",   "sql",
                                       "css", "bash", "ruby",   "java", "yaml", "typescript"};
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        const struct nc_syntax *s = nc_syntax_of(some[i]);
        CHECK(s != NULL);
        for (size_t k = 1; s && k < s->keyword_count; k++)
            CHECK(strcmp(s->keywords[k - 1], s->keywords[k]) < 0);
    }
}

/* Each keyword alone, at the end of a text and as a part of a word. */
static void test_keywords(void)
{
    static const char *const some[] = {"c", "python", "go", "java", "rust", "zig", "sql"};
    for (size_t i = 0; i < sizeof some / sizeof some[0]; i++) {
        const struct nc_syntax *s = nc_syntax_of(some[i]);
        for (size_t k = 0; s && k < s->keyword_count; k++) {
            if (s->keywords[k][0] == '#')
                continue;
            struct nc_buf text = {0}, expected = {0};
            const char *word = s->keywords[k];
            nc_buf_printf(&text, "%s (%s_) x_%s\n%s", word, word, word, word);
            nc_buf_printf(&expected, "[k:%s] (%s_) x_%s\n[k:%s]", word, word, word, word);
            check_code(some[i], text.p, expected.p);
            nc_buf_dispose(&text);
            nc_buf_dispose(&expected);
        }
    }
}

int main(void)
{
    test_names();
    test_languages();
    test_tables();
    test_keywords();
    return check_result();
}
