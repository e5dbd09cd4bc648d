/* Options in cells of Quarto and knitr: "#| label: fig-1". */
#ifndef NC_PARSE_CELLOPTIONS_H
#define NC_PARSE_CELLOPTIONS_H

#include "doc/doc.h"

/* Removes the option lines at the beginning of a cell, which is a code block whose language is in
 * braces. A file name or a caption among them becomes the title of the code. False: there are
 * none. */
bool nc_cell_options_take(struct nc_node *code);

#endif
