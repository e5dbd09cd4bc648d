/* Pictures on the net, which noteconv never fetches: under which names files that a user fetched
 * himself are looked for (--remote-dir). */
#ifndef NC_MEDIA_REMOTE_H
#define NC_MEDIA_REMOTE_H

#include "base/buf.h"
#include "base/str.h"
#include <stdbool.h>

/* "http://…", "https://…" or "//host/…". */
bool nc_is_remote(struct nc_str url);
/* Appends the address in one word that a program may be given: with its scheme ("https:" where it
 * says none), and with blanks, control characters, turners of direction, '<', '>' and '"'
 * percent-encoded. */
void nc_remote_address(struct nc_buf *out, struct nc_str url);
/* Appends the name: what the address calls the file, in ASCII, and twelve digits of the address
 * itself. The same for the same address, another for every other. */
void nc_remote_name(struct nc_buf *out, struct nc_str url);

#endif
