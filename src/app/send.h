/* noteconv send: books onto a reader that is connected. */
#ifndef NC_APP_SEND_H
#define NC_APP_SEND_H

#include "app/options.h"
#include "device/device.h"
#include "device/sent.h"

/* noteconv send, noteconv send --list-devices. An exit status; NC_EXIT_FAILED with a message in f.
 */
int nc_send(const struct nc_options *o, struct nc_fail *f);

/* A run of it, as sendbook.c sees it. */
struct nc_sending {
    const struct nc_options *o;
    const struct nc_device *device;
    struct nc_sent sent;
    struct nc_outset *outs;
    struct nc_strmap seen;             /* identifiers of this run's books; lives as long as sent */
    struct nc_buf report;              /* a line a book that is there now */
    struct nc_diags *diags;            /* why the others are not; books that are broken */
    size_t added, updated, same, left; /* left: not sent, which is told */
    struct nc_fail *fail;
};
/* Puts the book at path (EPUB or AZW3) onto the device, unless what is there is it already or
 * was taken away. name: what it is to be called there, '/' between folders, without suffix. 0 or
 * -1. */
int nc_send_book(struct nc_sending *s, const char *path, struct nc_str name);

#endif
