/* Notes that a plugin shows as something else than text (reference: docs/dialect.md, "Plugins"). */
#ifndef NC_PARSE_PLUGINS_H
#define NC_PARSE_PLUGINS_H

#include "base/diag.h"
#include "doc/doc.h"

/* Of an Excalidraw note only the texts of the drawing stay, with one warning. Kanban notes are
 * lists already: nothing to do. */
void nc_plugins_read(struct nc_doc *doc, struct nc_diags *diags);

#endif
