/* A folder of products that mirrors a folder of notes: what is in it, what the last run left there,
 * and what may be replaced. A file in the folder (.noteconv-state) remembers the digest of every
 * product and what it was made of; it may be deleted at any time, and then only files that are
 * already right are taken for noteconv's own.
 *
 * A run changes the folder as one transaction: the temporaries are brought to the disk; a journal
 * (.noteconv-journal) says what is to be done; then files take their names, the state is written
 * and the journal goes. A run that finds a journal finishes it. The folder is locked from open to
 * free. */
#ifndef NC_EXPORT_TREE_H
#define NC_EXPORT_TREE_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/outset.h"
#include <stdint.h>

struct nc_tree;

/* Opens and locks folder, which is made when it is missing, finishes a journal, and removes what a
 * killed run left. root stands for the folder that sources count from (at most 40 bytes without
 * blanks). force: edited files are replaced, a damaged state is taken for none. */
int nc_tree_open(struct nc_tree **out, const char *folder, const char *root, struct nc_outset *outs,
                 bool force, struct nc_fail *f);
void nc_tree_free(struct nc_tree *t); /* after the outset; NULL is nothing */
/* The run makes products of this kind ("org", "epub+each"; no blank, no comma): of other kinds
 * nothing is replaced, told or removed. kind is the caller's and stays. */
void nc_tree_claim(struct nc_tree *t, const char *kind);

/* What the ids in the products of an earlier run start from, so that they stay when the folder of
 * the notes gets another name; empty: no run said so. Lives as long as the tree. */
struct nc_str nc_tree_vault(const struct nc_tree *t);
void nc_tree_set_vault(struct nc_tree *t, struct nc_str vault);

/* The last run was of the same digest, had no errors, all it wrote is as it left it, and what it
 * used besides (nc_tree_uses) is as it was. */
bool nc_tree_is_current(const struct nc_tree *t, const char *run_digest);
/* What the last run said at its end; "" if nothing. */
struct nc_str nc_tree_summary(const struct nc_tree *t);

/* Remembers for the next run's nc_tree_is_current a file that this run used and that its digest
 * does not speak of. path: absolute; stamp: nc_file_stamp before it was read, 0: there is no such
 * file. Before nc_tree_close. */
void nc_tree_uses(struct nc_tree *t, struct nc_str path, uint64_t stamp);

/* A product: its path inside the folder, its kind, and the path of what it is made of. */
struct nc_tree_item {
    struct nc_str rel;
    const char *kind;
    struct nc_str source;
};
/* The next product of this kind that the last run left, from *at on, which begins at 0; its source
 * is empty if that is unknown. In the order of their paths; false at the end. */
bool nc_tree_next_old(const struct nc_tree *t, size_t *at, const char *kind,
                      struct nc_tree_item *item);
/* Media that pages show are of their own kinds, "html+media": they go when no page asks for them.
 */
#define NC_TREE_MEDIA "+media"

/* A file is there that no run left, whatever it is. */
bool nc_tree_is_foreign(struct nc_tree *t, struct nc_str rel);

/* The path of a product inside the folder, safe to give to nc_out_open; folders above it are made.
 * NULL and a message on failure. The string lives as long as the tree. */
const char *nc_tree_path(struct nc_tree *t, struct nc_str rel, struct nc_fail *f);
/* Writes a product, unless it is there already as it should be. A file that is neither that nor as
 * the last run left it is remembered and makes nc_tree_check fail. */
int nc_tree_put(struct nc_tree *t, const struct nc_tree_item *item, struct nc_str bytes,
                struct nc_fail *f);
/* The same with the bytes of another file, whose SHA-256 is known; nothing if that is the file that
 * is at the place already. */
int nc_tree_copy(struct nc_tree *t, const struct nc_tree_item *item, const char *from,
                 const uint8_t sha256[32], struct nc_fail *f);
/* What is at the place of a product that a backend writes to nc_tree_path by itself. */
enum nc_tree_place {
    NC_TREE_FREE,    /* nothing, or what the last run of this kind left there */
    NC_TREE_TAKEN,   /* something else, which the backend may know for its own */
    NC_TREE_EDITED,  /* what the last run left there and somebody changed: nc_tree_check fails */
    NC_TREE_CLAIMED, /* what a run of another kind left there: nc_tree_check fails, too */
};
enum nc_tree_place nc_tree_expect(struct nc_tree *t, const struct nc_tree_item *item);

/* Why nothing was made of a source that the last run had. */
enum nc_source_fate {
    NC_SOURCE_GONE,         /* it is not there any more */
    NC_SOURCE_UNUSED,       /* it is there, and this run of the whole folder has no use for it */
    NC_SOURCE_NOT_SELECTED, /* it is there, or may be, and this run did not ask for it */
};
struct nc_tree_rules {
    bool prune;
    bool incomplete; /* something of the input could not be read: nothing is removed */
    enum nc_source_fate (*fate)(const void *ctx, struct nc_str source, bool is_media);
    const void *ctx;
};
/* Files: written anew or for the first time; right already; of no source any more; removed; of
 * sources that this run did not select. */
struct nc_tree_result {
    size_t written, same, gone, removed, unselected;
};
/* After all products: fails when edited files are in the way; reports old products that no source
 * asks for any more. */
int nc_tree_check(struct nc_tree *t, const struct nc_tree_rules *rules, struct nc_diags *diags,
                  struct nc_fail *f);
/* After nc_tree_check: brings all to the disk and writes the journal. From here until nc_tree_close
 * or nc_tree_undo signals must wait. is_clean: a run of the same digest may be skipped. */
int nc_tree_prepare(struct nc_tree *t, const char *run_digest, bool is_clean, struct nc_str summary,
                    struct nc_fail *f);
/* After the outputs took their names: removes what is to be removed, writes the state, removes the
 * journal. After a failure the journal stays, and the next run finishes it. */
int nc_tree_close(struct nc_tree *t, struct nc_diags *diags, struct nc_fail *f);
/* After a commit that failed and left everything as it was: the journal goes. */
void nc_tree_undo(struct nc_tree *t);
struct nc_tree_result nc_tree_result(const struct nc_tree *t);

#endif
