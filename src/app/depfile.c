/* --depfile: writes a rule for make with everything that the outputs depend on. */
#include "app/depfile.h"

#include "base/strmap.h"
#include "tmpl/tmpl.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

struct rule {
    struct nc_buf line, phony;
    struct nc_strmap seen;
    /* the current folder, with a trailing '/'; "" if unknown */
    char here[PATH_MAX];
    /* of the file that the rule is written to */
    struct stat own;
    /* that file exists; it is one of the inputs */
    bool has_own, is_input;
};

/* Appends a name as GNU make and ninja read it. */
static void put_escaped(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == ' ' || s.p[i] == '#' || s.p[i] == ':' || s.p[i] == '%')
            nc_buf_char(out, '\\');
        nc_buf_puts(out, s.p[i] == '$' ? "$" : "");
        nc_buf_char(out, s.p[i]);
    }
}

/* Adds a name, relative where possible, as in a makefile. A name with a newline cannot be written.
 */
static void add(struct rule *r, struct nc_str path)
{
    struct nc_str here = nc_str(r->here);
    struct stat st;
    if (r->has_own && stat(path.p, &st) == 0)
        r->is_input |= st.st_dev == r->own.st_dev && st.st_ino == r->own.st_ino;
    if (here.n && nc_str_starts(path, here))
        path = nc_str_sub(path, here.n, path.n);
    if (!path.n || nc_str_find(path, '\n', 0) < path.n)
        return;
    uint32_t *seen = nc_strmap_at(&r->seen, nc_arena_str(r->seen.arena, path));
    if ((*seen)++)
        return;
    nc_buf_puts(&r->line, " \\\n  ");
    put_escaped(&r->line, path);
    nc_buf_char(&r->phony, '\n');
    put_escaped(&r->phony, path);
    nc_buf_puts(&r->phony, ":\n");
}

static void add_file(struct rule *r, const char *path)
{
    struct stat st;
    if (path && stat(path, &st) == 0 && S_ISREG(st.st_mode))
        add(r, nc_str(path));
}

static void add_templates(struct rule *r, const char *folder)
{
    struct nc_buf names = {0}, path = {0};
    nc_templates_stamp(&names, folder);
    struct nc_str all = nc_buf_view(&names);
    for (size_t from = 0; from < all.n;) {
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%s/", folder);
        nc_buf_str(&path, nc_str_sub(all, from, nc_str_find(all, ' ', from)));
        add_file(r, path.p);
        from = nc_str_find(all, '\n', from) + 1;
    }
    nc_buf_dispose(&names);
    nc_buf_dispose(&path);
}

static void add_inputs(struct rule *r, const struct nc_loaded *l)
{
    const struct nc_options *o = l->opts;
    const struct nc_media_table *media = nc_vault_media(l->vault);
    for (size_t i = 0; i < nc_vault_count(l->vault); i++)
        if (nc_vault_was_read(l->vault, i) && strcmp(nc_vault_note(l->vault, i)->path.p, "-") != 0)
            add(r, nc_vault_note(l->vault, i)->path);
    for (size_t i = 0; i < media->count; i++)
        add(r, media->items[i].path);
    for (size_t i = 0; i < o->backend_count; i++)
        add_file(r, o->backend[i].value);
    size_t count;
    const struct nc_str *reads = nc_vault_reads(l->vault, &count);
    for (size_t i = 0; i < count; i++)
        add(r, reads[i]);
    add_file(r, o->index);
    add_file(r, o->plan);
    for (size_t i = 0; i < 2; i++)
        add_file(r, o->setting_files[i]);
    if (o->template_dir)
        add_templates(r, o->template_dir);
}

int nc_depfile_check(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_fail *f)
{
    bool is_note;
    nc_less_note_suffix(nc_str(path), &is_note);
    if (nc_vault_holds(l->vault, path) || is_note)
        return nc_fail(f, "--depfile=%s: this is the name of a note; write one such as book.d",
                       path);
    for (size_t k = 0; k < l->opts->format_count; k++) {
        if (strcmp(products[k].path, "-") == 0)
            return nc_fail(f,
                           "--depfile: make has no name for standard output; name a file with -o");
        if (strcmp(products[k].path, path) == 0)
            return nc_fail(f, "--depfile=%s: this is the output itself; write another name", path);
    }
    return 0;
}

int nc_depfile_write(const char *path, const struct nc_loaded *l, const struct nc_product *products,
                     struct nc_outset *outs, struct nc_fail *f)
{
    struct rule r = {.seen = {.arena = nc_arena_new()}};
    struct nc_out *out;
    r.has_own = stat(path, &r.own) == 0;
    if (getcwd(r.here, sizeof r.here - 1))
        strcat(r.here, "/");
    for (size_t k = 0; k < l->opts->format_count; k++) {
        struct nc_str target = nc_str(products[k].path);
        while (target.n > 1 && target.p[target.n - 1] == '/')
            target.n--;
        nc_buf_puts(&r.line, k ? " " : "");
        put_escaped(&r.line, target);
    }
    nc_buf_char(&r.line, ':');
    add_inputs(&r, l);
    nc_buf_char(&r.line, '\n');
    nc_buf_str(&r.line, nc_buf_view(&r.phony));
    int err = r.is_input ? nc_fail(f, "--depfile=%s: this is one of the inputs", path)
              : nc_out_open(&out, outs, path, f) || nc_out_write(out, r.line.p, r.line.n) ||
                      nc_out_close(out)
                  ? -1
                  : 0;
    nc_buf_dispose(&r.line);
    nc_buf_dispose(&r.phony);
    nc_arena_free(r.seen.arena);
    return err;
}

void nc_depfile_touch(const struct nc_loaded *l, const struct nc_product *products)
{
    for (size_t k = 0; k < l->opts->format_count; k++)
        if (products[k].is_folder)
            utimensat(AT_FDCWD, products[k].path, NULL, 0);
}
