/* Turns bytes into a document. The only entry point of parse/; no other folder includes cmark.h or
 * knows its nodes. */
#ifndef NC_PARSE_PARSE_H
#define NC_PARSE_PARSE_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* Call once, before any thread and any other call that may use libxml2. From then on, a program
 * that runs out of memory ends as nc_malloc does, wherever it is. Without this call, the libraries
 * act in their own ways. */
void nc_parse_setup(void);

/* Parses one note. bytes: the file unchanged, in any encoding of cleantext.h; file: the name used
 * in messages; name: the file name without its suffix ("" for standard input), which is the title
 * if the front matter has none. Always returns a document, numbered, with meta derived (app sets
 * lang); nothing is resolved. diags holds what was repaired or dropped. The caller frees the
 * document, which does not need bytes. */
struct nc_doc *nc_parse(struct nc_str bytes, struct nc_str file, struct nc_str name,
                        const struct nc_parse_options *opts, struct nc_diags *diags);

/* The steps of nc_parse, for a document made of several texts (parsecanvas.c). nc_parse_piece reads
 * a text without front matter below doc->root. */
struct nc_doc *nc_parse_begin(struct nc_str bytes, struct nc_str file, struct nc_str name,
                              const struct nc_parse_options *opts);
void nc_parse_piece(struct nc_doc *doc, struct nc_str text, const struct nc_parse_options *opts,
                    struct nc_diags *diags);
void nc_parse_finish(struct nc_doc *doc, struct nc_diags *diags);

/* As nc_parse, for a canvas (input/canvas.h). Each card is read alone: unclosed constructs,
 * footnotes and link definitions do not affect other cards. Arrows are not shown, with one warning.
 * All places are line 1 of the file. Input that is not JSON gives a JSON_INVALID error and an empty
 * document. */
struct nc_doc *nc_parse_canvas(struct nc_str bytes, struct nc_str file, struct nc_str name,
                               const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
