/* Inserts what book generators take from other files and from their settings into texts and code.
 */
#ifndef NC_VAULT_INCLUDES_H
#define NC_VAULT_INCLUDES_H

#include "vault/vaultdata.h"

/* How sections of a file are marked. */
enum nc_include_marks { NC_INCLUDE_ANCHORS, NC_INCLUDE_SNIPPETS };
/* includeparts.c: appends the part of text that range names ("" for all), without the last newline.
 * False if there is no such section. *left: how many more bytes of text ranges may go through; at 0
 * the remaining ranges are left out. */
bool nc_include_part(struct nc_buf *out, struct nc_str text, struct nc_str range,
                     enum nc_include_marks marks, size_t *left);
/* includeparts.c: whether a line of MkDocs is only the mark of a section, with a comment around it.
 */
bool nc_include_is_section_mark(struct nc_str line);

/* linemap.c: maps places in the expanded text of a note to places in the note. */
struct nc_line_map {
    struct nc_line_change *items;
    size_t count, cap;
    struct nc_line_part *parts;
    size_t part_count, part_cap;
};
/* Records that `count` lines from `made` on come from `own_count` lines of the note from `own` on.
 * Call in order. */
void nc_line_map_add(struct nc_line_map *m, uint32_t made, uint32_t count, uint32_t own,
                     uint32_t own_count);
/* Records that in line `made` the `count` characters after the first `before` come from `own_count`
 * characters of the note's line. Call in order. */
void nc_line_map_add_part(struct nc_line_map *m, uint32_t made, uint32_t before, uint32_t count,
                          uint32_t own_count);
/* Maps the places of the document and of the messages back to the note, and moves the messages to
 * `to`. */
void nc_line_map_apply(const struct nc_line_map *m, struct nc_doc *doc, struct nc_diags *from,
                       struct nc_diags *to);
void nc_line_map_dispose(struct nc_line_map *m);

/* Appends the text of a book's note with its includes and variables expanded, outside fenced code.
 * False, and nothing is appended, if it has none. What cannot be included is reported and left out.
 */
bool nc_includes_in_text(const struct nc_vault *v, size_t note, struct nc_str text,
                         struct nc_buf *out, struct nc_line_map *map, struct nc_diags *diags);
/* Inserts the text of included files into the code blocks of such a note, and removes the lines of
 * Rust code that mdBook hides. */
void nc_includes_in_code(const struct nc_vault *v, size_t note, struct nc_doc *doc,
                         struct nc_diags *diags);

#endif
