/* Places of notes and media in a tree that mirrors their folder: safe file names, no two of which
 * are the same even if case or Unicode form is ignored. */
#ifndef NC_APP_TREEPLACES_H
#define NC_APP_TREEPLACES_H

#include "base/strmap.h"
#include "export/backend.h"
#include "vault/vault.h"

/* The places taken so far, without case and in NFC; .used.arena is set by the caller. */
struct nc_places {
    struct nc_strmap used;
};

/* Joins stem and suffix of a safe path. If the place is taken, puts digits of the source's digest
 * between them until it is free; then *changed is true. */
struct nc_str nc_places_find(struct nc_places *p, struct nc_str source, struct nc_str stem,
                             struct nc_str suffix, bool *changed);

/* Fills site->places and site->media_places from arena; reports names that were changed because two
 * notes would have had the same. */
void nc_places_fill(struct nc_site *site, const struct nc_vault *v, struct nc_arena *arena,
                    struct nc_diags *diags);

#endif
