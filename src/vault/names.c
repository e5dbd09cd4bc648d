/* The table of names: open addressing, with a chain behind the first entry of a name. */
#include "vault/vaultdata.h"

#include <stdlib.h>

static size_t hash(struct nc_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return (size_t)(h ^ h >> 29);
}

/* The bucket where name is, or the free one where it belongs. */
static size_t bucket_of(const struct nc_names *t, struct nc_str name)
{
    size_t i = hash(name) % t->bucket_count;
    while (t->buckets[i] && !nc_str_eq(t->entries[t->buckets[i] - 1].name, name))
        i = (i + 1) % t->bucket_count;
    return i;
}

static void grow(struct nc_names *t)
{
    size_t old_count = t->bucket_count;
    uint32_t *old = t->buckets;
    t->bucket_count = old_count ? old_count * 2 : 64;
    t->buckets = nc_calloc(t->bucket_count, sizeof *t->buckets);
    for (size_t i = 0; i < old_count; i++)
        if (old[i])
            t->buckets[bucket_of(t, t->entries[old[i] - 1].name)] = old[i];
    free(old);
}

void nc_names_add(struct nc_names *t, struct nc_str name, uint32_t value)
{
    if (t->count * 2 >= t->bucket_count)
        grow(t);
    nc_grow(&t->entries, &t->cap, t->count + 1, sizeof *t->entries);
    size_t b = bucket_of(t, name);
    uint32_t number = (uint32_t)++t->count;
    t->entries[number - 1] = (struct nc_name_entry){.name = name, .value = value, .last = number};
    if (!t->buckets[b]) {
        t->buckets[b] = number;
        return;
    }
    struct nc_name_entry *head = &t->entries[t->buckets[b] - 1];
    t->entries[head->last - 1].next = number;
    head->last = number;
}

const struct nc_name_entry *nc_names_get(const struct nc_names *t, struct nc_str folded)
{
    if (!t->bucket_count)
        return NULL;
    uint32_t e = t->buckets[bucket_of(t, folded)];
    return e ? &t->entries[e - 1] : NULL;
}

const struct nc_name_entry *nc_names_next(const struct nc_names *t, const struct nc_name_entry *e)
{
    return e->next ? &t->entries[e->next - 1] : NULL;
}

void nc_names_dispose(struct nc_names *t)
{
    free(t->entries);
    free(t->buckets);
    *t = (struct nc_names){0};
}
