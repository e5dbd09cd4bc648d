/* Pictures embedded in their own address: "data:image/png;base64,…" (RFC 2397). */
#ifndef NC_MEDIA_DATAURL_H
#define NC_MEDIA_DATAURL_H

#include "base/buf.h"
#include "base/str.h"
#include "media/media.h"
#include <stdbool.h>

/* Whether an address says it is a picture. */
bool nc_is_data_picture(struct nc_str url);
/* Appends the bytes that such an address holds, in base64 (either alphabet, padded or not, blanks
 * skipped) or percent-encoded. If it is neither, returns false and leaves out unchanged. */
bool nc_data_url_decode(struct nc_buf *out, struct nc_str url);

/* Appends bytes of a type as such an address. */
void nc_data_url_put(struct nc_buf *out, enum nc_media_type type, struct nc_str bytes);

#endif
