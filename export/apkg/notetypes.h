/* The note types that noteconv writes. Their ids, field order, field and template ids and their
 * `mod` are frozen: a change would make every note that users have imported a conflict (reference:
 * docs/apkg.md, "What never changes"). */
#ifndef NC_EXPORT_NOTETYPES_H
#define NC_EXPORT_NOTETYPES_H

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
#define APKG_BASIC_ID 1735689600001 /* "noteconv Basic" */

/* Appends the JSON object of the col.models column. */
int apkg_models_json(struct nc_buf *out, struct nc_templates *t, struct nc_fail *f);

#endif
