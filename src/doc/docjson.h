/* The JSON form of a document, in both directions: one object, one document, described in
 * docs/document.md. Writing is deterministic, and a document read back gives the same bytes in
 * every backend. Text is UTF-8; only what JSON demands is escaped. */
#ifndef NC_DOC_DOCJSON_H
#define NC_DOC_DOCJSON_H

#include "base/diag.h"
#include "doc/doc.h"

/* The version of the form, written as "noteconv-document". docs/document.md says when it changes.
 */
#define NC_DOCJSON_VERSION 2

/* Appends the document and a newline. pretty: one node per line; else all on one line. */
void nc_doc_write_json(struct nc_buf *out, const struct nc_doc *doc, bool pretty);

/* Reads one document of this version or an older one. On bad JSON or a bad tree it returns NULL and
 * reports an error at the line and column in file. Unknown members are ignored; nesting is bounded.
 * The caller frees the document. */
struct nc_doc *nc_doc_read_json(struct nc_str json, struct nc_str file, struct nc_diags *diags);

#endif
