/* Which files a run writes: names, and whether a file that is there may be replaced. */
#ifndef NC_APP_OUTPUTS_H
#define NC_APP_OUTPUTS_H

#include "app/options.h"
#include "base/arena.h"
#include "base/outset.h"
#include "export/backend.h"

struct nc_product {
    const struct nc_backend *backend;
    const char *path; /* a file, a folder for a tree, or "-" */
    bool chosen;      /* noteconv made the name: it may replace only what noteconv wrote */
    bool is_folder;   /* path is a folder of products */
    struct nc_previous previous; /* what is at path, if it is a file */
};

/* Fills products (one a format) by the rules of docs/usage.md, "Where outputs go". name: what the
 * input is called, empty for standard input; is_folder: a product of many notes. Makes the folder
 * of -o NAME/. -1 and a message on bad usage or when a file that is not noteconv's is in the way.
 */
int nc_outputs_decide(struct nc_product *products, const struct nc_options *o, struct nc_str name,
                      bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                      struct nc_fail *f);

/* What is at path, where b would write. Only a regular file is opened. p is filled anew;
 * dispose. */
void nc_previous_find(struct nc_previous *p, const struct nc_backend *b, const char *path);
void nc_previous_dispose(struct nc_previous *p);
/* Whether what was found at path may be replaced under a name that noteconv chose; else -1 and a
 * message. */
int nc_previous_yields(const struct nc_previous *p, const char *path, struct nc_fail *f);

#endif
