/* Reads base files. */
#include "parse/input/base.h"

#include "parse/input/cleantext.h"

bool nc_is_base(struct nc_str path)
{
    return nc_has_suffix(path, NC_LIT(".base"));
}

struct nc_doc *nc_parse_base(struct nc_str bytes, struct nc_str file, struct nc_str name,
                             const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_doc *doc = nc_doc_new(file);
    struct nc_pos pos = {0, 1, 1};
    struct nc_buf store = {0};
    struct nc_str text = nc_clean_text(&store, bytes, doc->files[0], diags);
    doc->name = nc_arena_str(doc->arena, name);
    if (opts->keep_queries && text.n) {
        struct nc_node *code = nc_node_new(doc, NC_CODE_BLOCK, pos);
        code->u.code->lang = code->u.code->info = NC_LIT("base");
        code->u.code->text = nc_arena_str(doc->arena, text);
        code->u.code->role = NC_CODE_QUERY;
        code->u.code->fenced = true;
        nc_node_append(doc->root, code);
    } else {
        nc_diag(diags, NC_D_QUERY_DROPPED, doc->files[0], pos,
                "a base is a query that only Obsidian runs; it was left out (--keep-queries keeps "
                "it as code)");
    }
    nc_buf_dispose(&store);
    nc_meta_derive(doc);
    nc_doc_number(doc);
    return doc;
}
