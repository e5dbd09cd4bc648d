/* Search for the root, upwards. */
#include "vault/root.h"

#include <sys/stat.h>

static bool holds(struct nc_buf *path, struct nc_str folder, const char *name)
{
    struct stat st;
    nc_buf_clear(path);
    nc_buf_str(path, folder);
    nc_buf_char(path, '/');
    nc_buf_puts(path, name);
    return stat(path->p, &st) == 0;
}

bool nc_root_above(struct nc_buf *out, struct nc_str folder)
{
    static const char *const marks[] = {".obsidian", "logseq", "noteconv.toml", ".git"};
    struct nc_buf path = {0};
    bool found = false;
    while (!found && folder.n > 1) {
        for (size_t i = 0; !found && i < sizeof marks / sizeof marks[0]; i++)
            found = holds(&path, folder, marks[i]);
        if (found)
            nc_buf_str(out, folder);
        while (folder.n > 1 && folder.p[folder.n - 1] != '/')
            folder.n--;
        if (folder.n > 1)
            folder.n--;
    }
    nc_buf_dispose(&path);
    return found;
}
