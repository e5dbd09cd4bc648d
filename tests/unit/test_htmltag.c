/* Tags are read from whatever begins like one, also where it breaks off. */
#include "parse/html/htmltext.h"
#include "parse/leaf/htmltag.h"
#include "tests/unit/check.h"

static struct nc_html_tag read(const char *html)
{
    struct nc_html_tag t;
    nc_html_tag_read(&t, nc_str(html));
    return t;
}

static void kinds_and_names(void)
{
    CHECK(read("<ll").kind == NC_TAG_OPEN && read("<").kind == NC_TAG_OTHER);
    CHECK_STR(read("<ll").name, "ll");
    CHECK(read("<Br/>").kind == NC_TAG_EMPTY && read("</b >").kind == NC_TAG_CLOSE);
    CHECK_STR(read("<Br/>").name, "br");
    CHECK(read("<!-- a -->").kind == NC_TAG_COMMENT && read("<?a?>").kind == NC_TAG_OTHER);
    struct nc_html_tag t = read("<a href=\"x&amp;y\" b/>");
    struct nc_buf value = {0};
    CHECK(nc_html_attr(&value, &t, "HREF") && nc_str_eqz(nc_buf_view(&value), "x&y"));
    CHECK(!nc_html_attr(&value, &t, "hre"));
    nc_buf_dispose(&value);
}

static void check_shown(const char *text, const char *want)
{
    struct nc_buf out = {0};
    nc_html_decode(&out, nc_str(text));
    CHECK_STR(out.p, want);
    nc_buf_dispose(&out);
}

static void references(void)
{
    check_shown("&amp;&apos;&eacute;", "&'\xC3\xA9");
    check_shown("&#65;&#x42;&#X43;&#1114111;", "ABC\xF4\x8F\xBF\xBF");
    check_shown("&#;&#x;&#65&#x;&# 6;", "&#;&#x;&#65&#x;&# 6;");
    check_shown("&#1234567;&#12345678;&#x10FFFF;&#x1000000;",
                "\xEF\xBF\xBD&#12345678;\xF4\x8F\xBF\xBF&#x1000000;");
    check_shown("&#0;&#xD7FF;&#xD800;&#xDFFF;&#xE000;&#9;&#1;",
                "\xEF\xBF\xBD\xED\x9F\xBF\xEF\xBF\xBD\xEF\xBF\xBD\xEE\x80\x80\t\xEF\xBF\xBD");
    check_shown("&nosuch; &am &;&a& &thetasym; &abcdefghijklmno;",
                "&nosuch; &am &;&a& \xCF\x91 &abcdefghijklmno;");
}

static void autolinks(void)
{
    static const struct {
        const char *text;
        size_t length;
    } cases[] = {
        {"<", 0},
        {"<a", 0},
        {"<ab:", 0},
        {"<ab:>", 5},
        {"<a:>", 0},
        {"<a1+.-:x>", 9},
        {"<1a:x>", 0},
        {"<ab:x y>", 0},
        {"<ab:x<y>", 0},
        {"<ab:x", 0},
        {"<abcdefghijabcdefghijabcdefghijab:>", 35},
        {"<abcdefghijabcdefghijabcdefghijabc:>", 0},
        {"<me@a.b>", 8},
        {"<me@a.b", 0},
        {"<@a.b>", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (!CHECK(nc_autolink_length(nc_str(cases[i].text), 0) == cases[i].length))
            fprintf(stderr, "  %s\n", cases[i].text);
}

/* Every beginning and every end of some tags, alone and as an HTML block. */
static void parts_of_tags(void)
{
    static const char *const tags[] = {"<ll x=\"a'b\" c/>", "</td a='<'>", "<o:p x=>/<!--", "<b/>"};
    for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++) {
        struct nc_str all = nc_str(tags[k]);
        for (size_t from = 0; from < all.n; from++) {
            for (size_t to = from + 1; to <= all.n; to++) {
                struct nc_html_tag t;
                struct nc_buf text = {0};
                struct nc_str part = nc_str_sub(all, from, to);
                nc_html_tag_read(&t, part);
                CHECK(t.attrs.n < part.n);
                CHECK(nc_html_keep_text(&text, part) <= part.n && text.n >= part.n);
                nc_buf_dispose(&text);
            }
        }
    }
}

int main(void)
{
    kinds_and_names();
    references();
    autolinks();
    parts_of_tags();
    return check_result();
}
