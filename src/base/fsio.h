/* Reading files with bounds, and file names. For outputs see outset.h. */
#ifndef NC_BASE_FSIO_H
#define NC_BASE_FSIO_H

#include "base/buf.h"
#include "base/fail.h"
#include <stdbool.h>
#include <stdint.h>

/* Appends a whole regular file of at most max bytes. A FIFO or device is refused and never opened
 * for reading. Returns 0, or -1 with a message that names the path and errno set: EFBIG for a file
 * that is too large, EISDIR for a folder, EOPNOTSUPP for anything else that is not a regular file.
 */
int nc_read_file(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* The same for the beginning of a file: at most max bytes. */
int nc_read_head(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* Appends everything from an open descriptor, at most max bytes. */
int nc_read_fd(struct nc_buf *out, int fd, const char *name, size_t max, struct nc_fail *f);

/* Whether there is a folder at path, or a link to one. */
bool nc_is_folder(const char *path);

/* Flushes to the disk everything written on the file system that holds the folder at path, names
 * included. Returns 0, or -1 and errno. */
int nc_sync_disk(const char *path);

/* Appends a file name that noteconv may choose, safe on FAT and Windows too: not a device name, no
 * '/', no nc_is_control, none of \ : * ? " < > |, no leading dot, no trailing dot or blank, at most
 * 200 bytes cut at a code point. Never empty. */
void nc_safe_filename(struct nc_buf *out, struct nc_str name);

/* A number that changes when a file's size or one of its times does. If it is unchanged, the
 * content may be taken as unchanged. */
struct stat;
uint64_t nc_file_stamp(const struct stat *st);

#endif
