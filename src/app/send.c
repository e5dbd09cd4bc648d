/* noteconv send: finds the reader, makes books of the notes in a format it takes, and puts the new
 * ones there. */
#include "app/send.h"

#include "app/convert.h"

#include "base/fsio.h"
#include "base/tempdir.h"
#include "export/kindle/kindlebook.h"
#include "preflight/preflight.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* --- the reader --- */

static void look_around(struct nc_devices *d, const struct nc_device_kind *wanted)
{
    struct nc_buf gvfs = {0};
    nc_buf_printf(&gvfs, "/run/user/%lu/gvfs", (unsigned long)getuid());
    const struct nc_device_places places = {.mountinfo = "/proc/self/mountinfo",
                                            .volumes = "/Volumes",
                                            .gvfs = gvfs.p,
                                            .more = getenv("NOTECONV_DEVICES")};
    nc_devices_find(d, &places, wanted);
    nc_buf_dispose(&gvfs);
}

static void put_mtp(struct nc_buf *out, const struct nc_devices *d)
{
    if (!d->others.n)
        return;
    nc_buf_printf(out,
                  "; connected, but not as a disk (MTP), where no program can write a file safely: "
                  "%s; ",
                  d->others.p);
    nc_buf_puts(out, d->has_mtp_kindle ? "for newer Kindles use Send to Kindle (noteconv -t epub "
                                         "--target=kindle), or calibre with the output of -t azw3"
                                       : "copy the output of -t epub with the file manager");
}

static int none_found(const struct nc_devices *d, const char *wanted, struct nc_fail *f)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "no %s is connected; looked for ", wanted ? wanted : "reader");
    for (const struct nc_device_kind *k = nc_device_kinds; k->name; k++)
        if (!wanted || strcmp(wanted, k->name) == 0)
            nc_buf_printf(&b, "%s%s (folder%s %s%s%s)", b.p[b.n - 1] == ' ' ? "" : ", ", k->shown,
                          k->also ? "s" : "", k->marks[0], k->also ? " and " : "",
                          k->also ? k->also[0] : "");
    nc_buf_puts(&b, " among the mounted disks; name its folder with --device=FOLDER, or more "
                    "places to look in with NOTECONV_DEVICES");
    put_mtp(&b, d);
    nc_fail(f, "%s", b.p);
    nc_buf_dispose(&b);
    return -1;
}

static int several_found(const struct nc_devices *d, struct nc_fail *f)
{
    struct nc_buf b = {0};
    nc_buf_puts(&b, "several readers are connected; name one:");
    for (size_t i = 0; i < d->count; i++)
        nc_buf_printf(&b, "%s --device=%s (%s)", i ? "," : "", d->items[i].root.p,
                      d->items[i].kind->shown);
    nc_fail(f, "%s", b.p);
    nc_buf_dispose(&b);
    return -1;
}

/* Finds exactly one reader and leaves it in d. A kind's name takes precedence over a folder of the
 * same name. */
static int find_device(struct nc_devices *d, const char *named, struct nc_fail *f)
{
    const struct nc_device_kind *wanted = named ? nc_device_kind_named(nc_str(named)) : NULL;
    if (named && !wanted) {
        const struct nc_device_kind *kind = nc_device_kind_of(named, NULL);
        if (!nc_is_folder(named))
            return nc_fail(f,
                           "--device=%s: no folder and no kind of reader has this name; the kinds "
                           "are kobo, kindle, pocketbook, tolino and koreader",
                           named);
        nc_devices_add(d, kind ? kind : &nc_device_plain, nc_str(named));
        return 0;
    }
    look_around(d, wanted);
    if (!d->count)
        return none_found(d, named, f);
    return d->count == 1 ? 0 : several_found(d, f);
}

static int list_devices(struct nc_fail *f)
{
    struct nc_devices d = {0};
    struct nc_buf out = {0};
    look_around(&d, NULL);
    for (size_t i = 0; i < d.count; i++)
        nc_buf_printf(&out, "%-10s  %s\n", d.items[i].kind->name, d.items[i].root.p);
    if (d.others.n)
        nc_buf_printf(&out, "%-10s  %s (not a disk; noteconv cannot send to it)\n", "mtp",
                      d.others.p);
    int err = d.count || d.others.n ? 0 : none_found(&d, NULL, f);
    nc_print_lines(stdout, nc_buf_view(&out));
    nc_buf_dispose(&out);
    nc_devices_dispose(&d);
    return err;
}

/* --- the books --- */

/* A folder of notes may have any name. */
static bool is_book(const char *path)
{
    return (nc_has_suffix(nc_str(path), NC_LIT(".epub")) ||
            nc_has_suffix(nc_str(path), NC_LIT(".azw3"))) &&
           !nc_is_folder(path);
}

