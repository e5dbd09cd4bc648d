/* Where notes and media are in a tree that mirrors their folder: safe file names, no two the same
 * even where case or Unicode form make no difference. */
#ifndef NC_APP_PLACES_H
#define NC_APP_PLACES_H

#include "export/backend.h"
#include "vault/vault.h"

/* Fills site->places and site->media_places from arena; reports names that had to be changed
 * because two notes would have had one. */
void nc_places_fill(struct nc_site *site, const struct nc_vault *v, struct nc_arena *arena,
                    struct nc_diags *diags);

#endif
