/* Files in which a run remembers something for the next one: the state of a tree, its journal, the
 * state of a deck. All have one shape: a head that names the kind and its version, a body, and a
 * seal: the SHA-256 of every byte before it. A file that was cut short, edited, or written by a
 * newer noteconv is told from a sound one, and none of them is taken for "there is none".
 * What the body says is its owner's business. */
#ifndef NC_BASE_STATEFILE_H
#define NC_BASE_STATEFILE_H

#include "base/buf.h"
#include "base/fail.h"
#include <stdbool.h>

enum nc_state {
    NC_STATE_ABSENT,     /* nothing is there */
    NC_STATE_SOUND,      /* head and seal are right */
    NC_STATE_DAMAGED,    /* the head is not this kind's, or the seal does not fit the bytes */
    NC_STATE_NEWER,      /* the version is one that only a newer noteconv understands */
    NC_STATE_UNREADABLE, /* something is there and cannot be read */
};

/* The shape of one kind of file. Text: {"noteconv-state ", 2, 2, max, "sha256 ", "\n"}. JSON stays
 * JSON: {"{\"noteconv-apkg\":", 2, 2, max, ",\"sha256\":\"", "\"}\n"}. */
struct nc_state_form {
    const char *head;     /* what comes before the version's digits */
    unsigned version;     /* the newest that is understood, and the one written */
    unsigned sealed_from; /* the first version that has a seal; those below have none */
    size_t max;           /* bytes; a longer file is not read */
    const char *before_seal, *after_seal; /* around the 64 hexadecimal digits */
};

/* What a reader gets. Zeroed before the call; dispose with nc_state_dispose. */
struct nc_state_text {
    struct nc_buf bytes; /* the whole file, a JSON form's valid JSON */
    struct nc_str body;  /* a slice of it: after the version's digits, before the seal */
    unsigned version;    /* 1 to the form's */
};

/* Reads the file at path; a FIFO or device is unreadable and never opened. For every result but
 * ABSENT and SOUND, why gets a message that begins with the path and names no remedy. */
enum nc_state nc_state_read(struct nc_state_text *out, const char *path,
                            const struct nc_state_form *form, struct nc_fail *why);
/* The same for bytes that came from elsewhere (an entry of an archive), which out takes over; name
 * stands for the path in messages. Never ABSENT or UNREADABLE. */
enum nc_state nc_state_judge(struct nc_state_text *out, struct nc_buf *bytes, const char *name,
                             const struct nc_state_form *form, struct nc_fail *why);
void nc_state_dispose(struct nc_state_text *t);

/* Appends the head to out, which must be empty; then the caller appends the body; then the seal. */
void nc_state_begin(struct nc_buf *out, const struct nc_state_form *form);
void nc_state_seal(struct nc_buf *out, const struct nc_state_form *form);

#endif
