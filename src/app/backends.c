/* The table of backends. A new backend adds one line. */
#include "app/backends.h"

const struct nc_backend *const nc_backends[] = {
    &nc_backend_epub, &nc_backend_kepub, &nc_backend_azw3, &nc_backend_apkg,
    &nc_backend_org,  &nc_backend_html,  &nc_backend_json, NULL,
};

const struct nc_backend *nc_backend_named(struct nc_str name)
{
    for (size_t i = 0; nc_backends[i]; i++)
        if (nc_str_ieq(name, nc_str(nc_backends[i]->name)))
            return nc_backends[i];
    return NULL;
}

const struct nc_backend *nc_backend_for(const struct nc_backend *b, struct nc_str readers)
{
    if (b->readers ? nc_str_eqz(readers, b->readers) : nc_str_eqz(readers, "generic"))
        return b;
    for (size_t i = 0; b->targets && b->targets[i]; i++)
        if (nc_str_eqz(readers, b->targets[i]->readers))
            return b->targets[i];
    return NULL;
}

const struct nc_backend *nc_backend_of_suffix(const struct nc_backend *const *table,
                                              struct nc_str name)
{
    const struct nc_backend *best = NULL;
    for (; *table; table++)
        if (nc_has_suffix(name, nc_str((*table)->suffix)) &&
            (!best || strlen((*table)->suffix) > strlen(best->suffix)))
            best = *table;
    return best;
}

const struct nc_backend *nc_backend_for_file(const char *path)
{
    return nc_backend_of_suffix(nc_backends, nc_str(path));
}
