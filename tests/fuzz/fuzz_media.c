/* Any bytes as a media file: its type and size are read from within them. */
#include "media/dataurl.h"
#include "media/exif.h"
#include "media/media.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* As an address, and in one that is written and read again the same. */
static void look_at_address(struct nc_str s, enum nc_media_type t)
{
    struct nc_buf url = {0}, bytes = {0};
    nc_data_url_decode(&bytes, s);
    nc_buf_clear(&bytes);
    nc_data_url_put(&url, t, s);
    if (nc_data_url_decode(&bytes, nc_buf_view(&url)) && !nc_str_eq(nc_buf_view(&bytes), s))
        abort();
    nc_buf_dispose(&url);
    nc_buf_dispose(&bytes);
}

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
    for (int t = 0; t < NC_MEDIA_TYPE_COUNT; t++) {
        nc_media_size(s, (enum nc_media_type)t, &width, &height);
        nc_media_is_sound(s, (enum nc_media_type)t);
        look_at_address(s, (enum nc_media_type)t);
    }
    unsigned turned = nc_exif_orientation(s);
    if (turned < 1 || turned > 8)
        abort();
    if (!nc_media_mime(type) || !nc_media_suffix(type))
        abort();
    free(bytes);
    return 0;
}
