/* Maps a note to one of the user's types: which fields, which cards. */
#include "export/apkg/usertype.h"

#include "base/arena.h"
#include "export/apkg/ankitemplate.h"

const struct apkg_usertype *apkg_usertype_of(const struct apkg_usertypes *types,
                                             const struct apkg_note *n)
{
    const struct apkg_usertype *t = n->type ? types->of[n->kind] : NULL;
    return t && t->id == n->type ? t : NULL;
}

void apkg_models_of(struct apkg_model out[NC_CARD_KIND_COUNT], const struct apkg_usertypes *types)
{
    for (size_t i = 0; i < NC_CARD_KIND_COUNT; i++)
        out[i] = types->of[i] ? (struct apkg_model){types->of[i]->id, types->of[i]->json}
                              : (struct apkg_model){0};
}

bool apkg_usertype_has(const struct apkg_usertype *t, int own)
{
    for (size_t i = 0; i < t->field_count; i++)
        if (t->from[i] == own)
            return true;
    return false;
}

const struct nc_str *apkg_user_fields(struct nc_arena *arena, const struct apkg_usertype *t,
                                      const struct apkg_note *n)
{
    struct nc_str *fields = nc_arena_array(arena, t->field_count, sizeof *fields);
    for (size_t i = 0; i < t->field_count; i++)
        if (t->from[i] >= 0)
            fields[i] = n->fields[t->from[i]];
    return fields;
}

/* Whether Anki makes a card: only if the front differs from the front with all fields empty. */
static bool makes_card(const struct apkg_usertype *t, size_t ord, const struct nc_str *fields,
                       const struct nc_str *nothing)
{
    struct nc_buf with = {0}, without = {0};
    const struct anki_side full = {.names = t->names, .fields = fields},
                           empty = {.names = t->names, .fields = nothing};
    anki_render(&with, t->fronts[ord], &full);
    anki_render(&without, t->fronts[ord], &empty);
    bool makes = !nc_str_eq(nc_buf_view(&with), nc_buf_view(&without));
    nc_buf_dispose(&with);
    nc_buf_dispose(&without);
    return makes;
}

size_t apkg_ords_of(unsigned ords[APKG_ORDS], const struct apkg_usertypes *types,
                    const struct apkg_note *n)
{
    const struct apkg_usertype *t = apkg_usertype_of(types, n);
    if (!t || t->is_cloze)
        return apkg_ords(ords, n);
    struct nc_arena *arena = nc_arena_new();
    const struct nc_str *fields = apkg_user_fields(arena, t, n);
    const struct nc_str *nothing = nc_arena_array(arena, t->field_count, sizeof *nothing);
    size_t count = 0;
    for (size_t i = 0; i < t->template_count && count < APKG_ORDS; i++)
        if (makes_card(t, i, fields, nothing))
            ords[count++] = (unsigned)i;
    if (!count)
        ords[count++] = 0;
    nc_arena_free(arena);
    return count;
}
