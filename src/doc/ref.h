/* Destinations of links and images. */
#ifndef NC_DOC_REF_H
#define NC_DOC_REF_H

#include "doc/doc.h"

/* Sets dest (without the blanks around it), its fragment, and the state: URL for an outside
 * address, else NONE (still to resolve). dest is not copied and must stay. */
void nc_ref_init(struct nc_ref *ref, struct nc_str dest);
/* Returns the text to show in place of an embed that cannot be shown: the author's label, else its
 * destination; without "#^" if it names a block of the same note. Borrowed. */
struct nc_str nc_embed_label(const struct nc_node *embed);
/* Returns the length of "scheme:" at the beginning of an address (RFC 3986, 3.1), or 0. A single
 * letter counts. */
size_t nc_scheme_length(struct nc_str url);
/* Whether the destination has a scheme ("https:") or begins with "//". A single letter and ':' is a
 * drive, not a scheme. */
bool nc_is_url(struct nc_str dest);
/* Whether such a URL may lead to a file beside the note: "file:", or Jupyter's "attachment:". */
bool nc_is_local_url(struct nc_str dest);

#endif
