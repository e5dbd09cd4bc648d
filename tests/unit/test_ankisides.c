/* Sides of cards: sections, filters and clozes of Anki's templates. */
#include "export/apkg/ankitemplate.h"
#include "tests/unit/check.h"

static const char *const names[] = {"Front", "Back", "Empty", NULL};

static bool shows(const char *tmpl, bool is_answer, const char *wanted)
{
    const struct nc_str fields[] = {NC_LIT("f"), NC_LIT("a {{c1::b::hint}} {{c2::c}}"),
                                    NC_LIT(" <BR>\n<div></div>")};
    struct anki_side side = {names, fields, 1, is_answer, NC_LIT("(front)")};
    struct nc_buf out = {0};
    anki_render(&out, nc_str(tmpl), &side);
    bool same = nc_str_eqz(nc_buf_view(&out), wanted);
    if (!same)
        fprintf(stderr, "  %s: %.*s\n", tmpl, NC_FMT(nc_buf_view(&out)));
    nc_buf_dispose(&out);
    return same;
}

static void check_sections(void)
{
    CHECK(shows("{{Front}} {{ Front }}{{}}", false, "f f"));
    CHECK(shows("{{#Front}}x{{/Front}}{{^Front}}y{{/Front}}", false, "x"));
    CHECK(shows("{{#Empty}}x{{/Empty}}{{^Empty}}y{{/Empty}}z", false, "yz"));
    CHECK(shows("{{^Front}}{{#Front}}x{{/Front}}y{{/Front}}z", false, "z"));
    CHECK(shows("{{#Front}}{{^Front}}x{{/Front}}y{{/Front}}z", false, "yz"));
    CHECK(shows("{{#None}}x{{/None}}{{None}}{{/Front}}z{{Fr", false, "z"));
    CHECK(shows("{{FrontSide}}-{{hint:Front}}", true, "(front)-f"));
    CHECK(shows("{{type:Front}}", true, "f"));
    CHECK(shows("{{type:Front}}", false, "<span class=\"typed\"></span>"));
}

static void check_clozes(void)
{
    CHECK(shows("{{cloze:Back}}", false,
                "a <span class=\"cloze\">[hint]</span> <span class=\"cloze-inactive\">c</span>"));
    CHECK(shows("{{edit:cloze:Back}}", true,
                "a <span class=\"cloze\">b</span> <span class=\"cloze-inactive\">c</span>"));
    CHECK(shows("{{text:Back}}", true, "a {{c1::b::hint}} {{c2::c}}"));
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

/* Of clozes nested n deep, how many marks are left as text. */
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
    CHECK(cloze_is("{{c12::x}}", 12, "<span class=\"cloze\">[...]</span>"));
    CHECK(cloze_is("{{c1234::x}}", 1234, "<span class=\"cloze\">[...]</span>"));
    CHECK(cloze_is("{{c12345::x}}", 1, "{{c12345::x}}"));
    CHECK(cloze_is("{{c0::x}}", 1, "{{c0::x}}"));
    CHECK(cloze_is("{{c::x}} {{c1:x}} }}", 1, "{{c::x}} {{c1:x}} }}"));
    CHECK(cloze_is("{{c1::x} }", 1, "x} }"));
    CHECK(cloze_is("{{c2::a{{c1::b}}}}c", 1,
                   "<span class=\"cloze-inactive\">a<span class=\"cloze\">[...]</span></span>c"));
    CHECK(left_open(10) == 0);
    CHECK(left_open(11) == 1);
}

static bool is_empty(const char *s)
{
    return anki_is_empty(nc_str(s));
}

static void check_empty(void)
{
    static const char *const nothing[] = {"",       "\t \r\n", "<br>",   "</br>",  "<br/>",
                                          "<br />", "<DIV>",   "</div>", "<div/>", "<div />"};
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
        CHECK(is_empty(nothing[i]));
    CHECK(!is_empty("<p>"));
    CHECK(!is_empty("<br>x"));
    CHECK(!is_empty("<div class>"));
}

int main(void)
{
    check_sections();
    check_clozes();
    check_cloze_edges();
    check_empty();
    return check_result();
}
