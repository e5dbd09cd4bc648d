/* Notes that belong as a whole to one plugin. */
#ifndef NC_PARSE_PLUGINS_H
#define NC_PARSE_PLUGINS_H

#include "doc/doc.h"

/* The class of the div that represents the drawing of an Excalidraw note. The div holds the list of
 * the drawing's texts, or nothing if there are none. If an image of the drawing exists,
 * vault/drawings.c shows it instead. */
#define NC_DRAWING_CLASS "excalidraw"

/* Keeps the text before the drawing's data in an Excalidraw note, and adds the drawing. Removes the
 * settings of Kanban notes, which otherwise are plain Markdown. */
void nc_plugins_read(struct nc_doc *doc);

#endif
