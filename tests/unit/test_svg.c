/* svg.c, svgtable.c and svgcss.c: what is kept of a drawing and what is removed. */
#include "media/svg.h"
#include "tests/unit/check.h"

#include <libxml/parser.h>
#include <unistd.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS " xmlns=\"http://www.w3.org/2000/svg\""
/* What every cleaned drawing begins with. */
#define SVG HEAD "<svg" NS " xmlns:xlink=\"http://www.w3.org/1999/xlink\""

static void check_losses(const char *svg, const char *expected, unsigned losses)
{
    struct nc_buf out = {0}, again = {0};
    unsigned lost = 0;
    nc_buf_puts(&out, "");
    nc_buf_puts(&again, "");
    bool ok = nc_svg_clean(&out, nc_str(svg), &lost);
    CHECK(ok == (expected[0] != 0));
    CHECK_STR(out.p, expected);
    CHECK(lost == losses);
    if (ok && nc_svg_clean(&again, nc_buf_view(&out), &lost))
        CHECK_STR(again.p, expected);
    nc_buf_dispose(&out);
    nc_buf_dispose(&again);
}

static void check_svg(const char *svg, const char *expected)
{
    check_losses(svg, expected, 0);
}

/* An element in a drawing, and what it becomes. */
static void check_in(const char *element, const char *expected, unsigned losses)
{
    struct nc_buf in = {0}, out = {0};
    nc_buf_printf(&in, "<svg%s xmlns:x=\"http://www.w3.org/1999/xlink\">%s</svg>", NS, element);
    if (expected[0])
        nc_buf_printf(&out, "%s>%s</svg>\n", SVG, expected);
    else
        nc_buf_printf(&out, "%s/>\n", SVG);
    check_losses(in.p, out.p, losses);
    nc_buf_dispose(&in);
    nc_buf_dispose(&out);
}

static void test_kept(void)
{
    check_in("<g id=\"a\"><text>x &amp; \xE4\xB8\xAD</text></g> <use href=\"#a\"/>",
             "<g id=\"a\"><text>x &amp; \xE4\xB8\xAD</text></g><use xlink:href=\"#a\"/>", 0);
    check_in("<image width=\"1\" height=\"1\" x:href=\"data:image/png;base64,A\n A\"/>",
             "<image width=\"1\" height=\"1\" xlink:href=\"data:image/png;base64,AA\"/>", 0);
    check_in("<a href=\"https://example.org\"><text>x<a>y</a></text></a>",
             "<g><text>x<tspan>y</tspan></text></g>", 0);
    /* Names declared in the document type; entities that nothing declares. */
    check_svg("<!DOCTYPE svg [<!ENTITY n \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&n;\"/>",
              SVG "/>\n");
    check_svg("<!DOCTYPE svg PUBLIC \"a\" \"b\"><svg" NS "><text>a&nbsp;b</text></svg>",
              SVG "><text>a\xC2\xA0"
                  "b</text></svg>\n");
    check_losses(
        "<!DOCTYPE svg PUBLIC \"a\" \"b\"><svg" NS "><foreignObject>"
        "<p xmlns=\"http://www.w3.org/1999/xhtml\">a&nbsp;b&own;</p></foreignObject></svg>",
        SVG "><text dy=\"1em\">a\xC2\xA0"
            "b</text></svg>\n",
        NC_SVG_HTML);
    check_losses("<!DOCTYPE svg PUBLIC \"a\" \"b\"><svg" NS "><text>a&own;b</text></svg>",
                 SVG "><text>ab</text></svg>\n", NC_SVG_ELEMENT);
    /* Another encoding, and none that hides its tags. */
    check_svg("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><svg" NS "><text>\xE9</text></svg>",
              SVG "><text>\xC3\xA9</text></svg>\n");
    check_svg("<?xml version=\"1.0\" encoding=\"UTF-7\"?><svg" NS "/>", "");
    /* A namespace that was forgotten. */
    check_svg("<svg><g/></svg>", SVG "><g/></svg>\n");
    check_in("<switch><foreignObject width=\"1\" height=\"1\"/><g/></switch>",
             "<switch><g/></switch>", 0);
}

