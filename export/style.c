/* The style sheet of a product: the template's, then the user's own. */
#include "export/backend.h"

#include "base/fsio.h"

#define MAX_STYLE ((size_t)4 << 20)

int nc_run_style(struct nc_buf *out, const struct nc_run *run, const char *template_name,
                 const char *more)
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
    nc_buf_char(out, '\n');
    return nc_read_file(out, own, MAX_STYLE, run->fail);
}
