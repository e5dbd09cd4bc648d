/* A folder of products that mirrors a folder of notes: what is in it, what the last run left there,
 * and what may be replaced. A file in the folder (.noteconv-state) remembers the digest of every
 * product and its sources. It may be deleted at any time; then only files that are already up to
 * date count as noteconv's own.
 *
 * A run changes the folder as one transaction: it syncs the temporaries to the disk and writes a
 * journal (.noteconv-journal) of what to do; then files take their names, the state is written and
 * the journal is removed. A run that finds a journal finishes it. The folder is locked from open to
 * free. */
#ifndef NC_EXPORT_TREE_H
#define NC_EXPORT_TREE_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/outset.h"
#include <stdint.h>

struct nc_tree;

/* Opens and locks folder, making it if it is missing, finishes a journal, and removes what a killed
 * run left. root stands for the folder from which sources count (at most 40 bytes without blanks).
 * force: replace edited files, treat a damaged state as none. */
int nc_tree_open(struct nc_tree **out, const char *folder, const char *root, struct nc_outset *outs,
                 bool force, struct nc_fail *f);
void nc_tree_free(struct nc_tree *t); /* after the outset; NULL: does nothing */
/* Declares that the run makes products of this kind ("org", "epub+each"; no blank, no comma):
 * nothing of other kinds is replaced, reported or removed. kind is borrowed until nc_tree_free. */
void nc_tree_claim(struct nc_tree *t, const char *kind);

/* Returns the basis of the ids in the products of an earlier run, so that they stay when the folder
 * of the notes is renamed; empty if no run recorded it. Lives as long as the tree. */
struct nc_str nc_tree_vault(const struct nc_tree *t);
void nc_tree_set_vault(struct nc_tree *t, struct nc_str vault);

/* Whether the last run had the same digest and no errors, everything it wrote is unchanged, and so
 * is everything else it used (nc_tree_uses). */
bool nc_tree_is_current(const struct nc_tree *t, const char *run_digest);
/* Returns what the last run reported at its end; may be "". */
struct nc_str nc_tree_summary(const struct nc_tree *t);

/* Remembers, for nc_tree_is_current in the next run, a file that this run used and its digest does
 * not cover. path: absolute; stamp: nc_file_stamp before it was read, 0 if there is no such file.
 * Before nc_tree_close. */
void nc_tree_uses(struct nc_tree *t, struct nc_str path, uint64_t stamp);

/* A product: its path inside the folder, its kind, and the path of its source. */
struct nc_tree_item {
    struct nc_str rel;
    const char *kind;
    struct nc_str source;
};
/* Finds the next product of this kind left by the last run, from *at on, which begins at 0. Its
 * source is empty if unknown. In the order of paths; false at the end. */
bool nc_tree_next_old(const struct nc_tree *t, size_t *at, const char *kind,
                      struct nc_tree_item *item);
/* Media shown by pages have kinds of their own, "html+media": they are removed when no page shows
 * them. */
#define NC_TREE_MEDIA "+media"

/* Whether something is at rel that no run left there, whatever its type. */
bool nc_tree_is_foreign(struct nc_tree *t, struct nc_str rel);

/* Returns the path of a product inside the folder, safe for nc_out_open, and makes the folders
 * above it. NULL and a message on failure. The string lives as long as the tree. */
const char *nc_tree_path(struct nc_tree *t, struct nc_str rel, struct nc_fail *f);
/* Writes a product, unless the file is already up to date. A file that is neither up to date nor as
 * the last run left it is recorded and makes nc_tree_check fail. */
int nc_tree_put(struct nc_tree *t, const struct nc_tree_item *item, struct nc_str bytes,
                struct nc_fail *f);
/* Writes a product with the bytes of another file, whose SHA-256 is known. Does nothing if that
 * file already is the one at the place. */
int nc_tree_copy(struct nc_tree *t, const struct nc_tree_item *item, const char *from,
                 const uint8_t sha256[32], struct nc_fail *f);
/* What is at the place of a product that a backend itself writes to nc_tree_path. */
enum nc_tree_place {
    NC_TREE_FREE,    /* nothing, or what the last run of this kind left there */
    NC_TREE_TAKEN,   /* something else, which the backend may recognise as its own */
    NC_TREE_EDITED,  /* what the last run left there, but edited: nc_tree_check fails */
    NC_TREE_CLAIMED, /* what a run of another kind left there: nc_tree_check fails too */
};
enum nc_tree_place nc_tree_expect(struct nc_tree *t, const struct nc_tree_item *item);

/* Why a source of the last run gave no product. */
enum nc_source_fate {
    NC_SOURCE_GONE,         /* it no longer exists */
    NC_SOURCE_UNUSED,       /* it exists, but this run of the whole folder does not use it */
    NC_SOURCE_NOT_SELECTED, /* it exists, or may exist, but this run did not ask for it */
};
struct nc_tree_rules {
    bool prune;
    /* part of the input could not be read: remove nothing, and what exists may still be used */
    bool incomplete;
    enum nc_source_fate (*fate)(const void *ctx, struct nc_str source, bool is_media);
    const void *ctx;
};
/* Counts of files: written; already up to date; whose source is gone; removed; from sources that
 * this run did not select; from sources that it may not have read. */
struct nc_tree_result {
    size_t written, same, gone, removed, unselected, unread;
};
/* Call after all products. Fails when edited files are in the way; reports old products that no
 * longer have a source. */
int nc_tree_check(struct nc_tree *t, const struct nc_tree_rules *rules, struct nc_diags *diags,
                  struct nc_fail *f);
/* Call after nc_tree_check, for a run that writes nothing: counts what would be written, and
 * appends a line for each file that would be removed. */
int nc_tree_foresee(struct nc_tree *t, struct nc_buf *out, struct nc_fail *f);
/* Call after nc_tree_check: syncs everything to the disk and writes the journal. From here until
 * nc_tree_close or nc_tree_undo signals must wait. is_clean: a run with the same digest may be
 * skipped. */
int nc_tree_prepare(struct nc_tree *t, const char *run_digest, bool is_clean, struct nc_str summary,
                    struct nc_fail *f);
/* Call once the outputs have their names: removes what must go, writes the state, removes the
 * journal. After a failure the journal stays, and the next run finishes it. */
int nc_tree_close(struct nc_tree *t, struct nc_diags *diags, struct nc_fail *f);
/* Call after a commit that failed and changed nothing: removes the journal. */
void nc_tree_undo(struct nc_tree *t);
struct nc_tree_result nc_tree_result(const struct nc_tree *t);

#endif
