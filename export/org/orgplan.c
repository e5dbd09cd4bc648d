/* Where each anchor of a note is in its Org file: readable names, each once. A name is what the
 * author called the place, or its heading's words; only what something links to gets one. */
#include "export/org/orgplan.h"

#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/relpath.h"

#define MAX_NAME 80

void org_slug(struct nc_buf *out, struct nc_str text)
{
    struct nc_buf folded = {0};
    size_t from = out->n;
    nc_nfc_fold(&folded, text);
    struct nc_str s = nc_buf_view(&folded);
    for (size_t i = 0; i < s.n && out->n - from < MAX_NAME;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        if (nc_is_alnum(cp))
            nc_buf_put(out, s.p + i, len);
        else if (out->n > from && out->p[out->n - 1] != '-')
            nc_buf_char(out, '-');
        i += len;
    }
    while (out->n > from && out->p[out->n - 1] == '-')
        out->n--;
    nc_buf_dispose(&folded);
}

/* A name of digits would be a line's number to a link, and a letter and a dash are none. */
static bool is_name(struct nc_str s)
{
    bool word = false;
    for (size_t i = 0; i < s.n; i++)
        word |= (s.p[i] < '0' || s.p[i] > '9') && s.p[i] != '-';
    return word;
}

static struct nc_str name_of(const struct nc_outline_anchor *a, struct nc_strmap *used)
{
    struct nc_buf b = {0};
    org_slug(&b, a->level && a->id.n ? a->id : a->name);
    if (!is_name(nc_buf_view(&b))) {
        nc_buf_clear(&b);
        nc_buf_str(&b, a->key);
    } else if (nc_strmap_get(used, nc_buf_view(&b))) {
        nc_buf_printf(&b, "-%.*s",
                      NC_FMT(nc_str_sub(a->key, nc_str_find(a->key, '-', 0) + 1, a->key.n)));
    }
    struct nc_str name = nc_arena_str(used->arena, nc_buf_view(&b));
    *nc_strmap_at(used, name) = 1;
    nc_buf_dispose(&b);
    return name;
}

/* The first heading repeats the title, nothing stands before it and no other is as high. */
bool org_title_is_heading(const struct nc_outline *o)
{
    if (!o || !o->count || o->has_lead || !o->anchors[0].level || !o->anchors[0].top ||
        !nc_str_eq(o->anchors[0].name, o->title))
        return false;
    for (size_t i = 1; i < o->count; i++)
        if (o->anchors[i].level && o->anchors[i].top && o->anchors[i].level <= o->anchors[0].level)
            return false;
    return true;
}

int org_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
             struct nc_arena *arena, struct nc_plan *out)
{
    struct nc_strmap used = {.arena = arena};
    bool titled = org_title_is_heading(o);
    if (run->site->is_folder)
        out->start.file = nc_tree_file(run, note, arena, ".org");
    out->count = o->count;
    out->anchors = nc_arena_array(arena, o->count, sizeof *out->anchors);
    for (size_t i = 0; i < o->count; i++) {
        struct nc_str frag = NC_NONE;
        if (o->anchors[i].linked && !(titled && i == 0))
            frag = name_of(&o->anchors[i], &used);
        out->anchors[i] = (struct nc_place){out->start.file, frag};
    }
    return 0;
}
