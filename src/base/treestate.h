/* The form of the file that remembers what a tree of products holds: a head, the digest of the run,
 * its summary, then a line a product. export/tree.h says what it is for. */
#ifndef NC_BASE_TREESTATE_H
#define NC_BASE_TREESTATE_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

#define NC_STATE_NAME ".noteconv-state"
#define NC_STATE_HEAD "noteconv-state 1"
#define NC_MAX_STATE ((size_t)256 << 20)

struct nc_state_line {
    struct nc_str rel; /* inside the tree; never outside it */
    const char *hash;  /* 40 digits */
    uint64_t stamp;
};

/* The head of a state: the run's digest (empty if there is none) and its summary. *at: where its
 * lines begin. False: the text is no state. */
bool nc_state_head(struct nc_str text, size_t *at, struct nc_str *run, struct nc_str *summary);
/* The next line that can be read; false at the end. Slices of text. */
bool nc_state_next(struct nc_str text, size_t *at, struct nc_state_line *line);

#endif
