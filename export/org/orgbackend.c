/* The Org backend: one file per note, a tree in a folder run. docs/org.md explains the choices;
 * tests check them with Emacs. */
#include "base/arena.h"
#include "export/backend.h"
#include "export/org/orgattach.h"
#include "export/org/orgout.h"
#include "export/org/orgplan.h"
#include "export/org/orgwriter.h"
#include "export/relpath.h"

#include <stdlib.h>

static enum org_boundary boundary_of(const struct nc_run *run)
{
    const char *o = nc_run_option(run, "org-boundary");
    return !o || o[0] == 'z' ? ORG_ZWSP : o[0] == 's' ? ORG_SPACE : ORG_NONE;
}

static int org_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                      const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                      struct nc_rendered *r)
{
    (void)worker;
    (void)fail;
    struct nc_buf *out = nc_calloc(1, sizeof *out), body = {0};
    struct org_writer w = {.run = run, .note = note, .doc = doc, .diags = diags};
    w.text.boundary = boundary_of(run);
    w.attaches = org_has_attachments(run, note);
    w.titled = org_title_is_heading(run->site->notes[note]);
    w.circles = org_circles_find(doc);
    nc_lines_init(&w.lines, &body);
    org_blocks(&w);
    org_close_page(&w);
    nc_lines_end(&w.lines);
    nc_lines_dispose(&w.lines);
    nc_lines_init(&w.lines, out);
    org_preamble(&w);
    nc_lines_dispose(&w.lines);
    if (body.n)
        nc_buf_char(out, '\n');
    nc_buf_str(out, nc_buf_view(&body));
    nc_buf_dispose(&body);
    free(w.lists);
    org_circles_free(w.circles);
    *r = nc_rendered_buf(out);
    return 0;
}

static int org_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r)
{
    const struct nc_buf *b = r->data;
    return nc_emit_file(run, note, nc_buf_view(b));
}

static enum nc_previous_kind org_recognise(struct nc_previous *p, const char *path)
{
    return nc_recognise_text(p, path, ORG_GENERATOR, ORG_HEAD);
}

static int org_backend_begin(struct nc_run *run)
{
    struct org_state *state = run->state;
    org_begin(run, state);
    state->attach = run->tree && nc_run_option(run, "org-attach") ? org_attach_begin(run) : NULL;
    return 0;
}

static void org_end(struct nc_run *run)
{
    org_attach_free(org_state(run)->attach);
}

static int org_finish(struct nc_run *run)
{
    org_report_paths(run);
    org_attach_report(run);
    if (run->tree && !org_state(run)->ids && !nc_run_option(run, "org-links"))
        org_hint(run);
    return 0;
}

/* Formats that every Emacs with pictures shows. */
static const struct nc_media_want wanted_media = {
    .types = 1u << NC_MEDIA_PNG | 1u << NC_MEDIA_JPEG | 1u << NC_MEDIA_GIF | 1u << NC_MEDIA_SVG |
             1u << NC_MEDIA_WEBP | 1u << NC_MEDIA_TIFF | 1u << NC_MEDIA_BMP,
    .takes_files = true};

static const struct nc_optdef org_options[] = {
    NC_OPTION_IMAGE_SIZE("of a folder: longest side of pictures (default original)"),
    {"org-roam", NULL, "ids, refs and links as org-roam wants them", NULL},
    {"org-attach", NULL, "for a folder: store pictures and other files as attachments of the notes",
     NULL},
    {"org-tasks", "HOW", "box (default) or todo: tasks as headlines with states and dates",
     "box|todo"},
    {"org-embed", "HOW", "expand embedded notes (default), transclude them, or link to them",
     "expand|transclude|link"},
    {"org-links", "HOW", "link to notes by file (default) or by id", "file|id"},
    {"org-boundary", "HOW", "zwsp (default), space or none: what separates markup from CJK text",
     "zwsp|space|none"},
    {"org-version", "VERSION", "9.5 (default) or 9.7: the oldest Org that reads the files",
     "9.5|9.7"},
    {NULL, NULL, NULL, NULL},
};

const struct nc_backend nc_backend_org = {
    .name = "org",
    .suffix = ".org",
    .summary = "an Org file that Emacs reads as the note means it",
    .options = org_options,
    .media = &wanted_media,
    .state_size = sizeof(struct org_state),
    .is_text = true,
    .is_tree = true,
    .keeps_stubs = true,
    .begin = org_backend_begin,
    .plan = org_plan,
    .render = org_render,
    .emit = org_emit,
    .finish = org_finish,
    .end = org_end,
    .media_place = org_attach_place,
    .recognise = org_recognise,
};
