/* From inputs to finished documents: what convert and inspect share. Opens the vault, runs the
 * first pass, and gives the documents of the second, parsed and resolved. */
#ifndef NC_APP_LOAD_H
#define NC_APP_LOAD_H

#include "app/options.h"
#include "app/progress.h"
#include "app/workers.h"
#include "export/backend.h"
#include "vault/vault.h"

/* What the first pass made of a note. */
struct nc_surveyed {
    struct nc_doc *doc; /* NULL: unreadable, or taken */
    struct nc_diags *diags;
};

struct nc_loaded {
    const struct nc_options *opts;
    struct nc_vault_options selection;
    struct nc_parse_options parse;
    struct nc_vault *vault;
    struct nc_site site;
    struct nc_book book; /* of the site, if no plan makes it */
    struct nc_arena *arena;
    struct nc_workers workers;
    struct nc_doc
        *json; /* --from=json of one input: read before its vault is opened, and taken once */
    bool json_read;
    struct nc_diags *diags; /* of opening and indexing, and of the first pass for kept documents */
    /* What the second pass takes of the first; without diags: the note is parsed again. */
    struct nc_surveyed *kept;
    size_t kept_count;
    uint64_t keep_bytes;   /* so much more may be kept */
    bool lang_is_given;    /* -M lang= */
    const uint32_t *moved; /* a note's number in the first pass */
    struct nc_progress *progress;
    int64_t now;
    bool has_epoch; /* SOURCE_DATE_EPOCH was set: it stands in for file times */
};

/* The two halves of loading: the first finds the notes and reads none of them; the second is the
 * first pass over them. progress: a step a note; NULL: none. 0, or -1 with a message. Dispose in
 * all cases. */
int nc_load_open(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f);
int nc_load_survey(struct nc_loaded *l, struct nc_progress *progress, struct nc_fail *f);
/* Both. */
int nc_load(struct nc_loaded *l, const struct nc_options *o, struct nc_fail *f);
void nc_loaded_dispose(struct nc_loaded *l);
/* The resolved document of note i; any thread, once a note. NULL: unreadable, or changed since
 * the first pass (diags says so). */
struct nc_doc *nc_loaded_doc(struct nc_loaded *l, size_t i, struct nc_diags *diags);

#endif
