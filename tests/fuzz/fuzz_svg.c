/* Any bytes as a drawing: refused, or well-formed XML that cleaning again leaves as it is. */
#include "media/svg.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf first = {0}, second = {0};
    unsigned lost = 0;
    if (nc_svg_clean(&first, (struct nc_str){(const char *)data, size}, &lost) &&
        (!nc_svg_clean(&second, nc_buf_view(&first), &lost) ||
         !nc_str_eq(nc_buf_view(&first), nc_buf_view(&second))))
        abort();
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    return 0;
}
