/* Speaker turns: paragraphs that begin with a speaker's label open an NC_TURN. */
#ifndef NC_PARSE_TURNS_H
#define NC_PARSE_TURNS_H

#include "doc/doc.h"

/* Groups the blocks of a finished tree into turns. What is printed does not change. */
void nc_turns_mark(struct nc_doc *doc);

#endif
