/* Which style sheets of a vault load nothing. */
#include "media/localcss.h"
#include "tests/unit/check.h"

int main(void)
{
    static const char *const good[] = {
        "",
        "p { color: red; background: url(a/b.png) } /* see https://e.org */",
        "@media (max-width: 9em) { h1 { content: 'Note: this // that' } }",
        "@font-face { font-family: F; src: url( \"f.woff2\" ) } a:hover { margin: 0 }",
        "p { background: URL(/a//b.png) } .url(x) q {}",
        "p { background: url(a/b:c.png) } q { background: url(#a:b) }",
        "p { background: url(",
        "p { background: url(ab",
    };
    static const char *const bad[] = {
        "@import url(x.css);",
        "p {}\n@IMPORT 'x';",
        "@imp\\6f rt 'x';",
        "p { background: url(https://e.org/x) }",
        "p { background: url(HTTP://e.org/x) }",
        "p { background: uRl(\n\t \"https://e.org/x\") }",
        "p { background: url('ht\ttps://e.org') }",
        "p { background: url(//e.org/x) }",
        "p { background: url(' /\t/e.org/x') }",
        "p { background: url(https:e.org) }",
        "p { background: url(file:///etc/x) }",
        "p { background: url(data:image/png,x) }",
        "p { background: url(a.png), url(url(//e.org) }",
        "p { background: u\\72l(https://e.org) }",
        "p { background: -webkit-Image-Set(\"https://e.org/x\" 1x) }",
        "p { background: image('//e.org') } ",
        "@font-face { src: src('//e.org') }",
        "p {}</style><script>alert(1)</script>",
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        CHECK_STR(nc_css_danger(nc_str(good[i])) ? good[i] : "", "");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        CHECK_STR(nc_css_danger(nc_str(bad[i])) ? "" : bad[i], "");
    CHECK(nc_css_danger(((struct nc_str){"@\0i\0m\0p\0o\0r\0t\0", 14})) != NULL);
    return check_result();
}
