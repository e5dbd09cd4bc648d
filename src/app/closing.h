/* The closing lines of a run: what was made from what, and why the rest was not made. */
#ifndef NC_APP_CLOSING_H
#define NC_APP_CLOSING_H

#include "app/load.h"
#include "app/messages.h"

/* One output file of a run. */
struct nc_closing_product {
    /* NULL: nothing to report about it */
    const char *path;
    size_t notes, pictures;
};

/* Appends "book.epub: 118 notes, 3 pictures, 1.2 MB", one line per product; for a vault of many
 * notes also a table of the links, embeds and media found. */
void nc_closing_print(const struct nc_closing_product *products, size_t count,
                      const struct nc_loaded *l, struct nc_messages *m);
/* The closing message of a run whose input could not all be read, with the remedies. is_held_back:
 * a product was not written because of that; has_skipped: the encoding of a note is uncertain. */
void nc_closing_incomplete(const struct nc_loaded *l, bool is_held_back, bool has_skipped,
                           struct nc_messages *m);

#endif
