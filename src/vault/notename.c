/* Names of notes, and which notes the options choose. */
#include "base/uchar.h"
#include "vault/vaultdata.h"

struct nc_str nc_less_note_suffix(struct nc_str name, bool *is_note)
{
    static const struct nc_str suffixes[] = {{".md", 3},  {".markdown", 9}, {".mdown", 6},
                                             {".mkd", 4}, {".mdx", 4},      {".qmd", 4},
                                             {".rmd", 4}};
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++) {
        struct nc_str s = suffixes[i];
        bool has = nc_has_suffix(name, s) && name.p[name.n - s.n - 1] != '/';
        *is_note = has;
        if (has)
            return nc_str_sub(name, 0, name.n - s.n);
    }
    return name;
}

struct nc_str nc_note_name(struct nc_str stem)
{
    struct nc_str name = nc_base_name(stem), folder = nc_folder_name(stem);
    bool is_bundled = nc_str_ieq(name, NC_LIT("text")) && nc_is_bundle(folder);
    return is_bundled ? nc_less_export_mark(nc_base_name(folder)) : name;
}

void nc_vault_key_notes(struct nc_vault *v)
{
    struct nc_strmap times = {.arena = nc_arena_new()};
    for (size_t i = 0; i < v->count; i++) {
        struct nc_buf b = {0};
        nc_nfc(&b, v->notes[i].rel);
        v->notes[i].key = nc_arena_str(v->arena, nc_buf_view(&b));
        ++*nc_strmap_at(&times, v->notes[i].key);
        nc_buf_dispose(&b);
    }
    for (size_t i = 0; i < v->count; i++)
        if (nc_strmap_get(&times, v->notes[i].key) > 1)
            v->notes[i].key = v->notes[i].rel;
    nc_arena_free(times.arena);
}

bool nc_vault_is_chosen(const struct nc_vault *v, const struct nc_vault_note *n)
{
    return (!v->include.count || nc_globs_cover(&v->include, n->rel)) &&
           !nc_globs_cover(&v->exclude, n->rel);
}

struct nc_str nc_folder_called(struct nc_str path)
{
    struct nc_str name = nc_base_name(path);
    return name.n ? name : NC_LIT("notes");
}

bool nc_vault_is_obsidian(const struct nc_vault *v)
{
    return v->has_obsidian && nc_vault_deck(v).n;
}

struct nc_str nc_vault_deck(const struct nc_vault *v)
{
    return v->is_folder || v->is_marked ? nc_folder_called(v->root) : NC_LIT("");
}
