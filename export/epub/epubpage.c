/* A page from its template, compressed: of a note, of the title. */
#include "export/epub/epub.h"

#include "export/epub/kobospans.h"

void epub_finish_page(struct nc_buf *out, const struct nc_run *run, struct nc_str page)
{
    if (epub_target_of(run)->sentences)
        epub_kobo_spans(out, page);
    else
        nc_buf_str(out, page);
}

int epub_page(struct epub_file *out, const struct nc_run *run, enum epub_template t,
              const struct nc_tmpl_row *vars, struct nc_fail *fail)
{
    const struct epub_state *state = run->state;
    struct nc_buf filled = {0}, page = {0};
    int result = nc_tmpl_render(&filled, state->templates[t], vars, fail);
    if (result == 0) {
        epub_finish_page(&page, run, nc_buf_view(&filled));
        struct nc_str s = nc_buf_view(&page);
        /* Text is escaped: a '<' is always the beginning of an element. */
        out->has_mathml = nc_str_search(s, NC_LIT("<math"), 0) < s.n;
        out->has_svg = nc_str_search(s, NC_LIT("<svg"), 0) < s.n;
        nc_deflate(&out->data, s, EPUB_DEFLATE_LEVEL);
    }
    nc_buf_dispose(&filled);
    nc_buf_dispose(&page);
    return result;
}
