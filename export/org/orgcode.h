/* Code and display mathematics as Org elements. */
#ifndef NC_EXPORT_ORGCODE_H
#define NC_EXPORT_ORGCODE_H

#include "export/org/orgwriter.h"

/* Writes a code block: a source block if it has a language, else an example; in a footnote,
 * fixed-width lines. */
void org_put_code(struct org_writer *w, const struct nc_node *code);
/* Writes a display formula: a LaTeX environment unchanged, anything else between \[ and \]. */
void org_put_math(struct org_writer *w, const struct nc_node *math);

#endif
