/* --depfile: tells make and ninja what a run depends on. */
#ifndef NC_APP_DEPFILE_H
#define NC_APP_DEPFILE_H

#include "app/load.h"
#include "app/outputs.h"

/* Fails if path is the name of a note or of an output, or if an output is standard output, which
 * has no name for make. Returns 0 or -1. */
int nc_depfile_check(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_fail *f);
/* Writes a rule to path, as `gcc -MD -MP` does: the products depend on the notes that were read, on
 * their pictures, on what they include, on plans and settings and on the files that options name.
 * Each of these also gets an empty rule, so that a deleted file is no error. Call it after the
 * survey. A new note is not in any rule yet. Returns 0, or -1 and a message. */
int nc_depfile_write(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_outset *outs, struct nc_fail *f);
/* Makes the folders of products at least as new as their inputs. Call it after the commit. */
void nc_depfile_touch(const struct nc_loaded *l, const struct nc_product *products);

#endif
