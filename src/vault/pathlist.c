/* A list of paths, in the order in which threads added them. */
#include "vault/pathlist.h"

#include "base/arena.h"

#include <stdlib.h>

enum { KNOWN = 1, REPORTED = 2 };

struct nc_path_list *nc_path_list_new(void)
{
    struct nc_path_list *l = nc_calloc(1, sizeof *l);
    pthread_mutex_init(&l->lock, NULL);
    l->arena = l->known.arena = nc_arena_new();
    return l;
}

void nc_path_list_free(struct nc_path_list *l)
{
    if (!l)
        return;
    pthread_mutex_destroy(&l->lock);
    nc_arena_free(l->arena);
    free(l->paths);
    free(l);
}

bool nc_path_list_add(struct nc_path_list *l, struct nc_str path, bool report)
{
    pthread_mutex_lock(&l->lock);
    uint32_t state = nc_strmap_get(&l->known, path);
    if (!state) {
        nc_grow(&l->paths, &l->cap, l->count + 1, sizeof *l->paths);
        path = nc_arena_str(l->arena, path);
        l->paths[l->count++] = path;
    }
    bool first = report && state != REPORTED;
    if (!state || first)
        *nc_strmap_at(&l->known, path) = first ? REPORTED : KNOWN;
    pthread_mutex_unlock(&l->lock);
    return first;
}

bool nc_path_list_has(struct nc_path_list *l, struct nc_str path)
{
    pthread_mutex_lock(&l->lock);
    bool has = nc_strmap_get(&l->known, path) > 0;
    pthread_mutex_unlock(&l->lock);
    return has;
}
