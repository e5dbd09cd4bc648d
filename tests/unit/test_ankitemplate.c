/* ankitemplate.c: templates of cards, filled as Anki fills them; apkglike.c: how alike texts are.
 */
#include "export/apkg/ankitemplate.h"
#include "export/apkg/apkglike.h"
#include "tests/unit/check.h"

#include <stdlib.h>

static void check_side(const char *tmpl, bool is_answer, const char *expected)
{
    static const char *const names[] = {"Front", "Back", "Empty", "Cloze", NULL};
    const struct nc_str fields[] = {NC_LIT("F"), NC_LIT("<b>B</b>"),
                                    NC_LIT(" <br><DIV></div>\n<br />"),
                                    NC_LIT("a {{c1::x::hint}} {{c2::y}} {{c1::z}}")};
    struct anki_side side = {.names = names,
                             .fields = fields,
                             .cloze = 1,
                             .is_answer = is_answer,
                             .front = NC_LIT("<i>front</i>")};
    struct nc_buf out = {0};
    nc_buf_puts(&out, "");
    anki_render(&out, nc_str(tmpl), &side);
    CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
}

static void test_render(void)
{
    check_side("{{Front}}-{{ Back }}-{{Other}}.", false, "F-<b>B</b>-.");
    check_side("{{FrontSide}}", true, "<i>front</i>");
    check_side("{{type:Front}}", false, "<span class=\"typed\"></span>");
    check_side("{{type:Front}}", true, "F");
    check_side("{{edit:text:Front}}", false, "F");
    check_side("{{cloze:Cloze}}", false,
               "a <span class=\"cloze\" data-ordinal=\"1\">[hint]</span> <span "
               "class=\"cloze-inactive\" data-ordinal=\"2\">y</span> "
               "<span class=\"cloze\" data-ordinal=\"1\">[...]</span>");
    check_side("{{edit:cloze:Cloze}}", true,
               "a <span class=\"cloze\" data-ordinal=\"1\">x</span> <span "
               "class=\"cloze-inactive\" data-ordinal=\"2\">y</span> <span class=\"cloze\" "
               "data-ordinal=\"1\">z</span>");
    check_side("{{Cloze}}", false, "a {{c1::x::hint}} {{c2::y}} {{c1::z}}");
    check_side("{{#Front}}yes{{/Front}}{{#Empty}}no{{/Empty}}{{#Other}}no{{/Other}}.", false,
               "yes.");
    check_side("{{^Front}}no{{/Front}}{{^Empty}}yes{{/Empty}}.", false, "yes.");
    check_side("{{#Empty}}{{#Front}}no{{/Front}}no{{/Empty}}{{#Front}}{{#Empty}}no{{/Empty}}yes{{/"
               "Front}}.",
               false, "yes.");
    check_side("{{/Front}}a{{}}b{{ }}c", false, "abc");
    check_side("a {{Front", false, "a ");
    check_side("{{#Empty}}a {{Front", false, "");
}

static bool cloze_is(const char *field, unsigned number, const char *wanted)
{
    struct nc_buf out = {0};
    anki_cloze(&out, nc_str(field), number, false);
    bool same = nc_str_eqz(nc_buf_view(&out), wanted);
    if (!same)
        fprintf(stderr, "  %s: %.*s\n", field, NC_FMT(nc_buf_view(&out)));
    nc_buf_dispose(&out);
    return same;
}

/* How many marks of clozes nested n deep are left as text. */
static size_t left_open(size_t n)
{
    struct nc_buf s = {0}, out = {0};
    for (size_t i = 0; i < n; i++)
        nc_buf_puts(&s, "{{c1::");
    nc_buf_puts(&s, "x");
    for (size_t i = 0; i < n; i++)
        nc_buf_puts(&s, "}}");
    anki_cloze(&out, nc_buf_view(&s), 2, true);
    size_t left = 0;
    for (size_t at = 0; (at = nc_str_search(nc_buf_view(&out), NC_LIT("{{c1"), at)) < out.n; at++)
        left++;
    nc_buf_dispose(&s);
    nc_buf_dispose(&out);
    return left;
}

static void check_cloze_edges(void)
{
    CHECK(cloze_is("{{c12::x}}", 12, "<span class=\"cloze\" data-ordinal=\"12\">[...]</span>"));
    CHECK(
        cloze_is("{{c1234::x}}", 1234, "<span class=\"cloze\" data-ordinal=\"1234\">[...]</span>"));
    CHECK(cloze_is("{{c12345::x}}", 1, "{{c12345::x}}"));
    CHECK(cloze_is("{{c0::x}}", 1, "{{c0::x}}"));
    CHECK(cloze_is("{{c::x}} {{c1:x}} }}", 1, "{{c::x}} {{c1:x}} }}"));
    CHECK(cloze_is("{{c1::x} }", 1, "x} }"));
    CHECK(cloze_is("{{c2::a{{c1::b}}}}c", 1,
                   "<span class=\"cloze-inactive\" data-ordinal=\"2\">a<span class=\"cloze\" "
                   "data-ordinal=\"1\">[...]</span></span>c"));
    CHECK(left_open(10) == 0);
    CHECK(left_open(11) == 1);
}

static void test_empty(void)
{
    static const char *const empty[] = {"",       " \t\r\n", "<br>",   "</br>",         "<BR/>",
                                        "<br />", "<div>",   "</DIV>", "<div/><div />", NULL};
    static const char *const full[] = {"a", "<br >", "<b>", "<div class>", "&nbsp;", "<br>x", NULL};
    for (const char *const *p = empty; *p; p++)
        if (!CHECK(anki_is_empty(nc_str(*p))))
            fprintf(stderr, "  %s\n", *p);
    for (const char *const *p = full; *p; p++)
        if (!CHECK(!anki_is_empty(nc_str(*p))))
            fprintf(stderr, "  %s\n", *p);
}

static void check_alike(const char *a, const char *b, double expected)
{
    struct apkg_bigrams x = apkg_bigrams_of(nc_str(a)), y = apkg_bigrams_of(nc_str(b));
    double got = apkg_dice(&x, &y), back = apkg_dice(&y, &x);
    if (!CHECK(got > expected - 1e-9 && got < expected + 1e-9 && back > got - 1e-9 &&
               back < got + 1e-9))
        fprintf(stderr, "  %s and %s: %g, %g\n", a, b, got, back);
    free(x.items);
    free(y.items);
}

static void test_alike(void)
{
    check_alike("", "", 1);
    check_alike(" ", "", 1);
    check_alike("", "a", 0);
    check_alike("a", "a", 1);
    check_alike("a", "b", 0);
    check_alike("a", "ab", 0);
    check_alike("night", "nacht", 0.25);
    check_alike("Abc  d", "aBC d", 1);
    check_alike("aaa", "aa", 2.0 / 3);
    check_alike("书本", "书本", 1);
    /* Only the first thousand characters count. */
    struct nc_buf a = {0}, b = {0}, c = {0};
    for (int i = 0; i < 999; i++)
        nc_buf_puts(&a, "书");
    nc_buf_str(&b, nc_buf_view(&a));
    nc_buf_str(&c, nc_buf_view(&a));
    nc_buf_puts(&a, "xy");
    nc_buf_puts(&b, "xz");
    nc_buf_puts(&c, "zy");
    check_alike(a.p, b.p, 1);
    check_alike(a.p, c.p, 998.0 / 999);
    nc_buf_dispose(&a);
    nc_buf_dispose(&b);
    nc_buf_dispose(&c);
}

int main(void)
{
    test_render();
    check_cloze_edges();
    test_empty();
    test_alike();
    return check_result();
}
