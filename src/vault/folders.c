/* The titles of folders and their positions among their neighbours, as set by the note that
 * introduces a folder (Hugo's _index.md) or by Docusaurus' _category_.json. */
#include "parse/input/frontmatter.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

bool nc_introduces_folder(struct nc_str name, struct nc_str folder)
{
    static const char *const names[] = {"readme", "index", "_index", NULL};
    return nc_str_is_among(name, names) || nc_str_eq(name, folder);
}

static bool is_introduction(const struct nc_vault_note *n)
{
    bool is_note;
    return nc_introduces_folder(nc_less_note_suffix(nc_base_name(n->folded), &is_note),
                                nc_base_name(nc_folder_name(n->folded)));
}

struct nc_folder *nc_vault_folder(const struct nc_vault *v, struct nc_str rel)
{
    uint32_t number = nc_strmap_get(&v->folder_numbers, rel);
    return number ? &v->folders[number - 1] : NULL;
}

struct nc_str nc_vault_folder_title(const void *vault, struct nc_str rel)
{
    const struct nc_folder *f = nc_vault_folder(vault, rel);
    struct nc_str name = nc_base_name(rel), called = nc_less_export_mark(name);
    return f && f->title.n ? f->title : called.n < name.n ? called : NC_NONE;
}

/* Lists the folders of a note of the product. */
static void add_folders(struct nc_vault *v, const struct nc_vault_note *n)
{
    for (size_t to = nc_str_find(n->rel, '/', 0); to < n->rel.n;
         to = nc_str_find(n->rel, '/', to + 1)) {
        uint32_t *number = nc_strmap_at(&v->folder_numbers, nc_str_sub(n->rel, 0, to));
        if (!*number) {
            nc_grow(&v->folders, &v->folder_cap, v->folder_count + 1, sizeof *v->folders);
            v->folders[v->folder_count++] = (struct nc_folder){.place = n->place};
            *number = (uint32_t)v->folder_count;
        }
        struct nc_folder *f = &v->folders[*number - 1];
        f->place = n->place < f->place ? n->place : f->place;
    }
}

/* Applies the metadata of the note that introduces a folder. If the note has no text, its title
 * becomes the folder's; otherwise the note is a chapter of its own. */
static void take_introduction(const struct nc_vault *v, size_t i)
{
    const struct nc_vault_note *n = &v->notes[i];
    const struct nc_survey *s = &v->surveys[i];
    struct nc_folder *f = nc_vault_folder(v, nc_folder_name(n->rel));
    if (!f || !s->outline || !is_introduction(n))
        return;
    if (!f->order.n)
        f->order = s->order;
    if (n->is_empty && s->outline->says_title && !f->title.n)
        f->title = s->outline->title;
}

/* Reads the label and the position of a folder, which win over those of its introduction. */
static void read_category(struct nc_vault *v, struct nc_str rel, struct nc_folder *f,
                          struct nc_diags *diags)
{
    struct nc_buf path = {0}, text = {0};
    struct nc_doc *doc = nc_doc_new(rel);
    size_t line = 0;
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(v->root), NC_FMT(rel));
    bool is_read = nc_vault_read_settings(v, path.p, rel, &text, diags);
    if (is_read && !nc_settings_read(doc, nc_buf_view(&text), &line)) {
        nc_diag(diags, NC_D_SETTING, nc_vault_shown_name(v, rel),
                (struct nc_pos){.line = (uint32_t)line, .col = 1},
                "this is neither YAML nor JSON, so its folder keeps its name and its place");
    } else if (is_read) {
        struct nc_str label = nc_vault_text(v, nc_meta_get(&doc->meta, "label")),
                      position = nc_vault_text(v, nc_meta_get(&doc->meta, "position"));
        f->title = label.n ? label : f->title;
        if (position.n && v->opts->order && strcmp(v->opts->order, "sidebar_position") == 0)
            f->order = position;
    }
    nc_doc_free(doc);
    nc_buf_dispose(&path);
    nc_buf_dispose(&text);
}

static bool is_category(struct nc_str name)
{
    static const char *const names[] = {"_category_.json", "_category_.yml", "_category_.yaml",
                                        NULL};
    return nc_str_is_among(name, names);
}

void nc_vault_read_folders(struct nc_vault *v, struct nc_diags *diags)
{
    v->folder_numbers.arena = v->arena;
    for (size_t i = 0; i < v->count; i++)
        if (v->notes[i].wanted)
            add_folders(v, &v->notes[i]);
    for (size_t i = 0; i < v->surveyed; i++)
        take_introduction(v, i);
    for (size_t i = 0; i < v->file_count; i++) {
        struct nc_str rel = v->file_list[i].rel;
        struct nc_folder *f =
            is_category(nc_base_name(rel)) ? nc_vault_folder(v, nc_folder_name(rel)) : NULL;
        if (f && !nc_vault_excludes(v, rel))
            read_category(v, rel, f, diags);
    }
}
