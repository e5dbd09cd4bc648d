/* Files: reading with bounds, and names. Outputs are outset.h. */
#ifndef NC_BASE_FSIO_H
#define NC_BASE_FSIO_H

#include "base/buf.h"
#include "base/fail.h"
#include <stdbool.h>
#include <stdint.h>

/* Appends the whole of a regular file of at most max bytes (a FIFO or device is refused and never
 * opened for reading). 0, or -1 with a message that names the path and errno set: EFBIG for a file
 * that is too large, EISDIR, EOPNOTSUPP for what is no regular file. */
int nc_read_file(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* Appends its first bytes, at most max of them. */
int nc_read_head(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* Appends all of an open descriptor, at most max bytes. */
int nc_read_fd(struct nc_buf *out, int fd, const char *name, size_t max, struct nc_fail *f);

/* Brings what was written to the disk that the folder at path is on to it, names too. 0, or -1 and
 * errno if it could not. */
int nc_sync_disk(const char *path);

/* A name noteconv may choose, safe on FAT and Windows too: no device's name, no '/', no
 * nc_is_control, none of \ : * ? " < > |, no leading dot, no trailing dot or blank, at most 200
 * bytes cut at a code point. Never empty. */
void nc_safe_filename(struct nc_buf *out, struct nc_str name);

/* A number that changes when a file's size or one of its times does: who finds it unchanged may
 * take the content for unchanged. */
struct stat;
uint64_t nc_file_stamp(const struct stat *st);

#endif
