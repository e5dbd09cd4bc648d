/* The place of each anchor of a note in its Org file. */
#ifndef NC_EXPORT_ORGPLAN_H
#define NC_EXPORT_ORGPLAN_H

#include "export/org/orgwriter.h"

/* The backend's plan. A place with an empty frag is the beginning of the file, or nothing leads
 * there. */
int org_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
             struct nc_arena *arena, struct nc_plan *out);
/* Whether the note's first heading is its title and is not written again. */
bool org_title_is_heading(const struct nc_outline *o);
/* Decides on --org-roam and the like, from the options or, if there are none, from what the tree
 * holds. */
void org_begin(const struct nc_run *run, struct org_state *state);
/* Reports files of a finished run that org-roam would ignore. */
void org_report_paths(struct nc_run *run);
/* Suggests --org-roam if a foreign file in the tree's folder has an id. */
void org_hint(struct nc_run *run);

#endif
