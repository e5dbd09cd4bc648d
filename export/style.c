/* The style sheet of a product: the template's, then the user's own. */
#include "export/backend.h"

#include "base/fsio.h"

#include <string.h>

#define MAX_STYLE ((size_t)4 << 20)

/* The offset of the first @import or url() that loads a file; css.n if there is none. Comments do
 * not count. */
static size_t find_loading(struct nc_str css)
{
    for (size_t i = 0; i < css.n; i++) {
        struct nc_str rest = nc_str_sub(css, i, css.n);
        if (nc_str_starts(rest, NC_LIT("/*"))) {
            i = nc_str_search(css, NC_LIT("*/"), i + 2) + 1;
        } else if (nc_str_istarts(rest, NC_LIT("@import"))) {
            return i;
        } else if (nc_str_istarts(rest, NC_LIT("url("))) {
            struct nc_str url = nc_str_trim(nc_str_sub(rest, strlen("url("), rest.n));
            if (url.n && (url.p[0] == '"' || url.p[0] == '\''))
                url = nc_str_sub(url, 1, url.n);
            if (!nc_str_istarts(url, NC_LIT("data:")) && !nc_str_starts(url, NC_LIT("#")))
                return i;
        }
    }
    return css.n;
}

static void report_loading(const struct nc_run *run, const char *path, struct nc_str css)
{
    size_t at = find_loading(css);
    struct nc_pos pos = {.line = 1, .col = 1};
    if (at == css.n)
        return;
    for (size_t i = 0; i < at; i++)
        pos.line += css.p[i] == '\n';
    nc_diag(run->diags, NC_D_FORMAT_LOSS, nc_str(path), pos,
            "%s in a style sheet of yours loads a file, which is not put into the book",
            css.p[at] == '@' ? "@import" : "url()");
}

int nc_run_style(struct nc_buf *out, const struct nc_run *run, const char *template_name,
                 const char *more, bool is_packed)
{
    const char *own = nc_run_option(run, "css");
    struct nc_str style;
    if (nc_template_get(&style, run->templates, template_name, run->fail))
        return -1;
    nc_buf_str(out, style);
    if (more && nc_template_get(&style, run->templates, more, run->fail))
        return -1;
    if (more)
        nc_buf_str(out, style);
    if (!own)
        return 0;
    struct nc_buf text = {0};
    int err = nc_read_file(&text, own, MAX_STYLE, run->fail);
    /* Within a sheet a byte order mark would belong to the first selector, which then means
     * nothing. */
    struct nc_str mark = NC_LIT("\xEF\xBB\xBF"), css = nc_buf_view(&text);
    css = nc_str_sub(css, nc_str_starts(css, mark) ? mark.n : 0, css.n);
    nc_buf_char(out, '\n');
    nc_buf_str(out, css);
    if (!err && is_packed)
        report_loading(run, own, css);
    nc_buf_dispose(&text);
    return err;
}
