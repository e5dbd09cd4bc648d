/* Files built into the program: templates/ and the .sql files. cmake/embed.cmake generates the
 * table. */
#ifndef NC_TMPL_EMBED_H
#define NC_TMPL_EMBED_H

#include <stddef.h>

struct nc_embedded {
    /* path below templates/, or "sql/NAME.sql" */
    const char *name;
    const unsigned char *data;
    /* data[len] is 0 */
    size_t len;
};
extern const struct nc_embedded nc_embedded[]; /* sorted by name */
extern const size_t nc_embedded_count;

#endif
