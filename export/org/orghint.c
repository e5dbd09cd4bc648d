/* A hint about org-roam. Nothing in a folder shows for certain that it belongs to org-roam, so
 * noteconv only suggests the option if other files beside its own have ids. */
#include "base/fsio.h"
#include "export/org/orgplan.h"

#include <dirent.h>
#include <sys/stat.h>

#define MAX_FILES 100 /* files to examine */
#define MAX_HEAD 4096

static bool is_own(struct nc_str head)
{
    return nc_str_search(head, NC_LIT(ORG_GENERATOR), 0) < head.n;
}

/* Whether its first drawer holds an id. */
static bool has_file_id(struct nc_str head)
{
    size_t end = nc_str_search(head, NC_LIT("\n:END:"), 0);
    return nc_str_istarts(head, NC_LIT(":PROPERTIES:")) && end < head.n &&
           nc_str_search(nc_str_sub(head, 0, end), NC_LIT("\n:ID:"), 0) < end;
}

static bool is_foreign_node(const char *path)
{
    struct nc_buf head = {0};
    struct nc_fail ignored = {0};
    struct stat st;
    bool found = lstat(path, &st) == 0 && S_ISREG(st.st_mode) &&
                 nc_read_head(&head, path, MAX_HEAD, &ignored) == 0 &&
                 has_file_id(nc_buf_view(&head)) && !is_own(nc_buf_view(&head));
    nc_buf_dispose(&head);
    nc_buf_dispose(&ignored.message);
    return found;
}

void org_hint(struct nc_run *run)
{
    DIR *folder = opendir(run->output);
    bool found = false;
    unsigned seen = 0;
    for (struct dirent *e; folder && !found && seen < MAX_FILES && (e = readdir(folder));) {
        struct nc_buf path = {0};
        if (e->d_name[0] == '.' || !nc_has_suffix(nc_str(e->d_name), NC_LIT(".org")))
            continue;
        seen++;
        nc_buf_printf(&path, "%s/%s", run->output, e->d_name);
        found = is_foreign_node(path.p);
        if (found)
            nc_buf_printf(run->report,
                          "%s has an id, as notes of org-roam do; with --org-roam the converted "
                          "notes have ids too, and links that org-roam counts\n",
                          path.p);
        nc_buf_dispose(&path);
    }
    if (folder)
        closedir(folder);
}
