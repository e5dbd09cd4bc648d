/* Any bytes as a drawing: refused, or well-formed XML that cleaning again leaves as it is. */
#include "export/epub/epub.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct nc_buf first = {0}, second = {0};
    if (epub_clean_svg(&first, (struct nc_str){(const char *)data, size}) &&
        (!epub_clean_svg(&second, nc_buf_view(&first)) ||
         !nc_str_eq(nc_buf_view(&first), nc_buf_view(&second))))
        abort();
    nc_buf_dispose(&first);
    nc_buf_dispose(&second);
    return 0;
}
