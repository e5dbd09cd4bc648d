/* The name, the title and the identity that a selection of notes (--tag, --where …) gives its
 * product. */
#include "app/selection.h"

#define SHOWN 3

static void put_part(struct nc_buf *label, struct nc_buf *name, struct nc_buf *key,
                     const char *option, struct nc_str value)
{
    nc_buf_printf(key, "\n%s=", option);
    nc_buf_str(key, value);
    nc_buf_puts(label, label->n ? ", " : "");
    nc_buf_str(label, value);
    nc_buf_puts(name, name->n ? "+" : "");
    nc_buf_str(name, value);
}

static struct nc_str stem_of(struct nc_str path)
{
    bool is_note;
    return nc_less_note_suffix(nc_base_name(path), &is_note);
}

/* Several inputs are named by the first of them. */
static void put_inputs(struct nc_buf *label, struct nc_buf *name, struct nc_buf *key,
                       const struct nc_vault *v)
{
    size_t count = nc_vault_input_count(v);
    if (count < 2 || nc_vault_takes_all(v))
        return;
    for (size_t i = 0; i < count; i++) {
        struct nc_str path = nc_vault_input_path(v, i), stem = stem_of(path);
        nc_buf_printf(key, "\ninput=");
        nc_buf_str(key, path);
        if (i >= SHOWN)
            continue;
        nc_buf_puts(label, label->n ? ", " : "");
        nc_buf_str(label, stem.n ? stem : path);
        nc_buf_puts(name, name->n ? "+" : "");
        nc_buf_str(name, stem.n ? stem : path);
    }
    if (count > SHOWN) {
        nc_buf_printf(label, " and %zu more", count - SHOWN);
        nc_buf_printf(name, "+%zu", count - SHOWN);
    }
}

struct nc_selection nc_selection_of(const struct nc_options *o, const struct nc_vault *v,
                                    struct nc_arena *arena)
{
    struct nc_buf label = {0}, name = {0}, key = {0};
    struct nc_selection s = {0};
    if (!nc_vault_is_folder(v))
        return s;
    put_inputs(&label, &name, &key, v);
    if (o->tag)
        put_part(&label, &name, &key, "tag", nc_str(o->tag + (o->tag[0] == '#')));
    if (o->where)
        put_part(&label, &name, &key, "where", nc_str(o->where));
    for (size_t i = 0; i < o->include_count; i++)
        put_part(&label, &name, &key, "include", nc_str(o->include[i]));
    s.label = nc_arena_str(arena, nc_buf_view(&label));
    s.name = nc_arena_str(arena, nc_buf_view(&name));
    s.key = nc_arena_str(arena, nc_buf_view(&key));
    nc_buf_dispose(&label);
    nc_buf_dispose(&name);
    nc_buf_dispose(&key);
    return s;
}
