/* Places of notes and media in a tree that mirrors their folder: safe file names, no two of which
 * are the same even if case or Unicode form is ignored. */
#ifndef NC_APP_PLACES_H
#define NC_APP_PLACES_H

#include "export/backend.h"
#include "vault/vault.h"

/* Fills site->places and site->media_places from arena; reports names that were changed because two
 * notes would have had the same. */
void nc_places_fill(struct nc_site *site, const struct nc_vault *v, struct nc_arena *arena,
                    struct nc_diags *diags);

#endif
