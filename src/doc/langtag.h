/* Language tags: checks their form (RFC 5646 section 2.1), not whether the language exists. */
#ifndef NC_DOC_LANGTAG_H
#define NC_DOC_LANGTAG_H

#include "doc/doc.h"

/* Whether s is a well-formed tag that begins with a language: "en", "zh-Hant-TW", "de-x-dialect".
 */
bool nc_lang_is_tag(struct nc_str s);

/* Returns s as a tag with '-' for each '_', in arena; empty if it is not a tag. */
struct nc_str nc_lang_tag(struct nc_arena *arena, struct nc_str s);

/* Removes invalid languages from a document's attributes and reports them, and an invalid one in
 * the front matter. Call it after nc_meta_derive. */
void nc_lang_check(struct nc_doc *doc, struct nc_diags *diags);

#endif