/* A book's name without its suffix. */
static struct nc_str stem(struct nc_str name)
{
    static const char *const suffixes[] = {".kepub.epub", ".epub", ".azw3", NULL};
    for (const char *const *s = suffixes; *s; s++)
        if (nc_has_suffix(name, nc_str(*s)))
            return nc_str_sub(name, 0, name.n - strlen(*s));
    return name;
}

/* Paths of books, or of folders whose books are to be sent. */
struct paths {
    char **items;
    size_t count, cap;
};

/* Adds a path to books if it is a book, else to folders. */
static void push_path(struct paths *books, struct paths *folders, const char *folder,
                      const char *name)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%s/%s", folder, name);
    struct paths *p = is_book(b.p) ? books : folders;
    nc_grow(&p->items, &p->cap, p->count + 1, sizeof *p->items);
    p->items[p->count++] = b.p;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Collects all books below root, sorted by name. */
static void collect(struct paths *books, const char *root)
{
    struct paths folders = {0};
    push_path(books, &folders, root, ".");
    for (size_t i = 0; i < folders.count; i++) {
        DIR *dir = opendir(folders.items[i]);
        for (const struct dirent *e; dir && (e = readdir(dir));) {
            if (e->d_name[0] == '.')
                continue;
            push_path(books, &folders, folders.items[i], e->d_name);
        }
        if (dir)
            closedir(dir);
    }
    for (size_t i = 0; i < folders.count; i++)
        free(folders.items[i]);
    free(folders.items);
    if (books->count)
        qsort(books->items, books->count, sizeof *books->items, by_name);
}

static int send_made(struct nc_sending *s, const char *folder)
{
    struct paths books = {0};
    size_t prefix = strlen(folder) + strlen("/./");
    int err = 0;
    collect(&books, folder);
    for (size_t i = 0; i < books.count && !err; i++)
        err = nc_send_book(s, books.items[i], stem(nc_str(books.items[i] + prefix)));
    for (size_t i = 0; i < books.count; i++)
        free(books.items[i]);
    free(books.items);
    return err;
}

/* Makes books of the inputs that are notes. Returns the status of the conversion. */
static int convert(struct nc_sending *s, const char **notes, size_t count, const char *folder)
{
    struct nc_options o = *s->o;
    struct nc_buf to = {0};
    nc_buf_printf(&to, "%s/", folder);
    o.command = NC_CMD_CONVERT;
    o.is_step = true;
    o.dry_run = false;
    o.inputs = notes;
    o.input_count = count;
    o.output = to.p;
    o.formats[0] = nc_backend_for(&nc_backend_epub, nc_str(s->device->kind->readers));
    o.format_count = 1;
    int status = nc_convert(&o, s->fail);
    nc_buf_dispose(&to);
    return status;
}

/* Reports that a book is broken. It is sent all the same: the user may know better. */
static void report_broken(struct nc_sending *s, const char *path)
{
    struct nc_diags *found = nc_diags_new();
    struct nc_fail ignored = {0}; /* ignored, because the book was read before */
    struct nc_buf first = {0}, word = {0};
    size_t errors = 0;
    nc_preflight(found, path, nc_readers_named(nc_str(s->device->kind->readers)), &ignored);
    for (size_t i = 0; i < nc_diags_count(found); i++) {
        const struct nc_diag_entry *e = nc_diags_at(found, i);
        if (nc_diag_severity(e->id) != NC_SEV_ERROR)
            continue;
        if (!errors++)
            nc_diag_format(&first, e, NC_SEV_ERROR, false);
    }
    nc_put_word(&word, nc_str(path));
    if (errors)
        nc_diag(s->diags, NC_D_BOOK_BROKEN, nc_str(path), (struct nc_pos){0},
                "the reader may refuse this book: it has %zu error%s, the first of them %.*s; "
                "noteconv check %s lists all that is found",
                errors, errors == 1 ? "" : "s", NC_FMT(nc_str_trim(nc_buf_view(&first))), word.p);
    nc_diags_free(found);
    nc_buf_dispose(&first);
    nc_buf_dispose(&word);
    nc_buf_dispose(&ignored.message);
}

/* Sends a book that the user already has. */
static int send_given(struct nc_sending *s, const char *path)
{
    size_t before = s->added + s->updated;
    int err = nc_send_book(s, path, stem(nc_base_name(nc_str(path))));
    bool is_sent = !err && s->added + s->updated > before;
    if (is_sent && nc_has_suffix(nc_str(path), NC_LIT(".epub")))
        report_broken(s, path);
    return err;
}

static int send_inputs(struct nc_sending *s)
{
    const struct nc_options *o = s->o;
    const char **notes = nc_calloc(o->input_count + 1, sizeof *notes);
    struct nc_buf folder = {0};
    size_t count = 0;
    int status = NC_EXIT_OK, err = 0;
    for (size_t i = 0; i < o->input_count && !err; i++) {
        if (is_book(o->inputs[i]))
            err = send_given(s, o->inputs[i]);
        else
            notes[count++] = o->inputs[i];
    }
    if (!err && count)
        err = nc_tempdir_make(&folder, s->fail);
    if (!err && count) {
        status = convert(s, notes, count, folder.p);
        err = status == NC_EXIT_FAILED ? -1 : send_made(s, folder.p);
    }
    nc_tempdir_remove(&folder);
    nc_buf_dispose(&folder);
    free(notes);
    return err ? NC_EXIT_FAILED : status;
}

