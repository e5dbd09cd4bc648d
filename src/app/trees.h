/* The folders of products of a run, opened together, checked together, and committed together with
 * its single files. */
#ifndef NC_APP_TREES_H
#define NC_APP_TREES_H

#include "app/load.h"
#include "app/outputs.h"

struct nc_trees {
    const struct nc_loaded *l;
    const struct nc_product *products;
    /* one per folder of products; equal for the same folder */
    struct nc_tree *of[NC_MAX_FORMATS];
    /* kinds of the products; NULL: not in a folder */
    const char *kinds[NC_MAX_FORMATS];
};

/* Opens them. Returns 0, or -1 and a message. Free in both cases, after the outset. */
int nc_trees_open(struct nc_trees *t, const struct nc_loaded *l, const struct nc_product *products,
                  struct nc_outset *outs, struct nc_fail *f);
void nc_trees_free(struct nc_trees *t);
/* Whether every product is in a folder, and all folders are as a run with this digest left them. */
bool nc_trees_are_current(const struct nc_trees *t, const char *digest);
/* For --dry-run: counts what a commit would write, and appends a line for each file that it would
 * remove. */
int nc_trees_foresee(struct nc_trees *t, struct nc_buf *out, struct nc_fail *f);
/* Fails if something is in the way; reports products that are no longer asked for. incomplete: some
 * input could not be read. */
int nc_trees_check(struct nc_trees *t, bool incomplete, struct nc_diags *diags, struct nc_fail *f);
/* What a run records at its end for the next one. */
struct nc_run_end {
    const char *digest;
    /* a run of the same digest may be skipped */
    bool is_clean;
    struct nc_str summary;
};
/* Gives all outputs their names, or none of them. Signals that end the program are held back
 * meanwhile. */
int nc_trees_commit(struct nc_trees *t, struct nc_outset *outs, const struct nc_run_end *end,
                    struct nc_diags *diags, struct nc_fail *f);
/* Appends one line per folder: how many files were written. */
void nc_trees_report(const struct nc_trees *t, struct nc_buf *out);

#endif
