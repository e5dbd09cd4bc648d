/* Paths and files for backends that write single files and trees: relative links, one output per
 * note, and a look into an old output. */
#ifndef NC_EXPORT_RELPATH_H
#define NC_EXPORT_RELPATH_H

#include "export/backend.h"
#include "export/picturereport.h"

/* Returns the file of a note in a tree: its place with this suffix, in arena. */
struct nc_str nc_tree_file(const struct nc_run *run, uint32_t note, struct nc_arena *arena,
                           const char *suffix);
/* Appends the path from the file `from` to the file `to`, both inside the product. */
void nc_relative_path(struct nc_buf *out, struct nc_str from, struct nc_str to);
/* Appends that path percent-encoded for an href. */
void nc_relative_href(struct nc_buf *out, struct nc_str from, struct nc_str to);
/* Appends the path by which a page of note finds m: in a tree, that of the copy inside the tree;
 * for a single product, that of the file itself relative to the product's folder; for standard
 * output, that from the root. */
void nc_media_path(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m);
void nc_media_href(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m);
/* Returns the number of the media file that is written for this one in a tree: another one if both
 * become the same picture. */
uint32_t nc_media_standing(const struct nc_run *run, uint32_t number);
/* Appends the place of a media file in a tree; a converted file has a name of its own. */
void nc_media_place(struct nc_buf *out, const struct nc_run *run, uint32_t number);
/* Reports what became of the file that node shows in a tree. */
void nc_media_report(const struct nc_picture_reporter *t, const struct nc_run *run,
                     const struct nc_ref *ref, const struct nc_node *node);
/* Writes a note's file: to run->output, or to the note's place in the tree. */
int nc_emit_file(struct nc_run *run, uint32_t note, struct nc_str text);
/* Returns OURS if the first max bytes of the file hold the text, else FOREIGN or UNREADABLE. */
enum nc_previous_kind nc_recognise_text(struct nc_previous *p, const char *path, const char *text,
                                        size_t max);

#endif
