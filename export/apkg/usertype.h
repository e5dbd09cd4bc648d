/* Note types of the user's own, out of a package that Anki exported: they are written as they stand
 * there, and their fields are filled by name. */
#ifndef NC_EXPORT_USERTYPE_H
#define NC_EXPORT_USERTYPE_H

#include "export/apkg/apkgnote.h"

struct apkg_usertype {
    int64_t id;
    struct nc_str name, css;
    struct nc_str json; /* the whole type, as Anki wrote it */
    bool is_cloze;
    const char **names; /* of its fields; ends with NULL */
    size_t field_count;
    const int *from;                     /* a field: which of noteconv's is in it; -1: none */
    const struct nc_str *fronts, *backs; /* its templates */
    size_t template_count;
};

/* What --note-type and its companions say; NULL: not given. */
struct apkg_usertype_options {
    const char *file, *name, *fields;
};
/* The type that cards of each kind get; NULL: noteconv's own. */
struct apkg_usertypes {
    const struct apkg_usertype *of[NC_CARD_KIND_COUNT];
};
/* Reads the types of the package; 0, or -1 with a message that says what is not as it must be:
 * no package, no type, several, no such field. */
int apkg_usertypes_read(struct apkg_usertypes *out, struct nc_arena *arena,
                        const struct apkg_usertype_options *o, struct nc_fail *f);
/* The user's type that a note was made with; NULL: it has noteconv's own, or one that this run was
 * not given. */
const struct apkg_usertype *apkg_usertype_of(const struct apkg_usertypes *types,
                                             const struct apkg_note *n);
/* The types as they are written to the package. */
void apkg_models_of(struct apkg_model out[NC_CARD_KIND_COUNT], const struct apkg_usertypes *types);
/* One of noteconv's fields is in a field of the type. */
bool apkg_usertype_has(const struct apkg_usertype *t, int own);
/* The note's fields as its type has them, in the arena. */
const struct nc_str *apkg_user_fields(struct nc_arena *arena, const struct apkg_usertype *t,
                                      const struct apkg_note *n);
/* Which cards Anki makes of the note, as apkg_ords: of a type of the user's those whose front shows
 * something of a field. */
size_t apkg_ords_of(unsigned ords[APKG_ORDS], const struct apkg_usertypes *types,
                    const struct apkg_note *n);

#endif
