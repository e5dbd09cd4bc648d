/* What a run takes of a folder. Two selections are two products: each has a name, a title and an
 * identifier of its own (docs/vault.md, "Choosing among them"). */
#ifndef NC_APP_SELECTION_H
#define NC_APP_SELECTION_H

#include "app/load.h"

struct nc_selection {
    struct nc_str label; /* for a title: "one", "a, b"; empty: the whole folder */
    struct nc_str name;  /* for a file name */
    struct nc_str key;   /* for an identifier */
};

/* --tag, --where, --include, and several inputs that are not all the notes there are. What
 * --exclude and --index do is no selection of its own: the product is the same one, less or in
 * another order. Strings from arena; after the vault was opened. */
struct nc_selection nc_selection_of(const struct nc_options *o, const struct nc_vault *v,
                                    struct nc_arena *arena);

#endif
