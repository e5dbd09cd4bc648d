/* Bytes to document. The one entrance of parse/; no other room includes cmark.h or knows its nodes.
 */
#ifndef NC_PARSE_PARSE_H
#define NC_PARSE_PARSE_H

#include "base/diag.h"
#include "doc/doc.h"

enum nc_breaks { NC_BREAKS_SOFT, NC_BREAKS_HARD };
enum nc_dialect { NC_DIALECT_NOTES, NC_DIALECT_GFM, NC_DIALECT_PANDOC, NC_DIALECT_LOGSEQ };

struct nc_parse_options {
    enum nc_dialect dialect;
    enum nc_breaks breaks; /* what a newline inside a paragraph is */
    bool strict;           /* CommonMark and nothing else; raw HTML becomes NC_RAW* */
    bool no_repair;        /* leave unmatched ** as they are */
    bool ruby;             /* {base|text} and ｜base《text》 are ruby */
    bool keep_queries;     /* query blocks stay as code */
    const char *encoding;  /* of notes that are not UTF-8, by iconv's name; NULL: recognise it */
};

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

#endif
