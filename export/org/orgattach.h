/* Puts files of notes into Org's directories of attachments (--org-attach). */
#ifndef NC_EXPORT_ORGATTACH_H
#define NC_EXPORT_ORGATTACH_H

#include "export/org/orgwriter.h"

/* Decides which note each file belongs to, in a tree only. Free the result with org_attach_free,
 * which accepts NULL. */
struct org_attach *org_attach_begin(const struct nc_run *run);
void org_attach_free(struct org_attach *a);
/* The backend's media_place. False for a file that is not an attachment. */
bool org_attach_place(struct nc_buf *out, const struct nc_run *run, uint32_t number);
/* Reports the notes of a finished run whose ids are not usable as directory names; their files stay
 * where the notes have them. */
void org_attach_report(struct nc_run *run);
/* Whether the note needs an id, which names its directory. */
bool org_has_attachments(const struct nc_run *run, uint32_t note);
/* Looks from a headline's node to the end of its section and sets w->attaches. */
void org_attach_section(struct org_writer *w, const struct nc_node *from);
/* Writes the property of such a headline that names the directory. */
void org_attach_property(struct org_writer *w);
/* Appends "attachment:" and the name. False, and nothing is appended, if the file is not an
 * attachment of the current section. */
bool org_attachment_path(const struct org_writer *w, struct nc_buf *out, uint32_t number);

#endif
