/* Tags are read from whatever begins like one, also where it breaks off. */
#include "parse/html/htmltext.h"
#include "parse/leaf/htmltag.h"
#include "tests/unit/check.h"

static struct nc_html_tag read(const char *html)
{
    struct nc_html_tag t;
    nc_html_tag_read(&t, nc_str(html));
    return t;
}

static void kinds_and_names(void)
{
    CHECK(read("<ll").kind == NC_TAG_OPEN && read("<").kind == NC_TAG_OTHER);
    CHECK_STR(read("<ll").name, "ll");
    CHECK(read("<Br/>").kind == NC_TAG_EMPTY && read("</b >").kind == NC_TAG_CLOSE);
    CHECK_STR(read("<Br/>").name, "br");
    CHECK(read("<!-- a -->").kind == NC_TAG_COMMENT && read("<?a?>").kind == NC_TAG_OTHER);
    struct nc_html_tag t = read("<a href=\"x&amp;y\" b/>");
    struct nc_buf value = {0};
    CHECK(nc_html_attr(&value, &t, "HREF") && nc_str_eqz(nc_buf_view(&value), "x&y"));
    CHECK(!nc_html_attr(&value, &t, "hre"));
    nc_buf_dispose(&value);
}

/* Every beginning and every end of some tags, alone and as an HTML block. */
static void parts_of_tags(void)
{
    static const char *const tags[] = {"<ll x=\"a'b\" c/>", "</td a='<'>", "<o:p x=>/<!--", "<b/>"};
    for (size_t k = 0; k < sizeof tags / sizeof tags[0]; k++) {
        struct nc_str all = nc_str(tags[k]);
        for (size_t from = 0; from < all.n; from++) {
            for (size_t to = from + 1; to <= all.n; to++) {
                struct nc_html_tag t;
                struct nc_buf text = {0};
                struct nc_str part = nc_str_sub(all, from, to);
                nc_html_tag_read(&t, part);
                CHECK(t.attrs.n < part.n);
                CHECK(nc_html_keep_text(&text, part) <= part.n && text.n >= part.n);
                nc_buf_dispose(&text);
            }
        }
    }
}

int main(void)
{
    kinds_and_names();
    parts_of_tags();
    return check_result();
}
