/* Any bytes as the JSON form: refused, or a document that its own JSON gives again. */
#include "doc/docjson.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_str bytes = {(const char *)data, size};
    struct nc_doc *doc = nc_doc_read_json(bytes, NC_LIT("f.json"), NULL);
    if (doc) {
        struct nc_buf first = {0}, second = {0};
        nc_doc_write_json(&first, doc, false);
        struct nc_doc *again = nc_doc_read_json(nc_buf_view(&first), NC_LIT("g.json"), NULL);
        if (!again)
            abort();
        nc_doc_write_json(&second, again, false);
        if (!nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)))
            abort();
        nc_buf_dispose(&first);
        nc_buf_dispose(&second);
        nc_doc_free(again);
        nc_doc_free(doc);
    }
    return 0;
}
