/* Groups of notes that make one product: all of them, those of a folder (--split=folder), or each
 * note alone (--each). */
#ifndef NC_APP_GROUPS_H
#define NC_APP_GROUPS_H

#include "app/load.h"

struct nc_group {
    /* their numbers in the whole run, ascending */
    uint32_t *notes;
    size_t count;
    /* its path in its folder, without suffix; "" for a single product */
    struct nc_str name;
    /* of a book of a folder (--split) */
    struct nc_str title;
    /* its source, from the root: a note, or a folder with a trailing '/' */
    struct nc_str source;
    /* the book of its site */
    struct nc_book book;
    /* as its backends see it, with notes numbered from 0 */
    struct nc_site site;
};
struct nc_groups {
    struct nc_group *items;
    size_t count, cap;
    /* a note's number in the current group, or UINT32_MAX */
    uint32_t *local;
};

/* Arrays and strings are allocated in arena. Reports names that were changed because two folders
 * would have had the same. */
void nc_groups_make(struct nc_groups *g, const struct nc_loaded *l, struct nc_arena *arena,
                    struct nc_diags *diags);
void nc_groups_dispose(struct nc_groups *g);
/* Sets local to the numbers in this group; nc_groups_leave resets them. */
void nc_groups_enter(struct nc_groups *g, const struct nc_group *group);
void nc_groups_leave(struct nc_groups *g, const struct nc_group *group);
/* Renumbers the references of a document for the group; references to other groups become text,
 * with a remark. */
void nc_groups_renumber(const struct nc_groups *g, struct nc_doc *doc, struct nc_diags *diags);

#endif
