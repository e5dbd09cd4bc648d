/* Two tables over the previous package, by answer and by question, each with its notes of one key
 * in a chain. A note that was taken leaves its chain when it is met, so none is met twice. */
#include "export/apkg/apkgrename.h"

static void put_key(struct nc_buf *out, struct nc_str source, struct nc_str hash)
{
    nc_buf_str(out, hash);
    nc_buf_char(out, '\0');
    nc_buf_str(out, source);
}

static void put_first(struct nc_strmap *m, uint32_t *next, struct nc_str source, struct nc_str hash,
                      uint32_t note)
{
    struct nc_buf key = {0};
    put_key(&key, source, hash);
    uint32_t *head = nc_strmap_at(m, nc_arena_str(m->arena, nc_buf_view(&key)));
    next[note] = *head;
    *head = note + 1;
    nc_buf_dispose(&key);
}

void apkg_renames_begin(struct apkg_renames *r, struct apkg_state *old)
{
    *r = (struct apkg_renames){.arena = nc_arena_new(), .old = old};
    r->by_answer.arena = r->by_question.arena = r->arena;
    r->next_answer = nc_arena_array(r->arena, old->count, sizeof *r->next_answer);
    r->next_question = nc_arena_array(r->arena, old->count, sizeof *r->next_question);
    /* From the last, so that each chain is in the order of the notes. */
    for (size_t i = old->count; i-- > 0;) {
        const struct apkg_old *o = &old->notes[i];
        put_first(&r->by_answer, r->next_answer, o->source, o->back_hash, (uint32_t)i);
        put_first(&r->by_question, r->next_question, o->source, o->front_hash, (uint32_t)i);
    }
}

/* The first note of a chain that is not taken, + 1. A chain without any is left with its last
 * note: a value of 0 would free its slot. */
static uint32_t first_free(const struct apkg_renames *r, struct nc_strmap *m, const uint32_t *next,
                           struct nc_str key)
{
    if (!nc_strmap_get(m, key))
        return 0;
    uint32_t *head = nc_strmap_at(m, key);
    while (r->old->notes[*head - 1].taken && next[*head - 1])
        *head = next[*head - 1];
    return r->old->notes[*head - 1].taken ? 0 : *head;
}

static uint32_t lookup(const struct apkg_renames *r, struct nc_strmap *m, const uint32_t *next,
                       struct nc_str source, const char *hash)
{
    struct nc_buf key = {0};
    put_key(&key, source, nc_str(hash));
    uint32_t found = first_free(r, m, next, nc_buf_view(&key));
    nc_buf_dispose(&key);
    return found;
}

struct apkg_old *apkg_renames_find(struct apkg_renames *r, const struct apkg_note *n)
{
    uint32_t a = lookup(r, &r->by_answer, r->next_answer, n->source, n->back_hash);
    uint32_t q = lookup(r, &r->by_question, r->next_question, n->source, n->front_hash);
    uint32_t first = a && (!q || a < q) ? a : q;
    return first ? &r->old->notes[first - 1] : NULL;
}

void apkg_renames_dispose(struct apkg_renames *r)
{
    nc_arena_free(r->arena);
    *r = (struct apkg_renames){0};
}
