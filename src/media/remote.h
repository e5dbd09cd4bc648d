/* Pictures on the net, which noteconv never fetches: the names under which it looks for files that
 * the user fetched (--remote-dir). */
#ifndef NC_MEDIA_REMOTE_H
#define NC_MEDIA_REMOTE_H

#include "base/buf.h"
#include "base/str.h"
#include <stdbool.h>

/* Whether the address is "http://…", "https://…" or "//host/…". */
bool nc_is_remote(struct nc_str url);
/* Appends the address as one word that can be given to a program: with its scheme ("https:" if it
 * has none), and with blanks, control characters, direction signs, '<', '>' and '"'
 * percent-encoded. */
void nc_remote_address(struct nc_buf *out, struct nc_str url);
/* Appends the name: the file name in the address, in ASCII, and twelve digits of a digest of the
 * address. Equal addresses give the same name, different ones different names. */
void nc_remote_name(struct nc_buf *out, struct nc_str url);

#endif
