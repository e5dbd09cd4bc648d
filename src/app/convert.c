/* One run: finds the notes, reads them once for their names, then for each product renders in
 * parallel, emits in order and finishes; at the end it gives every output its name. */
#include "app/convert.h"

#include "app/closing.h"
#include "app/depfile.h"
#include "app/groups.h"
#include "app/outputs.h"
#include "app/rundigest.h"
#include "app/selection.h"
#include "app/trees.h"
#include "app/writeids.h"
#include "export/relpath.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct conversion {
    struct nc_loaded l;
    struct nc_messages messages;
    struct nc_progress progress;
    struct nc_product products[NC_MAX_FORMATS];
    struct nc_trees trees;
    struct nc_groups groups;
    /* the current one */
    struct nc_group *group;
    struct nc_run runs[NC_MAX_FORMATS];
    struct nc_plan *plans[NC_MAX_FORMATS];
    /* for formats that prepare media */
    struct nc_media_forms media[NC_MAX_FORMATS];
    /* for the group's products */
    struct nc_previous previous[NC_MAX_FORMATS];
    size_t run_count;
    struct nc_outset *outs;
    struct nc_templates *templates;
    struct nc_math *math;
    /* messages of the serial callbacks */
    struct nc_diags *diags;
    struct nc_buf report;
    struct nc_closing_product closing[NC_MAX_FORMATS];
    /* products written or already up to date */
    size_t made[NC_MAX_FORMATS];
    /* notes of the current group */
    size_t rendered;
    /* for all decks of the run */
    struct nc_id_wishes ids;
    /* some of the input could not be read */
    bool incomplete;
    /* some of it was read but not understood, so that nothing was made of it */
    bool has_skipped;
    /* some of the current group's input could not be read */
    bool is_group_short;
    /* a product was not written because of that */
    bool is_held_back;
    char digest[41];
    struct nc_fail *fail;
};

/* What one worker made of one note. */
struct rendered_note {
    struct nc_rendered formats[NC_MAX_FORMATS];
    struct nc_diags *diags;
    struct nc_fail fail;
    /* the note is part of the products */
    bool have;
    /* something it shows could not be read */
    bool is_partial;
};

static void *render_note(void *ctx, struct nc_worker *worker, size_t i)
{
    struct conversion *c = ctx;
    struct rendered_note *r = nc_calloc(1, sizeof *r);
    r->diags = nc_diags_new();
    struct nc_doc *doc = nc_loaded_doc(&c->l, c->group->notes[i], r->diags);
    r->is_partial = doc && doc->is_partial;
    r->have = doc && (!r->is_partial || c->l.opts->keep_going);
    if (doc)
        nc_groups_renumber(&c->groups, doc, r->diags);
    for (size_t k = 0; r->have && k < c->run_count; k++) {
        const struct nc_run *run = &c->runs[k];
        if (run->backend->render(run, worker, (uint32_t)i, doc, r->diags, &r->fail, &r->formats[k]))
            break;
    }
    nc_doc_free(doc);
    nc_diags_sort(r->diags);
    return r;
}

static void drop_note(void *ctx, void *result)
{
    (void)ctx;
    struct rendered_note *r = result;
    for (size_t k = 0; k < NC_MAX_FORMATS; k++)
        if (r->formats[k].free)
            r->formats[k].free(r->formats[k].data);
    nc_diags_free(r->diags);
    nc_buf_dispose(&r->fail.message);
    free(r);
}

/* Whether the message says that some input exists but could not be read, or had changed when it was
 * read again. */
static bool is_missing_input(enum nc_diag_id id)
{
    return id == NC_D_NOTE_UNREADABLE || id == NC_D_FOLDER_UNREADABLE ||
           id == NC_D_MEDIA_UNREADABLE || id == NC_D_SETTING_UNREADABLE || id == NC_D_NOTE_CHANGED;
}

static void print(struct conversion *c, const struct nc_diags *d)
{
    for (size_t i = 0; i < nc_diags_count(d); i++) {
        c->incomplete |= is_missing_input(nc_diags_at(d, i)->id);
        c->has_skipped |= nc_diags_at(d, i)->id == NC_D_ENCODING_UNKNOWN;
    }
    if (nc_diags_count(d))
        nc_progress_clear(&c->progress);
    nc_messages_print(&c->messages, d);
}

/* Whether the product is held back: with incomplete input the old book stays. In a folder of books
 * only the incomplete ones are held back. */
