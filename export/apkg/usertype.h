/* The user's own note types, from a package that Anki exported. They are written unchanged, and
 * their fields are filled by name. */
#ifndef NC_EXPORT_USERTYPE_H
#define NC_EXPORT_USERTYPE_H

#include "export/apkg/apkgnote.h"

struct apkg_usertype {
    int64_t id;
    struct nc_str name, css;
    /* the whole type, as Anki wrote it */
    struct nc_str json;
    bool is_cloze;
    /* names of its fields; ends with NULL */
    const char **names;
    size_t field_count;
    /* for each field: which of noteconv's it holds; -1: none */
    const int *from;
    /* its templates */
    const struct nc_str *fronts, *backs;
    size_t template_count;
};

/* The values of --note-type and its companions; NULL: not given. */
struct apkg_usertype_options {
    const char *file, *name, *fields;
};
/* The type for cards of each kind; NULL: noteconv's own. */
struct apkg_usertypes {
    const struct apkg_usertype *of[NC_CARD_KIND_COUNT];
};
/* Reads the types of the package. Returns 0, or -1 with a message that says what is wrong: no
 * package, no type, several types, no such field. */
int apkg_usertypes_read(struct apkg_usertypes *out, struct nc_arena *arena,
                        const struct apkg_usertype_options *o, struct nc_fail *f);
/* Returns the user's type with which a note was made. NULL: noteconv's own, or one that this run
 * was not given. */
const struct apkg_usertype *apkg_usertype_of(const struct apkg_usertypes *types,
                                             const struct apkg_note *n);
/* Fills out with the types as the package holds them. */
void apkg_models_of(struct apkg_model out[NC_CARD_KIND_COUNT], const struct apkg_usertypes *types);
/* Whether a field of the type holds this one of noteconv's fields. */
bool apkg_usertype_has(const struct apkg_usertype *t, int own);
/* Returns the note's fields as its type has them, in the arena. */
const struct nc_str *apkg_user_fields(struct nc_arena *arena, const struct apkg_usertype *t,
                                      const struct apkg_note *n);
/* Finds the cards that Anki makes of the note, as apkg_ords. For one of the user's types these are
 * the cards whose front shows part of a field. */
size_t apkg_ords_of(unsigned ords[APKG_ORDS], const struct apkg_usertypes *types,
                    const struct apkg_note *n);

#endif
