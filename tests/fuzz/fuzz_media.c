/* Any bytes as a media file: its type and size are read from within them. */
#include "media/media.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* A copy of exactly that size, so that a byte read beyond it is seen. */
    char *bytes = malloc(size ? size : 1);
    if (!bytes)
        abort();
    if (size)
        memcpy(bytes, data, size);
    struct nc_str s = {bytes, size};
    uint32_t width, height;
    enum nc_media_type type = nc_media_sniff(s);
    for (int t = 0; t < NC_MEDIA_TYPE_COUNT; t++)
        nc_media_size(s, (enum nc_media_type)t, &width, &height);
    if (!nc_media_mime(type) || !nc_media_suffix(type))
        abort();
    free(bytes);
    return 0;
}
