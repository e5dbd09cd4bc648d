/* A row of the table of targets says what is written; of backends' suffixes the longest wins. */
#include "app/backends.h"
#include "export/xhtml/xhtml.h"
#include "export/xhtml/xmlout.h"
#include "parse/parse.h"
#include "tests/unit/check.h"

static void check_body(const struct nc_xhtml_target *target, const char *note, const char *expected)
{
    static const struct nc_parse_options plain = {0};
    struct nc_doc *doc = nc_parse(nc_str(note), NC_LIT("t.md"), NC_LIT("t"), &plain, NULL);
    struct nc_xhtml x = {.target = target, .doc = doc, .lang = NC_LIT("en")};
    struct nc_buf out = {0};
    nc_xhtml_blocks(&out, &x, doc->root->first, doc->root->last);
    CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
    nc_xhtml_dispose(&x);
    nc_doc_free(doc);
}

/* As for a device that counts sentences. */
static void in_spans(void *ctx, struct nc_xmlout *out, struct nc_str s)
{
    (void)ctx;
    nc_x_start(out, "span");
    nc_x_attrz(out, "class", "s");
    nc_x_text(out, s);
    nc_x_end(out);
}

static void test_targets(void)
{
    static const char task[] = "- [ ] a";
    check_body(&nc_xhtml_epub, task, "<ul class=\"tasks\">\n<li>\xE2\x98\x90 a</li>\n</ul>\n");
    check_body(&nc_xhtml_html, task,
               "<ul class=\"tasks\">\n<li><input disabled=\"\" type=\"checkbox\"/> a</li>\n"
               "</ul>\n");
    check_body(&nc_xhtml_anki, "$x$", "<p>\\(x\\)</p>\n");
    check_body(&nc_xhtml_epub, "[a](ftp://e.org/) [b](x:y)",
               "<p><a href=\"ftp://e.org/\">a</a> b</p>\n");
    struct nc_xhtml_target spans = nc_xhtml_epub;
    spans.text = in_spans;
    check_body(&spans, "a *b*",
               "<p><span class=\"s\">a </span><em><span class=\"s\">b</span></em></p>\n");
}

static void test_suffixes(void)
{
    static const struct nc_backend book = {.name = "book", .suffix = ".epub"},
                                   device = {.name = "device", .suffix = ".k.epub"};
    const struct nc_backend *const both[] = {&book, &device, NULL}, *const turned[] = {&device,
                                                                                       &book, NULL};
    CHECK(nc_backend_of_suffix(both, NC_LIT("x.k.epub")) == &device);
    CHECK(nc_backend_of_suffix(turned, NC_LIT("x.k.epub")) == &device);
    CHECK(nc_backend_of_suffix(both, NC_LIT("x.EPUB")) == &book);
    CHECK(nc_backend_of_suffix(both, NC_LIT("epub")) == NULL);
    CHECK(nc_backend_for_file("a/b.org") == &nc_backend_org);
}

int main(void)
{
    test_targets();
    test_suffixes();
    return check_result();
}
