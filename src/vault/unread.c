/* Records files that exist but could not be read. The thread that meets one first reports it; all
 * are kept for the end of the run. Excluded files do not count. */
#include "vault/vaultdata.h"

#include <errno.h>
#include <string.h>

bool nc_is_read_failure(int error)
{
    return !nc_is_vanished(error) && error != EFBIG && error != EISDIR && error != EOPNOTSUPP;
}

bool nc_is_vanished(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

void nc_vault_unread(const struct nc_vault *v, enum nc_diag_id id, struct nc_str rel,
                     struct nc_str shown, struct nc_diags *diags, const char *why)
{
    if (!nc_vault_excludes(v, rel) && nc_path_list_add(v->unread, rel, diags != NULL))
        nc_diag(diags, id, shown, (struct nc_pos){0}, "%s", why);
}

bool nc_vault_is_unread(const struct nc_vault *v, struct nc_str rel)
{
    return nc_path_list_has(v->unread, rel);
}

bool nc_vault_excludes(const struct nc_vault *v, struct nc_str rel)
{
    return v->exclude.count && nc_globs_cover(&v->exclude, rel);
}

size_t nc_vault_unread_count(const struct nc_vault *v)
{
    return v ? v->unread->count : 0;
}

struct nc_str nc_vault_unread_path(const struct nc_vault *v, size_t i)
{
    return v->unread->paths[i];
}

void nc_exclude_pattern(struct nc_buf *out, struct nc_str path)
{
    nc_buf_char(out, '/');
    for (size_t i = 0; i < path.n; i++) {
        if (strchr("*?[\\", path.p[i]))
            nc_buf_char(out, '\\');
        nc_buf_char(out, path.p[i]);
    }
}
