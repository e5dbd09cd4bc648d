/* Leaves out Hiccup, Logseq's [:tag …]. */
#include "base/ascii.h"
#include "parse/construct/constructs.h"
#include "parse/leaf/source.h"

/* Ends at the bracket that balances the first. */
static size_t end_of(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    bool named = i + 2 < limit && nc_ascii_is_letter(s.p[i + 2]);
    size_t to = named ? nc_find_bracket(s, i, limit) : limit;
    return to < limit ? to + 1 : 0;
}

static struct nc_node *drop(struct nc_making *m)
{
    nc_report_dropped(m, "hiccup ([:tag …]) is not read; such parts were left out");
    return NULL;
}

static bool is_logseq(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_construct nc_hiccup = {
    .begins = "[:", .is_read = is_logseq, .end = end_of, .make = drop};
