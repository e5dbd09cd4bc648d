/* Output files that appear by rename or not at all. All outputs of a run form one set: each is
 * written to a temporary file in its target's folder, and a commit gives all of them their names. A
 * run that fails or is interrupted leaves every old file unchanged. Files of a tree, which may be
 * thousands, are settled together by their owner (export/tree.h). */
#ifndef NC_BASE_OUTSET_H
#define NC_BASE_OUTSET_H

#include "base/buf.h"
#include "base/fail.h"
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

struct nc_outset;
/* One file being written. */
struct nc_out;

struct nc_outset *nc_outset_new(void);
/* Removes the temporaries and, without a commit, the folders that were made. Does nothing for NULL.
 */
void nc_outset_free(struct nc_outset *s);

/* Opens the temporary file for path, whose folder must exist. *out belongs to s. Like the other
 * functions that can fail, returns 0, or -1 with a message. The mode is 0666 minus the umask, or
 * the old file's mode. "-" is standard output. A named pipe or a character device is a stream: its
 * bytes are kept and written at the commit. Below a folder of nc_outset_tree only regular files and
 * symbolic links are replaced; elsewhere a link is followed and stays. */
int nc_out_open(struct nc_out **out, struct nc_outset *s, const char *path, struct nc_fail *f);
/* The same below a folder of nc_outset_tree, for a caller that has just examined the place. old is
 * its st_mode, or 0 if nothing is there. */
int nc_out_open_over(struct nc_out **out, struct nc_outset *s, const char *path, mode_t old,
                     struct nc_fail *f);
/* The same in a folder that others may write to, such as a reader's. No link is followed, and at
 * the commit the place must hold what it held at the opening: a regular file or nothing. */
int nc_out_open_guarded(struct nc_out **out, struct nc_outset *s, const char *path,
                        struct nc_fail *f);
int nc_out_write(struct nc_out *o, const void *bytes, size_t n);
/* Random access, for archives: the next write goes to offset. nc_out_tell returns the current
 * offset. */
int nc_out_seek(struct nc_out *o, uint64_t offset);
uint64_t nc_out_tell(const struct nc_out *o);
/* Flushes; outside trees it also syncs the file to the disk. A write error (a full disk) is
 * reported once, here or at the write. */
int nc_out_close(struct nc_out *o);
/* Abandons the file: removes its temporary and keeps the old file. */
void nc_out_discard(struct nc_out *o);

/* Creates a folder at path (one level) if it is missing. *made (may be NULL): whether it was
 * created. */
int nc_outset_mkdir(struct nc_outset *s, const char *path, bool *made, struct nc_fail *f);
/* Makes files below folder, from now on, part of a tree. Its owner holds a lock on the tree and
 * syncs the files to the disk. */
void nc_outset_tree(struct nc_outset *s, const char *folder);
/* Calls fn for every closed output below folder; fn may discard it. Stops when fn returns -1. */
int nc_outset_each(struct nc_outset *s, const char *folder,
                   int (*fn)(void *ctx, struct nc_out *o, const char *path, const char *temp),
                   void *ctx);
/* Between these two calls temporaries stay, however the program ends: a journal lists them. */
void nc_outset_keep(struct nc_outset *s, bool keep);

/* Gives every closed file its name. In a tree, nothing is replaced at a place that was empty when
 * the file was opened. On an error, every file already in place is put back if the file system can
 * do that. *mixed: some could not be put back. */
int nc_outset_commit(struct nc_outset *s, bool *mixed, struct nc_fail *f);

/* Removes the temporaries of every live set. Async-signal-safe, and safe for a thread that has run
 * out of memory. */
void nc_outset_abandon_all(void);
/* Removes a temporary that a killed run left for path, unless its writer is still running. */
void nc_out_sweep(const char *path);
/* The names of a tree's temporaries begin and end with these. */
#define NC_TREE_TEMP ".noteconv-tree-"
#define NC_TEMP_END ".tmp"

/* Between these two calls, signals that end the program are held back. */
void nc_hold_signals(sigset_t *old);
void nc_release_signals(const sigset_t *old);

#endif
