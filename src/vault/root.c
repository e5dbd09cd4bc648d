/* Search for the root, upwards. */
#include "vault/root.h"

#include <errno.h>
#include <sys/stat.h>

static bool holds(struct nc_buf *path, struct nc_str folder, const char *name, int *error)
{
    struct stat st;
    nc_buf_clear(path);
    nc_buf_str(path, folder);
    nc_buf_char(path, '/');
    nc_buf_puts(path, name);
    if (stat(path->p, &st) == 0)
        return true;
    if (errno != ENOENT && errno != ENOTDIR && errno != EACCES && errno != ELOOP &&
        errno != ENAMETOOLONG)
        *error = errno;
    return false;
}

/* A folder that is merely called "logseq" makes no graph of the one above it. */
bool nc_root_is_graph(struct nc_str folder, int *error)
{
    struct nc_buf path = {0};
    bool is =
        holds(&path, folder, "logseq/config.edn", error) ||
        (holds(&path, folder, "logseq/.", error) &&
         (holds(&path, folder, "pages/.", error) || holds(&path, folder, "journals/.", error)));
    nc_buf_dispose(&path);
    return is;
}

bool nc_root_above(struct nc_buf *out, struct nc_str folder, int *error)
{
    static const char *const marks[] = {".obsidian", "noteconv.yaml", ".git"};
    struct nc_buf path = {0};
    bool found = false;
    while (!found && folder.n > 1) {
        for (size_t i = 0; !found && i < sizeof marks / sizeof marks[0]; i++)
            found = holds(&path, folder, marks[i], error);
        found = found || nc_root_is_graph(folder, error);
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
