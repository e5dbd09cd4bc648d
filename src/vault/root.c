/* Searches upwards for the root. */
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

/* A folder merely called "logseq" does not make the one above it a graph. */
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

/* The length of the nearest marked folder at or above this one; 0 if there is none. */
static size_t nearest(struct nc_str folder, const char *const *marks, bool graph_too, int *error)
{
    struct nc_buf path = {0};
    bool found = false;
    while (folder.n > 1) {
        for (size_t i = 0; !found && marks[i]; i++)
            found = holds(&path, folder, marks[i], error);
        if (found || (graph_too && nc_root_is_graph(folder, error)))
            break;
        while (folder.n > 1 && folder.p[folder.n - 1] != '/')
            folder.n--;
        if (folder.n > 1)
            folder.n--;
    }
    nc_buf_dispose(&path);
    return folder.n > 1 ? folder.n : 0;
}

bool nc_root_above(struct nc_buf *out, struct nc_str folder, int *error)
{
    static const char *const vaults[] = {".obsidian", "noteconv.yaml", ".git", NULL};
    static const char *const books[] = {"book.toml", "book.json", ".gitbook.yaml", "mkdocs.yml",
                                        NULL};
    size_t n = nearest(folder, vaults, true, error);
    n = n ? n : nearest(folder, books, false, error);
    nc_buf_str(out, nc_str_sub(folder, 0, n));
    return n > 0;
}
