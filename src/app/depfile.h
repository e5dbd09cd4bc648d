/* --depfile: what make and ninja need to know of a run. */
#ifndef NC_APP_DEPFILE_H
#define NC_APP_DEPFILE_H

#include "app/load.h"
#include "app/outputs.h"

/* Writes a rule to path, as `gcc -MD -MP` does: the products depend on the notes that were read, on
 * their pictures and on the files that options name; and an empty rule for each of these, so that
 * one that is gone is no error. After the survey. A new note is in no rule yet. 0, or -1 and a
 * message. */
int nc_depfile_write(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_outset *outs, struct nc_fail *f);
/* Makes the folders of products as new as what they are made of. After the commit. */
void nc_depfile_touch(const struct nc_loaded *l, const struct nc_product *products);

#endif
