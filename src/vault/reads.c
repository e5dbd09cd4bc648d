/* Files other than notes and media that were read: plans, settings of books, included files. What
 * depends on a run's inputs depends on them, too. Any thread. */
#include "vault/vaultdata.h"

#include <stdlib.h>

struct nc_read_list {
    pthread_mutex_t lock;
    struct nc_arena *arena;
    struct nc_strmap known;
    struct nc_str *items;
    size_t count, cap;
};

struct nc_read_list *nc_reads_new(void)
{
    struct nc_read_list *l = nc_calloc(1, sizeof *l);
    pthread_mutex_init(&l->lock, NULL);
    l->arena = l->known.arena = nc_arena_new();
    return l;
}

void nc_reads_free(struct nc_read_list *l)
{
    if (!l)
        return;
    pthread_mutex_destroy(&l->lock);
    nc_arena_free(l->arena);
    free(l->items);
    free(l);
}

void nc_vault_has_read(const struct nc_vault *v, struct nc_str path)
{
    struct nc_read_list *l = v->reads;
    pthread_mutex_lock(&l->lock);
    if (!nc_strmap_get(&l->known, path)) {
        nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
        l->items[l->count] = nc_arena_str(l->arena, path);
        *nc_strmap_at(&l->known, l->items[l->count]) = 1;
        l->count++;
    }
    pthread_mutex_unlock(&l->lock);
}

static int by_name(const void *a, const void *b)
{
    return nc_str_cmp(*(const struct nc_str *)a, *(const struct nc_str *)b);
}

const struct nc_str *nc_vault_reads(const struct nc_vault *v, size_t *count)
{
    *count = v->reads->count;
    if (*count)
        qsort(v->reads->items, *count, sizeof *v->reads->items, by_name);
    return v->reads->items;
}
