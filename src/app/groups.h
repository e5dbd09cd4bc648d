/* Which notes make one product: all of them, those of a folder (--split=folder), or each one by
 * itself (--each). */
#ifndef NC_APP_GROUPS_H
#define NC_APP_GROUPS_H

#include "app/load.h"

struct nc_group {
    uint32_t *notes; /* numbers in the whole run, ascending */
    size_t count;
    struct nc_str name; /* path of the product in its folder, less suffix; "" for the one product */
    struct nc_str source; /* of the product, from the root: a note; a folder with '/' at its end */
    struct nc_book book;  /* of its site */
    struct nc_site site;  /* as its backends see it: numbered from 0 */
};
struct nc_groups {
    struct nc_group *items;
    size_t count, cap;
    uint32_t *local; /* a note's number in the current group, or UINT32_MAX */
};

/* Arrays and strings from arena. */
void nc_groups_make(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena);
void nc_groups_dispose(struct nc_groups *g);
/* The numbers of local are those of this group. */
void nc_groups_enter(struct nc_groups *g, const struct nc_group *group);
void nc_groups_leave(struct nc_groups *g, const struct nc_group *group);
/* Renumbers the references of a document for the group; what leads out of it becomes text. */
void nc_groups_renumber(const struct nc_groups *g, struct nc_doc *doc);

#endif
