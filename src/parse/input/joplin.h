/* Notes of Joplin's RAW export: the title on the first line, the text, and at the end what Joplin
 * keeps of the note, a line "key: value" each. */
#ifndef NC_PARSE_JOPLIN_H
#define NC_PARSE_JOPLIN_H

#include "parse/input/frontmatter.h"

/* Where the lines begin that Joplin keeps at the end of a text; text.n: there are none. *type: what
 * the text is, 1 for a note. */
size_t nc_joplin_record(struct nc_str text, unsigned *type);
/* Makes metadata of them (title, author, source_url, dates), and cuts them off the text; the first
 * line, which is the title, too. */
struct nc_front nc_joplin_read(struct nc_doc *doc, struct nc_str *text);

#endif
