/* A formula drawn as a picture by a program that the user names. Shared by the files of src/math
 * only. */
#ifndef NC_MATH_MATHDRAW_H
#define NC_MATH_MATHDRAW_H

#include "base/buf.h"
#include "base/fail.h"

/* Runs command, words between blanks ("…" and '…' hold blanks; no shell), with "display" or
 * "inline" as one word more and tex, which ends with a line end, on its standard input; appends
 * what it writes to standard output. Its memory, time and output are bounded. 0; -1: f says why.
 * Any thread. */
int math_draw(struct nc_buf *out, struct nc_str command, struct nc_str tex, bool display,
              struct nc_fail *f);

#endif
