/* epubsvg.c: what of a drawing stays and what goes. */
#include "export/epub/epub.h"
#include "tests/unit/check.h"

#include <libxml/parser.h>
#include <unistd.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NS " xmlns=\"http://www.w3.org/2000/svg\""

static void check_svg(const char *svg, const char *expected)
{
    struct nc_buf out = {0};
    nc_buf_puts(&out, "");
    bool ok = epub_clean_svg(&out, nc_str(svg));
    CHECK(ok == (expected[0] != 0));
    CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
}

static void test_kept(void)
{
    check_svg("<svg" NS
              "><g id=\"a\"><text>x &amp; \xE4\xB8\xAD</text></g> <use href=\"#a\"/></svg>",
              HEAD "<svg" NS
                   "><g id=\"a\"><text>x &amp; \xE4\xB8\xAD</text></g> <use href=\"#a\"/></svg>\n");
    check_svg("<svg" NS "><image href=\"data:image/png;base64,AA\"/></svg>",
              HEAD "<svg" NS "><image href=\"data:image/png;base64,AA\"/></svg>\n");
    check_svg("<svg" NS "><a href=\"https://example.org\"><text>x</text></a></svg>",
              HEAD "<svg" NS "><g><text>x</text></g></svg>\n");
    /* Names declared in the document type. */
    check_svg("<!DOCTYPE svg [<!ENTITY n \"http://www.w3.org/2000/svg\">]><svg xmlns=\"&n;\"/>",
              HEAD "<svg" NS "/>\n");
    /* Another encoding. */
    check_svg("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><svg" NS "><text>\xE9</text></svg>",
              HEAD "<svg" NS "><text>\xC3\xA9</text></svg>\n");
}

static void test_dropped(void)
{
    check_svg("<!DOCTYPE svg PUBLIC \"-//W3C//DTD SVG 1.1//EN\" \"svg11.dtd\"><!-- c --><?p?>"
              "<svg" NS "><!-- c --><?q?><g/></svg><!-- d -->",
              HEAD "<svg" NS "><g/></svg>\n");
    check_svg("<svg" NS " onload=\"a()\"><script>a()</script><g onclick=\"a()\"/><rect/></svg>",
              HEAD "<svg" NS "><g/><rect/></svg>\n");
    check_svg(
        "<svg" NS " xmlns:x=\"http://www.w3.org/1999/xlink\"><image x:href=\"http://a/b.png\"/>"
        "<image href=\"near.png\"/><use x:href=\"//a/b#c\"/><a href=\"javascript:a()\"/></svg>",
        HEAD "<svg" NS " xmlns:x=\"http://www.w3.org/1999/xlink\"><image/><image/><use/><g/>"
             "</svg>\n");
}

/* What SVG 1.1 does not know. */
static void test_foreign(void)
{
    check_svg("<svg" NS "><style class=\"fonts\">t{}</style><text font-style=\"'drawn', serif\" "
              "unicode-bidi=\"plaintext\" class=\"a\">x</text>"
              "<text font-style=\"italic\" unicode-bidi=\"embed\">y</text></svg>",
              HEAD "<svg" NS "><style>t{}</style><text class=\"a\">x</text>"
                   "<text font-style=\"italic\" unicode-bidi=\"embed\">y</text></svg>\n");
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
    epub_clean_svg(&out, nc_buf_view(&svg));
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
    bool ok = epub_clean_svg(&out, (struct nc_str){ucs4, sizeof ucs4 - 1});
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

int main(void)
{
    test_silent();
    test_kept();
    test_dropped();
    test_foreign();
    test_no_files();
    test_refused();
    xmlCleanupParser();
    return check_result();
}
