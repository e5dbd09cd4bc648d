/* The inside of struct nc_vault, shared by the files of this folder only. */
#ifndef NC_VAULT_VAULTDATA_H
#define NC_VAULT_VAULTDATA_H

#include "base/buf.h"
#include "vault/vault.h"

#include <pthread.h>

/* What the first pass keeps of a note until the index is built. */
struct nc_survey {
    struct nc_outline *outline;
    struct nc_arena *arena;
    struct nc_str *media; /* destinations that may be files, as written */
    size_t media_count;
    struct nc_str *aliases;
    size_t alias_count;
    bool has_wikilinks;
};

/* A hash table from folded names to numbers; several numbers may have one name. */
struct nc_name_entry {
    struct nc_str name;
    uint32_t value, next; /* next entry of the same name + 1; 0: none */
};
struct nc_names {
    struct nc_arena *arena;
    struct nc_name_entry *entries;
    size_t count, cap;
    uint32_t *buckets; /* entry + 1 of the first of a name */
    size_t bucket_count;
};
void nc_names_add(struct nc_names *t, struct nc_str folded, uint32_t value);
/* The first entry of a name, or NULL; follow with nc_names_next. Entries come in the order they
 * were added. */
const struct nc_name_entry *nc_names_get(const struct nc_names *t, struct nc_str folded);
const struct nc_name_entry *nc_names_next(const struct nc_names *t, const struct nc_name_entry *e);
void nc_names_dispose(struct nc_names *t);

struct nc_vault {
    struct nc_arena *arena;
    struct nc_str root; /* absolute, without '/' at the end */
    struct nc_str output_name;
    bool is_folder;
    struct nc_vault_note *notes;
    size_t count, cap, wanted;
    struct nc_survey *surveys; /* one a note; each written by one worker */
    const struct nc_outline **outlines;
    struct nc_media_table media;
    struct nc_names paths;       /* folded path from the root, without .md → note */
    struct nc_names stems;       /* folded last part of the path, without .md → note */
    struct nc_names aliases;     /* folded alias → note */
    struct nc_names media_names; /* note number, NUL, destination as written → media */
    struct nc_names files;       /* folded file name → entry of file_paths */
    struct nc_str *file_paths;   /* other files of the vault, from the root */
    size_t file_count, file_cap;
    enum nc_breaks breaks;
    struct nc_str attachment_folder;
};

/* The note numbers and places that a destination leads to (resolve.c). */
#endif
