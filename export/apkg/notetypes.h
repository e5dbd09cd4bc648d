/* The note types that noteconv writes. Their ids, field order, field and template ids and their
 * `mod` are frozen: a change would turn every note that users have imported into a conflict
 * (reference: docs/apkg.md, "What never changes"). */
#ifndef NC_EXPORT_NOTETYPES_H
#define NC_EXPORT_NOTETYPES_H

#include "cards/cards.h"
#include "export/backend.h"

enum apkg_basic_field {
    APKG_FRONT,
    APKG_BACK,
    APKG_EXTRA,
    APKG_ADD_REVERSE,
    APKG_TYPE,
    APKG_CONTEXT,
    APKG_SOURCE,
    APKG_SPARE_1,
    APKG_SPARE_2,
    APKG_BASIC_FIELDS
};
enum apkg_cloze_field {
    APKG_CLOZE_TEXT,
    APKG_CLOZE_EXTRA,
    APKG_CLOZE_CONTEXT,
    APKG_CLOZE_SOURCE,
    APKG_CLOZE_SPARE_1,
    APKG_CLOZE_SPARE_2,
    APKG_CLOZE_FIELDS
};
#define APKG_BASIC_ID 1735689600001 /* "noteconv Basic" */
#define APKG_CLOZE_ID 1735689600002 /* "noteconv Cloze" */

/* A type in the JSON of schema 11. */
struct apkg_model {
    /* 0: none */
    int64_t id;
    struct nc_str json;
};

/* The number of fields in a note of a kind; the id of its type. */
size_t apkg_fields_of(enum nc_card_kind kind);
int64_t apkg_type_of(enum nc_card_kind kind);

/* The names of a kind's fields, ended by NULL; the names of its card templates: the first, or, if
 * asked from the back, the second (ord 1). */
const char *const *apkg_field_names(enum nc_card_kind kind);
const char *apkg_template(enum nc_card_kind kind, unsigned ord, bool back);
/* Appends the JSON object for the col.models column, with further types given as JSON (may be
 * empty). */
int apkg_models_json(struct nc_buf *out, struct nc_templates *t,
                     const struct apkg_model more[NC_CARD_KIND_COUNT], struct nc_fail *f);

#endif
