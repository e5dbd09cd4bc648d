/* noteconv send: puts books onto a connected reader. */
#ifndef NC_APP_SEND_H
#define NC_APP_SEND_H

#include "app/options.h"
#include "device/device.h"
#include "device/sent.h"

/* noteconv send, noteconv send --list-devices. Returns an exit status; for NC_EXIT_FAILED a message
 * is in f. */
int nc_send(const struct nc_options *o, struct nc_fail *f);

/* A run of send, as sendbook.c sees it. */
struct nc_sending {
    const struct nc_options *o;
    const struct nc_device *device;
    struct nc_sent sent;
    struct nc_outset *outs;
    /* identifiers of this run's books; lives as long as sent */
    struct nc_strmap seen;
    /* one line per book that is now there */
    struct nc_buf report;
    /* why the others are not there; books that are broken */
    struct nc_diags *diags;
    /* left: not sent, which is reported */
    size_t added, updated, same, left;
    struct nc_fail *fail;
};
/* Puts the book at path (EPUB or AZW3) onto the device, unless the same book is already there or
 * was removed there. name: its name on the device, with '/' between folders, without suffix.
 * Returns 0 or -1. */
int nc_send_book(struct nc_sending *s, const char *path, struct nc_str name);

#endif
