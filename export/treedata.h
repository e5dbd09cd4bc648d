/* Private definition of struct nc_tree, shared by tree.c, treefile.c and treejournal.c only. */
#ifndef NC_EXPORT_TREEDATA_H
#define NC_EXPORT_TREEDATA_H

#include "base/arena.h"
#include "base/strmap.h"
#include "base/treestate.h"
#include "export/tree.h"

#define NC_TREE_MAX_PRODUCT ((size_t)1 << 30)
#define NC_TREE_SHOWN 3
#define NC_TREE_MAX_KINDS 16

struct nc_tree_entry {
    struct nc_str rel, kinds, source;
    /* empty: a backend writes it, and the hash is known only then */
    char hash[41];
    /* hash of what stood there when examined; empty: nothing */
    char old[41];
    /* stamp of the file with that hash; 0: unknown */
    uint64_t stamp;
    /* stamp of what stood there; 0: nothing */
    uint64_t seen;
    /* mode of what stood there; 0: nothing */
    mode_t mode;
    /* its new bytes are in a temporary */
    bool is_written;
    /* a backend writes it itself */
    bool is_backends;
};

struct nc_tree {
    struct nc_arena *arena;
    struct nc_outset *outs;
    /* without a trailing '/'; "." for the current one */
    struct nc_str folder;
    /* of the folder; holds the lock */
    int fd;
    bool force;
    const char *kinds[NC_TREE_MAX_KINDS];
    size_t kind_count;
    /* of this run */
    struct nc_str root;
    /* of the last run, or set by this one; as in the state */
    struct nc_str vault;
    struct nc_tree_entry *old, *now;
    size_t old_count, old_cap, now_count, now_cap;
    /* of the last run */
    char run[41];
    struct nc_str summary;
    struct nc_str edited[NC_TREE_SHOWN], claimed[NC_TREE_SHOWN];
    size_t edited_count, claimed_count;
    struct nc_tree_entry *remove;
    size_t remove_count, remove_cap;
    /* already made or found */
    struct nc_str last_folder;
    /* this run made it, so it holds no file of the user's */
    bool last_is_new;
    /* folders made by this run */
    struct nc_strmap made;
    /* folders */
    struct nc_strmap swept;
    /* as on the disk; empty: none */
    struct nc_buf journal;
    /* for the next state; with next_summary its head */
    struct nc_buf run_digest;
    struct nc_str next_summary;
    /* lines of the state: nc_tree_put_used */
    struct nc_buf was_used, now_used;
    struct nc_tree_result result;
};

/* treefile.c: computes the digest of bytes, as in the state. */
void nc_tree_hash(char out[41], struct nc_str bytes);
/* Returns rel below the tree's folder, in the tree's arena. */
struct nc_str nc_tree_full_path(struct nc_tree *t, struct nc_str rel);
/* Computes the digest of the file at path. False and a message if it cannot be read. */
bool nc_tree_hash_file(char out[41], const char *path, struct nc_fail *f);

/* treejournal.c. Locks the folder, which must exist, finishes its journal, and sweeps away what
 * killed runs left in it. */
int nc_tree_begin(struct nc_tree *t, struct nc_fail *f);
/* Removes what a killed run left in a folder of the tree; once per folder. */
void nc_tree_sweep(struct nc_tree *t, struct nc_str folder);
/* Returns a descriptor of the folder that holds rel, reached through no symbolic link, or -1.
 * *name: the last part of rel. */
int nc_tree_parent(const struct nc_tree *t, struct nc_str rel, const char **name);

#endif
