/* Blocks whose lines are kept unchanged: org's source, export, comment and query blocks, and
 * pandoc's tables, which are not parsed. */
#include "parse/block/blockscan.h"
#include "parse/block/keptlines.h"

/* The offset of a line's first column within its containers. */
static size_t first_column(const struct nc_scan *d)
{
    size_t i = d->l.content;
    for (unsigned k = 0; k < d->l.indent && i > d->l.start && d->h.s.p[i - 1] == ' '; k++)
        i--;
    return i;
}

/* own_indent: the columns before the first line, which are also removed from the others. */
static bool put_code(struct nc_scan *d, enum nc_stash_kind kind, size_t from, size_t end,
                     unsigned own_indent)
{
    struct nc_stash st = {
        .kind = kind, .from = from, .to = end, .indent = nc_scan_item_indent(d) + own_indent};
    nc_scan_block(d, &st);
    struct nc_texts *t = &d->b.t;
    nc_node_append(d->b.parent,
                   nc_kept_code(t->doc, t->src, &st, nc_locate_in_source(&t->locator, st.from)));
    return true;
}

/* Reads the next line of the block into l. False where the containers end. */
static bool next_line(const struct nc_scan *d, struct nc_line *l, size_t end)
{
    if (end >= d->h.s.n)
        return false;
    nc_line_continue(l, &d->c, d->h.s, end + 1);
    return l->matched == d->c.count;
}

/* --- org --- */

/* Finds the word after "#+BEGIN_" and its number, which is NC_ORG_CODE for a block that holds
 * Markdown. */
static size_t org_code(const struct nc_scan *d, struct nc_str *word)
{
    static const char *const names[NC_ORG_CODE] = {"SRC", "EXPORT", "EXAMPLE", "COMMENT", "QUERY"};
    struct nc_str s = nc_scan_content(d);
    size_t k = 0;
    *word = nc_str_sub(s, strlen("#+BEGIN_"), s.n);
    *word = nc_str_sub(*word, 0, nc_str_find(*word, ' ', 0));
    while (k < NC_ORG_CODE && !nc_str_ieq(*word, nc_str(names[k])))
        k++;
    return k;
}

bool nc_scan_names_org_code(const struct nc_scan *d)
{
    struct nc_str word;
    return org_code(d, &word) < NC_ORG_CODE;
}

bool nc_scan_org_code(struct nc_scan *d)
{
    struct nc_str word;
    size_t k = org_code(d, &word);
    if (d->no_org_from[k])
        return false;
    struct nc_line l = d->l;
    while (next_line(d, &l, l.end)) {
        struct nc_str line = nc_str_trim(nc_str_sub(d->h.s, l.content, l.end));
        if (nc_str_istarts(line, NC_LIT("#+END_")) &&
            nc_str_ieq(nc_str_sub(line, strlen("#+END_"), line.n), word))
            return put_code(d, NC_STASH_ORG_CODE, d->l.content, l.end, d->l.indent);
    }
    d->no_org_from[k] = d->l.end >= d->h.s.n || l.end >= d->h.s.n;
    nc_scan_warn(d, NC_D_UNCLOSED, d->l.content,
                 "a block opened here is not closed before its container ends; its lines are "
                 "read as text");
    return false;
}

/* --- pandoc's tables --- */

static bool is_grid_rule(struct nc_str s)
{
    s = nc_str_trim(s);
    if (s.n < 3 || s.p[0] != '+' || s.p[s.n - 1] != '+')
        return false;
    for (size_t i = 1; i < s.n; i++)
        if (!strchr("+-=:", s.p[i]) || (s.p[i] == '+' && s.p[i - 1] == '+'))
            return false;
    return true;
}

/* The number of groups of two or more dashes that make up the line; 0 if it holds anything else. */
static unsigned dash_groups(struct nc_str s)
{
    unsigned groups = 0;
    s = nc_str_trim(s);
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        while (i < s.n && s.p[i] == '-')
            i++;
        if (i - from < 2)
            return 0;
        groups++;
        while (i < s.n && s.p[i] == ' ')
            i++;
    }
    return groups;
}

/* Whether two or more blanks separate cells, as in a simple table. */
static bool has_columns(struct nc_str s)
{
    s = nc_str_trim(s);
    return nc_str_search(s, NC_LIT("  "), 0) < s.n;
}

static size_t grid_end(const struct nc_scan *d)
{
    struct nc_line l = d->l, next;
    size_t rows = 0;
    if (!is_grid_rule(nc_scan_content(d)))
        return 0;
    while (next_line(d, &next, l.end) && !nc_line_is_empty(&next) &&
           (d->h.s.p[next.content] == '|' || d->h.s.p[next.content] == '+')) {
        rows += d->h.s.p[next.content] == '|';
        l = next;
    }
    return rows ? l.end : 0;
}

/* The end of a simple table: a line of dashes in groups with text above and below, up to a blank
 * line. If there is no text above, another such line must end it. */
static size_t simple_end(struct nc_scan *d)
{
    struct nc_line l = d->l, next;
    unsigned lines = 0, rules = dash_groups(nc_scan_content(d)) > 1;
    bool headless = rules, last_is_rule = false;
    bool columns = false;
    if (d->l.content < d->no_simple_to)
        return 0;
    while (next_line(d, &next, l.end) && !nc_line_is_empty(&next)) {
        unsigned groups = dash_groups(nc_str_sub(d->h.s, next.content, next.end));
        if (lines == 0 && !headless && (groups < 2 || !has_columns(nc_scan_content(d))))
            return 0;
        columns |= lines == 0 && !headless;
        last_is_rule = groups > 1;
        columns |= !last_is_rule && has_columns(nc_str_sub(d->h.s, next.content, next.end));
        rules += last_is_rule;
        l = next;
        lines++;
    }
    if (lines > 1 && columns && (headless ? last_is_rule : !last_is_rule || rules > 1))
        return l.end;
    d->no_simple_to = l.end;
    return 0;
}

/* The end of a multiline table, between two lines of dashes, with a line of groups below the head.
 * Blank lines separate the rows. */
static size_t multiline_end(struct nc_scan *d)
{
    struct nc_str s = d->h.s;
    struct nc_line l = d->l;
    bool head = false;
    size_t length = nc_str_trim(nc_scan_content(d)).n;
    if (length < 5 || dash_groups(nc_scan_content(d)) != 1 || d->l.content >= d->no_multi_from)
        return 0;
    while (next_line(d, &l, l.end) && (head || !nc_line_is_empty(&l))) {
        struct nc_str line = nc_str_trim(nc_str_sub(s, l.content, l.end));
        unsigned groups = dash_groups(line);
        if (head && groups == 1 && line.n == length)
            return l.end;
        if (!head && groups == 1)
            return 0;
        head |= groups > 1;
    }
    if (head)
        d->no_multi_from = d->l.content;
    return 0;
}

bool nc_scan_pandoc_table(struct nc_scan *d)
{
    if (d->c.in_paragraph || nc_line_is_heading(&d->l, d->h.s))
        return false;
    size_t end = grid_end(d);
    if (!end)
        end = multiline_end(d);
    if (!end)
        end = simple_end(d);
    if (!end)
        return false;
    nc_scan_warn(d, NC_D_TABLE_PANDOC, d->l.content,
                 "a table in pandoc's grid, simple or multiline form is not read; it is kept as "
                 "code (write it with | between the cells)");
    return put_code(d, NC_STASH_CODE, first_column(d), end, 0);
}
