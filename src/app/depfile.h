/* --depfile: what make and ninja need to know of a run. */
#ifndef NC_APP_DEPFILE_H
#define NC_APP_DEPFILE_H

#include "app/load.h"
#include "app/outputs.h"

/* Fails if path is a name that would destroy something, or if the products have none that make
 * could know: a note, an output, standard output. Returns 0 or -1. */
int nc_depfile_check(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_fail *f);
/* Writes a rule to path, as `gcc -MD -MP` does: the products depend on the notes that were read, on
 * their pictures, on what they include, on plans and settings and on the files that options name;
 * and an empty rule for each of these, so that one that is gone is no error. After the survey. A
 * new note is in no rule yet. 0, or -1 and a message. */
int nc_depfile_write(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_outset *outs, struct nc_fail *f);
/* Makes the folders of products as new as what they are made of. After the commit. */
void nc_depfile_touch(const struct nc_loaded *l, const struct nc_product *products);

#endif
