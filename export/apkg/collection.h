/* The Anki collection (schema 11) as bytes. */
#ifndef NC_EXPORT_COLLECTION_H
#define NC_EXPORT_COLLECTION_H

#include "export/apkg/usertype.h"

/* Appends the SQLite file with the notes and their cards, in order. now: the latest time for a
 * review, in seconds. The same notes give the same bytes. Returns 0, or -1 with a message. */
int apkg_collection(struct nc_buf *out, const struct apkg_note *notes, size_t count, int64_t now,
                    const struct apkg_usertypes *types, struct nc_templates *t, struct nc_fail *f);

#endif
