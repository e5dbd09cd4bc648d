/* What the previous package knows: its entry noteconv.json. Anki ignores it; here it is the memory
 * that lets unchanged cards keep their time and renamed ones their history. */
#ifndef NC_EXPORT_APKGSTATE_H
#define NC_EXPORT_APKGSTATE_H

#include "export/apkg/apkgnote.h"

#define APKG_STATE_NAME "noteconv.json"
#define APKG_STATE_VERSION 1

struct apkg_old {
    struct nc_str guid, source, shown, hash, front_hash, back_hash, deck;
    int64_t mod, id;
    bool taken; /* a card of this run goes on with it */
};
struct apkg_state {
    struct nc_arena *arena;
    struct apkg_old *notes;
    size_t count, cap;
    struct nc_str digest; /* of everything the package says */
    bool exists;
};

/* Reads the text of a state, of the package at path. -1 when it cannot be read. */
int apkg_state_read(struct apkg_state *s, struct nc_str text, const char *path, struct nc_fail *f);
/* The longest state that is read. */
#define APKG_MAX_STATE ((size_t)256 << 20)
void apkg_state_dispose(struct apkg_state *s);
/* The note of a guid, or NULL; only after apkg_state_index. */
struct apkg_old *apkg_state_find(const struct apkg_state *s, struct nc_str guid);
/* Orders the notes by guid, so that find is a binary search. */
void apkg_state_index(struct apkg_state *s);
/* Appends the state entry for notes. */
void apkg_state_write(struct nc_buf *out, const struct apkg_note *notes, size_t count,
                      const char *digest);

#endif
