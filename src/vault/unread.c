/* Files that exist but could not be read. Each is reported once, by the thread that meets it first,
 * and kept for the end of the run. Excluded files do not count. */
#include "vault/vaultdata.h"

#include <errno.h>
#include <stdlib.h>

struct nc_unread_list {
    pthread_mutex_t lock;
    struct nc_arena *arena;
    struct nc_strmap known;
    struct unread {
        struct nc_str path;
        bool told;
    } * items;
    size_t count, cap;
};

struct nc_unread_list *nc_unread_new(void)
{
    struct nc_unread_list *l = nc_calloc(1, sizeof *l);
    pthread_mutex_init(&l->lock, NULL);
    l->arena = l->known.arena = nc_arena_new();
    return l;
}

void nc_unread_free(struct nc_unread_list *l)
{
    if (!l)
        return;
    pthread_mutex_destroy(&l->lock);
    nc_arena_free(l->arena);
    free(l->items);
    free(l);
}

bool nc_is_read_failure(int error)
{
    return !nc_is_vanished(error) && error != EFBIG && error != EISDIR && error != EOPNOTSUPP;
}

bool nc_is_vanished(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

void nc_vault_unread(const struct nc_vault *v, enum nc_diag_id id, struct nc_str rel,
                     struct nc_str shown, struct nc_diags *diags, const char *why)
{
    struct nc_unread_list *l = v->unread;
    pthread_mutex_lock(&l->lock);
    uint32_t number = nc_strmap_get(&l->known, rel);
    if (!number) {
        nc_grow(&l->items, &l->cap, l->count + 1, sizeof *l->items);
        l->items[l->count] = (struct unread){.path = nc_arena_str(l->arena, rel)};
        number = (uint32_t)++l->count;
        *nc_strmap_at(&l->known, l->items[number - 1].path) = number;
    }
    bool tell = diags && !l->items[number - 1].told;
    l->items[number - 1].told |= tell;
    pthread_mutex_unlock(&l->lock);
    if (tell)
        nc_diag(diags, id, shown, (struct nc_pos){0}, "%s", why);
}

bool nc_vault_is_unread(const struct nc_vault *v, struct nc_str rel)
{
    struct nc_unread_list *l = v->unread;
    pthread_mutex_lock(&l->lock);
    bool unread = nc_strmap_get(&l->known, rel) > 0;
    pthread_mutex_unlock(&l->lock);
    return unread;
}

bool nc_vault_excludes(const struct nc_vault *v, struct nc_str rel)
{
    return v->exclude.count && nc_globs_cover(&v->exclude, rel);
}

size_t nc_vault_unread_count(const struct nc_vault *v)
{
    return v ? v->unread->count : 0;
}

struct nc_str nc_vault_unread_path(const struct nc_vault *v, size_t i)
{
    return v->unread->items[i].path;
}

void nc_exclude_pattern(struct nc_buf *out, struct nc_str path)
{
    nc_buf_char(out, '/');
    for (size_t i = 0; i < path.n; i++) {
        if (strchr("*?[\\", path.p[i]))
            nc_buf_char(out, '\\');
        nc_buf_char(out, path.p[i]);
    }
}
