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

/* Whether the name of a file begins with its stem, and ends as the file does. */
static void begins(const char *file, const char *stem, const char *suffix)
{
    struct nc_buf url = {0}, b = {0};
    nc_buf_printf(&url, "https://e.org/%s", file);
    nc_remote_name(&b, nc_buf_view(&url));
    CHECK(nc_str_starts(nc_buf_view(&b), nc_str(stem)));
    CHECK(b.n == strlen(stem) + 12 + strlen(suffix) &&
          nc_str_ends(nc_buf_view(&b), nc_str(suffix)));
    nc_buf_dispose(&url);
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
    begins("a234567890b234567890c234567890d234567890.jpeg2",
           "a234567890b234567890c234567890d234567890-", ".jpeg2");
    begins("a234567890b234567890c234567890d234567890e.jpeg23",
           "a234567890b234567890c234567890d234567890-", "");
    address("//e.org/x%20y", "https://e.org/x%20y");
    address("https://e.org/a b\tc: -o/etc\x7f\n", "https://e.org/a%20b%09c:%20-o/etc%7F%0A");
    address("http://e.org/<\">图\xe2\x80\xae\xc2\xa0\xc2\x85\xff",
            "http://e.org/%3C%22%3E图%E2%80%AE%C2%A0%C2%85\xff");
    CHECK(nc_is_remote(NC_LIT("HTTPS://e.org")) && nc_is_remote(NC_LIT("//e.org/x")));
    CHECK(!nc_is_remote(NC_LIT("mailto:a@b")) && !nc_is_remote(NC_LIT("https.png")));
    return check_result();
}
