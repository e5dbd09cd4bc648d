/* Preparation of a note for libcmark: tables, footnote definitions and other blocks that it does
 * not know are rewritten into blocks that it knows; what stands on the lines is hidden
 * (leaf/hidden.h). */
#ifndef NC_PARSE_SHIELD_H
#define NC_PARSE_SHIELD_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/frontmatter.h"
#include "parse/input/reading.h"
#include "parse/leaf/hidden.h"

/* Shields src, whose body and text above it front tells. file: for messages. */
void nc_shield(struct nc_shielded *s, struct nc_str src, const struct nc_front *front,
               const struct nc_parse_options *opts, struct nc_str file, struct nc_diags *diags);

#endif
