/* What generators of books put into texts and code from other files and from their settings. */
#ifndef NC_VAULT_INCLUDES_H
#define NC_VAULT_INCLUDES_H

#include "vault/vaultdata.h"

/* How the sections of a file are marked. */
enum nc_include_marks { NC_INCLUDE_ANCHORS, NC_INCLUDE_SNIPPETS };
/* includeparts.c: appends the part of text that range names ("" for all), without the last newline.
 * False: it has no such section. *left: bytes of text that several ranges may go through, less
 * those that they went through; at 0 the ranges after that are left out. */
bool nc_include_part(struct nc_buf *out, struct nc_str text, struct nc_str range,
                     enum nc_include_marks marks, size_t *left);
/* The same: whether a line of MkDocs is nothing but the mark of a section and a comment around it.
 */
bool nc_include_is_section_mark(struct nc_str line);

/* linemap.c: which place in a note a place in its expanded text comes from. */
struct nc_line_map {
    struct nc_line_change *items;
    size_t count, cap;
    struct nc_line_part *parts;
    size_t part_count, part_cap;
};
/* The lines from `made` on (count of them) stand for `own_count` lines of the note from `own` on.
 * In order. */
void nc_line_map_add(struct nc_line_map *m, uint32_t made, uint32_t count, uint32_t own,
                     uint32_t own_count);
/* In line `made` the `count` characters after `before` ones stand for `own_count` of the note's
 * line. In order. */
void nc_line_map_add_part(struct nc_line_map *m, uint32_t made, uint32_t before, uint32_t count,
                          uint32_t own_count);
/* Puts places of the document and of the messages back to where they are in the note, and moves the
 * messages to `to`. */
void nc_line_map_apply(const struct nc_line_map *m, struct nc_doc *doc, struct nc_diags *from,
                       struct nc_diags *to);
void nc_line_map_dispose(struct nc_line_map *m);

/* Appends the text of a note of a book with what is included and named in it, outside fenced code.
 * False, and nothing appended: there is nothing of the kind. What cannot be included is reported
 * and left out. */
bool nc_includes_in_text(const struct nc_vault *v, size_t note, struct nc_str text,
                         struct nc_buf *out, struct nc_line_map *map, struct nc_diags *diags);
/* Puts the text of included files into the code blocks of such a note, and takes the lines out of
 * Rust code that mdBook hides. */
void nc_includes_in_code(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                         struct nc_diags *diags);

#endif
