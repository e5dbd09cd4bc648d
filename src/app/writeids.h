/* Writes the ids of cards into the notes (--write-ids) and changes nothing else in them. */
#ifndef NC_APP_WRITEIDS_H
#define NC_APP_WRITEIDS_H

#include "app/load.h"

/* Opens a new file in outs for every note that needs ids: the note with the ids at the ends of its
 * lines. A note that changed since it was read, or that would mean something else with its ids, is
 * left unchanged, with a message. Appends a line to report. */
int nc_write_ids(const struct nc_loaded *l, const struct nc_id_wishes *wishes,
                 struct nc_outset *outs, struct nc_diags *diags, struct nc_buf *report,
                 struct nc_fail *f);

#endif
