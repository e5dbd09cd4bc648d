/* docjson.h: an empty language is none, and what is written is what was read. */
#include "doc/docjson.h"
#include "tests/unit/check.h"

static void check_lang(const char *json, const char *lang)
{
    struct nc_buf first = {0}, second = {0};
    struct nc_doc *doc = nc_doc_read_json(nc_str(json), NC_LIT("f.json"), NULL);
    if (!CHECK(doc != NULL))
        return;
    CHECK(nc_str_eqz(doc->lang, lang));
    nc_doc_write_json(&first, doc, false);
    struct nc_doc *again = nc_doc_read_json(nc_buf_view(&first), NC_LIT("g.json"), NULL);
    if (CHECK(again != NULL)) {
        nc_doc_write_json(&second, again, false);
        CHECK(nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)));
    }
    nc_doc_free(again);
    nc_doc_free(doc);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
}

int main(void)
{
    check_lang("{\"noteconv-document\":1,\"lang\":\"\",\"root\":{\"kind\":\"doc\"}}", "und");
    check_lang("{\"noteconv-document\":1,\"root\":{\"kind\":\"doc\"}}", "und");
    check_lang("{\"noteconv-document\":1,\"lang\":\"ko\",\"root\":{\"kind\":\"doc\"}}", "ko");
    return check_result();
}
