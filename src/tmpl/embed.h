/* Files built into the program: templates/ and the .sql files. cmake/embed.cmake generates the
 * table. */
#ifndef NC_TMPL_EMBED_H
#define NC_TMPL_EMBED_H

#include <stddef.h>

struct nc_embedded {
    const char *name; /* path below templates/, or "sql/NAME.sql" */
    const unsigned char *data;
    size_t len; /* data[len] is 0 */
};
extern const struct nc_embedded nc_embedded[]; /* sorted by name */
extern const size_t nc_embedded_count;

#endif
