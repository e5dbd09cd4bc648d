/* A table of slices: open addressing, at most half full (FNV-1a, 64 bits). */
#include "base/strmap.h"

#include "base/buf.h"

#define FIRST_CAP 8 /* most tables hold the keys of one note */

static uint64_t hash_of(struct nc_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    return h ^ h >> 32;
}

/* The slot of key, or the free one where it belongs; cap is a power of two. */
static struct nc_strmap_slot *slot_of(struct nc_strmap_slot *slots, size_t cap, uint64_t hash,
                                      struct nc_str key)
{
    size_t i = (size_t)hash & (cap - 1);
    while (slots[i].value && !(slots[i].hash == hash && nc_str_eq(slots[i].key, key)))
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static void grow_to(struct nc_strmap *m, size_t cap)
{
    struct nc_strmap_slot *slots = nc_arena_array(m->arena, cap, sizeof *slots);
    for (size_t i = 0; i < m->cap; i++)
        if (m->slots[i].value)
            *slot_of(slots, cap, m->slots[i].hash, m->slots[i].key) = m->slots[i];
    m->slots = slots;
    m->cap = cap;
}

void nc_strmap_expect(struct nc_strmap *m, size_t count)
{
    size_t cap = FIRST_CAP;
    while (cap / 2 < count && cap <= SIZE_MAX / 2)
        cap *= 2;
    if (cap > m->cap)
        grow_to(m, cap);
}

uint32_t *nc_strmap_at(struct nc_strmap *m, struct nc_str key)
{
    if (m->count * 2 >= m->cap)
        grow_to(m, m->cap ? m->cap * 2 : FIRST_CAP);
    uint64_t hash = hash_of(key);
    struct nc_strmap_slot *slot = slot_of(m->slots, m->cap, hash, key);
    if (!slot->value) {
        slot->key = key;
        slot->hash = hash;
        m->count++;
    }
    return &slot->value;
}

uint32_t nc_strmap_get(const struct nc_strmap *m, struct nc_str key)
{
    return m->cap ? slot_of(m->slots, m->cap, hash_of(key), key)->value : 0;
}

struct nc_str nc_strmap_claim(struct nc_strmap *m, struct nc_str name, uint32_t k)
{
    struct nc_str key = nc_arena_str(m->arena, name);
    for (; nc_strmap_get(m, key); k++)
        key = nc_arena_printf(m->arena, "%.*s-%u", NC_FMT(name), k);
    *nc_strmap_at(m, key) = 1;
    return key;
}
