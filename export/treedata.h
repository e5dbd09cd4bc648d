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
    char hash[41];    /* empty: a backend writes it, and it is known after that */
    char old[41];     /* of what stood there when it was looked at; empty: nothing */
    uint64_t stamp;   /* of the file with that hash; 0: unknown */
    uint64_t seen;    /* the stamp of what stood there; 0: nothing */
    mode_t mode;      /* of that; 0: nothing */
    bool is_written;  /* it waits in a temporary */
    bool is_backends; /* written by a backend itself */
};

struct nc_tree {
    struct nc_arena *arena;
    struct nc_outset *outs;
    struct nc_str folder; /* without '/' at its end, "." for the current one */
    int fd;               /* of the folder; holds the lock */
    bool force;
    const char *kinds[NC_TREE_MAX_KINDS];
    size_t kind_count;
    struct nc_str root;  /* of this run */
    struct nc_str vault; /* of the last run, or set by this one; as the state has it */
    struct nc_tree_entry *old, *now;
    size_t old_count, old_cap, now_count, now_cap;
    char run[41]; /* of the last run */
    struct nc_str summary;
    struct nc_str edited[NC_TREE_SHOWN], claimed[NC_TREE_SHOWN];
    size_t edited_count, claimed_count;
    struct nc_tree_entry *remove;
    size_t remove_count, remove_cap;
    struct nc_str last_folder; /* made or found already */
    bool last_is_new;          /* this run made it: nothing of anybody's stands there */
    struct nc_strmap made;     /* folders that this run made */
    struct nc_strmap swept;    /* folders */
    struct nc_buf journal;     /* as it is on the disk; empty: there is none */
    struct nc_buf run_digest;  /* of the next state; with next_summary its head */
    struct nc_str next_summary;
    struct nc_buf was_used, now_used; /* lines of the state: nc_tree_put_used */
    struct nc_tree_result result;
};

/* treefile.c: the digest of bytes, as the state has it. */
void nc_tree_hash(char out[41], struct nc_str bytes);
/* rel below the tree's folder; in the tree's arena. */
struct nc_str nc_tree_full_path(struct nc_tree *t, struct nc_str rel);
/* The digest of the file at path; false and a message: it cannot be read. */
bool nc_tree_hash_file(char out[41], const char *path, struct nc_fail *f);

/* tree.c: by path. */
void nc_tree_sort(struct nc_tree_entry *list, size_t count);

/* treejournal.c. Locks the folder, which exists, finishes its journal, sweeps what killed runs left
 * in it. */
int nc_tree_begin(struct nc_tree *t, struct nc_fail *f);
/* Removes what a killed run left in a folder of the tree; once a folder. */
void nc_tree_sweep(struct nc_tree *t, struct nc_str folder);
/* A descriptor of the folder that rel is in, reached through no symbolic link; -1: there is none.
 * *name: the last part of rel. */
int nc_tree_parent(const struct nc_tree *t, struct nc_str rel, const char **name);

#endif
