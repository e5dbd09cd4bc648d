/* Draws a formula as a picture with a program that the user names. Shared by the files of src/math
 * only. */
#ifndef NC_MATH_MATHDRAW_H
#define NC_MATH_MATHDRAW_H

#include "base/buf.h"
#include "base/fail.h"

/* Runs command, which is a list of words separated by blanks ("…" and '…' may hold blanks; no
 * shell), with "display" or "inline" as an additional word and tex, followed by a line end, on its
 * standard input. Appends what it writes to standard output. Its memory, time and output are
 * limited. Returns 0, or -1: f says why. Any thread. */
int math_draw(struct nc_buf *out, struct nc_str command, struct nc_str tex, bool display,
              struct nc_fail *f);

#endif
