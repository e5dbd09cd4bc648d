/* The table of backends: the one place that lists them. */
#ifndef NC_APP_BACKENDS_H
#define NC_APP_BACKENDS_H

#include "export/backend.h"

/* All backends in the order of --list-formats; ends with NULL. */
extern const struct nc_backend *const nc_backends[];

/* The backend for a name ("epub") or for an output file's suffix ("x.epub"); NULL if there is none.
 */
const struct nc_backend *nc_backend_named(struct nc_str name);
const struct nc_backend *nc_backend_for_file(const char *path);
/* The backend that makes b for the readers that --target names: b itself, one of its targets, or
 * NULL. */
const struct nc_backend *nc_backend_for(const struct nc_backend *b, struct nc_str readers);
/* nc_backend_for_file in any table: among matching suffixes the longest wins ("x.kepub.epub"). */
const struct nc_backend *nc_backend_of_suffix(const struct nc_backend *const *table,
                                              struct nc_str name);

#endif