static bool is_held_back(struct conversion *c, const struct nc_run *run)
{
    c->incomplete |= nc_vault_unread_count(c->l.vault) > 0;
    bool lacks = c->is_group_short || (c->incomplete && !c->l.opts->each);
    return lacks && !run->tree && !run->backend->is_update && !c->l.opts->keep_going;
}

static int emit_note(void *ctx, size_t i, void *result)
{
    struct conversion *c = ctx;
    struct rendered_note *r = result;
    int err = 0;
    print(c, r->diags);
    c->is_group_short |= r->is_partial;
    for (size_t k = 0; k < nc_diags_count(r->diags); k++)
        c->is_group_short |= is_missing_input(nc_diags_at(r->diags, k)->id);
    c->incomplete |= r->is_partial;
    nc_progress_step(&c->progress, nc_vault_note(c->l.vault, c->group->notes[i])->rel);
    if (r->fail.message.n)
        err = nc_fail(c->fail, "%s", r->fail.message.p);
    c->rendered += r->have;
    for (size_t k = 0; !err && r->have && k < c->run_count; k++)
        err = is_held_back(c, &c->runs[k])
                  ? 0
                  : c->runs[k].backend->emit(&c->runs[k], (uint32_t)i, &r->formats[k]);
    drop_note(ctx, r);
    return err;
}

/* --- one product --- */

/* Assigns files to notes of a tree that exist but could not be read, so that their old outputs and
 * the links to them stay. */
static void plan_unread(struct conversion *c, size_t k)
{
    struct nc_run *run = &c->runs[k];
    struct stat st;
    for (uint32_t i = 0; run->tree && i < run->site->count; i++) {
        if (run->site->notes[i])
            continue;
        bool gone = lstat(nc_vault_note(c->l.vault, i)->path.p, &st) != 0 &&
                    (errno == ENOENT || errno == ENOTDIR);
        if (!gone)
            c->plans[k][i].start.file = nc_tree_file(run, i, c->l.arena, run->backend->suffix);
    }
}

static int plan_run(struct conversion *c, size_t k)
{
    struct nc_run *run = &c->runs[k];
    const struct nc_outline *const *notes = run->site->notes;
    size_t count = run->site->count;
    c->plans[k] = nc_arena_array(c->l.arena, count, sizeof(struct nc_plan));
    for (size_t i = 0; i < count; i++)
        if (notes[i] && run->backend->plan &&
            run->backend->plan(run, (uint32_t)i, notes[i], c->l.arena, &c->plans[k][i]))
            return -1;
    plan_unread(c, k);
    run->plans = c->plans[k];
    return 0;
}

/* The path of the current group's product in the folder of products k; c->previous[k] is set to
 * what is there. NULL and a message if it may not go there. */
static const char *group_path(struct conversion *c, size_t k)
{
    const struct nc_backend *b = c->products[k].backend;
    struct nc_previous *previous = &c->previous[k];
    struct nc_tree *tree = c->trees.of[k];
    struct nc_buf rel = {0};
    nc_buf_str(&rel, c->group->name);
    nc_buf_puts(&rel, b->suffix);
    const struct nc_tree_item item = {
        .rel = nc_buf_view(&rel), .kind = c->trees.kinds[k], .source = c->group->source};
    const char *path = nc_tree_path(tree, item.rel, c->fail);
    if (path)
        nc_previous_find(previous, b, path);
    enum nc_tree_place place = path ? nc_tree_expect(tree, &item) : NC_TREE_FREE;
    /* For a damaged one, fails with the message that says how to go on. */
    if ((place == NC_TREE_TAKEN || place == NC_TREE_EDITED) &&
        nc_previous_yields(previous, path, c->fail))
        path = NULL;
    nc_buf_dispose(&rel);
    return path;
}

static int begin_run(struct conversion *c, size_t k)
{
    const struct nc_product *p = &c->products[k];
    struct nc_run *run = &c->runs[k];
    bool tree = p->is_folder && p->backend->is_tree && c->group->site.is_folder;
    bool one_of_many = p->is_folder && c->group->name.n && !tree;
    c->ids.arena = c->l.arena;
    const char *path = one_of_many ? group_path(c, k) : p->path;
    if (!path)
        return -1;
    *run = (struct nc_run){.backend = p->backend,
                           .site = &c->group->site,
                           .media = p->backend->media ? &c->media[k] : NULL,
                           .templates = c->templates,
                           .math = c->math,
                           .now = c->l.now,
                           .output = path,
                           .previous = one_of_many ? &c->previous[k] : &p->previous,
                           .outs = c->outs,
                           .tree = tree ? c->trees.of[k] : NULL,
                           .diags = c->diags,
                           .fail = c->fail,
                           .ids = c->l.opts->write_ids ? &c->ids : NULL,
                           .report = &c->report,
                           .state = nc_arena_alloc(c->l.arena, p->backend->state_size + 1),
                           .option_values = c->l.opts,
                           .option = nc_options_backend_value};
    c->run_count++;
    if (run->backend->begin && run->backend->begin(run))
        return -1;
    return plan_run(c, k);
}

