/* Logseq's lines in blocks: properties, task words, drawers, sizes of images (reference:
 * docs/dialect.md, "Logseq"). */
#ifndef NC_PARSE_LOGSEQ_H
#define NC_PARSE_LOGSEQ_H

#include "doc/doc.h"

/* One walk over the converted tree, before nc_annotate. Properties that only Logseq needs go, `id`
 * names its block, those of the page become metadata; a task word becomes the item's state; LOGBOOK
 * drawers go, with a warning, and a drawer that nothing closes stays, with one. */
void nc_logseq_read(struct nc_doc *doc, struct nc_diags *diags);

#endif
