/* Any bytes as a user's template: filled, or refused with a message. */
#include "tmpl/tmpl.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct nc_tmpl_var inner[] = {{.name = "item", .text = NC_LIT("<&>")}};
    const struct nc_tmpl_row rows[] = {{inner, 1}, {inner, 1}};
    const struct nc_tmpl_var outer[] = {{.name = "title", .text = NC_LIT("a & b")},
                                        {.name = "body", .text = NC_LIT("<p/>"), .is_markup = true},
                                        {.name = "items", .rows = rows, .row_count = 2}};
    const struct nc_tmpl_row vars = {outer, sizeof outer / sizeof *outer};
    struct nc_buf out = {0};
    struct nc_fail fail = {0};
    if (nc_tmpl_render(&out, "t", (struct nc_str){(const char *)data, size}, &vars, &fail) &&
        !fail.message.n)
        abort();
    nc_buf_dispose(&out);
    nc_buf_dispose(&fail.message);
    return 0;
}
