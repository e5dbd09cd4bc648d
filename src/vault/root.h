/* Finds where a note's vault begins. */
#ifndef NC_VAULT_ROOT_H
#define NC_VAULT_ROOT_H

#include "base/buf.h"

/* Appends the absolute path (no trailing '/' except for "/" itself) of the nearest folder, at or
 * above folder, that holds .obsidian, noteconv.yaml or .git, or is a graph of Logseq. If there is
 * none, of the nearest one that holds the settings of a book. False if there is none either. folder
 * is absolute and real. *error: errno if this could not be determined; otherwise unchanged. */
bool nc_root_above(struct nc_buf *out, struct nc_str folder, int *error);
/* Whether the folder is a graph of Logseq: it holds logseq/config.edn, or logseq beside pages or
 * journals. */
bool nc_root_is_graph(struct nc_str folder, int *error);

#endif
