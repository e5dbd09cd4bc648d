/* Output files that appear by rename or not at all. All outputs of a run are one set: each is
 * written to a temporary file in its target's folder, and a commit gives all of them their names.
 * A run that fails or is interrupted leaves every old file as it was. Files of a tree, of which
 * there may be thousands, are settled together by their owner (export/tree.h). */
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
/* Removes the temporaries, and without a commit the folders that were made. NULL is nothing. */
void nc_outset_free(struct nc_outset *s);

/* Opens the temporary file for path. The folder must exist. Mode 0666 less the umask, or the old
 * file's mode. "-" is standard output. A named pipe or a character device is a stream: its bytes
 * are kept and written at the commit. Below a folder of nc_outset_tree only regular files and
 * symbolic links are replaced; elsewhere a link is followed and stays. */
int nc_out_open(struct nc_out **out, struct nc_outset *s, const char *path, struct nc_fail *f);
/* The same below a folder of nc_outset_tree, for one who has just looked what is there: old is its
 * st_mode, 0: nothing. */
int nc_out_open_over(struct nc_out **out, struct nc_outset *s, const char *path, mode_t old,
                     struct nc_fail *f);
/* The same in a folder that others may write to, such as a reader's: no link is followed, and what
 * stands there at the commit must be what stood there at the opening, a regular file or nothing. */
int nc_out_open_guarded(struct nc_out **out, struct nc_outset *s, const char *path,
                        struct nc_fail *f);
int nc_out_write(struct nc_out *o, const void *bytes, size_t n);
/* Random access, for archives: the next write goes to offset; nc_out_tell gives the current one. */
int nc_out_seek(struct nc_out *o, uint64_t offset);
uint64_t nc_out_tell(const struct nc_out *o);
/* Flushes; outside trees also brings the file to the disk. Write errors (a full disk) are reported
 * here or at the write, once. */
int nc_out_close(struct nc_out *o);
/* Gives the file up: its temporary goes, the old file stays. */
void nc_out_discard(struct nc_out *o);

/* Creates path as a folder (one level) if it is missing; *made (may be NULL): it was. */
int nc_outset_mkdir(struct nc_outset *s, const char *path, bool *made, struct nc_fail *f);
/* From now on files below folder belong to a tree, whose owner holds a lock on it and brings them
 * to the disk. */
void nc_outset_tree(struct nc_outset *s, const char *folder);
/* Calls fn for every closed output below folder; fn may discard it. Stops when fn gives -1. */
int nc_outset_each(struct nc_outset *s, const char *folder,
                   int (*fn)(void *ctx, struct nc_out *o, const char *path, const char *temp),
                   void *ctx);
/* Between these two the temporaries stay, whatever ends the program: a journal knows them. */
void nc_outset_keep(struct nc_outset *s, bool keep);

/* Gives every closed file its name. In a tree nothing is replaced where nothing stood when the file
 * was opened. On an error all files that had theirs already are put back
 * where the file system can do that; *mixed: where it could not. */
int nc_outset_commit(struct nc_outset *s, bool *mixed, struct nc_fail *f);

/* Removes the temporaries of every live set; async-signal-safe, and for a thread that has run out
 * of memory. */
void nc_outset_abandon_all(void);
/* A temporary that a killed run left for path is removed, unless its writer still runs. */
void nc_out_sweep(const char *path);
/* The names of temporaries of trees begin and end so. */
#define NC_TREE_TEMP ".noteconv-tree-"
#define NC_TEMP_END ".tmp"

/* Signals that end the program wait between these two. */
void nc_hold_signals(sigset_t *old);
void nc_release_signals(const sigset_t *old);

#endif