/* In these < > = and quotes are the bytes of ASCII, so the tags can be counted before it is read.
 */
static void test_encodings(void)
{
    static const char *const encodings[] = {"utf-8",        "US-ASCII",  "ISO-8859-15",
                                            "windows-1252", "GB2312",    "Big5",
                                            "EUC-KR",       "Shift_JIS", "KOI8-R"};
    char svg[200];
    for (size_t i = 0; i < sizeof encodings / sizeof encodings[0]; i++) {
        snprintf(svg, sizeof svg, "<?xml version=\"1.0\" encoding = '%s'?><svg" NS "/>",
                 encodings[i]);
        check_svg(svg, SVG "/>\n");
    }
}

static void test_dropped(void)
{
    check_svg("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><!-- c --><?p?>"
              "<svg" NS "><!-- c --><?q?><g/></svg><!-- d -->",
              SVG "><g/></svg>\n");
    check_losses("<svg" NS " onload=\"a()\"><script>a()</script><g onclick=\"a()\"/></svg>",
                 SVG "><g/></svg>\n", NC_SVG_SCRIPT);
    check_in("<image width=\"1\" height=\"1\" x:href=\"http://a/b.png\"/>",
             "<image width=\"1\" height=\"1\"/>", NC_SVG_REMOTE);
    check_in("<image width=\"1\" height=\"1\" href=\"data:image/svg+xml;base64,AA\"/>",
             "<image width=\"1\" height=\"1\"/>", NC_SVG_REMOTE);
    check_in("<use x:href=\"//a/b#c\"/><use href=\"#none\"/>", "<use/><use/>", NC_SVG_REMOTE);
    check_in("<rect width=\"1\" height=\"1\"><animate attributeName=\"x\" to=\"2\"/></rect>",
             "<rect width=\"1\" height=\"1\"/>", NC_SVG_MOTION);
    check_in("<rect width=\"1\"/><sodipodi:x xmlns:sodipodi=\"s\"/><blink/>text<metadata/>", "",
             NC_SVG_ELEMENT);
    check_in("<g data-name=\"a\" xmlns:i=\"i\" i:label=\"b\" role=\"img\"/>", "<g/>", 0);
    check_in("<foreignObject x=\"1\" y=\"2\" width=\"3\" height=\"4\">"
             "<div xmlns=\"http://www.w3.org/1999/xhtml\" style=\"font-size:9px;x:y\"><p>a</p>\n"
             " <iframe src=\"b\"/> c</div></foreignObject>",
             "<text x=\"1\" y=\"2\" dy=\"1em\" font-size=\"9px\">a c</text>", NC_SVG_HTML);
    check_in("<foreignObject><div xmlns=\"http://www.w3.org/1999/xhtml\">a<br/>b<b>c</b>d"
             "<p>e</p><i>f</i>g</div>h</foreignObject>",
             "<text dy=\"1em\">a bcd e fg h</text>", NC_SVG_HTML);
    check_in(
        "<foreignObject style=\"fill:red\" dy=\"3\" font-size=\"2px\">"
        "<p xmlns=\"http://www.w3.org/1999/xhtml\" style=\"font-size: 9px\">a</p></foreignObject>",
        "<text dy=\"1em\" font-size=\"9px\" style=\"fill:red;\">a</text>", NC_SVG_HTML);
}

