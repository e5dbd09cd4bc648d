/* nc_book_url: which addresses a book may hold, and how they are written. Each refused or changed
 * one here makes epubcheck 4.2.6 or 5.3.0 complain when it is written as it is. */
#include "export/url/url.h"
#include "export/xhtml/xhtml.h"
#include "tests/unit/check.h"

static void check_url(const char *url, const char *expected)
{
    struct nc_buf out = {0};
    nc_buf_puts(&out, "");
    bool ok = nc_book_url(&out, nc_str(url));
    CHECK(ok == (expected[0] != 0));
    CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
}

int main(void)
{
    check_url("https://example.org", "https://example.org");
    check_url("HTTP://user:pa@a_b.example.:80/x?y=1&z#f",
              "HTTP://user:pa@a_b.example.:80/x?y=1&z#f");
    check_url("http://192.0.2.1/", "http://192.0.2.1/");
    check_url("//example.org/x", "");
    check_url("mailto:a@example.org", "mailto:a@example.org");
    check_url("tel:+1 2", "tel:+1%202");
    check_url("https://a/\xE4\xB8\xAD [x]|", "https://a/%E4%B8%AD%20%5Bx%5D%7C");
    /* Hosts of other scripts as DNS has them: the values are Python's codec's. */
    check_url("https://\xE4\xB8\xAD\xE6\x96\x87.example/a", "https://xn--fiq228c.example/a");
    check_url("http://u@\xE4\xBE\x8B\xE3\x81\x88.jp:80", "http://u@xn--r8jz45g.jp:80");
    check_url("https://b\xC3\xBC"
              "cher.de#\xC3\xBC",
              "https://xn--bcher-kva.de#%C3%BC");
    check_url("http://tft\xE8\x84\x9A\xE6\x9C\xAC"
              "er.a.com.?x",
              "http://xn--tfter-6z2k121m.a.com.?x");
    check_url("https://a0123456789012345678901234567890123456789012345678901234567890123/", "");
    check_url("https://a/100%", "https://a/100%25");
    check_url("https://a/%zz%2f", "https://a/%25zz%2f");
    check_url("https://a/#b#c", "https://a/#b%23c");
    check_url("", "");
    check_url("/x", "");
    check_url("mailto:", "");
    check_url("obsidian://open?vault=x", "");
    check_url("javascript:alert(1)", "");
    check_url("data:image/png;base64,AA", "");
    check_url("file:///etc/passwd", "");
    check_url("http:", "");
    check_url("http://", "");
    check_url("http:///x", "");
    check_url("https:/x", "");
    check_url("https:x", "");
    check_url("http://a b/", "");
    check_url("http://a..b/", "");
    check_url("http://-a/", "");
    check_url("http://[bad/", "");
    check_url("http://%41/", "");
    check_url("http://a\\b", "");
    check_url("http://1.2.3.400/", "");
    check_url("http://1.2.3/", "");
    check_url("http://a:99999/", "");
    check_url("http://a:port/", "");
    return check_result();
}
