/* Suggests an existing file for a name that does not exist. */
#ifndef NC_BASE_NEARFILE_H
#define NC_BASE_NEARFILE_H

#include "base/buf.h"
#include "base/fail.h"

/* Fails with "cannot read PATH: …" for error (an errno). If there is no such file, the message
 * names the nearest file in its folder. Returns -1. */
int nc_fail_unread(struct nc_fail *f, const char *path, int error);

#endif
