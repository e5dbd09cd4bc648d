/* Fields of the plugin Dataview. */
#ifndef NC_PARSE_FIELD_H
#define NC_PARSE_FIELD_H

#include "doc/doc.h"

/* Reads fields "key:: value" at the beginning of a line of block; the rest of the line is the
 * value. */
void nc_fields_read(struct nc_doc *doc, struct nc_node *block);
/* Reads "[due:: [[note]]]" and "(by:: *someone*)" among the children of parent. Fields that hold
 * only text are marks (mark.h). Linear. */
void nc_wide_fields_read(struct nc_doc *doc, struct nc_node *parent);

#endif
