/* The form of the file that remembers what a tree of products holds: a head, the digest of the run,
 * its summary, then a line a product. The file is a statefile.h; export/tree.h says what it is for.
 */
#ifndef NC_BASE_TREESTATE_H
#define NC_BASE_TREESTATE_H

#include "base/statefile.h"
#include <stdbool.h>
#include <stdint.h>

#define NC_STATE_NAME ".noteconv-state"

/* Version 1 had no seal. */
extern const struct nc_state_form nc_tree_form;

struct nc_tree_line {
    struct nc_str rel; /* inside the tree; never outside it */
    const char *hash;  /* 40 digits */
    uint64_t stamp;
};

/* The lines before those of products in the body of a sound state: the run's digest (empty if there
 * is none) and its summary. *at: where the products begin. */
void nc_tree_head(struct nc_str body, size_t *at, struct nc_str *run, struct nc_str *summary);
/* The next product; false at the end. Slices of body. A line that noteconv does not write is passed
 * over. */
bool nc_tree_next(struct nc_str body, size_t *at, struct nc_tree_line *line);

#endif
