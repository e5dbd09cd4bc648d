/* Any bytes as a note: reading them must not fail, and what was read must survive JSON and become
 * HTML. The first byte chooses the options. */
#include "doc/docjson.h"
#include "export/xhtml/xhtml.h"
#include "lang/lang.h"
#include "parse/parse.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool no_text(void *ctx, struct nc_buf *out, const struct nc_ref *ref)
{
    (void)ctx;
    (void)out;
    (void)ref;
    return false;
}

static bool no_media(void *ctx, struct nc_buf *out, const struct nc_ref *ref,
                     const struct nc_node *node)
{
    (void)node;
    return no_text(ctx, out, ref);
}

static bool no_id(void *ctx, struct nc_buf *out, const struct nc_node *node)
{
    (void)node;
    return no_text(ctx, out, NULL);
}

static void write_html(const struct nc_doc *doc)
{
    static const struct nc_xhtml_hooks hooks = {no_text, no_media, no_id};
    struct nc_buf html = {0};
    struct nc_xhtml x = {
        .flavour = NC_XHTML_EPUB, .hooks = &hooks, .doc = doc, .lang = NC_LIT("en"), .diags = NULL};
    nc_xhtml_blocks(&html, &x, doc->root->first, NULL);
    nc_xhtml_footnotes(&html, &x);
    nc_xhtml_dispose(&x);
    nc_buf_dispose(&html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct nc_parse_options opts = {.strict = data[0] & 1,
                                    .no_repair = data[0] & 2,
                                    .breaks = data[0] & 4 ? NC_BREAKS_HARD : NC_BREAKS_SOFT,
                                    .dialect = (enum nc_dialect)(data[0] >> 3 & 3)};
    struct nc_str bytes = {(const char *)data + 1, size - 1};
    struct nc_doc *doc = nc_parse(bytes, NC_LIT("f.md"), NC_LIT("f"), &opts, NULL);
    nc_lang_set(doc);
    nc_doc_identify(doc, NC_NONE, NC_LIT("f.md"));
    struct nc_buf first = {0}, second = {0};
    nc_doc_write_json(&first, doc, false);
    struct nc_doc *again = nc_doc_read_json(nc_buf_view(&first), NC_LIT("f.json"), NULL);
    if (!again)
        abort();
    nc_doc_write_json(&second, again, false);
    if (!nc_str_eq(nc_buf_view(&first), nc_buf_view(&second)))
        abort();
    write_html(doc);
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    nc_doc_free(again);
    nc_doc_free(doc);
    return 0;
}
