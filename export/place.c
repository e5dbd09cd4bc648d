/* The places that plans gave to anchors. Numbers are checked: a document may have been read again
 * since its plan was made, or come from JSON. */
#include "export/backend.h"

const struct nc_place *nc_place_of(const struct nc_run *run, uint32_t note, uint32_t anchor)
{
    static const struct nc_place nowhere;
    if (note >= run->site->count)
        return &nowhere;
    const struct nc_plan *plan = &run->plans[note];
    return anchor < plan->count ? &plan->anchors[anchor] : &plan->start;
}
