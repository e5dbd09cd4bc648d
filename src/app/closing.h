/* What a run says at its end: what was made of what, and what kept it from making the rest. */
#ifndef NC_APP_CLOSING_H
#define NC_APP_CLOSING_H

#include "app/load.h"
#include "app/messages.h"

/* One output file of a run. */
struct nc_closing_product {
    const char *path; /* NULL: nothing to be said of it */
    size_t notes, pictures;
};

/* "book.epub: 118 notes, 3 pictures, 1.2 MB", a line each; for a vault of many notes also a table
 * of what links, embeds and media led to. */
void nc_closing_print(const struct nc_closing_product *products, size_t count,
                      const struct nc_loaded *l, struct nc_messages *m);
/* The last word of a run whose input could not all be read, with the remedies. is_held_back: a
 * product was not written for that. */
void nc_closing_incomplete(const struct nc_loaded *l, bool is_held_back, struct nc_messages *m);

#endif
