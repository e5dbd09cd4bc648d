/* xmlscan.c: the pieces of an XML text, whatever it is. */
#include "preflight/xmlscan.h"
#include "tests/unit/check.h"

/* Each piece as its place, a letter for its kind, its length, and of a tag its name and attributes.
 */
static void check_pieces(const char *text, const char *expected)
{
    struct nc_buf b = {0};
    struct nc_xml_scan s;
    nc_buf_puts(&b, "");
    nc_xml_scan_begin(&s, nc_str(text));
    while (nc_xml_next(&s) != NC_XML_FINISHED) {
        nc_buf_printf(&b, "%s%u:%u%c%zu", b.n ? " " : "", s.pos.line, s.pos.col, "SETO"[s.kind],
                      s.token.n);
        if (s.name.n)
            nc_buf_printf(&b, "<%.*s%s", NC_FMT(s.name), s.is_empty ? "/" : "");
        struct nc_str name, value;
        for (size_t at = 0; nc_xml_next_attr(&s, &at, &name, &value);)
            nc_buf_printf(&b, ",%.*s=%.*s", NC_FMT(name), NC_FMT(value));
    }
    CHECK(nc_xml_next(&s) == NC_XML_FINISHED);
    CHECK_STR(b.p, expected);
    nc_buf_dispose(&b);
}

static void test_pieces(void)
{
    check_pieces("", "");
    check_pieces("<a>x</a>", "1:1S3<a 1:4T1 1:5E4<a");
    check_pieces("x\n书<a/>\n y", "1:1T5 2:2S4<a/ 2:6T3");
    check_pieces("<p:a b='1>2' c = \"'\" d=e f g='h'/>", "1:1S34<p:a/,b=1>2,c=',d=e,f=,g=h");
    check_pieces("<a\nb\t=\r'c'\n>", "1:1S12<a,b=c");
    check_pieces("<a b='c", "1:1S7<a,b=c");
    check_pieces("<a b=", "1:1S5<a,b=");
    check_pieces("<a b=c>", "1:1S7<a,b=c");
    check_pieces("<a", "1:1S2<a");
    check_pieces("<", "1:1S1");
    check_pieces("</a b='c'>", "1:1E10<a");
    check_pieces("<!-- <a> - --><b>", "1:1O14 1:15S3<b");
    check_pieces("<!--><b>--><c>", "1:1O11 1:12S3<c");
    check_pieces("<!-- <b>", "1:1O8");
    check_pieces("<?x <a> ?><b>", "1:1O10 1:11S3<b");
    check_pieces("<![CDATA[<a>]]><b>", "1:1T15 1:16S3<b");
    check_pieces("<![CDATA[<a>", "1:1T12");
    check_pieces("<!DOCTYPE a><b>", "1:1O12 1:13S3<b");
    check_pieces("<!DOCTYPE a '>'><b>", "1:1O16 1:17S3<b");
    check_pieces("<!DOCTYPE a [<!ENTITY x ']'> <!-- > -->] \n><b>", "1:1O43 2:2S3<b");
    check_pieces("<!DOCTYPE a [ ] <b>", "1:1O19");
    check_pieces("<!DOCTYPE a [<b>", "1:1O16");
    check_pieces("<!DOCTYPE a", "1:1O11");
}

static void test_attributes(void)
{
    struct nc_xml_scan s;
    struct nc_buf value = {0};
    nc_xml_scan_begin(&s, nc_str("<x:img src='a&amp;b' alt=''/>"));
    CHECK(nc_xml_next(&s) == NC_XML_START);
    CHECK(nc_xml_is(&s, "img") && !nc_xml_is(&s, "x:img") && !nc_xml_is(&s, "x"));
    CHECK(nc_xml_attr(&value, &s, "src"));
    CHECK_STR(value.p, "a&b");
    CHECK(nc_xml_attr(&value, &s, "alt") && value.n == 0);
    CHECK(!nc_xml_attr(&value, &s, "sr") && !nc_xml_attr(NULL, &s, "srcx"));
    CHECK(nc_xml_attr(NULL, &s, "alt"));
    nc_buf_dispose(&value);
}

int main(void)
{
    test_pieces();
    test_attributes();
    return check_result();
}
