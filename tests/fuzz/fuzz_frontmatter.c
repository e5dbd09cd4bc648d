/* Any text as front matter: what is read lies within it, and its metadata is derived. */
#include "parse/input/cleantext.h"
#include "parse/input/frontmatter.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf store = {0}, whole = {0};
    struct nc_str name = NC_LIT("f.md");
    /* A fence of its own, so that no input is wasted on finding one. */
    nc_buf_puts(&whole, "---\n");
    nc_buf_put(&whole, data, size);
    struct nc_str text = nc_clean_text(&store, nc_buf_view(&whole), name, NULL);
    struct nc_doc *doc = nc_doc_new(name);
    if (nc_frontmatter_read(doc, text, NC_DIALECT_NOTES, NULL).body > text.n)
        abort();
    nc_meta_derive(doc);
    nc_doc_free(doc);
    nc_buf_dispose(&store);
    nc_buf_dispose(&whole);
    return 0;
}
