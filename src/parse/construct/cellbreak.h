/* Marks that notebooks put between their cells. */
#ifndef NC_PARSE_CELLBREAK_H
#define NC_PARSE_CELLBREAK_H

#include "doc/doc.h"

/* Whether a paragraph is "+++ {…}" of MyST, or "+++" in a note whose metadata name a notebook. */
bool nc_is_cell_break(const struct nc_doc *doc, const struct nc_node *p);

#endif
