/* Files: reading with bounds, and output that appears whole by rename or not at all. */
#ifndef NC_BASE_FSIO_H
#define NC_BASE_FSIO_H

#include "base/buf.h"
#include "base/fail.h"
#include <stdbool.h>
#include <stdint.h>

/* Appends the whole of a regular file of at most max bytes (a FIFO or device is refused and never
 * opened for reading). 0, or -1 with a message that names the path. */
int nc_read_file(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* Appends its first bytes, at most max of them. */
int nc_read_head(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f);
/* Appends all of an open descriptor, at most max bytes. */
int nc_read_fd(struct nc_buf *out, int fd, const char *name, size_t max, struct nc_fail *f);

/* All output files of a run. Each is written to a temporary file in its target's folder; commit
 * renames all of them, dispose without commit removes them and leaves the old files as they were.
 */
struct nc_outset;
/* One file being written. */
struct nc_out;

struct nc_outset *nc_outset_new(void);
void nc_outset_free(struct nc_outset *s);
/* Opens the temporary file for path. The folder must exist. Mode 0666 less the umask, or the old
 * file's mode. */
int nc_out_open(struct nc_out **out, struct nc_outset *s, const char *path, struct nc_fail *f);
int nc_out_write(struct nc_out *o, const void *bytes, size_t n);
/* Random access, for archives: the next write goes to offset; nc_out_tell gives the current one. */
int nc_out_seek(struct nc_out *o, uint64_t offset);
uint64_t nc_out_tell(const struct nc_out *o);
/* Flushes and closes; write errors (a full disk) are reported here or at the write, once. */
int nc_out_close(struct nc_out *o);
/* Gives the file up: the temporary is removed, the old file stays. */
void nc_out_discard(struct nc_out *o);
/* Creates path as a folder (one level) if it is missing; dispose removes it again when no commit
 * followed. */
int nc_outset_mkdir(struct nc_outset *s, const char *path, struct nc_fail *f);
/* Many files will be written: they are brought to the disk together at the commit, and a file that
 * is there already with the same bytes is left as it is. */
void nc_outset_many(struct nc_outset *s);
/* Renames every closed file to its name. On an error the files not yet renamed stay old; it says
 * which. */
int nc_outset_commit(struct nc_outset *s, struct nc_fail *f);
/* Removes the temporaries of every live set; async-signal-safe, for SIGINT and SIGTERM. */
void nc_outset_abandon_all(void);

/* A name noteconv may choose: no '/', no control characters, none of \ : * ? " < > |, no leading
 * dot, no trailing dot or blank, at most 200 bytes cut at a code point. Never empty. */
void nc_safe_filename(struct nc_buf *out, struct nc_str name);

/* A number that changes when a file's size or one of its times does: who finds it unchanged may
 * take the content for unchanged. */
struct stat;
uint64_t nc_file_stamp(const struct stat *st);

#endif
