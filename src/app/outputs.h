/* Decides which files a run writes: their names, and whether an existing file may be replaced. */
#ifndef NC_APP_OUTPUTS_H
#define NC_APP_OUTPUTS_H

#include "app/options.h"
#include "base/arena.h"
#include "base/outset.h"
#include "export/backend.h"

struct nc_product {
    const struct nc_backend *backend;
    /* a file, a folder for a tree, or "-" */
    const char *path;
    /* noteconv chose the name, so only a file that noteconv wrote may be replaced */
    bool chosen;
    /* path is a folder of products */
    bool is_folder;
    /* what exists at path, if it is a file */
    struct nc_previous previous;
};

/* If -o was given several times, finds the format of each by its suffix; o->formats then has the
 * order of o->outputs. -1 and a message if a suffix belongs to no format, or to none of those of
 * -t. */
int nc_outputs_pair(struct nc_options *o, struct nc_fail *f);

/* Fills products (one per format) by the rules of docs/usage.md, "Where outputs go". name: the name
 * of the input, empty for standard input; is_folder: the product has many notes. Creates the folder
 * of -o NAME/. -1 and a message on wrong usage or if a file that is not noteconv's is in the way.
 */
int nc_outputs_decide(struct nc_product *products, const struct nc_options *o, struct nc_str name,
                      bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                      struct nc_fail *f);

/* Examines what exists at path, where b would write. Opens only regular files. p is filled anew;
 * dispose. */
void nc_previous_find(struct nc_previous *p, const struct nc_backend *b, const char *path);
void nc_previous_dispose(struct nc_previous *p);
/* Whether what was found at path may be replaced when noteconv chose the name. If not, -1 and a
 * message. */
int nc_previous_yields(const struct nc_previous *p, const char *path, struct nc_fail *f);

#endif
