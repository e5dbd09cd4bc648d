/* Any text as an HTML block: read, normalised, numbered, and its document survives JSON. */
#include "doc/docjson.h"
#include "parse/html/htmlblock.h"
#include "parse/input/hygiene.h"
#include "parse/leaf/shieldtext.h"
#include "parse/tidy/normalise.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf store = {0}, json = {0};
    struct nc_str name = NC_LIT("f.md");
    struct nc_str text = nc_hygiene(&store, (struct nc_str){(const char *)data, size}, name, NULL);
    struct nc_doc *doc = nc_doc_new(name);
    struct nc_shielded source = {.src = text};
    struct nc_locator where;
    nc_shield_piece(&source, 0);
    nc_locator_init(&where, &source);
    nc_html_block(doc, doc->root, text, &where, NULL);
    nc_shielded_dispose(&source);
    nc_normalise(doc); /* which puts captions where they belong */
    nc_doc_number(doc);
    nc_doc_write_json(&json, doc, false);
    struct nc_doc *again = nc_doc_read_json(nc_buf_view(&json), name, NULL);
    if (!again)
        abort();
    nc_doc_free(again);
    nc_doc_free(doc);
    nc_buf_dispose(&json);
    nc_buf_dispose(&store);
    return 0;
}
