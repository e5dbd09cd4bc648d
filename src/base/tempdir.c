/* Folders that are gone when their owner is done. */
#include "base/tempdir.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_FOLDERS 16

int nc_tempdir_make(struct nc_buf *path, struct nc_fail *f)
{
    const char *base = getenv("TMPDIR");
    nc_buf_clear(path);
    nc_buf_puts(path, base && base[0] ? base : "/tmp");
    nc_buf_puts(path, "/noteconv-XXXXXX");
    if (mkdtemp(path->p))
        return 0;
    int err =
        nc_fail(f, "cannot make a folder for passing files: %s: %s", path->p, strerror(errno));
    nc_buf_clear(path);
    return err;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    (void)st, (void)type, (void)at;
    (void)remove(path);
    return 0;
}

void nc_tempdir_remove(const struct nc_buf *path)
{
    if (path->n)
        (void)nftw(path->p, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
