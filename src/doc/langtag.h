/* Language tags: their form (RFC 5646 section 2.1), not whether there is such a language. */
#ifndef NC_DOC_LANGTAG_H
#define NC_DOC_LANGTAG_H

#include "doc/doc.h"

/* Whether s is a well-formed tag that begins with a language: "en", "zh-Hant-TW", "de-x-dialect".
 */
bool nc_lang_is_tag(struct nc_str s);

/* The tag that s is once '-' stands for each '_', in arena; empty if it is not one. */
struct nc_str nc_lang_tag(struct nc_arena *arena, struct nc_str s);

/* Takes the languages that are none out of a document's attributes, and tells of them and of one
 * that the front matter gives. After nc_meta_derive. */
void nc_lang_check(struct nc_doc *doc, struct nc_diags *diags);

#endif
