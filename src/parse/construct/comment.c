/* Comments in lines: %%…%% of Obsidian, <!-- … -->. */
#include "parse/construct/constructs.h"
#include "parse/leaf/source.h"

/* Exactly two signs open, and exactly two close; four do neither. */
static size_t percent_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    if (previous == '%' || (i + 2 < limit && s.p[i + 2] == '%'))
        return 0;
    size_t end = i + 2, run = 0;
    for (; end < limit && s.p[end] != '\n' && run != 2; end += run ? run : 1)
        for (run = 0; end + run < limit && s.p[end + run] == '%';)
            run++;
    return run == 2 ? end : 0;
}

/* <!-- … -->, also <!--> and <!---> (CommonMark 0.31 6.6). */
static size_t html_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    size_t at = nc_str_search(nc_str_sub(s, 0, limit), NC_LIT("-->"), i + 2);
    return at < limit ? at + 3 : 0;
}

static struct nc_node *make_comment(struct nc_making *m, size_t from, size_t to)
{
    const struct nc_stash *st = m->st;
    struct nc_str s = st->in_cell ? nc_str_trim(nc_source_text(m->doc, m->src, st, from, to))
                                  : nc_source_lines(m->doc, m->src, st, from, to, '\n');
    return nc_node_text(m->doc, NC_COMMENT, m->pos, s);
}

static struct nc_node *make_percent(struct nc_making *m)
{
    return make_comment(m, m->st->from + 2, m->st->to - 2);
}

static struct nc_node *make_html(struct nc_making *m)
{
    size_t from = m->st->from + 4, to = m->st->to - 3;
    return make_comment(m, from, to > from ? to : from); /* in "<!-->" they overlap */
}

const struct nc_construct nc_comment = {.begins = "%%",
                                        .code = NC_CODE_MUST_END,
                                        .bars_in_pairs = true,
                                        .end = percent_end,
                                        .make = make_percent};
const struct nc_construct nc_html_comment = {
    .begins = "<!--", .closes = "-->", .end = html_end, .make = make_html};