/* --- the run --- */

/* Reports what was left out, even with -q. False if a message was an error. */
static bool report_left_out(const struct nc_sending *s)
{
    struct nc_message_options how = s->o->messages;
    struct nc_messages m;
    how.quiet = false;
    nc_messages_init(&m, &how, stderr);
    nc_messages_print(&m, s->diags);
    bool good = m.errors == 0;
    nc_messages_close(&m);
    return good;
}

static void report(const struct nc_sending *s)
{
    const struct nc_device_kind *kind = s->device->kind;
    struct nc_buf b = {0};
    nc_buf_printf(&b, "noteconv: %s%zu new and %zu updated on %s (%s)",
                  s->o->dry_run ? "would be: " : "", s->added, s->updated, kind->shown,
                  s->device->root.p);
    if (s->same)
        nc_buf_printf(&b, ", %zu there already", s->same);
    if (s->left)
        nc_buf_printf(&b, ", %zu left out", s->left);
    nc_buf_printf(&b, "%s%s\n", !s->o->dry_run && s->added + s->updated ? ". " : "",
                  !s->o->dry_run && s->added + s->updated ? kind->next : "");
    nc_print_lines(stderr, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Prints the reports. False if a book that had to be sent was left out. */
static bool report_all(const struct nc_sending *s)
{
    bool is_silent = s->o->messages.quiet || s->o->messages.json;
    if (!is_silent)
        nc_print_lines(stderr, nc_buf_view(&s->report));
    bool good = report_left_out(s);
    if (!is_silent)
        report(s);
    return good;
}

/* Gives the files their names. Before this none has its name; afterwards everything is on the
 * disk. */
static int commit(struct nc_sending *s)
{
    bool mixed = false;
    if (s->o->dry_run || s->added + s->updated == 0)
        return 0;
    if (nc_sent_write(&s->sent, s->device->root.p, s->outs, s->fail) ||
        nc_outset_commit(s->outs, &mixed, s->fail))
        return -1;
    return nc_sync_disk(s->device->root.p) == 0
               ? 0
               : nc_fail(s->fail, "%s: %s; the books may be incomplete", s->device->root.p,
                         strerror(errno));
}

static int send_all(struct nc_sending *s)
{
    int status = NC_EXIT_FAILED;
    s->outs = nc_outset_new();
    s->diags = nc_diags_new();
    if (nc_sent_read(&s->sent, s->device->root.p, s->fail) == 0) {
        s->seen.arena = s->sent.arena;
        status = send_inputs(s);
    }
    if (status != NC_EXIT_FAILED && commit(s))
        status = NC_EXIT_FAILED;
    if (status != NC_EXIT_FAILED && !report_all(s))
        status = NC_EXIT_NOTES;
    nc_diags_free(s->diags);
    nc_outset_free(s->outs);
    nc_sent_dispose(&s->sent);
    nc_buf_dispose(&s->report);
    return status;
}

static int check_usage(const struct nc_options *o, struct nc_fail *f)
{
    if (!o->input_count)
        return nc_fail(f, "name what to send: noteconv send NOTE, FOLDER or BOOK.epub");
    return o->output ? nc_fail(f, "send chooses the place on the reader; leave out -o") : 0;
}

/* Checks the converter before anything is made: a Kindle takes its own format only. */
static int check_converter(const struct nc_options *o, const struct nc_device *d, struct nc_fail *f)
{
    struct nc_buf name = {0};
    bool converts = false;
    for (size_t i = 0; i < o->input_count && d->kind->takes_azw3; i++)
        converts |= !is_book(o->inputs[i]) || nc_has_suffix(nc_str(o->inputs[i]), NC_LIT(".epub"));
    bool can = !converts || nc_kindle_converter(&name);
    nc_buf_dispose(&name);
    return can ? 0 : nc_fail(f, "%s", nc_kindle_without);
}

int nc_send(const struct nc_options *o, struct nc_fail *f)
{
    struct nc_devices d = {0};
    int status = NC_EXIT_FAILED;
    if (o->list_devices)
        return list_devices(f) ? NC_EXIT_FAILED : NC_EXIT_OK;
    if (check_usage(o, f) == 0 && find_device(&d, o->device, f) == 0 &&
        check_converter(o, &d.items[0], f) == 0) {
        struct nc_sending s = {.o = o, .device = &d.items[0], .fail = f};
        status = send_all(&s);
    }
    nc_devices_dispose(&d);
    return status;
}
