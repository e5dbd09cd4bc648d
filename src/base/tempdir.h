/* A folder of one's own for files that pass through another program. */
#ifndef NC_BASE_TEMPDIR_H
#define NC_BASE_TEMPDIR_H

#include "base/buf.h"
#include "base/fail.h"

/* Makes a new folder that only this user can open, in $TMPDIR or /tmp, and puts its path into path,
 * without a '/' at its end. 0, or -1 with a message. */
int nc_tempdir_make(struct nc_buf *path, struct nc_fail *f);
/* Removes the folder with the files and folders in it, as far as they can be removed; links are
 * removed, not followed. An empty path is nothing. */
void nc_tempdir_remove(const struct nc_buf *path);
/* Removes all folders that were made and not removed, and waits for it. For a signal handler before
 * the program dies: it takes no memory and no lock. */
void nc_tempdir_abandon_all(void);

#endif
