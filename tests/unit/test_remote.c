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

int main(void)
{
    check("https://e.org/i.png", "i-29585b21c4f9.png");
    check("//cdn.e.org/x/../%E5%9B%BE.PNG?v=2#f", "E59BBE-dbda73ecb823.PNG");
    check("https://e.org/noname", "noname-1b9839e7c57c");
    check("https://e.org/a.b/-..jpegfile", "76ee6ac206a1");
    CHECK(nc_is_remote(NC_LIT("HTTPS://e.org")) && nc_is_remote(NC_LIT("//e.org/x")));
    CHECK(!nc_is_remote(NC_LIT("mailto:a@b")) && !nc_is_remote(NC_LIT("https.png")));
    return check_result();
}
