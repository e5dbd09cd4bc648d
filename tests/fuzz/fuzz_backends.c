/* Any bytes as a note through begin, plan and render of every backend. */
#include "lang/lang.h"
#include "parse/parse.h"
#include "tests/fuzz/renderall.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct nc_parse_options plain = {0};
    struct nc_str name = NC_LIT("f.md");
    struct nc_doc *doc =
        nc_parse((struct nc_str){(const char *)data, size}, name, NC_LIT("f"), &plain, NULL);
    nc_lang_set(doc);
    nc_doc_identify(doc, NC_NONE, name);
    render_all(doc, name);
    nc_doc_free(doc);
    return 0;
}
