/* Notes that belong to a plugin as a whole. */
#ifndef NC_PARSE_PLUGINS_H
#define NC_PARSE_PLUGINS_H

#include "doc/doc.h"

/* The class of the div that stands for the drawing of an Excalidraw note: it holds the list of the
 * drawing's texts, and is empty when there are none. vault/drawings.c shows the image instead where
 * there is one. */
#define NC_DRAWING_CLASS "excalidraw"

/* Of an Excalidraw note what is before the drawing's data stays, then the drawing. Kanban notes
 * are plain Markdown once their settings, a comment, are gone. */
void nc_plugins_read(struct nc_doc *doc);

#endif
