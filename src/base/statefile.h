/* Files in which a run stores something for the next one: the state of a tree, its journal, the
 * state of a deck. All have the same shape: a head that names the kind and its version, a body, and
 * a seal, which is the SHA-256 of every byte before it. This distinguishes a sound file from one
 * that was cut short, edited, or written by a newer noteconv, and none of these counts as absent.
 * What the body means is its owner's business. */
#ifndef NC_BASE_STATEFILE_H
#define NC_BASE_STATEFILE_H

#include "base/buf.h"
#include "base/fail.h"
#include <stdbool.h>

enum nc_state {
    NC_STATE_ABSENT,     /* no file is there */
    NC_STATE_SOUND,      /* head and seal are correct */
    NC_STATE_DAMAGED,    /* the head is of another kind, or the seal does not match the bytes */
    NC_STATE_NEWER,      /* only a newer noteconv understands this version */
    NC_STATE_UNREADABLE, /* a file is there but cannot be read */
};

/* The shape of one kind of file. Text: {"noteconv-state ", 2, 2, max, "sha256 ", "\n"}. JSON stays
 * JSON: {"{\"noteconv-apkg\":", 2, 2, max, ",\"sha256\":\"", "\"}\n"}. */
struct nc_state_form {
    /* what comes before the version's digits */
    const char *head;
    /* the newest version understood, and the one written */
    unsigned version;
    /* the first version with a seal; older versions have none */
    unsigned sealed_from;
    /* bytes; a longer file is not read */
    size_t max;
    /* stand around the 64 hexadecimal digits */
    const char *before_seal, *after_seal;
};

/* The result of reading. Zeroed before the call; dispose with nc_state_dispose. */
struct nc_state_text {
    /* the whole file; for a JSON form, valid JSON */
    struct nc_buf bytes;
    /* a slice of it: after the version's digits, before the seal */
    struct nc_str body;
    /* from 1 to the version of the form */
    unsigned version;
};

/* Reads the file at path; a FIFO or device is unreadable and never opened. For every result but
 * ABSENT and SOUND, why gets a message that begins with the path and suggests no remedy. */
enum nc_state nc_state_read(struct nc_state_text *out, const char *path,
                            const struct nc_state_form *form, struct nc_fail *why);
/* The same for bytes from elsewhere (an entry of an archive), which out takes over. name stands for
 * the path in messages. Never ABSENT or UNREADABLE. */
enum nc_state nc_state_judge(struct nc_state_text *out, struct nc_buf *bytes, const char *name,
                             const struct nc_state_form *form, struct nc_fail *why);
void nc_state_dispose(struct nc_state_text *t);

/* Appends the head to out, which must be empty. The caller then appends the body, and then the
 * seal. */
void nc_state_begin(struct nc_buf *out, const struct nc_state_form *form);
void nc_state_seal(struct nc_buf *out, const struct nc_state_form *form);

#endif
