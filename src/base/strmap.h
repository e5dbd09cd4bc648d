/* A hash table from slices to numbers. It lives in an arena and is never freed alone; it keeps no
 * order and forgets nothing. */
#ifndef NC_BASE_STRMAP_H
#define NC_BASE_STRMAP_H

#include "base/arena.h"
#include <stdint.h>

struct nc_strmap_slot {
    struct nc_str key;
    uint64_t hash;
    uint32_t value; /* 0: free */
};
/* Zeroed but for the arena: an empty table. */
struct nc_strmap {
    struct nc_arena *arena;
    struct nc_strmap_slot *slots;
    size_t cap, count;
};

/* So many keys will be put into it: it need not grow on the way. */
void nc_strmap_expect(struct nc_strmap *m, size_t count);
/* The value of key, which the caller sets to something other than 0 before the next call. It is 0
 * if the key is new. The table keeps key's pointer: its bytes must live as long as the table. */
uint32_t *nc_strmap_at(struct nc_strmap *m, struct nc_str key);
/* The value of key; 0 if it is not there. */
uint32_t nc_strmap_get(const struct nc_strmap *m, struct nc_str key);

#endif
