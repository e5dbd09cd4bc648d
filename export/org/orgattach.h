/* Files of notes in Org's directories of attachments (--org-attach). */
#ifndef NC_EXPORT_ORGATTACH_H
#define NC_EXPORT_ORGATTACH_H

#include "export/org/orgwriter.h"

/* Decides which file is whose; of a tree only. What it gives is freed by org_attach_free, which
 * takes NULL. */
struct org_attach *org_attach_begin(const struct nc_run *run);
void org_attach_free(struct org_attach *a);
/* The backend's media_place: false for a file that is no attachment. */
bool org_attach_place(struct nc_buf *out, const struct nc_run *run, uint32_t number);
/* Tells the notes of a finished run whose ids make no directory: their files lie where the notes
 * have them. */
void org_attach_tell(struct nc_run *run);
/* The note needs an id, which its directory is named after. */
bool org_has_attachments(const struct nc_run *run, uint32_t note);
/* Looks from a headline's node on, as far as its section goes: w->attaches. */
void org_attach_section(struct org_writer *w, const struct nc_node *from);
/* The property of such a headline that names the directory. */
void org_attach_property(struct org_writer *w);
/* Appends "attachment:" and the name; false, and nothing appended: the file is not an attachment
 * of the section that is written. */
bool org_attachment_path(const struct org_writer *w, struct nc_buf *out, uint32_t number);

#endif
