/* The JSON backend: the document itself, for filters; in a folder run one document per line. */
#include "base/arena.h"
#include "doc/docjson.h"
#include "export/backend.h"
#include "export/relpath.h"

#include <stdlib.h>

struct json_state {
    struct nc_out *out;
};

static int json_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                       const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                       struct nc_rendered *r)
{
    (void)worker;
    (void)note;
    (void)diags;
    (void)fail;
    struct nc_buf *out = nc_calloc(1, sizeof *out);
    nc_doc_write_json(out, doc, !run->site->is_folder);
    *r = nc_rendered_buf(out);
    return 0;
}

static int json_emit(struct nc_run *run, uint32_t note, struct nc_rendered *r)
{
    (void)note;
    struct json_state *s = run->state;
    const struct nc_buf *b = r->data;
    if (!s->out && nc_out_open(&s->out, run->outs, run->output, run->fail))
        return -1;
    return nc_out_write(s->out, b->p, b->n);
}

static int json_finish(struct nc_run *run)
{
    struct json_state *s = run->state;
    return s->out ? nc_out_close(s->out) : 0;
}

static enum nc_previous_kind json_recognise(struct nc_previous *p, const char *path)
{
    return nc_recognise_text(p, path, "{\"noteconv-document\":", 64);
}

const struct nc_backend nc_backend_json = {
    .name = "json",
    .suffix = ".json",
    .summary = "the document itself, for programs (--from=json reads it back)",
    .state_size = sizeof(struct json_state),
    .is_text = true,
    .render = json_render,
    .emit = json_emit,
    .finish = json_finish,
    .recognise = json_recognise,
};
