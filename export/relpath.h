/* Paths and files that the backends of single files and trees share: relative links, one output a
 * note, and a look into an old output. */
#ifndef NC_EXPORT_RELPATH_H
#define NC_EXPORT_RELPATH_H

#include "export/backend.h"
#include "export/picturetell.h"

/* The file of a note in a tree: its place with this suffix, in arena. */
struct nc_str nc_tree_file(const struct nc_run *run, uint32_t note, struct nc_arena *arena,
                           const char *suffix);
/* Appends the path that leads from the file `from` to the file `to` (both inside the product). */
void nc_relative_path(struct nc_buf *out, struct nc_str from, struct nc_str to);
/* The same, percent-encoded for an href. */
void nc_relative_href(struct nc_buf *out, struct nc_str from, struct nc_str to);
/* Appends a path at which a page of note finds m: in a tree the copy inside it; beside a single
 * product the file itself, relative to the product's folder; for standard output its path from the
 * root. */
void nc_media_path(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m);
void nc_media_href(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m);
/* The file that stands for a media file in a tree: another one if both become one picture. */
uint32_t nc_media_standing(const struct nc_run *run, uint32_t number);
/* Appends the place of a media file in a tree: what it was converted to has a name of its own. */
void nc_media_place(struct nc_buf *out, const struct nc_run *run, uint32_t number);
/* Tells what became of the file that node shows in a tree. */
void nc_media_tell(const struct nc_picture_teller *t, const struct nc_run *run,
                   const struct nc_ref *ref, const struct nc_node *node);
/* Writes a note's file: run->output itself, or the note's place in the tree. */
int nc_emit_file(struct nc_run *run, uint32_t note, struct nc_str text);
/* OURS if the first max bytes of the file hold the text; FOREIGN; or UNREADABLE. */
enum nc_previous_kind nc_recognise_text(struct nc_previous *p, const char *path, const char *text,
                                        size_t max);

#endif
