/* Finds cards not worth asking: leaves out heuristic ones, reports marked ones. */
#include "export/apkg/apkgdeck.h"

#include "base/arena.h"

#include <stdlib.h>

#define MANY_NOTES 5 /* a front in this many notes is the heading of a form, not a question */

/* In how many notes a front occurs: one node per front. */
struct front {
    /* the last note with it */
    struct nc_str note;
    uint32_t count;
};

struct fronts {
    /* digest of a front -> number + 1 */
    struct nc_strmap numbers;
    struct front *items;
    size_t count, cap;
};

static struct front *front_of(struct fronts *f, struct nc_str digest)
{
    uint32_t *number = nc_strmap_at(&f->numbers, digest);
    if (!*number) {
        nc_grow(&f->items, &f->cap, f->count + 1, sizeof *f->items);
        f->items[f->count++] = (struct front){0};
        *number = (uint32_t)f->count;
    }
    return &f->items[*number - 1];
}

/* Whether the card was one before, and so stays one. */
static bool was_card(const struct apkg_deck *d, const struct apkg_note *n)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, n->note);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, n->key);
    bool was = nc_strmap_get(&d->known_cards, nc_buf_view(&b)) > 0;
    nc_buf_dispose(&b);
    return was;
}

void apkg_leave_out_common(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    struct nc_arena *scratch = nc_arena_new();
    struct fronts f = {.numbers = {.arena = scratch}};
    for (size_t i = 0; i < d->count; i++) {
        struct front *front = front_of(&f, d->notes[i].front);
        front->count += !front->count || !nc_str_eq(front->note, d->notes[i].note);
        front->note = d->notes[i].note;
    }
    size_t kept = 0;
    for (size_t i = 0; i < d->count; i++) {
        const struct apkg_note *n = &d->notes[i];
        bool is_common = n->origin != NC_CARD_MARK && front_of(&f, n->front)->count >= MANY_NOTES;
        if (is_common && !was_card(d, n))
            d->per_origin[n->origin]--;
        else
            d->notes[kept++] = *n;
    }
    d->count = kept;
    nc_arena_free(scratch);
    free(f.items);
}

/* Whether a field shows or plays anything. */
static bool shows(struct nc_str html)
{
    struct nc_buf text = {0};
    apkg_sort_text(&text, html);
    bool does = nc_str_trim(nc_buf_view(&text)).n > 0;
    nc_buf_dispose(&text);
    return does;
}

static void report_empty(struct nc_run *run, const struct apkg_note *n)
{
    bool front = shows(n->fields[0]);
    bool back = n->kind == NC_CARD_CLOZE || shows(n->fields[1]);
    if (!front || !back)
        nc_diag(run->diags, NC_D_CARD_EMPTY, n->file, n->pos, "the card's %s shows nothing",
                front ? "back" : "front");
}

void apkg_lint(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    struct nc_arena *scratch = nc_arena_new();
    struct nc_strmap seen = {.arena = scratch};
    for (size_t i = 0; i < d->count; i++) {
        const struct apkg_note *n = &d->notes[i];
        struct nc_str context =
            n->fields[n->kind == NC_CARD_CLOZE ? APKG_CLOZE_CONTEXT : APKG_CONTEXT];
        const struct nc_str said[] = {n->deck, n->front, context};
        report_empty(run, n);
        uint32_t *first = nc_strmap_at(&seen, apkg_digest(scratch, said, 3));
        if (*first)
            nc_diag(run->diags, NC_D_CARD_DOUBLE, n->file, n->pos,
                    "'%.*s' is already asked at %.*s:%u", NC_FMT(n->shown),
                    NC_FMT(d->notes[*first - 1].file), d->notes[*first - 1].pos.line);
        else
            *first = (uint32_t)i + 1;
    }
    nc_arena_free(scratch);
}
