/* The metadata that front matter holds for a library catalogue, and which of its entries cannot be
 * used. */
#ifndef NC_DOC_METABOOK_H
#define NC_DOC_METABOOK_H

#include "doc/doc.h"

/* Fills people, subtitle, short_title, publisher, rights, source, isbn, doi, series, series_index
 * and subjects. nc_meta_derive calls it once the tags are derived. */
void nc_meta_derive_book(struct nc_doc *doc);
/* Returns the text of pandoc's structured form under a key, as in title: [{type: main, text: …}]:
 * of the entry whose selector has the word, or, if word is NULL, of the main one. Empty if there is
 * none. */
struct nc_str nc_meta_structured(const struct nc_meta *m, const char *key, const char *selector,
                                 const char *word);
/* Reads the ten or thirteen digits of an ISBN, NUL-terminated. False if s is not one. */
bool nc_isbn_read(char out[14], struct nc_str s);

/* Appends why an entry is useless: its value is not one that its key can have, or its key is one
 * letter away from a key that noteconv knows. False, and nothing is appended, if it is useful or
 * not meant for noteconv. */
bool nc_meta_complain(struct nc_buf *out, struct nc_str key, const struct nc_value *v);
/* Whether noteconv uses the key, in any case of letters. */
bool nc_meta_is_known(struct nc_str key);
/* Returns the known key nearest to one that was certainly written for noteconv, which allows a
 * greater distance than nc_meta_complain. NULL: the key is known, or none is near. */
const char *nc_meta_nearest(struct nc_str key);

#endif
