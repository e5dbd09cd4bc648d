/* Where each anchor of a note is in its Org file. */
#ifndef NC_EXPORT_ORGPLAN_H
#define NC_EXPORT_ORGPLAN_H

#include "export/org/orgwriter.h"

/* The backend's plan: a place with an empty frag is the file's beginning, or nothing leads there.
 */
int org_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
             struct nc_arena *arena, struct nc_plan *out);
/* The note's first heading is its title and is not written again. */
bool org_title_is_heading(const struct nc_outline *o);
/* The plan of --org-roam and the like, from the options or, without any, from what the tree holds.
 */
void org_begin(const struct nc_run *run, struct org_state *state);
/* Tells which files of a finished run org-roam would pass over. */
void org_tell_paths(struct nc_run *run);
/* Says that --org-roam may be wanted, if a file of somebody else's in the tree's folder has an id.
 */
void org_hint(struct nc_run *run);
/* Appends the letters and digits of a text, folded to lower case, with '-' for what is between
 * them. */
void org_slug(struct nc_buf *out, struct nc_str text);

#endif
