/* The Org backend: a file a note, a tree in a folder run. docs/org.md tells the choices; Emacs
 * judges them. */
#include "base/arena.h"
#include "export/backend.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/relpath.h"

#include <stdlib.h>

static int org_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
                    struct nc_arena *arena, struct nc_plan *out)
{
    if (run->site->is_folder)
        out->start.file = nc_tree_file(run, note, arena, ".org");
    out->count = o->count;
    out->anchors = nc_arena_array(arena, o->count, sizeof *out->anchors);
    for (size_t i = 0; i < o->count; i++)
        out->anchors[i] = (struct nc_place){out->start.file, o->anchors[i].key};
    return 0;
}

/* The anchors of the note that its own links lead to: only these headings need a drawer. */
static bool *own_targets(const struct nc_doc *doc, uint32_t note)
{
    bool *targeted = nc_calloc(doc->anchor_count, sizeof *targeted);
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_ref *ref = nc_node_cref(w.node);
        if (ref && ref->state == NC_REF_NOTE && ref->note == note &&
            ref->anchor < doc->anchor_count)
            targeted[ref->anchor] = true;
    }
    return targeted;
}

static void free_buf(void *data)
{
    nc_buf_dispose(data);
    free(data);
}

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
    struct nc_buf *out = nc_calloc(1, sizeof *out);
    struct org_writer w = {
        .run = run, .note = note, .doc = doc, .diags = diags, .boundary = boundary_of(run)};
    w.targeted = own_targets(doc, note);
    nc_lines_init(&w.lines, out);
    org_preamble(&w);
    org_blocks(&w);
    nc_lines_end(&w.lines);
    org_close_page(&w);
    nc_lines_dispose(&w.lines);
    free(w.targeted);
    free(w.numbers);
    *r = (struct nc_rendered){out, free_buf};
    return 0;
}

static int org_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r)
{
    const struct nc_buf *b = r->data;
    return nc_emit_file(run, note, nc_buf_view(b));
}

static enum nc_previous_kind org_recognise(struct nc_previous *p, const char *path)
{
    return nc_recognise_text(p, path, "\n#+generator: noteconv\n", 16384);
}

static const struct nc_optdef org_options[] = {
    {"org-boundary", "HOW", "zwsp (default), space or none: what separates markup from CJK text",
     "zwsp|space|none"},
    {NULL, NULL, NULL, NULL},
};

const struct nc_backend nc_backend_org = {
    .name = "org",
    .suffix = ".org",
    .summary = "an Org file that Emacs reads as the note means it",
    .options = org_options,
    .state_size = 1,
    .is_text = true,
    .is_tree = true,
    .plan = org_plan,
    .render = org_render,
    .emit = org_emit,
    .recognise = org_recognise,
};
