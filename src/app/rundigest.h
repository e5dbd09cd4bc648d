/* A digest of what a run depends on: with equal digests a run would write the same files. */
#ifndef NC_APP_RUNDIGEST_H
#define NC_APP_RUNDIGEST_H

#include "app/load.h"

/* Covers the program's version, the options, and the names, sizes and times of all files of the
 * vault. */
void nc_run_digest(const struct nc_loaded *l, char out[41]);

#endif
