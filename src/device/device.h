/* E-readers that are connected as disks: which folders are mounted, and whose reader each is, by
 * what lies in it. Not here: copying books (app/send.c), and readers that are no disks. */
#ifndef NC_DEVICE_DEVICE_H
#define NC_DEVICE_DEVICE_H

#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>

/* What is known of one maker's readers. */
struct nc_device_kind {
    const char *name;    /* as --device has it */
    const char *shown;   /* as people call it */
    const char *readers; /* as --target has it: what a book is made for */
    bool takes_azw3;     /* and no EPUB */
    /* Folders or files one of which, or of the second list too if there is one, makes it this kind.
     */
    const char *const *marks, *const *also;
    const char *folder; /* where books go, below the root; "": there */
    const char *next;   /* what to do when the books are there */
};
/* All kinds, in the order in which they are tried; ends with a name of NULL. */
extern const struct nc_device_kind nc_device_kinds[];
/* A folder that shows no marks, but was named. */
extern const struct nc_device_kind nc_device_plain;
const struct nc_device_kind *nc_device_kind_named(struct nc_str name); /* NULL: none */

struct nc_device {
    const struct nc_device_kind *kind;
    struct nc_buf root; /* the folder where it is mounted, without a '/' at its end */
};
struct nc_devices {
    struct nc_device *items;
    size_t count, cap;
    struct nc_buf others; /* names of what is connected by MTP, ", " between; empty: none */
    bool has_mtp_kindle;
};

/* The kind of the reader whose root is folder; of all those that fit the first, or wanted if that
 * is one of them. NULL: none. */
const struct nc_device_kind *nc_device_kind_of(const char *folder,
                                               const struct nc_device_kind *wanted);

/* Where to look. */
struct nc_device_places {
    const char *mountinfo; /* /proc/self/mountinfo, or NULL */
    const char *volumes;   /* a folder of mounted disks (/Volumes), or NULL */
    const char *gvfs;      /* a folder of what GNOME has mounted, or NULL */
    const char *more;      /* folders with ':' between, or NULL */
};
/* Adds the readers that are found there, each root once; wanted: only of this kind; NULL: any. */
void nc_devices_find(struct nc_devices *out, const struct nc_device_places *places,
                     const struct nc_device_kind *wanted);
void nc_devices_add(struct nc_devices *d, const struct nc_device_kind *kind, struct nc_str root);
void nc_devices_dispose(struct nc_devices *d);

#endif
