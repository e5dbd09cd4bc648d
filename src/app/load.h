/* Loads inputs as finished documents; convert and inspect share this. Opens the vault, runs the
 * first pass, and returns the documents of the second pass, parsed and resolved. */
#ifndef NC_APP_LOAD_H
#define NC_APP_LOAD_H

#include "app/options.h"
#include "app/progress.h"
#include "app/workers.h"
#include "export/backend.h"
#include "vault/vault.h"

/* The result of the first pass for a note. */
struct nc_surveyed {
    /* NULL: unreadable, or already taken */
    struct nc_doc *doc;
    struct nc_diags *diags;
};

struct nc_loaded {
    const struct nc_options *opts;
    struct nc_vault_options selection;
    struct nc_parse_options parse;
    struct nc_vault *vault;
    struct nc_site site;
    /* the site's book, if no plan makes it */
    struct nc_book book;
    struct nc_arena *arena;
    struct nc_workers workers;
    /* for --from=json: read before the vault is opened */
    struct nc_doc *json;
    bool json_read;
    /* of opening and indexing, and of the first pass */
    struct nc_diags *diags;
    /* What the second pass takes over. If diags is NULL, the note is parsed again. */
    struct nc_surveyed *kept;
    size_t kept_count;
    /* bytes that may still be kept */
    uint64_t keep_bytes;
    /* -M lang= was given */
    bool lang_is_given;
    /* a note's number in the first pass */
    const uint32_t *moved;
    struct nc_progress *progress;
    int64_t now;
    /* SOURCE_DATE_EPOCH was set; it replaces file times */
    bool has_epoch;
};

/* The two halves of loading: the first finds the notes without reading them; the second is the
 * first pass over them. progress: one step per note; may be NULL. Returns 0, or -1 with a message.
 * Dispose in all cases. */
int nc_load_open(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f);
int nc_load_survey(struct nc_loaded *l, struct nc_progress *progress, struct nc_fail *f);
/* Does both. */
int nc_load(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f);
void nc_loaded_dispose(struct nc_loaded *l);
/* Returns the resolved document of note i. Any thread; call it once per note. NULL if it is
 * unreadable or has changed since the first pass (diags says so). */
struct nc_doc *nc_loaded_doc(struct nc_loaded *l, size_t i, struct nc_diags *diags);

#endif
