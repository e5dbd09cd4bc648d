/* Reads the folder for its suggestion only because the run is about to fail anyway. */
#include "base/nearfile.h"

#include "base/nearest.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void suggest(struct nc_buf *out, const char *path)
{
    struct nc_buf folder = {0};
    const char *slash = strrchr(path, '/');
    struct nc_nearest near = {.word = nc_str(slash ? slash + 1 : path)};
    nc_buf_str(&folder, (struct nc_str){path, slash ? (size_t)(slash + 1 - path) : 0});
    struct dirent **entries = NULL;
    int count = scandir(folder.n ? folder.p : ".", &entries, NULL, alphasort);
    for (int i = 0; i < count; i++)
        if (entries[i]->d_name[0] != '.')
            nc_nearest_offer(&near, nc_str(entries[i]->d_name));
    nc_nearest_ask(out, &near, folder.n ? folder.p : "");
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    nc_buf_dispose(&folder);
}

int nc_fail_unread(struct nc_fail *f, const char *path, int error)
{
    struct nc_buf ask = {0};
    if (error == ENOENT)
        suggest(&ask, path);
    nc_fail(f, "cannot read %s: %s%s", path, strerror(error), ask.p ? ask.p : "");
    nc_buf_dispose(&ask);
    return -1;
}
