/* Chooses the names of outputs, and checks what they may replace. */
#include "app/outputs.h"

#include "app/otherwords.h"
#include "base/fsio.h"
#include "base/treestate.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Whether path is standard output, which may be anything: a pipe, a file already emptied, a
 * terminal. */
static bool is_standard_output(const char *path)
{
    static const char *const names[] = {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", NULL};
    return nc_str_is_among(nc_str(path), names);
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
    return nc_buf_keep(&b, arena).p;
}

static int to_stdout(struct nc_product *p, const struct nc_options *o, bool is_folder,
                     struct nc_fail *f)
{
    if (is_folder && (o->formats[0]->is_tree || o->each || o->split_folders))
        return nc_fail(f,
                       "several notes make several %s files, but standard output takes one; name a "
                       "folder with -o FOLDER/",
                       o->formats[0]->name);
    if (o->format_count > 1)
        return nc_fail(f, "%zu formats cannot share standard output; name a folder with -o FOLDER/",
                       o->format_count);
    if (!o->formats[0]->is_text && isatty(STDOUT_FILENO))
        return nc_fail(f, "%s is not for a terminal; name a file with -o", o->formats[0]->name);
    p[0] = (struct nc_product){.backend = o->formats[0], .path = "-"};
    return 0;
}

/* Whether the product is a folder: a run over a folder gives a tree, or one output per note or
 * folder. */
static bool makes_folder(const struct nc_options *o, const struct nc_backend *b, bool is_folder)
{
    return is_folder && (b->is_tree || o->each || o->split_folders);
}

/* Makes NAME.epub, or the folder NAME-org. */
static const char *chosen_name(struct nc_arena *arena, const struct nc_options *o,
                               const char *folder, struct nc_str name, const struct nc_backend *b,
                               bool is_folder)
{
    struct nc_buf suffix = {0};
    bool many = makes_folder(o, b, is_folder);
    nc_buf_printf(&suffix, "%s%s", many ? "-" : "", many ? b->name : b->suffix);
    const char *path = join(arena, folder, name, suffix.p);
    nc_buf_dispose(&suffix);
    return path;
}

/* With "--cover NOTE", the note was taken as the option's value. */
static int refuse_unnamed(const struct nc_options *o, const char *format, struct nc_fail *f)
{
    struct stat st;
    if (o->last_word && stat(o->last_word, &st) == 0)
        return nc_fail(f, "no note is named: %s takes '%s' as its value; put the note after it",
                       o->last_option, o->last_word);
    return nc_fail(f, "text from standard input has no name: say where the %s goes with -o",
                   format);
}

static int beside(struct nc_product *p, const struct nc_options *o, struct nc_str name,
                  bool is_folder, struct nc_arena *arena, struct nc_fail *f)
{
    if (name.n == 0) {
        for (size_t i = 0; i < o->format_count; i++)
            if (!o->formats[i]->is_text)
                return refuse_unnamed(o, o->formats[i]->name, f);
        return to_stdout(p, o, is_folder, f);
    }
    for (size_t i = 0; i < o->format_count; i++)
        p[i] =
            (struct nc_product){.backend = o->formats[i],
                                .path = chosen_name(arena, o, NULL, name, o->formats[i], is_folder),
                                .chosen = true,
                                .is_folder = makes_folder(o, o->formats[i], is_folder)};
    return 0;
}

static int into_folder(struct nc_product *p, const struct nc_options *o, struct nc_str name,
                       bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                       struct nc_fail *f)
{
    if (nc_outset_mkdir(outs, o->output, NULL, f))
        return -1;
    if (is_folder && (o->each || o->format_count == 1)) {
        bool all = true;
        for (size_t i = 0; i < o->format_count; i++)
            all &= makes_folder(o, o->formats[i], is_folder);
        for (size_t i = 0; all && i < o->format_count; i++)
            p[i] = (struct nc_product){
                .backend = o->formats[i], .path = o->output, .chosen = true, .is_folder = true};
        if (all)
            return 0;
    }
    if (name.n == 0)
        name = NC_LIT("note");
    for (size_t i = 0; i < o->format_count; i++)
        p[i] = (struct nc_product){
            .backend = o->formats[i],
            .path = chosen_name(arena, o, o->output, name, o->formats[i], is_folder),
            .chosen = true,
            .is_folder = makes_folder(o, o->formats[i], is_folder)};
    return 0;
}

/* Refuses an output that is one of the inputs: writing it would destroy the input. */
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

void nc_previous_find(struct nc_previous *p, const struct nc_backend *b, const char *path)
{
    struct stat st;
    *p = (struct nc_previous){.kind = NC_PREVIOUS_ABSENT};
    if (strcmp(path, "-") == 0)
        return;
    if (stat(path, &st) != 0) {
        if (errno != ENOENT && errno != ENOTDIR) {
            nc_fail(&p->why, "cannot look at %s: %s", path, strerror(errno));
            p->kind = NC_PREVIOUS_UNREADABLE;
        } else if (lstat(path, &st) == 0) {
            p->kind = NC_PREVIOUS_FOREIGN;
        }
        return;
    }
    p->kind = S_ISREG(st.st_mode) ? b->recognise(p, path) : NC_PREVIOUS_FOREIGN;
    if (p->kind != NC_PREVIOUS_OURS)
        nc_buf_dispose(&p->bytes);
}

void nc_previous_dispose(struct nc_previous *p)
{
    nc_buf_dispose(&p->bytes);
    nc_buf_dispose(&p->why.message);
    *p = (struct nc_previous){0};
}

int nc_previous_yields(const struct nc_previous *p, const char *path, struct nc_fail *f)
{
    static const char *const remedy = "move it, name another output with -o, or replace it with "
                                      "--force";
    switch (p->kind) {
    case NC_PREVIOUS_ABSENT:
    case NC_PREVIOUS_OURS:
        return 0;
    case NC_PREVIOUS_FOREIGN:
        return nc_fail(f, "%s exists and was not written by noteconv; %s", path, remedy);
    case NC_PREVIOUS_DAMAGED:
    case NC_PREVIOUS_NEWER:
    case NC_PREVIOUS_UNREADABLE:
        break;
    }
    return nc_fail(f, "%s; %s", p->why.message.p, remedy);
}

/* Refuses "-t apkg -o book.epub", which is a slip, and "-o *.md", which a shell turns into -o a.md
 * b.md. */
static int check_suffix(const struct nc_product *p, const struct nc_options *o, struct nc_fail *f)
{
    const struct nc_backend *named = nc_backend_for_file(p->path);
    bool is_note;
    nc_less_note_suffix(nc_str(p->path), &is_note);
    if (p->chosen || o->force)
        return 0;
    const char *dot = strrchr(p->path, '.'),
               *advice = dot ? nc_format_advice(nc_str(dot + 1)) : NULL;
    /* The output of `cards` has no format for -t and may have any name. */
    bool is_format = nc_backend_named(nc_str(p->backend->name)) != NULL;
    if (named && is_format && strcmp(named->suffix, p->backend->suffix) != 0)
        return nc_fail(
            f,
            "%s has the suffix of %s, but the format is %s; name it NAME%s, or insist with "
            "--force",
            p->path, named->name, p->backend->name, p->backend->suffix);
    if (is_format && advice && !is_note && !p->backend->is_text)
        return nc_fail(f, "%s: the format is %s; name it NAME%s, or insist with --force; %s",
                       p->path, p->backend->name, p->backend->suffix, advice);
    if (is_note && p->previous.kind != NC_PREVIOUS_ABSENT && p->previous.kind != NC_PREVIOUS_OURS)
        return nc_fail(f,
                       "%s has a note's suffix and was not written by noteconv; -o takes one name, "
                       "that of the output; --force replaces the file",
                       p->path);
    return 0;
}

/* A name that noteconv chose must be a regular file's: a pipe in its place is never opened, even
 * with --force. */
static int check_special(const struct nc_product *p, struct nc_fail *f)
{
    struct stat st;
    if (!p->chosen || stat(p->path, &st) != 0 || S_ISREG(st.st_mode))
        return 0;
    return nc_fail(f, "%s is not a regular file; move it, or name another output with -o", p->path);
}

/* Whether the state of the tree in the folder that path begins with, up to `from`, lists path. */
static bool is_listed(const char *path, size_t from)
{
    struct nc_buf name = {0};
    struct nc_state_text text;
    struct nc_fail ignored = {0};
    bool found = false;
    nc_buf_put(&name, path, from);
    nc_buf_puts(&name, NC_STATE_NAME);
    if (nc_state_read(&text, name.p, &nc_tree_form, &ignored) == NC_STATE_SOUND) {
        struct nc_tree_reader r;
        struct nc_tree_head head;
        struct nc_tree_line line;
        nc_tree_read(&r, &text, &nc_tree_form, &head);
        while (!found && nc_tree_next(&r, &line))
            found = nc_str_eqz(line.rel, path + from);
    }
    nc_state_dispose(&text);
    nc_buf_dispose(&ignored.message);
    nc_buf_dispose(&name);
    return found;
}

/* A single file would take the place of a file of a tree, edited or not, and the next run of the
 * tree would find that file changed by somebody. */
static int check_tree(const struct nc_product *p, struct nc_fail *f)
{
    char real[PATH_MAX];
    if (p->previous.kind == NC_PREVIOUS_ABSENT || !realpath(p->path, real))
        return 0;
    for (size_t i = strlen(real); i > 0; i--)
        if (real[i - 1] == '/' && is_listed(real, i))
            return nc_fail(f,
                           "%s was made with many others of a folder of notes; convert that folder "
                           "again, which writes what changed, name another output with -o, or "
                           "replace it with --force",
                           p->path);
    return 0;
}

static int check_replace(struct nc_product *p, const struct nc_options *o, struct nc_fail *f)
{
    if (check_not_input(p, o, f))
        return -1;
    if (p->is_folder)
        return 0; /* its files are checked one by one */
    if (nc_is_folder(p->path))
        return nc_fail(f, "%s is a folder; write -o %s/ for an output inside it", p->path, p->path);
    if (strcmp(p->path, "-") == 0)
        return 0;
    nc_out_sweep(p->path);
    nc_previous_find(&p->previous, p->backend, p->path);
    if (check_suffix(p, o, f) || check_special(p, f))
        return -1;
    if (!p->chosen || o->force)
        return 0;
    return nc_previous_yields(&p->previous, p->path, f) || check_tree(p, f) ? -1 : 0;
}

static size_t number_of(const struct nc_backend *b, const struct nc_backend *const *list,
                        size_t count)
{
    size_t i = 0;
    while (i < count && list[i] != b)
        i++;
    return i;
}

int nc_outputs_pair(struct nc_options *o, struct nc_fail *f)
{
    const struct nc_backend *formats[NC_MAX_FORMATS];
    for (size_t i = 0; i < o->output_count; i++) {
        const char *name = o->outputs[i];
        formats[i] = is_standard_output(name) ? NULL : nc_backend_for_file(name);
        if (!formats[i])
            return nc_fail(f,
                           "-o %s: of several -o each names a file whose suffix tells its format; "
                           "for a folder write -t FORMAT,FORMAT -o NAME/",
                           name);
        size_t same = number_of(formats[i], formats, i);
        if (same < i)
            return nc_fail(f, "-o %s -o %s: a run writes one file of each format; leave one out",
                           o->outputs[same], name);
        if (o->format_count &&
            number_of(formats[i], o->formats, o->format_count) == o->format_count)
            return nc_fail(f, "-o %s: -t does not name its format, %s; add it, or leave out -t",
                           name, formats[i]->name);
    }
    for (size_t i = 0; i < o->format_count; i++)
        if (number_of(o->formats[i], formats, o->output_count) == o->output_count)
            return nc_fail(f, "-t %s: no -o names its file; write -o NAME%s too",
                           o->formats[i]->name, o->formats[i]->suffix);
    memcpy(o->formats, formats, sizeof formats[0] * o->output_count);
    o->format_count = o->output_count;
    return 0;
}

/* Fills one product for each -o, or the only one. */
static void as_named(struct nc_product *p, const struct nc_options *o, bool is_folder)
{
    for (size_t i = 0; i < o->format_count; i++)
        p[i] = (struct nc_product){.backend = o->formats[i],
                                   .path = o->format_count > 1 ? o->outputs[i] : o->output,
                                   .is_folder = makes_folder(o, o->formats[i], is_folder)};
}

int nc_outputs_decide(struct nc_product *products, const struct nc_options *o, struct nc_str name,
                      bool is_folder, struct nc_arena *arena, struct nc_outset *outs,
                      struct nc_fail *f)
{
    int err = 0;
    bool has_own_names = o->command == NC_CMD_CONVERT && o->output_count > 1;
    if (has_own_names)
        as_named(products, o, is_folder);
    else if (!o->output)
        err = beside(products, o, name, is_folder, arena, f);
    else if (is_standard_output(o->output))
        err = to_stdout(products, o, is_folder, f);
    else if (o->output[strlen(o->output) - 1] == '/' || nc_is_folder(o->output))
        err = into_folder(products, o, name, is_folder, arena, outs, f);
    else if (o->format_count > 1)
        err = nc_fail(f, "-o %s: %zu formats need a folder, -o %s/, or an -o for each of them",
                      o->output, o->format_count, o->output);
    else
        as_named(products, o, is_folder);
    for (size_t i = 0; !err && i < o->format_count; i++)
        err = check_replace(&products[i], o, f);
    return err;
}