/* Each id once, and as XML and old readers take it, with what refers to it. */
static void test_ids(void)
{
    check_in("<g id=\"a\"><g id=\"a\"/></g>", "<g id=\"a\"><g/></g>", 0);
    check_in("<g id=\"1 x\"/><use href=\"#1 x\"/><g id=\"\xE4\xB8\xAD\"/><g id=\"\"/>",
             "<g id=\"_31_20x\"/><use xlink:href=\"#_31_20x\"/><g id=\"_e4_b8_ad\"/><g/>", 0);
    check_in("<clipPath id=\"b:c\"/><g clip-path=\"url(#b:c)\" style=\"fill: url( '#b:c' ) red\"/>",
             "<clipPath id=\"b_3ac\"/>"
             "<g clip-path=\"url(#b_3ac)\" style=\"fill:url(#b_3ac) red;\"/>",
             0);
    /* epubcheck: a fill leads to a gradient or a pattern, use to something that is drawn. */
    check_in(
        "<linearGradient id=\"g\"/><circle id=\"c\" r=\"1\"/><use href=\"#g\"/><use href=\"#c\"/>"
        "<g fill=\"url(#c)\" stroke=\"url(#g)\"/>",
        "<linearGradient id=\"g\"/><circle id=\"c\" r=\"1\"/><use/><use xlink:href=\"#c\"/>"
        "<g fill=\"none\" stroke=\"url(#g)\"/>",
        0);
    check_in("<g fill=\"url(#none)\"/><blink id=\"b\"/><use href=\"#b\"/>",
             "<g fill=\"none\"/><use/>", NC_SVG_ELEMENT);
}

/* Values that SVG 1.1 does not know become style where they mean something. */
static void test_values(void)
{
    check_in("<text font-style=\"'drawn', serif\" unicode-bidi=\"plaintext\" class=\"a\">x</text>"
             "<text font-style=\"italic\" font-weight=\"bold\">y</text>",
             "<text class=\"a\" style=\"font-style:'drawn', serif;\">x</text>"
             "<text font-style=\"italic\" font-weight=\"bold\">y</text>",
             0);
    check_in("<text direction=\"up\">x</text>", "<text>x</text>", 0);
    check_in("<g paint-order=\"stroke\" style=\"fill:red\" mix-blend-mode=\"multiply\"/>",
             "<g style=\"paint-order:stroke;mix-blend-mode:multiply;fill:red;\"/>", 0);
    check_in("<g fill=\"u\\72l(http://a)\" stroke=\"url(http://a)\"/>", "<g stroke=\"none\"/>",
             NC_SVG_REMOTE);
    check_in("<g xml:lang=\"zh-Hans\" xml:space=\"preserve\"/><g xml:lang=\"not-well-formed!\"/>",
             "<g xml:lang=\"zh-Hans\" xml:space=\"preserve\"/><g/>", 0);
    check_in("<svg preserveAspectRatio=\"xMidYMid slice\"/><svg preserveAspectRatio=\"a\"/>",
             "<svg preserveAspectRatio=\"xMidYMid slice\"/><svg/>", 0);
}

static void check_css(const char *css, const char *expected, unsigned losses)
{
    struct nc_buf in = {0}, out = {0};
    nc_buf_printf(&in, "<g id=\"a\"/><style class=\"fonts\"><![CDATA[%s]]></style>", css);
    if (expected[0])
        nc_buf_printf(&out, "<g id=\"a\"/><style>%s</style>", expected);
    else
        nc_buf_puts(&out, "<g id=\"a\"/><style/>");
    check_in(in.p, out.p, losses);
    nc_buf_dispose(&in);
    nc_buf_dispose(&out);
}

static void test_css(void)
{
    check_css("t { fill : red ; } /* c */ .a,g{stroke:url(#a)}",
              "t{fill:red;}.a,g{stroke:url(#a);}", 0);
    check_css("@import url(http://a/b.css); t{fill:red}", "t{fill:red;}", NC_SVG_REMOTE);
    check_css("a URL(//x) b{fill:red} t{fill:red}", "t{fill:red;}", 0);
    check_css("@font-face{font-family:x;src:url(http://a)} t{fill:red}", "t{fill:red;}",
              NC_SVG_FONT);
    check_css("t{fill:url(http://a#b);background:url(\"//a\")}", "t{fill:none;background:none;}",
              NC_SVG_REMOTE);
    check_css("t{fill:image-set('http://a' 1x);stroke:u\\72l(http://a);font-family:'A;}',b}",
              "t{font-family:'A;}',b;}", NC_SVG_REMOTE);
    check_css("t{direction:rtl;fill:rgb(1,2,3);x:(}a{b:c}", "t{fill:rgb(1,2,3);}a{b:c;}", 0);
    check_css("@media print{t{a:b}}<!-- g{a:b} -->", "@media print{t{a:b;}}g{a:b;}", 0);
    check_css("@media x{@media y{t{a:b}} g{c:d}", "@media x{g{c:d;}}", 0);
    check_css("t{a:b", "t{a:b;}", 0);
    check_css("@charset \"x\";@supports (a:b){t{a:b}}g{}", "", 0);
}

