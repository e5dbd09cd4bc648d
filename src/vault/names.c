/* The table of names: leads from each name to its first entry, and from there along a chain. */
#include "vault/vaultdata.h"

#include <stdlib.h>

void nc_names_add(struct nc_names *t, struct nc_str name, uint32_t value)
{
    nc_grow(&t->entries, &t->cap, t->count + 1, sizeof *t->entries);
    uint32_t *first = nc_strmap_at(&t->firsts, name), number = (uint32_t)++t->count;
    t->entries[number - 1] = (struct nc_name_entry){.value = value, .last = number};
    if (!*first) {
        *first = number;
        return;
    }
    struct nc_name_entry *head = &t->entries[*first - 1];
    t->entries[head->last - 1].next = number;
    head->last = number;
}

const struct nc_name_entry *nc_names_get(const struct nc_names *t, struct nc_str folded)
{
    uint32_t first = nc_strmap_get(&t->firsts, folded);
    return first ? &t->entries[first - 1] : NULL;
}

const struct nc_name_entry *nc_names_next(const struct nc_names *t, const struct nc_name_entry *e)
{
    return e->next ? &t->entries[e->next - 1] : NULL;
}

void nc_names_dispose(struct nc_names *t)
{
    free(t->entries);
    *t = (struct nc_names){.firsts.arena = t->firsts.arena};
}
