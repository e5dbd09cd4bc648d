/* The properties of a note in the head of its page. */
#include "base/arena.h"
#include "export/xhtml/xhtml.h"

#define PREFIX "note."

static bool is_reported_elsewhere(struct nc_str key, bool among_others)
{
    static const char *const of_any[] = {"title", "lang", "language", NULL};
    static const char *const keys[] = {"title",   "author",       "authors",     "date",
                                       "created", "date created", "tags",        "tag",
                                       "lang",    "language",     "description", NULL};
    return nc_str_is_among(key, among_others ? of_any : keys);
}

static struct nc_str kept(struct nc_arena *arena, struct nc_buf *b)
{
    struct nc_str s = nc_arena_str(arena, nc_str_trim(nc_buf_view(b)));
    nc_buf_clear(b);
    return s;
}

void nc_xhtml_properties(struct nc_tmpl_var *list, struct nc_arena *arena, const struct nc_doc *doc,
                         bool among_others)
{
    const struct nc_meta *m = &doc->meta;
    struct nc_tmpl_row *rows = nc_arena_array(arena, m->count + 1, sizeof *rows);
    struct nc_buf text = {0};
    size_t count = 0;
    for (size_t i = 0; i < m->count; i++) {
        const struct nc_meta_entry *e = &m->entries[i];
        bool is_own = e->pos.line > 0; /* settings and options concern the whole book */
        if (is_reported_elsewhere(e->key, among_others && is_own))
            continue;
        struct nc_tmpl_var *vars = nc_arena_array(arena, 2, sizeof *vars);
        nc_buf_puts(&text, PREFIX);
        nc_buf_str(&text, e->key);
        vars[0] = (struct nc_tmpl_var){.name = "key", .text = kept(arena, &text)};
        nc_value_text(&text, &e->value);
        vars[1] = (struct nc_tmpl_var){.name = "value", .text = kept(arena, &text)};
        rows[count] = (struct nc_tmpl_row){vars, 2};
        count += vars[1].text.n > 0;
    }
    nc_buf_dispose(&text);
    *list = (struct nc_tmpl_var){.name = "properties", .rows = rows, .row_count = count};
}