static void end_runs(struct conversion *c)
{
    for (size_t k = 0; k < c->run_count; k++)
        if (c->runs[k].backend->end)
            c->runs[k].backend->end(&c->runs[k]);
    for (size_t k = 0; k < NC_MAX_FORMATS; k++)
        nc_previous_dispose(&c->previous[k]);
    c->run_count = 0;
}

/* Writes the files that a tree shows or links to, each at its place. */
static int copy_media(struct conversion *c, const struct nc_run *run)
{
    struct nc_buf kind = {0}, place = {0};
    int err = 0;
    nc_buf_printf(&kind, "%s" NC_TREE_MEDIA, run->backend->name);
    for (uint32_t m = 0; !err && m < run->site->media->count; m++) {
        const struct nc_media *media = &run->site->media->items[m];
        uint32_t first = run->media ? run->media->items[m].first : m;
        bool is_made = run->media && run->media->items[first].state == NC_MEDIA_MADE;
        if (nc_media_standing(run, m) != m)
            continue; /* the first file with the same bytes is used instead */
        nc_buf_clear(&place);
        nc_media_place(&place, run, m);
        const struct nc_tree_item item = {
            .rel = nc_buf_view(&place), .kind = kind.p, .source = media->name};
        if (is_made)
            err = nc_tree_put(run->tree, &item, nc_buf_view(&run->media->items[first].bytes),
                              c->fail);
        else if (media->bytes.n)
            err = nc_tree_put(run->tree, &item, media->bytes, c->fail);
        else
            err = nc_tree_copy(run->tree, &item, media->path.p, media->sha256, c->fail);
    }
    nc_buf_dispose(&kind);
    nc_buf_dispose(&place);
    return err;
}

/* Records the product for the closing lines, and touches it for make: a file that was already up to
 * date counts as new. */
static void note_made(struct conversion *c, size_t k)
{
    const struct nc_run *run = &c->runs[k];
    bool is_file = !c->products[k].is_folder && strcmp(run->output, "-") != 0;
    c->made[k] += run->made != NC_MADE_NOTHING;
    if (c->l.opts->dry_run) {
        if (is_file && run->made != NC_MADE_NOTHING)
            nc_buf_printf(&c->report, "would %s %s%s\n",
                          run->made == NC_MADE_WRITTEN ? "write" : "leave", run->output,
                          run->made == NC_MADE_WRITTEN ? "" : " as it is");
        return;
    }
    if (is_file && run->made == NC_MADE_AS_IT_WAS)
        utimensat(AT_FDCWD, run->output, NULL, 0);
    if (is_file && run->made == NC_MADE_WRITTEN && !run->backend->reports)
        c->closing[k] = (struct nc_closing_product){
            .path = run->output, .notes = c->rendered, .pictures = run->pictures};
}

static int finish_runs(struct conversion *c)
{
    for (size_t k = 0; k < c->run_count; k++) {
        struct nc_run *run = &c->runs[k];
        if (is_held_back(c, run)) {
            c->is_held_back |= !c->products[k].is_folder;
            c->made[k]++; /* reported separately */
            continue;
        }
        if (run->backend->finish && run->backend->finish(run))
            return -1;
        if (run->tree && copy_media(c, run))
            return -1;
        note_made(c, k);
    }
    return 0;
}

static int run_group(struct conversion *c, struct nc_group *group)
{
    int err = 0;
    c->group = group;
    c->is_group_short = false;
    c->rendered = 0;
    nc_groups_enter(&c->groups, group);
    for (size_t k = 0; !err && k < c->l.opts->format_count; k++)
        err = begin_run(c, k);
    err = err ? err : nc_work(&c->l.workers, group->count, render_note, emit_note, drop_note, c);
    err = err ? err : finish_runs(c);
    end_runs(c);
    nc_groups_leave(&c->groups, group);
    return err;
}

/* --- the run --- */

