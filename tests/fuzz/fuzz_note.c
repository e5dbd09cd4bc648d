/* Any bytes as a note. The first byte chooses the options. */
#include "lang/lang.h"
#include "parse/parse.h"
#include "tests/fuzz/checkdoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct nc_parse_options opts = {.strict = data[0] & 1,
                                    .no_repair = data[0] & 2,
                                    .breaks = data[0] & 4 ? NC_BREAKS_HARD : NC_BREAKS_SOFT,
                                    .dialect = (enum nc_dialect)(data[0] >> 3 & 3)};
    struct nc_str bytes = {(const char *)data + 1, size - 1};
    struct nc_buf json = {0};
    struct nc_doc *doc = nc_parse(bytes, NC_LIT("f.md"), NC_LIT("f"), &opts, NULL);
    nc_lang_set(doc);
    nc_doc_identify(doc, NC_NONE, NC_LIT("f.md"));
    check_doc(&json, doc, false);
    nc_buf_dispose(&json);
    nc_doc_free(doc);
    return 0;
}
