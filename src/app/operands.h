/* Checks the operands of the command line before anything is read. */
#ifndef NC_APP_OPERANDS_H
#define NC_APP_OPERANDS_H

#include "app/options.h"

/* How many inputs are repeated in an example. */
#define NC_SHOWN_INPUTS 3

/* Fails if an operand does not name a file. Returns 0 or -1. */
int nc_check_inputs(const struct nc_options *o, struct nc_fail *f);
/* Fails if the first operand is neither a file nor a command, but a format, a misspelt command or,
 * if no format was given, any other word. Returns 0 or -1. */
int nc_check_first_word(const struct nc_options *o, struct nc_fail *f);
/* Fails if the last of several operands looks like an output and -o is not given. Returns 0 or -1.
 */
int nc_check_last_word(const struct nc_options *o, struct nc_fail *f);

#endif
