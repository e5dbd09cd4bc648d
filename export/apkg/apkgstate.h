/* A deck's memory: the entry noteconv.json of the package, or the file that --state names. Anki
 * ignores it. It lets unchanged cards keep their time, and edited and moved cards their history. It
 * knows every card that ever existed, even those no run has made since. */
#ifndef NC_EXPORT_APKGSTATE_H
#define NC_EXPORT_APKGSTATE_H

#include "base/statefile.h"
#include "export/apkg/apkgnote.h"

#define APKG_STATE_NAME "noteconv.json"

extern const struct nc_state_form apkg_state_form;

struct apkg_state {
    struct nc_arena *arena;
    /* those of one Markdown note in its order; guids are unique */
    struct apkg_note *notes;
    size_t count, cap;
    /* the vault's id used to make the guids; may be empty */
    struct nc_str vault;
    /* digest of everything the package says */
    struct nc_str digest;
    /* digest of the bytes of its collection */
    struct nc_str collection;
    /* 0: there is no state */
    unsigned version;
};

/* Reads a state from its text, which it takes over; name stands for the text in the message.
 * Returns -1, with a message that names the remedy, if noteconv would not have written it so. */
int apkg_state_read(struct apkg_state *s, struct nc_buf *text, const char *name, struct nc_fail *f);
void apkg_state_dispose(struct apkg_state *s);
/* Appends the text of s. */
void apkg_state_write(struct nc_buf *out, const struct apkg_state *s);
/* Sets the message for a state that cannot be used: why, and what to do. Returns -1. */
int apkg_state_refuse(struct nc_fail *f, const char *why);

#endif
