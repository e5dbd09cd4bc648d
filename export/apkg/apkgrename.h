/* Cards whose question was edited or moved: their guid is new, but the previous package knows them
 * by their answer or their question. */
#ifndef NC_EXPORT_APKGRENAME_H
#define NC_EXPORT_APKGRENAME_H

#include "base/strmap.h"
#include "export/apkg/apkgstate.h"

struct apkg_renames {
    struct nc_arena *arena;
    struct apkg_state *old;
    struct nc_strmap by_answer, by_question; /* first note of a chain + 1 */
    uint32_t *next_answer, *next_question;   /* next note of the chain + 1; 0: none */
};

/* Reads old, which must stay where it is and in this order. */
void apkg_renames_begin(struct apkg_renames *r, struct apkg_state *old);
/* The first note in the order of old that no card of this run continues, of the same source as n,
 * with the same answer or the same question; NULL if none. All calls together are linear: what is
 * taken once must stay taken. */
struct apkg_old *apkg_renames_find(struct apkg_renames *r, const struct apkg_note *n);
void apkg_renames_dispose(struct apkg_renames *r);

#endif
