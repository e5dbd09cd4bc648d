/* Books for Kindle over USB (AZW3, Amazon's KF8). An EPUB goes through calibre's ebook-convert and
 * then gets an identity of its own. Shared by the backend and by the code that sends books to
 * readers. noteconv does not write KF8 itself. */
#ifndef NC_EXPORT_KINDLEBOOK_H
#define NC_EXPORT_KINDLEBOOK_H

#include "base/buf.h"
#include "base/fail.h"
#include "base/hash.h"

#include <stdbool.h>
#include <stdint.h>

/* Appends the name that starts ebook-convert. False, and nothing is appended, if it is not
 * installed. */
bool nc_kindle_converter(struct nc_buf *name);
/* What to do if it is not installed, in one sentence. */
extern const char nc_kindle_without[];

/* Appends the AZW3 that ebook-convert makes of the EPUB at path, with the identity below. Takes at
 * most ten minutes. Returns 0, or -1 with a message. */
int nc_kindle_convert(struct nc_buf *azw3, const char *path, struct nc_uuid uuid, int64_t modified,
                      struct nc_fail *f);

/* Overwrites the identity of an AZW3 in place, within bytes. ebook-convert gives every conversion a
 * new random identity, so a device would not recognise a book sent again. EXTH 113 becomes the
 * UUID, 112 "noteconv" and the UUID; the number in the MOBI header is made from it too. The times
 * of the file, and the date of a book without one, become modified (seconds since 1970). False, and
 * nothing is changed, if bytes are not an AZW3 with these records. */
bool nc_kindle_identify(struct nc_buf *bytes, struct nc_uuid uuid, int64_t modified);
/* Whether the first bytes of a file are those of an AZW3 with such an identity. */
bool nc_kindle_is_ours(struct nc_str bytes);
/* How many bytes this needs at most. */
#define NC_KINDLE_HEAD ((size_t)256 << 10)

#endif
