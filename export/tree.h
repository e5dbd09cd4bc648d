/* A folder of products that mirrors a folder of notes: what is in it, what the last run left there,
 * and what may be replaced. A small file in the folder (.noteconv-state) remembers the digest of
 * every product; it may be deleted at any time, and then only files that are already right are
 * taken for noteconv's own. */
#ifndef NC_EXPORT_TREE_H
#define NC_EXPORT_TREE_H

#include "base/diag.h"
#include "base/fail.h"
#include "base/fsio.h"
#include <stdint.h>

struct nc_tree;

/* folder is made when it is missing. force: edited files are replaced. */
int nc_tree_open(struct nc_tree **out, const char *folder, struct nc_outset *outs, bool force,
                 struct nc_fail *f);
void nc_tree_free(struct nc_tree *t); /* NULL is nothing */

/* The last run was of the same digest, had no errors, all it wrote is as it left it, and what it
 * used (nc_tree_used) is as it was. */
bool nc_tree_is_current(const struct nc_tree *t, const char *run_digest);
/* What the last run said at its end; "" if nothing. */
struct nc_str nc_tree_summary(const struct nc_tree *t);

/* The path of a product inside the folder, safe to give to nc_out_open; folders above it are made.
 * NULL and a message on failure. The string lives as long as the tree. */
const char *nc_tree_path(struct nc_tree *t, struct nc_str rel, struct nc_fail *f);
/* Writes a product, unless it is there already as it should be. A file that is neither that nor as
 * the last run left it is remembered and makes nc_tree_finish fail. */
int nc_tree_put(struct nc_tree *t, struct nc_str rel, struct nc_str bytes, struct nc_fail *f);
/* The same with the bytes of another file, whose SHA-256 is known; nothing if that is the file that
 * stands at the place already. */
int nc_tree_copy(struct nc_tree *t, struct nc_str rel, const char *from, const uint8_t sha256[32],
                 struct nc_fail *f);
/* Nothing stands at the place of a product, or what the last run left there. */
bool nc_tree_may_replace(const struct nc_tree *t, struct nc_str rel);
/* A product that a backend writes to nc_tree_path by itself. */
void nc_tree_wrote(struct nc_tree *t, struct nc_str rel);

/* Remembers a file that this run used and that its digest does not speak of, for nc_tree_is_current
 * of the next run. path: absolute; stamp: nc_file_stamp, 0: there is no such file.
 */
void nc_tree_used(struct nc_tree *t, struct nc_str path, uint64_t stamp);

/* Files: written anew or for the first time; right already; of no note any more; removed. */
struct nc_tree_result {
    size_t written, same, gone, removed;
};
/* After all products, before the outputs are renamed: fails when edited files are in the way; tells
 * of old products that no note asks for any more. */
int nc_tree_check(struct nc_tree *t, bool prune, struct nc_diags *diags, struct nc_fail *f);
/* After the outputs were renamed: removes old products if prune was asked for, and writes the
 * state. is_clean: a run of the same digest may be skipped. */
int nc_tree_close(struct nc_tree *t, const char *run_digest, bool is_clean, struct nc_str summary,
                  struct nc_fail *f);
struct nc_tree_result nc_tree_result(const struct nc_tree *t);

#endif
