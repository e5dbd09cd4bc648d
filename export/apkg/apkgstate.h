/* A deck's state: the entry noteconv.json of the package, which Anki ignores, or the file that
 * --state names. It lets unchanged cards keep their time, and edited and moved cards keep their
 * history. It holds every card that ever existed, even those that no longer have a source. */
#ifndef NC_EXPORT_APKGSTATE_H
#define NC_EXPORT_APKGSTATE_H

#include "base/statefile.h"
#include "export/apkg/apkgnote.h"

#define APKG_STATE_NAME "noteconv.json"

extern const struct nc_state_form apkg_state_form;

struct apkg_state {
    struct nc_arena *arena;
    /* notes of one Markdown note are in its order; guids are unique */
    struct apkg_note *notes;
    size_t count, cap;
    /* the vault's id used to make the guids; may be empty */
    struct nc_str vault;
    /* digest of everything in the package */
    struct nc_str digest;
    /* digest of the bytes of its collection */
    struct nc_str collection;
    /* 0: there is no state */
    unsigned version;
};

/* Reads a state from its text, which it takes over; name: for messages. Returns 0, or -1 with a
 * message that names the remedy if it is not a state as noteconv writes it. */
int apkg_state_read(struct apkg_state *s, struct nc_buf *text, const char *name, struct nc_fail *f);
void apkg_state_dispose(struct apkg_state *s);
/* Appends the text of s. */
void apkg_state_write(struct nc_buf *out, const struct apkg_state *s);
/* Sets the message for a state that cannot be used: why, and what to do. Returns -1. */
int apkg_state_refuse(struct nc_fail *f, const char *why);

#endif
