/* A list of paths, each of them once, that several threads add to. */
#ifndef NC_VAULT_PATHLIST_H
#define NC_VAULT_PATHLIST_H

#include "base/strmap.h"

#include <pthread.h>
#include <stdbool.h>

struct nc_path_list {
    pthread_mutex_t lock;
    struct nc_arena *arena;
    struct nc_strmap known; /* path -> enum in pathlist.c */
    struct nc_str *paths;   /* in the order in which they came; read when no thread adds */
    size_t count, cap;
};

/* An empty list, which the caller frees with nc_path_list_free (NULL: nothing). */
struct nc_path_list *nc_path_list_new(void);
void nc_path_list_free(struct nc_path_list *l);
/* Adds a copy of the path unless it is there. True: report is set, and no call before had it set
 * for this path. Any thread. */
bool nc_path_list_add(struct nc_path_list *l, struct nc_str path, bool report);
/* Any thread. */
bool nc_path_list_has(struct nc_path_list *l, struct nc_str path);

#endif
