/* Notes of Joplin's RAW export: the title on the first line, the text, and at the end Joplin's own
 * record of the note, one "key: value" per line. */
#ifndef NC_PARSE_JOPLIN_H
#define NC_PARSE_JOPLIN_H

#include "parse/input/frontmatter.h"

/* Where Joplin's record begins at the end of a text; text.n if there is none. *type: Joplin's type
 * of the item, 1 for a note. */
size_t nc_joplin_record(struct nc_str text, unsigned *type);
/* Turns the record into metadata (title, author, source_url, dates) and cuts it off the text, with
 * the first line, which is the title. */
struct nc_front nc_joplin_read(struct nc_doc *doc, struct nc_str *text);

#endif
