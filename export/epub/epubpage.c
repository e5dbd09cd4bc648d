/* Fills and compresses a page from its template: for a note or the title. */
#include "export/epub/epub.h"

#include "export/epub/kobospans.h"

void epub_finish_page(struct nc_buf *out, const struct nc_run *run, struct nc_str page)
{
    if (epub_target_of(run)->sentences)
        epub_kobo_spans(out, page);
    else
        nc_buf_str(out, page);
}

/* Looks for elements. Text is escaped, so a '<' always begins an element. */
static void look_for_elements(struct epub_file *out, struct nc_str page)
{
    const char *end = page.p + page.n;
    out->has_mathml = out->has_svg = false;
    for (const char *p = page.p; p && (p = memchr(p, '<', (size_t)(end - p)));) {
        p++;
        out->has_mathml |= *p == 'm' && end - p > 4 && memcmp(p, "math", 4) == 0;
        out->has_svg |= *p == 's' && end - p > 3 && memcmp(p, "svg", 3) == 0;
    }
}

/* The approximate length of a page, to reserve memory for it. */
static size_t length_of(struct nc_str tmpl, const struct nc_tmpl_row *vars)
{
    size_t n = tmpl.n;
    for (size_t i = 0; i < vars->count; i++)
        n += vars->vars[i].text.n;
    return n;
}

int epub_page(struct epub_file *out, const struct nc_run *run, enum epub_template t,
              const struct nc_tmpl_row *vars, struct nc_fail *fail)
{
    const struct epub_state *state = run->state;
    struct nc_buf filled = {0}, page = {0};
    nc_buf_reserve(&filled, length_of(state->templates[t].text, vars));
    int result = nc_tmpl_fill(&filled, &state->templates[t], vars, fail);
    if (result == 0) {
        struct nc_str s = nc_buf_view(&filled);
        if (epub_target_of(run)->sentences) {
            epub_kobo_spans(&page, s);
            s = nc_buf_view(&page);
        }
        look_for_elements(out, s);
        nc_deflate(&out->data, s, NC_DEFLATE_LEVEL);
    }
    nc_buf_dispose(&filled);
    nc_buf_dispose(&page);
    return result;
}
