/* What front matter says that a library catalogue knows; and what it says that is of no use. */
#ifndef NC_DOC_METABOOK_H
#define NC_DOC_METABOOK_H

#include "doc/doc.h"

/* Fills people, subtitle, short_title, publisher, rights, source, isbn, doi, series, series_index
 * and subjects; after the tags are derived. Called by nc_meta_derive. */
void nc_meta_derive_book(struct nc_doc *doc);
/* The text of pandoc's structured form under a key, as in title: [{type: main, text: …}]; of the
 * entry whose selector has the word, or, with word NULL, of the main one. Empty: there is none. */
struct nc_str nc_meta_structured(const struct nc_meta *m, const char *key, const char *selector,
                                 const char *word);
/* The digits of an ISBN of ten or thirteen, NUL-terminated; false if s is not one. */
bool nc_isbn_read(char out[14], struct nc_str s);

/* Appends why an entry is of no use: its value is none that its key can have, or its key is one
 * letter away from a key that noteconv knows. False, and nothing appended: it is of use, or none of
 * noteconv's. */
bool nc_meta_complain(struct nc_buf *out, struct nc_str key, const struct nc_value *v);
/* Whether noteconv does something with the key, in any letters. */
bool nc_meta_is_known(struct nc_str key);
/* The known key that is nearest to one that was written for noteconv, not for some other program:
 * further ones too. NULL: the key is known, or none is near. */
const char *nc_meta_nearest(struct nc_str key);

#endif
