/* The name of a file that is there, for one that is not. */
#ifndef NC_BASE_NEARFILE_H
#define NC_BASE_NEARFILE_H

#include "base/buf.h"
#include "base/fail.h"

/* Fails with "cannot read PATH: …" for error (an errno); if there is no such file, with the nearest
 * name in its folder. Returns -1. */
int nc_fail_unread(struct nc_fail *f, const char *path, int error);

#endif
