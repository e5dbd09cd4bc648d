/* Notes of a run that share an identity because the author gave them the same id. */
#include "base/strmap.h"
#include "vault/vaultdata.h"

void nc_vault_report_same_keys(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_strmap firsts = {.arena = nc_arena_new()}; /* number + 1 */
    for (size_t i = 0; i < v->wanted; i++) {
        struct nc_outline *o = v->surveys[i].outline;
        if (!o)
            continue;
        uint32_t *first = nc_strmap_at(&firsts, o->key);
        o->shares_key = *first != 0;
        if (o->shares_key)
            nc_diag(diags, NC_D_IDENTITY, v->notes[i].shown, (struct nc_pos){0},
                    "the id %.*s is also that of %.*s: links, cards and reading positions cannot "
                    "tell the two apart; give one of them another id",
                    NC_FMT(o->key), NC_FMT(v->notes[*first - 1].shown));
        else
            *first = (uint32_t)i + 1;
    }
    nc_arena_free(firsts.arena);
}