/* Parts that use parts: bounded, however few bytes say it. */
static void test_bombs(void)
{
    struct nc_buf bomb = {0}, wide = {0};
    nc_buf_puts(&bomb, "<svg" NS "><g id=\"a0\"/>");
    for (int i = 0; i < 40; i++)
        nc_buf_printf(&bomb, "<g id=\"a%d\"><use href=\"#a%d\"/><use href=\"#a%d\"/></g>", i + 1, i,
                      i);
    nc_buf_puts(&bomb, "</svg>");
    check_svg(bomb.p, "");
    check_svg("<svg" NS "><g id=\"a\"><use href=\"#a\"/></g></svg>", "");
    nc_buf_puts(&wide, "<svg" NS "><g");
    for (int i = 0; i < 1001; i++)
        nc_buf_printf(&wide, " a%d=\"\"", i);
    nc_buf_puts(&wide, "/></svg>");
    check_svg(wide.p, "");
    nc_buf_dispose(&bomb);
    nc_buf_dispose(&wide);
}

static bool is_taken(struct nc_buf *svg)
{
    struct nc_buf out = {0};
    unsigned lost = 0;
    bool taken = nc_svg_clean(&out, nc_buf_view(svg), &lost);
    nc_buf_dispose(&out);
    nc_buf_clear(svg);
    return taken;
}

/* What counts as a bomb and what does not yet. */
static void test_bomb_edges(void)
{
    struct nc_buf svg = {0};
    for (int attributes = 1000; attributes <= 1001; attributes++) {
        nc_buf_puts(&svg, "<svg" NS "><g");
        for (int i = 0; i < attributes; i++)
            nc_buf_printf(&svg, " a%d=\"\"", i);
        nc_buf_puts(&svg, "/></svg>");
        CHECK(is_taken(&svg) == (attributes == 1000));
    }
    for (int levels = 62; levels <= 63; levels++) {
        nc_buf_puts(&svg, "<svg" NS "><g id=\"a0\"/>");
        for (int i = 0; i < levels; i++)
            nc_buf_printf(&svg, "<g id=\"a%d\"><use href=\"#a%d\"/></g>", i + 1, i);
        nc_buf_puts(&svg, "</svg>");
        CHECK(is_taken(&svg) == (levels == 62));
    }
    /* 1 + 999 + 999 * 1000 */
    for (int more = 0; more <= 1; more++) {
        nc_buf_puts(&svg, "<svg" NS "><g id=\"a\">");
        for (int i = 0; i < 998; i++)
            nc_buf_puts(&svg, "<g/>");
        nc_buf_puts(&svg, "</g>");
        for (int i = 0; i < 999; i++)
            nc_buf_puts(&svg, "<use href=\"#a\"/>");
        nc_buf_puts(&svg, more ? "<g/></svg>" : "</svg>");
        CHECK(is_taken(&svg) == !more);
    }
    nc_buf_dispose(&svg);
}

/* An entity that names a file must not bring it into the book. */
static void test_no_files(void)
{
    char path[] = "/tmp/test_epubsvg.XXXXXX";
    struct nc_buf svg = {0}, out = {0};
    int fd = mkstemp(path);
    CHECK(fd >= 0 && write(fd, "SECRET", 6) == 6);
    close(fd);
    nc_buf_printf(
        &svg, "<!DOCTYPE svg [<!ENTITY s SYSTEM \"%s\">]><svg" NS "><text>&s;</text></svg>", path);
    nc_buf_puts(&out, "");
    unsigned lost = 0;
    nc_svg_clean(&out, nc_buf_view(&svg), &lost);
    CHECK(strstr(out.p, "SECRET") == NULL);
    nc_buf_dispose(&svg);
    nc_buf_dispose(&out);
    CHECK(unlink(path) == 0);
}

