/* Folders that are removed when their owner is done. */
#include "base/tempdir.h"

#include "base/child.h"
#include "base/outset.h"

#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define OPEN_FOLDERS 16
#define MAX_LIVE 8

/* Folders to remove on a signal. A slot is written while it is not in use and signals are held. */
static struct slot {
    volatile sig_atomic_t is_used;
    char path[PATH_MAX];
} live[MAX_LIVE];
static pthread_mutex_t slots = PTHREAD_MUTEX_INITIALIZER;

/* A folder without a free slot is removed only by its owner. */
static void remember(const char *path)
{
    pthread_mutex_lock(&slots);
    for (size_t i = 0; i < MAX_LIVE; i++) {
        if (!live[i].is_used && strlen(path) < sizeof live[i].path) {
            strcpy(live[i].path, path);
            live[i].is_used = 1;
            break;
        }
    }
    pthread_mutex_unlock(&slots);
}

static void forget(const char *path)
{
    pthread_mutex_lock(&slots);
    for (size_t i = 0; i < MAX_LIVE; i++)
        if (live[i].is_used && strcmp(live[i].path, path) == 0)
            live[i].is_used = 0;
    pthread_mutex_unlock(&slots);
}

static bool make_folder(char *path)
{
    sigset_t held;
    nc_hold_signals(&held);
    bool made = mkdtemp(path) != NULL;
    if (made)
        remember(path);
    nc_release_signals(&held);
    return made;
}

int nc_tempdir_make(struct nc_buf *path, struct nc_fail *f)
{
    const char *base = getenv("TMPDIR");
    nc_buf_clear(path);
    nc_buf_puts(path, base && base[0] ? base : "/tmp");
    nc_buf_puts(path, "/noteconv-XXXXXX");
    if (make_folder(path->p))
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
    if (!path->n)
        return;
    (void)nftw(path->p, remove_one, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    forget(path->p);
}

/* A handler may not walk a folder, because that allocates memory; another program may. */
void nc_tempdir_abandon_all(void)
{
    static char rm[] = "rm", flags[] = "-rf", end[] = "--";
    for (size_t i = 0; i < MAX_LIVE; i++) {
        char *argv[] = {rm, flags, end, live[i].path, NULL};
        if (live[i].is_used)
            nc_child_last(argv);
    }
}