/* The messages of the serial callbacks so far. */
static void print_serial(struct conversion *c)
{
    nc_progress_clear(&c->progress);
    print(c, c->diags);
    nc_diags_free(c->diags);
    c->diags = nc_diags_new();
    for (size_t k = 0; k < c->run_count; k++)
        c->runs[k].diags = c->diags;
}

static void report(struct conversion *c, bool done)
{
    const struct nc_message_options *m = &c->l.opts->messages;
    print_serial(c);
    nc_messages_flush(&c->messages);
    if (done && !m->quiet && !m->json && !c->l.opts->is_step)
        nc_print_lines(stderr, nc_buf_view(&c->report));
    if (done && !m->quiet && !m->json && (c->messages.is_terminal || m->verbose) &&
        !c->l.opts->is_step)
        nc_closing_print(c->closing, c->l.opts->format_count, &c->l, &c->messages);
    nc_messages_close(&c->messages);
}

static void report_current(const struct conversion *c)
{
    if (!c->l.opts->messages.quiet)
        fprintf(stderr,
                "noteconv: nothing changed since the last run (%.*s then; --force writes "
                "again)\n",
                NC_FMT(nc_tree_summary(c->trees.of[0])));
}

/* Reports formats for which nothing was written. This is an error, although the reason is only a
 * warning, so that -q does not hide it. */
static void report_not_written(struct conversion *c)
{
    for (size_t k = 0; k < c->l.opts->format_count; k++)
        if (!c->made[k])
            nc_diag(
                c->diags, NC_D_NOT_WRITTEN, nc_str(c->products[k].path), (struct nc_pos){0},
                "not written: no note holds anything for %s (noteconv help %s says what it takes)",
                c->products[k].backend->name, c->products[k].backend->name);
}

/* Serial messages are printed before the commit, because their number is part of the summary that
 * the next run shows. */
static int finish_all(struct conversion *c)
{
    if (c->l.opts->write_ids &&
        nc_write_ids(&c->l, &c->ids, c->outs, c->diags, &c->report, c->fail))
        return -1;
    if (c->l.opts->depfile &&
        nc_depfile_write(c->l.opts->depfile, &c->l, c->products, c->outs, c->fail))
        return -1;
    if (nc_trees_check(&c->trees, c->incomplete || c->has_skipped, c->diags, c->fail))
        return -1;
    report_not_written(c);
    print_serial(c);
    struct nc_buf summary = {0};
    nc_buf_printf(&summary, "%zu warning%s", c->messages.warnings,
                  c->messages.warnings == 1 ? "" : "s");
    const struct nc_run_end end = {.digest = c->digest,
                                   .is_clean = c->messages.errors == 0 && !c->incomplete,
                                   .summary = nc_buf_view(&summary)};
    int err = c->l.opts->dry_run ? nc_trees_foresee(&c->trees, &c->report, c->fail)
                                 : nc_trees_commit(&c->trees, c->outs, &end, c->diags, c->fail);
    nc_buf_dispose(&summary);
    if (!err && c->l.opts->depfile && !c->l.opts->dry_run)
        nc_depfile_touch(&c->l, c->products);
    if (!err)
        nc_trees_report(&c->trees, &c->report);
    return err;
}

/* Prepares pictures before any worker starts, because they are decoded in separate processes. */
static int prepare_media(struct conversion *c)
{
    const struct nc_options *o = c->l.opts;
    uint32_t longest;
    if (nc_media_read_size(&longest, nc_options_backend_value(o, NULL, "image-size"), c->fail))
        return -1;
    for (size_t k = 0; k < o->format_count; k++) {
        const struct nc_media_want *want = c->products[k].backend->media;
        if (want && nc_media_prepare(&c->media[k], nc_vault_media(c->l.vault), want, longest,
                                     o->jobs, c->fail))
            return -1;
    }
    return 0;
}

static int convert_all(struct conversion *c)
{
    const struct nc_message_options *m = &c->l.opts->messages;
    nc_progress_begin(&c->progress, c->messages.is_terminal && !m->quiet && !m->json,
                      nc_vault_wanted(c->l.vault));
    if (!c->l.json_read && strcmp(nc_vault_note(c->l.vault, 0)->path.p, "-") == 0)
        nc_progress_await_input(&c->progress);
    if (nc_load_survey(&c->l, &c->progress, c->fail)) {
        nc_diags_append(c->diags, c->l.diags);
        return -1;
    }
    print(c, c->l.diags);
    c->messages.by_kind = c->l.site.is_folder;
    nc_groups_make(&c->groups, &c->l, c->l.arena, c->diags);
    if (prepare_media(c))
        return -1;
    for (size_t i = 0; i < c->groups.count; i++)
        if (run_group(c, &c->groups.items[i]))
            return -1;
    return finish_all(c);
}

