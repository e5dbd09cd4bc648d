/* The filter of formulas, and text that stays text when it is composed. */
#include "base/uchar.h"
#include "base/xmltext.h"
#include "check.h"
#include "math/texsafe.h"

#include <stdlib.h>

static void is(const char *tex, const char *expected, const char *removed)
{
    struct nc_buf out = {0};
    nc_buf_puts(&out, "");
    struct nc_str got = nc_tex_safe(&out, nc_str(tex));
    CHECK_STR(out.p ? out.p : "", expected);
    if (!CHECK(nc_str_eqz(got, removed)))
        fprintf(stderr, "  of %s: %.*s\n", tex, NC_FMT(got));
    nc_buf_dispose(&out);
}

static void check_commands(void)
{
    is("x^2 \\frac{a}{b}", "x^2 \\frac{a}{b}", "");
    is("\\href{javascript:alert(1)}{click}", " {click}", "\\href");
    is("\\href % why\n {u{v}w} {x}", "  {x}", "\\href");
    is("\\href\\url{x}", " {x}", "\\href");
    is("\\href j x", "  x", "\\href");
    is("\\hrefs{a}{b}", "\\hrefs{a}{b}", "");
    is("\\let\\x=\\href \\x{a}{b}", "\\let\\x= {a}{b}", "\\href");
    is("\\url{http://a_b}", "\\text{http://a_b}", "\\url");
    is("a\\includegraphics[width=1em]{x.png}b", "a b", "\\includegraphics");
    is("\\require{html}x", " x", "\\require");
    is("\\style{background:url(x)}{y}", " {y}", "\\style");
    is("\\class{a}{y}\\cssId{a}{z}\\data{a=b}{c}", " {y} {z} {c}", "\\class");
    is("\\htmlStyle{a}{y}", " {y}", "\\htmlStyle");
    is("\\mmlToken{mi}[href=\"javascript:1\"]{x}", " [href=\"javascript:1\"]{x}", "\\mmlToken");
    is("\\text{see $\\href{u}{v}$}", "\\text{see $ {v}$}", "\\href");
    is("\\input{/etc/passwd}x", " x", "\\input");
    is("\\immediate\\write18{ls}", "  18{ls}", "\\immediate");
    is("\\csname href\\endcsname{x}{y}", "  href\\endcsname{x}{y}", "\\csname");
    is("^^5chref{x}{y} a^{b}", "^ ^5chref{x}{y} a^{b}", "^^");
    is("^^^", "^ ^ ^", "^^");
    is("\\hr\\href{x}ef{javascript:1}{y}", "\\hr ef{javascript:1}{y}", "\\href");
}

static void check_options(void)
{
    is("\\bbox[5px,yellow]{x}", "\\bbox[5px,yellow]{x}", "");
    is("\\bbox[border:1px solid;background:url(http://x)]{x}", " {x}", "\\bbox");
    is("\\unicode{65}", "\\unicode{65}", "");
    is("\\unicode[a;b:url(c)]{65}", " {65}", "\\unicode");
    is("\\colorbox{red}{x}", "\\colorbox{red}{x}", "");
    is("\\fcolorbox{red}{#ff0}{x}", "\\fcolorbox{red}{#ff0}{x}", "");
    is("\\fcolorbox{red;background:url(x)}{blue}{x}", " {x}", "\\fcolorbox");
}

static void check_shape(void)
{
    is("a \\) [b \\( c", "a ) [b ( c", "");
    is("\\text{a \\(x\\) b}", "\\text{a \\(x\\) b}", "");
    is("a\\\\[2pt] b", "a\\\\[2pt] b", "");
    is("x\\", "x\\ ", "");
    is("x\\\\", "x\\\\", "");
    is("\\href", " ", "\\href");
    is("\\href{abc", " ", "\\href");
    is("\\bbox[abc", "\\bbox[abc", "");
    is("", "", "");
}

static void check_linear(void)
{
    static const char *const pieces[] = {"\\href{", "\\bbox[", "\\href", "{", "\\fcolorbox{a}"};
    for (size_t k = 0; k < sizeof pieces / sizeof pieces[0]; k++) {
        struct nc_buf tex = {0}, out = {0};
        for (int i = 0; i < 200000; i++)
            nc_buf_puts(&tex, pieces[k]);
        nc_tex_safe(&out, nc_buf_view(&tex));
        CHECK(out.n <= tex.n + 1);
        nc_buf_dispose(&tex);
        nc_buf_dispose(&out);
    }
}

static void composed(const char *text, const char *expected)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_buf_puts(&html, "<p>");
    nc_xml_escape(&html, nc_str(text));
    nc_nfc(&nfc, nc_buf_view(&html));
    CHECK_STR(nfc.p, expected);
    nc_buf_dispose(&html);
    nc_buf_dispose(&nfc);
}

static void check_text(void)
{
    composed("a < b & \"c\" > d\r", "<p>a &lt; b &amp; &quot;c&quot; &gt; d&#13;");
    composed("\xCC\xB8 onclick=x", "<p>&#824; onclick=x");
    composed("\xCC\x81\xCC\xB8 onclick=x", "<p>\xCC\x81&#824; onclick=x");
    composed("e\xCC\x81", "<p>\xC3\xA9");
    composed("[\x7Fsound:x]", "<p>[\xEF\xBF\xBDsound:x]");
    composed("\xFF\x01", "<p>\xEF\xBF\xBD\xEF\xBF\xBD");
}

int main(void)
{
    check_commands();
    check_options();
    check_shape();
    check_linear();
    check_text();
    return check_result();
}
