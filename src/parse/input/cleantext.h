/* Turns the bytes of a file into clean UTF-8 with LF line ends (see "Reading", CommonMark 2.1 and
 * 2.3). Lines and columns of the result are those of the source: one line end for CRLF or CR, one
 * code point for each malformed byte sequence. A byte order mark takes no column. */
#ifndef NC_PARSE_CLEANTEXT_H
#define NC_PARSE_CLEANTEXT_H

#include "base/buf.h"
#include "base/diag.h"

#define NC_MAX_NOTE_BYTES ((size_t)256 << 20)

/* Returns the clean text of bytes: a view of bytes if nothing had to change (a byte order mark is
 * skipped), else of *store, which the caller disposes of. A binary file gives an empty text and
 * NOT_TEXT. */
struct nc_str nc_clean_text(struct nc_buf *store, struct nc_str bytes, struct nc_str file,
                            struct nc_diags *diags);

#endif