/* Fails if an output would replace a note: -o NAME replaces the file it names, but never a note. */
static int check_notes_stay(const struct conversion *c)
{
    for (size_t k = 0; k < c->l.opts->format_count; k++) {
        const struct nc_product *p = &c->products[k];
        if (!p->is_folder && strcmp(p->path, "-") != 0 && nc_vault_holds(c->l.vault, p->path))
            return nc_fail(c->fail, "%s is one of the notes; name another output with -o", p->path);
    }
    return 0;
}

/* Checks the names of what is written beside the products: --state and --depfile. */
static int check_side_files(const struct conversion *c)
{
    const struct nc_options *o = c->l.opts;
    const char *state = nc_options_backend_value(o, NULL, "state");
    if (state && nc_vault_holds(c->l.vault, state))
        return nc_fail(c->fail, "--state=%s: this is one of the notes; write another name", state);
    for (size_t k = 0; state && k < o->format_count; k++)
        if (strcmp(c->products[k].path, state) == 0)
            return nc_fail(c->fail, "--state=%s: this is the output itself; write another name",
                           state);
    return o->depfile ? nc_depfile_check(o->depfile, &c->l, c->products, c->fail) : 0;
}

/* The product's name; for a part of a folder it says which part, as in "notes-one". */
static struct nc_str product_name(struct conversion *c)
{
    struct nc_str folder = nc_vault_output_name(c->l.vault);
    struct nc_str part = nc_selection_of(c->l.opts, c->l.vault, c->l.arena).name;
    struct nc_buf b = {0};
    nc_buf_str(&b, folder);
    nc_buf_puts(&b, part.n ? "-" : "");
    nc_buf_str(&b, part);
    return nc_buf_keep(&b, c->l.arena);
}

static int run_all(struct conversion *c, const struct nc_options *o, bool *current)
{
    c->diags = nc_diags_new();
    if (nc_load_open(&c->l, o, c->fail)) {
        nc_diags_append(c->diags, c->l.diags); /* these may say why */
        return -1;
    }
    c->outs = nc_outset_new();
    c->templates = nc_templates_new(o->template_dir);
    c->math = nc_math_new();
    for (size_t i = 0; i < o->macro_count; i++)
        nc_math_macro(c->math, nc_str(o->macros[i].name), nc_str(o->macros[i].value));
    if (nc_outputs_decide(c->products, o, product_name(c), nc_vault_is_folder(c->l.vault),
                          c->l.arena, c->outs, c->fail) ||
        check_notes_stay(c) || check_side_files(c) ||
        nc_trees_open(&c->trees, &c->l, c->products, c->outs, c->fail))
        return -1;
    nc_run_digest(&c->l, c->digest);
    *current = !o->force && !o->prune && !o->write_ids && !o->messages.verbose && !o->depfile &&
               nc_trees_are_current(&c->trees, c->digest);
    return *current ? 0 : convert_all(c);
}

static void end_all(struct conversion *c)
{
    for (size_t k = 0; k < NC_MAX_FORMATS; k++)
        nc_previous_dispose(&c->products[k].previous);
    for (size_t k = 0; k < NC_MAX_FORMATS; k++)
        nc_media_forms_dispose(&c->media[k]);
    nc_outset_free(c->outs);
    if (c->trees.l)
        nc_trees_free(&c->trees);
    nc_templates_free(c->templates);
    nc_math_free(c->math);
    nc_diags_free(c->diags);
    nc_groups_dispose(&c->groups);
    nc_buf_dispose(&c->report);
    free(c->ids.items);
    nc_loaded_dispose(&c->l);
}

int nc_convert(const struct nc_options *o, struct nc_fail *f)
{
    struct conversion c = {.fail = f};
    nc_messages_init(&c.messages, &o->messages, stderr);
    bool current = false;
    int err = run_all(&c, o, &current);
    if (current) {
        report_current(&c);
    } else {
        /* Problems of the notes are reported even if their products could not be written. */
        report(&c, !err);
    }
    bool noted = c.messages.errors || c.incomplete;
    if (!err && c.incomplete)
        nc_closing_incomplete(&c.l, c.is_held_back, c.has_skipped, &c.messages);
    end_all(&c);
    if (err || c.is_held_back)
        return NC_EXIT_FAILED;
    return noted ? NC_EXIT_NOTES : NC_EXIT_OK;
}
