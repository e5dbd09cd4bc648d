/* Which files a run writes: names, and whether a file that is there may be replaced. */
#ifndef NC_APP_OUTPUTS_H
#define NC_APP_OUTPUTS_H

#include "app/options.h"
#include "base/arena.h"
#include "base/fsio.h"

struct nc_product {
    const struct nc_backend *backend;
    const char *path; /* a file, a folder for a tree, or "-" */
    bool chosen;      /* noteconv made the name: it may replace only what noteconv wrote */
    bool is_folder;   /* path is a folder of products */
};

/* Fills products (one a format) by the rules of docs/usage.md, "Where outputs go". name: what the
 * input is called, empty for standard input; is_folder: a product of many notes. Makes the folder
 * of -o NAME/. -1 and a message on bad usage or when a file that is not noteconv's is in the way.
 */
int nc_outputs_decide(struct nc_product *products, const struct nc_options *o, struct nc_str name,
                      bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                      struct nc_fail *f);

#endif
