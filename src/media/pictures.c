/* Loads the picture module. It is looked for only in fixed places: neither the environment nor the
 * current folder decides what code runs. */
#include "media/pictures.h"

#include "base/arena.h"
#include "base/buf.h"

#include <dlfcn.h>
#include <limits.h>
#include <signal.h>
#include <stdbool.h>
#include <unistd.h>

/* Called by GLib to end a program that has no memory. */
static void on_trap(int signal)
{
    (void)signal;
    nc_out_of_memory();
}

/* GLib is set up while the module is loaded; everything else it does happens in a separate process.
 */
static void *open_library(const char *path)
{
    struct sigaction was, trap = {.sa_handler = on_trap};
    sigaction(SIGTRAP, &trap, &was);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    sigaction(SIGTRAP, &was, NULL);
    return handle;
}

static const struct nc_picture_module *load(const char *path)
{
    void *handle = access(path, R_OK) == 0 ? open_library(path) : NULL;
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
