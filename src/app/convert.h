/* Runs a conversion: notes in, products out. */
#ifndef NC_APP_CONVERT_H
#define NC_APP_CONVERT_H

#include "app/options.h"

/* Exit statuses (docs/usage.md). */
enum { NC_EXIT_OK = 0, NC_EXIT_NOTES = 1, NC_EXIT_FAILED = 2 };

/* Converts as the options say; prints diagnostics and reports to standard error. Returns an exit
 * status; for NC_EXIT_FAILED a message is in f. */
int nc_convert(const struct nc_options *o, struct nc_fail *f);

/* noteconv check. */
int nc_inspect(const struct nc_options *o, struct nc_fail *f);

#endif
