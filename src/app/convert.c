/* One run: load, plan, render in parallel, emit in order, finish, and rename every output at the
 * end. */
#include "app/convert.h"

#include "app/load.h"
#include "app/outputs.h"
#include "app/workers.h"

#include <stdlib.h>
#include <string.h>

struct conversion {
    struct nc_loaded l;
    struct nc_messages messages;
    struct nc_product products[NC_MAX_FORMATS];
    struct nc_run runs[NC_MAX_FORMATS];
    struct nc_plan *plans[NC_MAX_FORMATS];
    size_t run_count, begun;
    struct nc_outset *outs;
    struct nc_templates *templates;
    struct nc_diags *diags; /* of the serial callbacks */
    struct nc_buf report;
    struct nc_fail *fail;
};

/* What one worker made of one note. */
struct rendered_note {
    struct nc_rendered formats[NC_MAX_FORMATS];
    struct nc_diags *diags;
    struct nc_fail fail;
    bool have;
};

static void *render_note(void *ctx, size_t i)
{
    struct conversion *c = ctx;
    struct rendered_note *r = nc_calloc(1, sizeof *r);
    r->diags = nc_diags_new();
    struct nc_doc *doc = nc_loaded_doc(&c->l, i, r->diags);
    r->have = doc != NULL;
    for (size_t k = 0; doc && k < c->run_count; k++) {
        const struct nc_run *run = &c->runs[k];
        if (run->backend->render(run, (uint32_t)i, doc, r->diags, &r->fail, &r->formats[k]))
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

static int emit_note(void *ctx, size_t i, void *result)
{
    struct conversion *c = ctx;
    struct rendered_note *r = result;
    int err = 0;
    nc_messages_print(&c->messages, r->diags);
    if (r->fail.message.n)
        err = nc_fail(c->fail, "%s", r->fail.message.p);
    for (size_t k = 0; !err && r->have && k < c->run_count; k++)
        err = c->runs[k].backend->emit(&c->runs[k], (uint32_t)i, &r->formats[k]);
    drop_note(ctx, r);
    return err;
}

static int plan_run(struct conversion *c, size_t k)
{
    struct nc_run *run = &c->runs[k];
    const struct nc_outline *const *notes = c->l.site.notes;
    size_t count = nc_vault_count(c->l.vault);
    c->plans[k] = nc_arena_array(c->l.arena, count, sizeof(struct nc_plan));
    for (size_t i = 0; i < count; i++)
        if (notes[i] && run->backend->plan(run, (uint32_t)i, notes[i], c->l.arena, &c->plans[k][i]))
            return -1;
    run->plans = c->plans[k];
    return 0;
}

static int begin_run(struct conversion *c, const struct nc_product *p)
{
    size_t k = c->run_count;
    struct nc_run *run = &c->runs[k];
    *run = (struct nc_run){.backend = p->backend,
                           .site = &c->l.site,
                           .templates = c->templates,
                           .now = c->l.now,
                           .output = p->path,
                           .outs = c->outs,
                           .diags = c->diags,
                           .fail = c->fail,
                           .report = &c->report,
                           .state = nc_arena_alloc(c->l.arena, p->backend->state_size + 1),
                           .option_values = c->l.opts,
                           .option = nc_options_backend_value};
    c->run_count++;
    if (run->backend->begin && run->backend->begin(run))
        return -1;
    return plan_run(c, k);
}

static int run_all(struct conversion *c)
{
    const struct nc_options *o = c->l.opts;
    if (nc_outputs_decide(c->products, o, nc_vault_output_name(c->l.vault), c->l.site.is_folder,
                          c->l.arena, c->outs, c->fail))
        return -1;
    for (size_t i = 0; i < o->format_count; i++)
        if (begin_run(c, &c->products[i]))
            return -1;
    if (nc_work(c->l.site.count, o->jobs, render_note, emit_note, drop_note, c))
        return -1;
    for (size_t k = 0; k < c->run_count; k++)
        if (c->runs[k].backend->finish && c->runs[k].backend->finish(&c->runs[k]))
            return -1;
    return nc_outset_commit(c->outs, c->fail);
}

static void end_all(struct conversion *c)
{
    for (size_t k = 0; k < c->run_count; k++)
        if (c->runs[k].backend->end)
            c->runs[k].backend->end(&c->runs[k]);
    nc_outset_free(c->outs);
    nc_templates_free(c->templates);
    nc_diags_free(c->diags);
    nc_buf_dispose(&c->report);
    nc_loaded_dispose(&c->l);
}

static void tell(struct conversion *c, bool done)
{
    nc_messages_print(&c->messages, c->diags);
    if (done && !c->l.opts->messages.quiet && !c->l.opts->messages.json)
        fwrite(c->report.p ? c->report.p : "", 1, c->report.n, stderr);
    nc_messages_close(&c->messages);
}

int nc_convert(const struct nc_options *o, struct nc_fail *f)
{
    struct conversion c = {.fail = f, .messages = {.opts = &o->messages, .to = stderr}};
    int err = nc_load(&c.l, o, f);
    struct nc_message_options brief = o->messages;
    if (!err) {
        brief.brief = c.l.site.is_folder;
        c.messages.opts = &brief;
        nc_messages_print(&c.messages, c.l.diags);
        c.outs = nc_outset_new();
        c.templates = nc_templates_new(o->template_dir);
        c.diags = nc_diags_new();
        err = run_all(&c);
        tell(&c, !err);
    }
    end_all(&c);
    if (err)
        return NC_EXIT_FAILED;
    return c.messages.errors ? NC_EXIT_NOTES : NC_EXIT_OK;
}