static void test_refused(void)
{
    struct nc_buf deep = {0};
    check_svg("", "");
    check_svg("<svg" NS "><g></svg>", "");
    check_svg("<html><svg" NS "/></html>", "");
    check_svg("no drawing", "");
    check_svg("<!DOCTYPE svg [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
              "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
              "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">"
              "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;\">"
              "<!ENTITY i \"&h;&h;&h;&h;&h;&h;&h;&h;\">]><svg" NS "><text>&i;</text></svg>",
              "");
    nc_buf_puts(&deep, "<svg" NS ">");
    for (int i = 0; i < 100000; i++)
        nc_buf_puts(&deep, "<g>");
    check_svg(deep.p, "");
    nc_buf_dispose(&deep);
}

/* Bytes that cannot be decoded are refused without a word: a backend does not print. */
static void test_silent(void)
{
    static const char ucs4[] = "<\0\0\0s\0\0\0v\0\0\0g\0\0\0\0\0\0\x80>\0\0\0";
    char path[] = "/tmp/test_epubsvg.XXXXXX";
    int own = dup(2), fd = mkstemp(path);
    struct nc_buf out = {0};
    CHECK(own >= 0 && fd >= 0 && dup2(fd, 2) == 2);
    unsigned lost = 0;
    bool ok = nc_svg_clean(&out, (struct nc_str){ucs4, sizeof ucs4 - 1}, &lost);
    fflush(stderr);
    off_t printed = lseek(fd, 0, SEEK_END);
    CHECK(dup2(own, 2) == 2);
    CHECK(!ok);
    CHECK(printed == 0);
    nc_buf_dispose(&out);
    close(own);
    close(fd);
    CHECK(unlink(path) == 0);
}

/* Comments, strings, brackets and escapes where rules, selectors and values are told apart. */
static void test_css_places(void)
{
    check_css("t{/* a:b; } */fill/* c */:red;/**/x:y/* ; */z}", "t{x:y z;}", 0);
    check_css("t{/* one *//* two */ fill:red}", "t{fill:red;}", 0);
    check_css("t{fill:red/* { */;a:b /* never closed", "t{fill:red;a:b;}", 0);
    check_css("t{a:b '}' /*", "t{a:b '}';}", 0);
    check_css("t[a='}{'],g[b=\"x\\\"{\"]{a:b}", "t[a='}{'],g[b=&quot;x\\&quot;{&quot;]{a:b;}", 0);
    check_css(".a/* x */.b,t /* y */ g{a:b}", ".a/**/.b,t /**/ g{a:b;}", 0);
    check_css("t:not(.a{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t){a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t[{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t)[{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t{a:b);c:d}", "t{c:d;}", 0);
    check_css("t['a\nb']{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t\\26 b{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t @x{a:b}g{c:d}", "g{c:d;}", 0);
    check_css("t{a:b}}g{c:d}", "t{a:b;}g{c:d;}", 0);
    check_css("t{a{b:c}d:e;f:g}h{i:j}", "t{d:e;f:g;}h{i:j;}", 0);
    check_css("t{a{b{c:d}e:f}g:h;i:j}h{k:l}", "t{i:j;}h{k:l;}", 0);
    check_css("@x{t{a:b}g{a:b}}h{c:d}", "h{c:d;}", 0);
    check_css("@x{t{a:b}", "", 0);
    check_css("  \n<!-- --> /* a */t{a:b}", "t{a:b;}", 0);
    check_css("t{a:b", "t{a:b;}", 0);
    check_css("t{a:b\\;c;d:e\\", "", 0);
}

