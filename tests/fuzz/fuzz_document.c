/* Any document that the tables of the JSON form allow (docgen.h) is read, gives its own JSON again,
 * and goes through every backend. */
#include "tests/fuzz/docgen.h"
#include "tests/fuzz/renderall.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf made = {0}, first = {0}, second = {0};
    docgen_document(&made, data, size);
    struct nc_doc *doc = nc_doc_read_json(nc_buf_view(&made), NC_LIT("f.json"), NULL);
    if (!doc)
        abort();
    nc_doc_write_json(&first, doc, false);
    struct nc_doc *again = nc_doc_read_json(nc_buf_view(&first), NC_LIT("f.json"), NULL);
    if (!again)
        abort();
    nc_doc_write_json(&second, again, false);
    if (!nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)))
        abort();
    render_all(again, NC_LIT("f.md"));
    nc_buf_dispose(&made);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    nc_doc_free(again);
    nc_doc_free(doc);
    return 0;
}
