/* Notes that belong as a whole to one plugin. */
#ifndef NC_PARSE_PLUGINS_H
#define NC_PARSE_PLUGINS_H

#include "doc/doc.h"

/* The class of the div that stands for the drawing of an Excalidraw note. The div holds the list of
 * the drawing's texts, or nothing if there are none. If an image of the drawing exists,
 * vault/drawings.c shows it instead. */
#define NC_DRAWING_CLASS "excalidraw"

/* Keeps what stands before the drawing's data in an Excalidraw note, then adds the drawing. Kanban
 * notes are plain Markdown once their settings, a comment, are gone. */
void nc_plugins_read(struct nc_doc *doc);

#endif
