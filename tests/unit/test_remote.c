/* Names of pictures that were fetched from the net. */
#include "media/remote.h"
#include "tests/unit/check.h"

static void check(const char *url, const char *name)
{
    struct nc_buf b = {0};
    nc_remote_name(&b, nc_str(url));
    CHECK_STR(b.p, name);
    nc_buf_dispose(&b);
}

static void address(const char *url, const char *want)
{
    struct nc_buf b = {0};
    nc_remote_address(&b, nc_str(url));
    CHECK_STR(b.p, want);
    nc_buf_dispose(&b);
}

int main(void)
{
    check("https://e.org/i.png", "i-29585b21c4f9.png");
    check("//cdn.e.org/x/../%E5%9B%BE.PNG?v=2#f", "E59BBE-dbda73ecb823.PNG");
    check("https://e.org/noname", "noname-1b9839e7c57c");
    check("https://e.org/a.b/-..jpegfile", "76ee6ac206a1");
    address("//e.org/x%20y", "https://e.org/x%20y");
    address("https://e.org/a b\tc: -o/etc\x7f\n", "https://e.org/a%20b%09c:%20-o/etc%7F%0A");
    address("http://e.org/<\">图\xe2\x80\xae\xc2\xa0\xc2\x85\xff",
            "http://e.org/%3C%22%3E图%E2%80%AE%C2%A0%C2%85\xff");
    CHECK(nc_is_remote(NC_LIT("HTTPS://e.org")) && nc_is_remote(NC_LIT("//e.org/x")));
    CHECK(!nc_is_remote(NC_LIT("mailto:a@b")) && !nc_is_remote(NC_LIT("https.png")));
    return check_result();
}
