/* Front matter at the very top of a note: YAML or JSON between lines of dashes, or one of the forms
 * of frontforms.h (reference: docs/document.md "Metadata"). */
#ifndef NC_PARSE_FRONTMATTER_H
#define NC_PARSE_FRONTMATTER_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* The part of a note's text that is not metadata. All zero: the whole text. */
struct nc_front {
    /* offset where the body begins */
    size_t body;
    /* Lines before the body that are text, without their line ends; in order, in the document's
     * arena. */
    struct nc_range *kept;
    size_t kept_count;
};

/* Reads the front matter of clean text into doc->meta (entries only). Broken or unclosed YAML is
 * read line by line. No line is lost: lines that are not metadata stay text, and a warning says
 * what was read. */
struct nc_front nc_frontmatter_read(struct nc_doc *doc, struct nc_str text, enum nc_dialect dialect,
                                    struct nc_diags *diags);

/* Reads a file of settings, YAML or JSON, into doc->meta (entries only). Tags are skipped, an alias
 * counts as its name, nesting is bounded. False if it is neither: *line says where, 1-based. If the
 * settings are valid, *line is that of the first repeated key of the root, or 0. */
bool nc_settings_read(struct nc_doc *doc, struct nc_str text, size_t *line);

#endif
