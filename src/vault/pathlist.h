/* A list of paths without duplicates, to which several threads add. */
#ifndef NC_VAULT_PATHLIST_H
#define NC_VAULT_PATHLIST_H

#include "base/strmap.h"

#include <pthread.h>
#include <stdbool.h>

struct nc_path_list {
    pthread_mutex_t lock;
    struct nc_arena *arena;
    /* path -> enum in pathlist.c */
    struct nc_strmap known;
    /* in order of arrival; read only when no thread adds */
    struct nc_str *paths;
    size_t count, cap;
};

/* Returns an empty list. The caller frees it with nc_path_list_free (NULL: does nothing). */
struct nc_path_list *nc_path_list_new(void);
void nc_path_list_free(struct nc_path_list *l);
/* Adds a copy of the path unless it is in the list. True: report is set, and no earlier call set it
 * for this path. Any thread. */
bool nc_path_list_add(struct nc_path_list *l, struct nc_str path, bool report);
/* Whether the path is in the list. Any thread. */
bool nc_path_list_has(struct nc_path_list *l, struct nc_str path);

#endif
