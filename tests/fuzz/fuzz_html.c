/* Any text as HTML blocks, which blank lines part: read, normalised, numbered, and its document
 * survives JSON. */
#include "doc/docjson.h"
#include "parse/html/htmlblock.h"
#include "parse/input/cleantext.h"
#include "parse/leaf/shieldtext.h"
#include "parse/tidy/normalise.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads the text from one blank line to the next as a block. */
static void read_blocks(struct nc_doc *doc, struct nc_str text)
{
    struct nc_html_around around = {.src = text};
    for (size_t from = 0, to; from < text.n; from = to) {
        struct nc_node *parent = around.count ? around.open[around.count - 1].node : doc->root;
        struct nc_shielded source = {.src = text};
        struct nc_locator where;
        to = nc_str_search(text, NC_LIT("\n\n"), from + 1);
        around.to = to;
        around.most = NC_MAX_DIVS;
        nc_shield_piece(&source, from);
        nc_locator_init(&where, &source);
        nc_html_block(doc, parent, nc_str_sub(text, from, to), &where, &around, NULL);
        nc_shielded_dispose(&source);
    }
    while (around.count > 0)
        nc_html_end(doc, around.open[--around.count].node, NULL);
    nc_html_around_dispose(&around);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf store = {0}, json = {0};
    struct nc_str name = NC_LIT("f.md");
    struct nc_str text =
        nc_clean_text(&store, (struct nc_str){(const char *)data, size}, name, NULL);
    struct nc_doc *doc = nc_doc_new(name);
    read_blocks(doc, text);
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
