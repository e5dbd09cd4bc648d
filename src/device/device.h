/* Finds e-readers connected as disks: which folders are mounted, and, from what lies in each, what
 * kind of reader it is. Not here: copying books (app/send.c), and readers that do not appear as
 * disks. */
#ifndef NC_DEVICE_DEVICE_H
#define NC_DEVICE_DEVICE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* One maker's readers. */
struct nc_device_kind {
    /* its name for --device */
    const char *name;
    /* the name that people know */
    const char *shown;
    /* its name for --target */
    const char *readers;
    /* it takes AZW3, not EPUB */
    bool takes_azw3;
    /* The folders that identify this kind: one of marks must exist and, if `also` is given, one of
     * those too. */
    const char *const *marks, *const *also;
    /* where books go, below the root; "": in the root */
    const char *folder;
    /* what the user must do next, for the report */
    const char *next;
};
/* All kinds, in the order in which they are tried. The last has a NULL name. */
extern const struct nc_device_kind nc_device_kinds[];
/* For a folder without marks that the user named. */
extern const struct nc_device_kind nc_device_plain;
const struct nc_device_kind *nc_device_kind_named(struct nc_str name); /* NULL: none */

struct nc_device {
    const struct nc_device_kind *kind;
    /* the folder where it is mounted, without a trailing '/' */
    struct nc_buf root;
};
struct nc_devices {
    struct nc_device *items;
    size_t count, cap;
    /* names of devices connected by MTP, separated by ", "; empty: none */
    struct nc_buf others;
    bool has_mtp_kindle;
};

/* The kind of the reader whose root is folder: wanted if it fits, else the first kind that fits.
 * NULL: none. */
const struct nc_device_kind *nc_device_kind_of(const char *folder,
                                               const struct nc_device_kind *wanted);

/* Where to look. */
struct nc_device_places {
    /* /proc/self/mountinfo, or NULL */
    const char *mountinfo;
    /* a folder of mounted disks (/Volumes), or NULL */
    const char *volumes;
    /* the folder of GNOME's mounts, or NULL */
    const char *gvfs;
    /* folders separated by ':', or NULL */
    const char *more;
};
/* Adds the readers found there, each root once. wanted: only this kind; NULL: any. */
void nc_devices_find(struct nc_devices *out, const struct nc_device_places *places,
                     const struct nc_device_kind *wanted);
void nc_devices_add(struct nc_devices *d, const struct nc_device_kind *kind, struct nc_str root);
void nc_devices_dispose(struct nc_devices *d);

#endif
