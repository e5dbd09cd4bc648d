/* Books for Kindle over USB (AZW3, Amazon's KF8): an EPUB goes through calibre's ebook-convert,
 * then gets an identity of its own. Shared by the backend and by what sends books to readers. Not
 * here: writing KF8. */
#ifndef NC_EXPORT_KINDLEBOOK_H
#define NC_EXPORT_KINDLEBOOK_H

#include "base/buf.h"
#include "base/fail.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends the name by which ebook-convert can be started; false, and nothing appended, if it is not
 * installed. */
bool nc_kindle_converter(struct nc_buf *name);
/* What to do without it; one sentence. */
extern const char nc_kindle_without[];

/* Appends the AZW3 that ebook-convert makes of the EPUB at path, identified as below. Runs for at
 * most ten minutes. 0, or -1 with a message. */
int nc_kindle_convert(struct nc_buf *azw3, const char *path, struct nc_uuid uuid, int64_t modified,
                      struct nc_fail *f);

/* ebook-convert gives every conversion a new random identity, so that a book that is sent again is
 * a stranger to the device. Overwrites it in place, within bytes: EXTH 113 is the UUID, 112 is
 * "noteconv" and the UUID, the number of the MOBI header comes from it too, and the times of the
 * file, and the date of a book without one, are modified (seconds since 1970). False if bytes are
 * no AZW3 with these records, and nothing is changed. */
bool nc_kindle_identify(struct nc_buf *bytes, struct nc_uuid uuid, int64_t modified);
/* Whether the first bytes of a file are those of an AZW3 that was identified so. */
bool nc_kindle_is_ours(struct nc_str bytes);
/* How many of them that takes at most. */
#define NC_KINDLE_HEAD ((size_t)256 << 10)

#endif
