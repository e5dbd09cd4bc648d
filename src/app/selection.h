/* The part of a folder that a run takes. Two selections are two products: each has a name, a title
 * and an identifier of its own (docs/vault.md, "Choosing among them"). */
#ifndef NC_APP_SELECTION_H
#define NC_APP_SELECTION_H

#include "app/load.h"

struct nc_selection {
    /* for a title: "one", "a, b"; empty: the whole folder */
    struct nc_str label;
    /* for a file name */
    struct nc_str name;
    /* for an identifier */
    struct nc_str key;
};

/* Describes the selection made by --tag, --where, --include, and by several inputs that are not all
 * the notes there. --exclude and --index do not make a selection: the product is the same one,
 * shorter or in another order. Strings are allocated in arena. Call it after the vault was
 * opened. */
struct nc_selection nc_selection_of(const struct nc_options *o, const struct nc_vault *v,
                                    struct nc_arena *arena);

#endif
