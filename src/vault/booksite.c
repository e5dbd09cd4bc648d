/* Finds which generator of books or sites the notes were written for, by the settings at or above
 * them, and the variables that those settings define. */
#include "parse/input/frontmatter.h"
#include "vault/plan.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A map within the settings. Each scalar in it gets a name, such as "a.b" in an inner map. */
struct open_map {
    const struct nc_value *map;
    size_t next, prefix;
};

static void keep_variable(struct nc_vault *v, struct nc_str name, struct nc_str value, size_t *cap)
{
    v->site_names.arena = v->arena;
    nc_grow(&v->site_values, cap, v->site_value_count + 1, sizeof *v->site_values);
    v->site_values[v->site_value_count++] = nc_arena_str(v->arena, value);
    *nc_strmap_at(&v->site_names, nc_arena_str(v->arena, name)) = (uint32_t)v->site_value_count;
}

static void take_variables(struct nc_vault *v, const struct nc_value *map)
{
    struct open_map open[40]; /* the settings reader nests no deeper */
    size_t depth = 0, cap = 0;
    struct nc_buf name = {0};
    if (map && map->type == NC_V_MAP)
        open[depth++] = (struct open_map){map, 0, 0};
    while (depth) {
        struct open_map *o = &open[depth - 1];
        if (o->next == o->map->count) {
            depth--;
            continue;
        }
        const struct nc_value *value = &o->map->items[o->next];
        name.n = o->prefix;
        nc_buf_str(&name, o->map->keys[o->next++]);
        if (value->type == NC_V_MAP && depth < sizeof open / sizeof open[0]) {
            nc_buf_char(&name, '.');
            open[depth++] = (struct open_map){value, 0, name.n};
        } else if (nc_value_is_scalar(value)) {
            keep_variable(v, nc_buf_view(&name), value->raw, &cap);
        }
    }
    nc_buf_dispose(&name);
}

static void read_variables(struct nc_vault *v, const char *path, struct nc_str rel,
                           struct nc_diags *diags)
{
    struct nc_buf text = {0};
    struct nc_doc *doc = nc_doc_new(NC_LIT("book.json"));
    size_t line;
    if (nc_vault_read_settings(v, path, rel, &text, diags) &&
        nc_settings_read(doc, nc_buf_view(&text), &line))
        take_variables(v, nc_meta_get(&doc->meta, "variables"));
    nc_doc_free(doc);
    nc_buf_dispose(&text);
}

/* Reads the settings of a folder (from the root). False if it has none. */
static bool look_into(struct nc_vault *v, struct nc_str folder, struct nc_diags *diags)
{
    static const struct {
        const char *name;
        enum nc_book_site site;
    } files[] = {{"book.toml", NC_SITE_MDBOOK},
                 {"book.json", NC_SITE_GITBOOK},
                 {"mkdocs.yml", NC_SITE_MKDOCS}};
    for (size_t i = 0; i < sizeof files / sizeof files[0] && !v->site; i++) {
        struct nc_buf path = {0};
        struct stat st;
        nc_buf_printf(&path, "%.*s/", NC_FMT(v->root));
        size_t from = path.n;
        nc_buf_printf(&path, "%.*s%s%s", NC_FMT(folder), folder.n ? "/" : "", files[i].name);
        struct nc_str rel = nc_str_sub(nc_buf_view(&path), from, path.n);
        bool exists = lstat(path.p, &st) == 0;
        if (!exists && nc_is_read_failure(errno))
            nc_vault_unread(v, NC_D_SETTING_UNREADABLE, rel, nc_vault_shown_name(v, rel), diags,
                            strerror(errno));
        if (exists && S_ISREG(st.st_mode)) {
            v->site = files[i].site;
            v->site_folder = nc_arena_str(v->arena, folder);
            nc_vault_has_read(v, nc_buf_view(&path));
            if (v->site == NC_SITE_GITBOOK)
                read_variables(v, path.p, rel, diags);
        }
        nc_buf_dispose(&path);
    }
    return v->site != NC_SITE_NONE;
}

void nc_book_find_site(struct nc_vault *v, struct nc_diags *diags)
{
    struct nc_str folder = v->is_folder ? nc_vault_base(v) : nc_folder_name(v->notes[0].rel);
    for (bool last = false; !last && !look_into(v, folder, diags); folder = nc_folder_name(folder))
        last = !folder.n;
}
