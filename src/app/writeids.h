/* Ids of cards put into the notes (--write-ids), and nothing else changed in them. */
#ifndef NC_APP_WRITEIDS_H
#define NC_APP_WRITEIDS_H

#include "app/load.h"

/* Opens a new file in outs for every note that an id is wished for: the note as it is, with the ids
 * at the ends of their lines. A note that changed since it was read, or that would say anything
 * else with its ids than without, is left alone, with a message. Appends a line to report. */
int nc_write_ids(const struct nc_loaded *l, const struct nc_id_wishes *wishes,
                 struct nc_outset *outs, struct nc_diags *diags, struct nc_buf *report,
                 struct nc_fail *f);

#endif
