/* Names of outputs, and what they may replace. */
#include "app/outputs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_directory(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static const char *join(struct nc_arena *arena, const char *folder, struct nc_str name,
                        const char *suffix)
{
    struct nc_buf b = {0};
    if (folder) {
        nc_buf_puts(&b, folder);
        if (b.n && b.p[b.n - 1] != '/')
            nc_buf_char(&b, '/');
    }
    nc_safe_filename(&b, name);
    nc_buf_puts(&b, suffix);
    const char *path = nc_arena_str(arena, nc_buf_view(&b)).p;
    nc_buf_dispose(&b);
    return path;
}

static int to_stdout(struct nc_product *p, const struct nc_options *o, struct nc_fail *f)
{
    if (o->format_count > 1)
        return nc_fail(f, "%zu formats cannot share standard output; name a folder with -o FOLDER/",
                       o->format_count);
    if (!o->formats[0]->is_text && isatty(STDOUT_FILENO))
        return nc_fail(f, "%s is not for a terminal; name a file with -o", o->formats[0]->name);
    p[0] = (struct nc_product){o->formats[0], "-", false};
    return 0;
}

static int beside(struct nc_product *p, const struct nc_options *o, struct nc_str name,
                  struct nc_arena *arena, struct nc_fail *f)
{
    if (name.n == 0) {
        for (size_t i = 0; i < o->format_count; i++)
            if (!o->formats[i]->is_text)
                return nc_fail(
                    f, "text from standard input has no name: say where the %s goes with -o",
                    o->formats[i]->name);
        return to_stdout(p, o, f);
    }
    for (size_t i = 0; i < o->format_count; i++)
        p[i] = (struct nc_product){o->formats[i], join(arena, NULL, name, o->formats[i]->suffix),
                                   true};
    return 0;
}

static int into_folder(struct nc_product *p, const struct nc_options *o, struct nc_str name,
                       bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                       struct nc_fail *f)
{
    if (nc_outset_mkdir(outs, o->output, f))
        return -1;
    if (is_folder && o->format_count == 1 && o->formats[0]->is_tree) {
        p[0] = (struct nc_product){o->formats[0], o->output, true};
        return 0;
    }
    if (name.n == 0)
        name = NC_LIT("note");
    for (size_t i = 0; i < o->format_count; i++)
        p[i] = (struct nc_product){o->formats[i],
                                   join(arena, o->output, name, o->formats[i]->suffix), true};
    return 0;
}

/* An output that is one of the inputs would destroy it. */
static int check_not_input(const struct nc_product *p, const struct nc_options *o,
                           struct nc_fail *f)
{
    struct stat out, in;
    if (strcmp(p->path, "-") == 0 || stat(p->path, &out) != 0)
        return 0;
    for (size_t i = 0; i < o->input_count; i++)
        if (stat(o->inputs[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
            return nc_fail(f, "%s is the input itself; name another output with -o", p->path);
    return 0;
}

static int check_replace(const struct nc_product *p, const struct nc_options *o, bool is_folder,
                         struct nc_fail *f)
{
    if (check_not_input(p, o, f))
        return -1;
    bool is_tree = is_folder && p->backend->is_tree;
    struct stat st;
    if (strcmp(p->path, "-") == 0 || lstat(p->path, &st) != 0)
        return 0;
    if (is_directory(p->path) && !is_tree)
        return nc_fail(f, "%s is a folder; write -o %s/ for an output inside it", p->path, p->path);
    if (!p->chosen || o->force || is_tree || p->backend->is_ours(p->path))
        return 0;
    return nc_fail(
        f,
        "%s exists and was not written by noteconv; move it, name another output with -o, or "
        "replace it with --force",
        p->path);
}

int nc_outputs_decide(struct nc_product *products, const struct nc_options *o, struct nc_str name,
                      bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                      struct nc_fail *f)
{
    int err;
    if (!o->output)
        err = beside(products, o, name, arena, f);
    else if (strcmp(o->output, "-") == 0)
        err = to_stdout(products, o, f);
    else if (o->output[strlen(o->output) - 1] == '/' || is_directory(o->output))
        err = into_folder(products, o, name, is_folder, arena, outs, f);
    else if (o->format_count > 1)
        err = nc_fail(f, "-o %s: %zu formats need a folder; write -o %s/", o->output,
                      o->format_count, o->output);
    else {
        products[0] = (struct nc_product){o->formats[0], o->output, false};
        err = 0;
    }
    for (size_t i = 0; !err && i < o->format_count; i++)
        err = check_replace(&products[i], o, is_folder, f);
    return err;
}
