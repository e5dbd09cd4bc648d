/* A hash table from slices to numbers. It lives in an arena and is not freed on its own. It keeps
 * no order, and nothing can be removed. */
#ifndef NC_BASE_STRMAP_H
#define NC_BASE_STRMAP_H

#include "base/arena.h"
#include <stdint.h>

struct nc_strmap_slot {
    struct nc_str key;
    uint64_t hash;
    /* 0: free */
    uint32_t value;
};
/* An empty table is zeroed except for the arena. */
struct nc_strmap {
    struct nc_arena *arena;
    struct nc_strmap_slot *slots;
    size_t cap, count;
};

/* Makes room for this many keys, so that the table need not grow on the way. */
void nc_strmap_expect(struct nc_strmap *m, size_t count);
/* The place of key's value. It is 0 if the key is new; the caller then sets it to another value
 * before the next call. The table keeps key's pointer: its bytes must live as long as the table. */
uint32_t *nc_strmap_at(struct nc_strmap *m, struct nc_str key);
/* The value of key, or 0 if the table does not have it. */
uint32_t nc_strmap_get(const struct nc_strmap *m, struct nc_str key);
/* Makes a new key of name: name itself, or name-K with the first K from k on that is free. Returns
 * the key, which lives in the table's arena and has the value 1. */
struct nc_str nc_strmap_claim(struct nc_strmap *m, struct nc_str name, uint32_t k);

#endif
