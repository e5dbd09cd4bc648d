/* A document through begin, plan and render of every backend. What emit and finish write is left
 * out: no file is touched. A backend that fails without a message ends the program. */
#ifndef NC_TESTS_FUZZ_RENDERALL_H
#define NC_TESTS_FUZZ_RENDERALL_H

#include "app/backends.h"
#include "export/backend.h"

#include <stdlib.h>

static inline void render_one(const struct nc_backend *b, const struct nc_doc *doc,
                              const struct nc_site *site, struct nc_arena *arena,
                              struct nc_templates *templates)
{
    struct nc_fail fail = {0};
    struct nc_diags *diags = nc_diags_new();
    struct nc_buf report = {0};
    struct nc_plan plan = {0};
    const struct nc_previous none = {0};
    struct nc_run run = {.backend = b,
                         .site = site,
                         .plans = &plan,
                         .templates = templates,
                         .now = 1767225600,
                         .output = "/nonexistent/fuzz",
                         .previous = &none,
                         .diags = diags,
                         .fail = &fail,
                         .report = &report,
                         .state = nc_calloc(1, b->state_size + 1)};
    struct nc_rendered r = {0};
    struct nc_worker worker = {.arena = arena};
    int err = b->begin ? b->begin(&run) : 0;
    err = err || !b->plan ? err : b->plan(&run, 0, site->notes[0], arena, &plan);
    err = err ? err : b->render(&run, &worker, 0, doc, diags, &fail, &r);
    if (err && !fail.message.n)
        abort();
    if (r.free)
        r.free(r.data);
    if (b->end)
        b->end(&run);
    free(run.state);
    nc_diags_free(diags);
    nc_buf_dispose(&report);
    nc_buf_dispose(&fail.message);
}

static inline void render_all(struct nc_doc *doc, struct nc_str name)
{
    static struct nc_templates *templates;
    if (!templates)
        templates = nc_templates_new(NULL);
    struct nc_arena *arena = nc_arena_new();
    const struct nc_outline *outline = nc_outline_of(arena, doc, name);
    struct nc_media_table media = {.arena = arena};
    struct nc_book book = {0};
    nc_book_add_folders(&book, &outline, 1, NULL, NULL);
    struct nc_site site = {.notes = &outline,
                           .count = 1,
                           .media = &media,
                           .title = outline->title,
                           .lang = outline->lang,
                           .uuid = outline->uuid,
                           .book = &book};
    for (size_t i = 0; nc_backends[i]; i++)
        render_one(nc_backends[i], doc, &site, arena, templates);
    nc_book_dispose(&book);
    nc_arena_free(arena);
}

#endif
