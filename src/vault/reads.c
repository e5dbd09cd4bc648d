/* Records files other than notes and media that were read: plans, settings of books, included
 * files. What depends on a run's inputs depends on them too. Any thread. */
#include "base/fsio.h"
#include "vault/vaultdata.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MAX_SETTINGS ((size_t)4 << 20)
#define MAX_TAKEN_IN ((size_t)4 << 20)

void nc_vault_has_read(const struct nc_vault *v, struct nc_str path)
{
    nc_path_list_add(v->reads, path, false);
}

bool nc_vault_read_settings(const struct nc_vault *v, const char *path, struct nc_str rel,
                            struct nc_buf *out, struct nc_diags *diags)
{
    struct nc_fail f = {0};
    struct nc_str shown = nc_vault_shown_name(v, rel);
    int err = nc_read_file(out, path, MAX_SETTINGS, &f), error = errno;
    /* With --no-settings only the id of the own settings is wanted. */
    bool may_lack = v->opts->reports_own && nc_str_eqz(rel, "noteconv.yaml");
    if (!err)
        nc_vault_has_read(v, nc_str(path));
    else if (nc_is_read_failure(error) && !may_lack)
        nc_vault_unread(v, NC_D_SETTING_UNREADABLE, rel, shown, diags, f.message.p);
    else if (!nc_is_vanished(error))
        nc_diag(diags, NC_D_SETTING, shown, (struct nc_pos){0}, "%s; none of its settings apply",
                f.message.p);
    nc_buf_dispose(&f.message);
    return !err;
}

bool nc_vault_take_in(const struct nc_vault *v, size_t note, const struct nc_found_file *file,
                      bool found, struct nc_buf *out, struct nc_buf *why, struct nc_diags *diags)
{
    const struct nc_vault_note *n = &v->notes[note];
    struct nc_fail f = {0};
    int error = file->error;
    if (error)
        nc_fail(&f, "cannot read %s: %s", file->asked, strerror(error));
    else if (found && nc_read_file(out, file->real, MAX_TAKEN_IN, &f) != 0)
        error = errno;
    else if (found)
        nc_vault_has_read(v, nc_str(file->real));
    if (error && nc_is_read_failure(error))
        nc_vault_unread(v, NC_D_NOTE_UNREADABLE, n->rel, n->shown, diags, f.message.p);
    else if (error)
        nc_buf_printf(why, "was not included: %s", f.message.p);
    else if (!found)
        nc_buf_puts(why, file->outside ? "leads outside the folder of the notes and is not included"
                                       : "was not included: there is no such file");
    nc_buf_dispose(&f.message);
    return found && !error;
}

static int by_name(const void *a, const void *b)
{
    return nc_str_cmp(*(const struct nc_str *)a, *(const struct nc_str *)b);
}

const struct nc_str *nc_vault_reads(const struct nc_vault *v, size_t *count)
{
    *count = v->reads->count;
    if (*count)
        qsort(v->reads->paths, *count, sizeof *v->reads->paths, by_name);
    return v->reads->paths;
}
