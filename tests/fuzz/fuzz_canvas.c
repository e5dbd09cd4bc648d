/* A canvas: any bytes as its JSON, or cards and groups that the bytes place. */
#include "parse/parse.h"
#include "tests/fuzz/checkdoc.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CARD_BYTES 6
#define MOST_BYTES ((size_t)12 << 10) /* the pictures among the seeds would be 100,000 cards */

static const char *const contents[] = {"\"type\":\"group\",\"label\":\"g *x*\"",
                                       "\"type\":\"text\",\"text\":\"# a\\n\\n[b](c)\"",
                                       "\"type\":\"text\",\"text\":\"---\\ntitle: x\\n\"",
                                       "\"type\":\"file\",\"file\":\"n.md\",\"subpath\":\"#h\"",
                                       "\"type\":\"link\",\"url\":\"https://e.example/a b>\"",
                                       "\"type\":\"group\""};
static const char *const numbers[] = {
    "0", "1", "-1", "7", "40", "-40", "9223372036854775807", "-9223372036854775808", "1e99", "0.5"};

static const char *number(uint8_t byte)
{
    return numbers[byte % (sizeof numbers / sizeof *numbers)];
}

static void put_canvas(struct nc_buf *out, const uint8_t *data, size_t size)
{
    size = size < MOST_BYTES ? size : MOST_BYTES;
    nc_buf_puts(out, "{\"nodes\":[");
    for (size_t i = 0; i + CARD_BYTES <= size; i += CARD_BYTES)
        nc_buf_printf(out, "%s{%s,\"x\":%s,\"y\":%s,\"width\":%s,\"height\":%s}", i ? "," : "",
                      contents[data[i] % (sizeof contents / sizeof *contents)], number(data[i + 1]),
                      number(data[i + 2]), number(data[i + 3]), number(data[i + 4]));
    nc_buf_puts(out, "]}");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!size)
        return 0;
    struct nc_parse_options opts = {.dialect = (enum nc_dialect)(data[0] >> 1 & 3)};
    struct nc_buf bytes = {0}, json = {0};
    if (data[0] & 1)
        put_canvas(&bytes, data + 1, size - 1);
    else
        nc_buf_put(&bytes, data + 1, size - 1);
    struct nc_diags *diags = nc_diags_new();
    struct nc_doc *doc =
        nc_parse_canvas(nc_buf_view(&bytes), NC_LIT("f.canvas"), NC_LIT("f"), &opts, diags);
    nc_doc_identify(doc, NC_NONE, NC_LIT("f.canvas"));
    check_doc(&json, doc, false);
    nc_doc_free(doc);
    nc_diags_free(diags);
    nc_buf_dispose(&json);
    nc_buf_dispose(&bytes);
    return 0;
}
