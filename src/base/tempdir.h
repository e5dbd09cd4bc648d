/* A private folder for files that pass through another program. */
#ifndef NC_BASE_TEMPDIR_H
#define NC_BASE_TEMPDIR_H

#include "base/buf.h"
#include "base/fail.h"

/* Makes a new folder that only this user can open, in $TMPDIR or /tmp, and puts its path into path,
 * without a trailing '/'. Returns 0, or -1 with a message. */
int nc_tempdir_make(struct nc_buf *path, struct nc_fail *f);
/* Removes the folder and everything in it, as far as possible. Links are removed, not followed.
 * Does nothing for an empty path. */
void nc_tempdir_remove(const struct nc_buf *path);
/* Removes all folders that were made and not yet removed, and waits until that is done. For a
 * signal handler before the program dies: it allocates no memory and takes no lock. */
void nc_tempdir_abandon_all(void);

#endif
