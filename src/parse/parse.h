/* Bytes to document. The one entrance of parse/; no other room includes cmark.h or knows its nodes.
 */
#ifndef NC_PARSE_PARSE_H
#define NC_PARSE_PARSE_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* Once, before any thread and any other call that may use libxml2: without memory the program ends
 * as nc_malloc does, wherever it is. A program that does not call it has the libraries' own ways.
 */
void nc_parse_setup(void);

/* Parses one note. bytes: the file as it is, in any encoding of hygiene.h; file: the name messages
 * print; name: the file name less suffix ("" for standard input), which is the title when the front
 * matter has none. Always gives a document, numbered, with meta derived (lang is app's to set);
 * nothing is resolved. What was repaired or dropped is in diags. The caller frees the document,
 * which needs bytes no more. */
struct nc_doc *nc_parse(struct nc_str bytes, struct nc_str file, struct nc_str name,
                        const struct nc_parse_options *opts, struct nc_diags *diags);

/* As nc_parse, of a canvas (input/canvas.h). Arrows are not shown, with one warning. All places are
 * line 1 of the file. What is no JSON is a JSON_INVALID error and an empty document. */
struct nc_doc *nc_parse_canvas(struct nc_str bytes, struct nc_str file, struct nc_str name,
                               const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
