/* Leaves out templates: only their plugin can run them. */
#include "parse/construct/template.h"

#include "parse/construct/constructs.h"

size_t nc_template_end(struct nc_str s, size_t i, size_t limit)
{
    s = nc_str_sub(s, 0, limit);
    for (size_t k = nc_str_find(s, '%', i + 2); k + 1 < limit; k = nc_str_find(s, '%', k + 1)) {
        if (s.p[k - 1] == '<' && k - 1 > i)
            return 0;
        if (s.p[k + 1] == '>')
            return nc_str_trim(nc_str_sub(s, i + 2, k)).n ? k + 2 : 0;
    }
    return 0;
}

static size_t end_of(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    return nc_template_end(s, i, limit);
}

static struct nc_node *drop(struct nc_making *m)
{
    nc_report_dropped(m, "a template's <% … %> is not run; such parts were left out");
    return NULL;
}

const struct nc_construct nc_template = {.begins = "<%", .end = end_of, .make = drop};
