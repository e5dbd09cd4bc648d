/* Logseq's lines in blocks: properties, task words, drawers, sizes of images (reference:
 * docs/dialect.md, "Logseq"). */
#ifndef NC_PARSE_LOGSEQ_H
#define NC_PARSE_LOGSEQ_H

#include "doc/doc.h"

/* Reads a whole note in one walk over the converted tree, before nc_annotate. Drops the properties
 * that only Logseq needs; `id` names its block, and those of the page become metadata. A task word
 * becomes the state of its item. Times in LOGBOOK drawers go to their task; other lines there are
 * dropped with a warning. A drawer that is never closed stays, with a warning. */
void nc_logseq_read(struct nc_doc *doc, struct nc_diags *diags);

#endif
