/* Records files other than notes and media that were read: plans, settings of books, included
 * files. What depends on a run's inputs depends on them too. Any thread. */
#include "vault/vaultdata.h"

#include <stdlib.h>

void nc_vault_has_read(const struct nc_vault *v, struct nc_str path)
{
    nc_path_list_add(v->reads, path, false);
}

static int by_name(const void *a, const void *b)
{
    return nc_str_cmp(*(const struct nc_str *)a, *(const struct nc_str *)b);
}

const struct nc_str *nc_vault_reads(const struct nc_vault *v, size_t *count)
{
    *count = v->reads->count;
    if (*count)
        qsort(v->reads->paths, *count, sizeof *v->reads->paths, by_name);
    return v->reads->paths;
}
