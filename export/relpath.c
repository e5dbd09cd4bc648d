/* Relative paths, and writing one file per note. */
#include "export/relpath.h"

#include "base/fsio.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

struct nc_str nc_tree_file(const struct nc_run *run, uint32_t note, struct nc_arena *arena,
                           const char *suffix)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, run->site->places[note]);
    nc_buf_puts(&b, suffix);
    return nc_buf_keep(&b, arena);
}

void nc_relative_path(struct nc_buf *out, struct nc_str from, struct nc_str to)
{
    size_t common = 0;
    for (size_t i = 0; i < from.n && i < to.n && from.p[i] == to.p[i]; i++)
        if (from.p[i] == '/')
            common = i + 1;
    for (size_t i = common; i < from.n; i++)
        if (from.p[i] == '/')
            nc_buf_puts(out, "../");
    nc_buf_str(out, nc_str_sub(to, common, to.n));
}

static void percent_encode(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        bool safe = nc_ascii_is_alnum(c) || (c && strchr("-._~/!$'()*+,=@", c));
        if (safe)
            nc_buf_char(out, (char)c);
        else
            nc_buf_printf(out, "%%%02X", c);
    }
}

void nc_relative_href(struct nc_buf *out, struct nc_str from, struct nc_str to)
{
    struct nc_buf path = {0};
    nc_relative_path(&path, from, to);
    percent_encode(out, nc_buf_view(&path));
    nc_buf_dispose(&path);
}

/* The real path of the folder that a product is written to. */
static bool product_folder(char out[PATH_MAX], const char *product)
{
    struct nc_buf folder = {0};
    const char *slash = strrchr(product, '/');
    if (slash)
        nc_buf_put(&folder, product, (size_t)(slash - product) + 1);
    nc_buf_char(&folder, '.');
    bool ok = realpath(folder.p, out) != NULL;
    nc_buf_dispose(&folder);
    return ok;
}

/* The form of a file in a tree, or NULL: the file itself. */
static const struct nc_media_form *form_of(const struct nc_run *run, uint32_t number)
{
    return run->media && number < run->media->count
               ? &run->media->items[run->media->items[number].first]
               : NULL;
}

/* Whether the file is converted to another type, and so has a name of its own. */
static bool is_another(const struct nc_run *run, uint32_t number)
{
    const struct nc_media_form *form = form_of(run, number);
    return form && form->state == NC_MEDIA_MADE &&
           form->type != run->site->media->items[number].type;
}

uint32_t nc_media_standing(const struct nc_run *run, uint32_t number)
{
    return is_another(run, number) ? run->media->items[number].first : number;
}

void nc_media_place(struct nc_buf *out, const struct nc_run *run, uint32_t number)
{
    const struct nc_media_form *form = form_of(run, number);
    if (run->backend->media_place && run->backend->media_place(out, run, number))
        return;
    if (!is_another(run, number)) {
        nc_buf_str(out, run->site->media_places[number]);
        return;
    }
    uint32_t first = nc_media_standing(run, number);
    nc_buf_str(out, nc_folder_name(run->site->media_places[first]));
    if (out->n)
        nc_buf_char(out, '/');
    nc_media_name_as(out, &run->site->media->items[first], form->sha256, form->type);
}

void nc_media_report(const struct nc_picture_reporter *t, const struct nc_run *run,
                     const struct nc_ref *ref, const struct nc_node *node)
{
    const struct nc_media_form *form = form_of(run, ref->media);
    if (run->site->is_folder && form)
        nc_picture_report(t, node, &run->site->media->items[ref->media], form,
                          "; the file stays as it is");
}

void nc_media_path(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m)
{
    char folder[PATH_MAX];
    if (run->site->is_folder) {
        struct nc_buf place = {0};
        nc_media_place(&place, run, (uint32_t)(m - run->site->media->items));
        nc_relative_path(out, nc_place_of(run, note, NC_NO_ANCHOR)->file, nc_buf_view(&place));
        nc_buf_dispose(&place);
    } else if (strcmp(run->output, "-") == 0 || !product_folder(folder, run->output)) {
        nc_buf_str(out, m->name);
    } else {
        struct nc_buf from = {0};
        nc_buf_puts(&from, folder);
        nc_buf_puts(&from, "/x");
        nc_relative_path(out, nc_buf_view(&from), m->path);
        nc_buf_dispose(&from);
    }
}

void nc_media_href(struct nc_buf *out, const struct nc_run *run, uint32_t note,
                   const struct nc_media *m)
{
    struct nc_buf path = {0};
    nc_media_path(&path, run, note, m);
    percent_encode(out, nc_buf_view(&path));
    nc_buf_dispose(&path);
}

int nc_emit_file(struct nc_run *run, uint32_t note, struct nc_str text)
{
    struct nc_out *o;
    if (run->tree)
        return nc_tree_put(run->tree,
                           &(struct nc_tree_item){.rel = nc_place_of(run, note, NC_NO_ANCHOR)->file,
                                                  .kind = run->backend->name,
                                                  .source = run->site->notes[note]->path},
                           text, run->fail);
    if (nc_out_open(&o, run->outs, run->output, run->fail))
        return -1;
    return nc_out_write(o, text.p, text.n) || nc_out_close(o) ? -1 : 0;
}

enum nc_previous_kind nc_recognise_text(struct nc_previous *p, const char *path, const char *text,
                                        size_t max)
{
    struct nc_buf head = {0};
    if (nc_read_head(&head, path, max, &p->why)) {
        nc_buf_dispose(&head);
        return NC_PREVIOUS_UNREADABLE;
    }
    bool found = nc_str_search(nc_buf_view(&head), nc_str(text), 0) < head.n;
    nc_buf_dispose(&head);
    return found ? NC_PREVIOUS_OURS : NC_PREVIOUS_FOREIGN;
}
