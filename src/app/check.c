/* noteconv check: reports what a conversion would, and writes nothing. */
#include "app/convert.h"

#include "app/load.h"
#include "base/nearfile.h"
#include "base/uchar.h"
#include "doc/walk.h"
#include "media/remote.h"
#include "preflight/preflight.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* With -q, for another program, the place is left out: a file name can look like anything. */
static void put_remote(struct nc_buf *out, const struct nc_doc *doc, struct nc_pos pos,
                       struct nc_str url, bool bare)
{
    if (!nc_is_remote(url))
        return;
    if (!bare) {
        nc_put_visible(out, nc_file_of(doc, pos), false);
        nc_buf_printf(out, ":%u:%u: ", pos.line, pos.col);
    }
    nc_remote_address(out, url);
    nc_buf_char(out, '\t');
    nc_remote_name(out, url);
    nc_buf_char(out, '\n');
}

/* Prints the remote images of a document, one per line: file:line:col, address, and after a tab the
 * name under which --remote-dir looks for it. */
static void list_remote(struct nc_buf *out, const struct nc_doc *doc, bool bare)
{
    struct nc_walk w;
    put_remote(out, doc, nc_cover_place(doc), nc_cover_named(doc, doc->arena, true), bare);
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->kind == NC_IMAGE)
            put_remote(out, doc, w.node->pos, w.node->u.image.ref->dest, bare);
}

static void inspect_note(struct nc_loaded *l, size_t i, struct nc_messages *m)
{
    const struct nc_options *o = l->opts;
    struct nc_diags *diags = nc_diags_new();
    struct nc_buf out = {0};
    struct nc_doc *doc = nc_loaded_doc(l, i, diags);
    if (doc && o->list_remote)
        list_remote(&out, doc, o->messages.quiet);
    nc_diags_sort(diags);
    if (!o->list_remote)
        nc_messages_print(m, diags);
    nc_print_lines(stdout, nc_buf_view(&out));
    nc_buf_dispose(&out);
    nc_doc_free(doc);
    nc_diags_free(diags);
}

/* Whether path is a book, by its name. A book in a folder of notes is not read as a note either. */
static bool is_book(const char *path)
{
    return nc_has_suffix(nc_str(path), NC_LIT(".epub"));
}

/* noteconv check BOOK.epub: reports what readers may refuse or not show. */
static int check_books(const struct nc_options *o, struct nc_messages *m, struct nc_fail *f)
{
    const char *target = nc_options_backend_value(o, NULL, "target");
    struct stat st;
    int err = 0;
    for (size_t i = 0; !err && i < o->input_count; i++) {
        if (stat(o->inputs[i], &st) != 0)
            return nc_fail_unread(f, o->inputs[i], errno);
        struct nc_diags *diags = nc_diags_new();
        err = nc_preflight(diags, o->inputs[i], nc_readers_named(nc_str(target)), f);
        nc_messages_print(m, diags);
        nc_diags_free(diags);
    }
    return err;
}

/* Says that there was nothing to report: silence could mean that nothing was checked. */
static void report_clean(const struct nc_options *o, const struct nc_messages *m, size_t count,
                         const char *what)
{
    const struct nc_message_options *how = &o->messages;
    bool is_clean = m->errors + m->warnings + m->notes == 0 && !o->list_remote;
    if (is_clean && !how->quiet && !how->json && !how->github && (m->is_terminal || how->verbose))
        printf("noteconv: nothing to report in %zu %s%s\n", count, what, count == 1 ? "" : "s");
}

static size_t count_books(const struct nc_options *o)
{
    size_t n = 0;
    for (size_t i = 0; i < o->input_count; i++)
        n += is_book(o->inputs[i]);
    return n;
}

static int inspect_books(const struct nc_options *o, struct nc_fail *f)
{
    struct nc_message_options mo = o->messages;
    struct nc_messages m;
    mo.verbose = true;
    nc_messages_init(&m, &mo, stdout);
    if (o->command != NC_CMD_CHECK || count_books(o) < o->input_count) {
        nc_fail(f, "check books and notes in separate runs: noteconv check BOOK.epub");
        return NC_EXIT_FAILED;
    }
    int err = check_books(o, &m, f);
    if (!err)
        report_clean(o, &m, o->input_count, "book");
    nc_messages_close(&m);
    if (fflush(stdout) != 0 && !err)
        err = nc_fail(f, "cannot write to standard output");
    return err ? NC_EXIT_FAILED : m.errors ? NC_EXIT_NOTES : NC_EXIT_OK;
}

int nc_inspect(const struct nc_options *o, struct nc_fail *f)
{
    if (count_books(o))
        return inspect_books(o, f);
    struct nc_loaded l;
    struct nc_message_options mo = o->messages;
    /* Diagnostics are the output of check: it prints all of them, including notes, on standard
     * output. */
    bool is_check = o->command == NC_CMD_CHECK;
    mo.verbose |= is_check;
    struct nc_messages m;
    nc_messages_init(&m, &mo, is_check ? stdout : stderr);
    int err = nc_load(&l, o, f);
    if (!o->list_remote)
        nc_messages_print(&m, l.diags); /* if it failed, these may say why */
    for (size_t i = 0; !err && i < l.site.count; i++)
        inspect_note(&l, i, &m);
    if (!err && is_check)
        report_clean(o, &m, l.site.count, "note");
    nc_loaded_dispose(&l);
    if (err || o->list_remote)
        mo.quiet = true;
    nc_messages_close(&m);
    if (fflush(stdout) != 0 && !err)
        err = nc_fail(f, "cannot write to standard output");
    return err ? NC_EXIT_FAILED : m.errors ? NC_EXIT_NOTES : NC_EXIT_OK;
}
