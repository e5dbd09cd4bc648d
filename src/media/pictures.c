/* Loading the module of pictures. It is looked for in fixed places only: neither the environment
 * nor the current folder says what code runs. */
#include "media/pictures.h"

#include "base/buf.h"

#include <dlfcn.h>
#include <limits.h>
#include <stdbool.h>
#include <unistd.h>

static const struct nc_picture_module *load(const char *path)
{
    void *handle = access(path, R_OK) == 0 ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
    const struct nc_picture_module *m = handle ? dlsym(handle, NC_PICTURE_SYMBOL) : NULL;
    if (m && m->version == NC_PICTURE_VERSION)
        return m;
    if (handle)
        dlclose(handle);
    return NULL;
}

static const struct nc_picture_module *load_below(struct nc_str folder, const char *below)
{
    struct nc_buf path = {0};
    nc_buf_printf(&path, "%.*s%s/" NC_PICTURE_FILE, NC_FMT(folder), below);
    const struct nc_picture_module *m = load(path.p);
    nc_buf_dispose(&path);
    return m;
}

static const struct nc_picture_module *find(void)
{
    char self[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", self, sizeof self);
    const struct nc_picture_module *m = NULL;
    if (n > 0 && (size_t)n < sizeof self) {
        struct nc_str folder = nc_folder_name((struct nc_str){self, (size_t)n});
        m = load_below(folder, "");
        m = m ? m : load_below(folder, "/../lib/noteconv");
    }
    return m ? m : load_below(nc_str(NC_MODULE_DIR), "");
}

const struct nc_picture_module *nc_pictures(void)
{
    static const struct nc_picture_module *module;
    static bool looked;
    if (!looked)
        module = find();
    looked = true;
    return module;
}