static void test_css_values(void)
{
    static const struct {
        const char *value, *expected; /* "": it goes */
        unsigned losses;
    } values[] = {{"  a   b \t", "a b", 0},
                  {"a/* x */b", "a b", 0},
                  {"/* x */a /* y */", "a", 0},
                  {"a /*", "a", 0},
                  {"'x' \"y\"", "'x' &quot;y&quot;", 0},
                  {"'x\\'y'", "'x\\'y'", 0},
                  {"'x", "", 0},
                  {"'x\ny'", "", 0},
                  {"'x\\\ny'", "", 0},
                  {"rgb( 1 , 2 )", "rgb( 1 , 2 )", 0},
                  {"RGB(1)", "RGB(1)", 0},
                  {"calc((1 + 2) * 3)", "calc((1 + 2) * 3)", 0},
                  {"rgb(1", "", 0},
                  {"rgb(1))", "", 0},
                  {"attr('x')", "", 0},
                  {"rgb(url(#a))", "", 0},
                  {"url(#a)", "url(#a)", 0},
                  {"url( \"#a\" ) b", "url(#a) b", 0},
                  {"url( #a )", "url(#a)", 0},
                  {"url(#)", "none", NC_SVG_REMOTE},
                  {"url(#b)", "none", 0},
                  {"url('#a'", "", 0},
                  {"url('#a' b)", "", 0},
                  {"url('#a)", "", 0},
                  {"url(#a", "", 0},
                  {"element(#a)", "", NC_SVG_REMOTE},
                  {"a!important", "a!important", 0},
                  {"\xE4\xB8\xAD-_9", "\xE4\xB8\xAD-_9", 0},
                  {"a@b", "", 0},
                  {"a\\b", "", 0},
                  {"", "", 0},
                  {" ", "", 0}};
    for (size_t k = 0; k < sizeof values / sizeof *values; k++) {
        struct nc_buf css = {0}, expected = {0};
        nc_buf_printf(&css, "t{a:b;-x-y:%s}", values[k].value);
        nc_buf_puts(&expected, "t{a:b;");
        if (values[k].expected[0])
            nc_buf_printf(&expected, "-x-y:%s;", values[k].expected);
        nc_buf_puts(&expected, "}");
        check_css(css.p, expected.p, values[k].losses);
        nc_buf_dispose(&css);
        nc_buf_dispose(&expected);
    }
    static const char *const names[] = {
        "direction", "unicode-bidi", "behavior", "-moz-binding", "SRC",
        "9a",        "a b",          "a\\b",     "\xE4\xB8\xAD", "",
        NULL};
    for (const char *const *name = names; *name; name++) {
        struct nc_buf css = {0};
        nc_buf_printf(&css, "t{%s:c;a:b}", *name);
        check_css(css.p, "t{a:b;}", 0);
        nc_buf_dispose(&css);
    }
}

/* What stands in the place of elements, and values that each kind of element takes. */
static void test_stand_ins(void)
{
    check_in("<text><altGlyph>x</altGlyph>a&#13;b</text>", "<text><tspan>x</tspan>a b</text>", 0);
    check_in("<font/><font-face/>", "", NC_SVG_FONT);
    check_in("<filter id=\"f\"><feFlood stop-color=\"red\" flood-color=\"red\"/></filter>",
             "<filter id=\"f\"><feFlood flood-color=\"red\"/></filter>", 0);
    check_in("<image width=\"1\" height=\"1\" href=\"data:image/png;base64,A*A\"/>",
             "<image width=\"1\" height=\"1\"/>", NC_SVG_REMOTE);
    check_in("<image width=\"1\" height=\"1\" href=\"data:image/gif;base64,A\tb\nc/+9=\"/>",
             "<image width=\"1\" height=\"1\" xlink:href=\"data:image/gif;base64,Abc/+9=\"/>", 0);
    check_in("<switch><g systemLanguage=\"de\"/><g/></switch>",
             "<switch><g systemLanguage=\"de\"/><g/></switch>", 0);
    check_in("<filter id=\"f\"><feFlood x=\"1\" result=\"r\" other=\"2\"/></filter>",
             "<filter id=\"f\"><feFlood x=\"1\" result=\"r\"/></filter>", 0);
}

int main(void)
{
    test_silent();
    test_kept();
    test_encodings();
    test_dropped();
    test_ids();
    test_values();
    test_css();
    test_bombs();
    test_bomb_edges();
    test_no_files();
    test_refused();
    test_css_places();
    test_css_values();
    test_stand_ins();
    xmlCleanupParser();
    return check_result();
}
