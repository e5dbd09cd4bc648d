/* Citations as pandoc writes them: "[see @key, p. 3]", "@key". */
#include "doc/citation.h"

#include "base/uchar.h"
#include "parse/construct/markkinds.h"

static bool find_citation(struct nc_text_run *r, size_t i, struct nc_mark *mark)
{
    struct nc_str s = r->text;
    uint32_t before = nc_run_char_before(r, i);
    bool within = nc_is_alnum(before) || before == '[' || before == '-'; /* a word or brackets */
    size_t length = nc_citation_length(nc_str_sub(s, i, s.n));
    if (!length || (s.p[i] == '@' && within))
        return false;
    struct nc_str text = nc_arena_str(r->doc->arena, nc_str_sub(s, i, i + length));
    *mark =
        (struct nc_mark){i, i + length, nc_node_text(r->doc, NC_CITATION, nc_mark_pos(r, i), text)};
    return true;
}

/* In other dialects "@name" names a person, and brackets hold anything. */
static bool is_read(const struct nc_parse_options *opts)
{
    return opts->cites || opts->dialect == NC_DIALECT_PANDOC;
}

const struct nc_mark_kind nc_bracket_citation_mark = {
    .begins = "[", .needs = "@", .is_read = is_read, .find = find_citation};
const struct nc_mark_kind nc_text_citation_mark = {
    .begins = "@", .is_read = is_read, .find = find_citation};
