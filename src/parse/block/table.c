/* Tables (GFM 4.10): a header line, a delimiter row with as many cells (or, with a warning, a
 * different number), and rows up to a blank line or another block. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "parse/block/blockscan.h"
#include "parse/construct/blockid.h"
#include "parse/html/htmlstart.h"
#include "parse/input/frontlines.h"
#include "parse/leaf/source.h"

#include <stdlib.h>

/* For all tables of a note together, including the cells that fill up short rows. */
#define MAX_CELLS ((size_t)1 << 19)

/* How far to look for the end of a cell cut by a blank line. */
#define MAX_CELL_LINES 100

/* The text between the signs at both ends of [from, to): as many as match. */
static struct nc_str inside(struct nc_str s, size_t from, size_t to)
{
    char sign = s.p[from];
    while (from + 1 < to && s.p[from] == sign && s.p[to - 1] == sign) {
        from++;
        to--;
    }
    return nc_str_sub(s, from, to);
}

/* The offset after a construct at i that hides a '|'. Text before `from` is ignored. Mathematics
 * and comments hide bars only in pairs. */
static size_t past_construct(struct nc_shielding *h, size_t from, size_t i, size_t end)
{
    struct nc_stash st;
    unsigned len;
    uint32_t previous = i > from ? nc_utf8_at(h->s, nc_utf8_prev(h->s, i), &len) : 0;
    /* "50%%" is a number: a comment that would begin there hides no bar. */
    if ((h->s.p[i] == '%' && nc_ascii_is_digit(previous)) ||
        !nc_shield_find(h, &st, i, end, previous))
        return i;
    if (!st.construct->bars_in_pairs)
        return st.to;
    struct nc_str s = inside(h->s, i, st.to), words = nc_str_trim(s);
    size_t bars = 0;
    for (size_t k = 0; k < s.n; k++)
        bars += s.p[k] == '|' && (k == 0 || s.p[k - 1] != '\\');
    /* "|$a|$b|" and "| %% a | %% b |" hold two columns, "$P(A|B)$" one formula. */
    bool at_edge = bars && ((words.p > s.p && words.p[0] == '|') || words.p[words.n - 1] == '|');
    return bars % 2 && at_edge ? i : st.to;
}

static struct nc_range trimmed(struct nc_str s, size_t from, size_t to)
{
    from = nc_str_past_blanks(s, from, to);
    return (struct nc_range){from, nc_str_before_blanks(s, from, to)};
}

/* Finds the next cell of the row [*i, end). False at the end of the row. code: a bar in a code span
 * does not end a cell. */
static bool next_cell(struct nc_shielding *h, size_t *i, size_t end, bool code,
                      struct nc_range *cell)
{
    size_t from = *i;
    if (nc_str_past_blanks(h->s, from, end) == end)
        return false;
    size_t k = from, after = from; /* the last construct */
    while (k < end && h->s.p[k] != '|') {
        size_t past = past_construct(h, after, k, end);
        if (past > k)
            k = after = past;
        else if (code && h->s.p[k] == '`')
            k = nc_find_code_end(h->s, k, end, NULL);
        else
            k += h->s.p[k] == '\\' && k + 1 < end ? 2 : 1;
    }
    *cell = trimmed(h->s, from, k < end ? k : end);
    *i = k < end ? k + 1 : end;
    return true;
}

static size_t row_start(const struct nc_shielding *h, const struct nc_line *l)
{
    return l->content + (l->content < l->end && h->s.p[l->content] == '|');
}

static size_t count_cells(struct nc_shielding *h, const struct nc_line *l, bool code)
{
    struct nc_range cell;
    size_t n = 0, i = row_start(h, l);
    while (next_cell(h, &i, l->end, code, &cell))
        n++;
    return n;
}

/* Whether bars in code spans belong to the code. In GitHub's tables a bar in code ends the cell.
 * But if that gives too many cells, and the bars outside code give as many as there are columns,
 * only these count, as in other programs. */
static bool keeps_code(struct nc_shielding *h, const struct nc_line *l, size_t columns)
{
    struct nc_str row = nc_str_sub(h->s, l->content, l->end);
    return nc_str_find(row, '`', 0) < row.n && count_cells(h, l, false) > columns &&
           count_cells(h, l, true) == columns;
}

/* Reads the alignments from a row of dashes. */
static void read_aligns(uint8_t *aligns, size_t columns, struct nc_str row)
{
    row = nc_str_trim(row);
    if (row.p[0] == '|')
        row = nc_str_sub(row, 1, row.n);
    if (row.p[row.n - 1] == '|')
        row.n--;
    for (size_t from = 0, k = 0; from <= row.n && k < columns; k++) {
        size_t to = nc_str_find(row, '|', from);
        struct nc_str cell = nc_str_trim(nc_str_sub(row, from, to));
        bool left = cell.p[0] == ':', right = cell.p[cell.n - 1] == ':';
        enum nc_align a = left && right ? NC_ALIGN_CENTER : left ? NC_ALIGN_LEFT : NC_ALIGN_NONE;
        aligns[k] = (uint8_t)(right && !left ? NC_ALIGN_RIGHT : a);
        from = to + 1;
    }
}

/* Appends a cell. span: its text; NULL: the row does not write it. */
static void add_cell(struct nc_scan *d, struct nc_node *row, uint32_t column,
                     const struct nc_range *span)
{
    struct nc_texts *t = &d->b.t;
    struct nc_pos pos = span ? nc_locate_in_source(&t->locator, span->from) : row->pos;
    struct nc_node *cell = nc_node_new(t->doc, NC_CELL, pos);
    cell->u.cell.column = column;
    cell->u.cell.align = (enum nc_align)row->parent->u.table.align[column];
    nc_node_append(row, cell);
    if (!span || span->from == span->to)
        return;
    struct nc_node *text = nc_node_new(t->doc, NC_PLAIN, pos);
    nc_node_append(cell, text);
    nc_leaf_put(&d->h, span->from, span->to, text);
}

static void put_row(struct nc_scan *d, struct nc_node *table, const struct nc_line *l,
                    bool keep_code, struct nc_range *surplus)
{
    struct nc_shielding *h = &d->h;
    size_t columns = table->u.table.columns, i = row_start(h, l);
    uint32_t count = 0;
    struct nc_range cell;
    struct nc_node *row =
        nc_node_new(d->b.t.doc, NC_ROW, nc_locate_in_source(&d->b.t.locator, l->content));
    row->u.row.head = !table->first;
    nc_node_append(table, row);
    bool code = keep_code && keeps_code(h, l, columns);
    while (next_cell(h, &i, l->end, code, &cell))
        if (count < columns)
            add_cell(d, row, count++, &cell);
        else if (cell.from < cell.to)
            *surplus = (struct nc_range){surplus->to ? surplus->from : cell.from, cell.to};
    while (count < columns)
        add_cell(d, row, count++, NULL);
}

static bool is_row(const struct nc_scan *d, const struct nc_line *l)
{
    char c;
    struct nc_str end, s = d->h.s, content = nc_str_sub(s, l->content, l->end);
    bool bar = nc_str_find(content, '|', 0) < content.n;
    if (nc_line_is_empty(l) || l->matched < d->c.count || l->opened)
        return false;
    /* The properties and dates of a Logseq block stand right below its table. */
    if (!bar && d->opts->dialect == NC_DIALECT_LOGSEQ)
        return false;
    return !nc_line_fence(l, s, &c) && !nc_line_is_heading(l, s) && !nc_line_is_rule(l, s) &&
           !nc_html_starts(content, true, &end) && !nc_begins_own_block(content) &&
           !(nc_begins_pair(content) && !bar) && !nc_scan_closes_tag(d, l) &&
           !nc_str_starts(content, NC_LIT("{:")) /* attributes of the table */ &&
           !nc_block_id_is_line(content) /* an id of the table */;
}

/* Puts a row and warns of surplus cells. */
static void put_checked_row(struct nc_scan *d, struct nc_node *table, const struct nc_line *l)
{
    struct nc_range surplus = {0};
    struct nc_buf text = {0};
    put_row(d, table, l, !d->opts->no_repair && d->opts->dialect != NC_DIALECT_GFM, &surplus);
    if (!surplus.to)
        return;
    nc_front_quote(&text, nc_str_sub(d->h.s, surplus.from, surplus.to));
    nc_diag(d->diags, NC_D_TABLE_ROW, d->file, nc_locate_in_source(&d->b.t.locator, surplus.from),
            "a row has more cells than its table has columns; %.*s was left out (a | in a cell is "
            "written \\|)",
            NC_FMT(nc_buf_view(&text)));
    nc_buf_dispose(&text);
}

/* Puts rows up to the end of the table and returns where that is. */
static size_t put_rows(struct nc_scan *d, struct nc_node *table, size_t at)
{
    struct nc_shielding *h = &d->h;
    put_checked_row(d, table, &d->l);
    while (at < h->s.n) {
        struct nc_line l;
        nc_line_read(&l, &d->c, h->s, at);
        if (!is_row(d, &l))
            break;
        d->cells += table->u.table.columns;
        if (d->cells > MAX_CELLS) {
            nc_scan_warn(d, NC_D_TABLE_SIZE, l.content,
                         "the note's tables have more than 524288 cells; the rows from here on "
                         "stay text");
            break;
        }
        put_checked_row(d, table, &l);
        at = l.end < h->s.n ? l.end + 1 : l.end;
    }
    return at;
}

static bool begins_with_bar(const struct nc_scan *d, const struct nc_line *l)
{
    return l->content < l->end && d->h.s.p[l->content] == '|';
}

static bool ends_with_bar(const struct nc_scan *d, const struct nc_line *l)
{
    struct nc_str row = nc_str_trim(nc_str_sub(d->h.s, l->content, l->end));
    return nc_str_ends(row, NC_LIT("|")) && !nc_str_ends(row, NC_LIT("\\|"));
}

/* Whether the line at `at` is empty and a later line ends a row that began before it; not if that
 * line is the head of a table. */
static bool row_continues(struct nc_scan *d, size_t at)
{
    struct nc_str s = d->h.s;
    struct nc_line l, below;
    size_t columns;
    char c;
    for (int i = 0; i < MAX_CELL_LINES && at < s.n; i++, at = l.end + 1) {
        nc_line_read(&l, &d->c, s, at);
        if (i == 0 && !nc_line_is_empty(&l))
            return false;
        if (nc_line_is_heading(&l, s) || nc_line_fence(&l, s, &c) || begins_with_bar(d, &l))
            return false;
        if (!ends_with_bar(d, &l))
            continue;
        if (l.end + 1 >= s.n)
            return true;
        nc_line_read(&below, &d->c, s, l.end + 1);
        return !nc_line_is_delimiter_row(&below, s, &columns);
    }
    return false;
}

/* Warns, once per note, of a cell with blank lines, as some programs write: rows end in a bar, the
 * table's last row does not or lacks cells, and a later line closes it. */
static void warn_cut(struct nc_scan *d, const struct nc_line *dashes, size_t columns, size_t at)
{
    struct nc_line last;
    size_t from = at;
    if (d->reported_cut || d->opts->dialect == NC_DIALECT_GFM || !begins_with_bar(d, dashes) ||
        !ends_with_bar(d, dashes) || at >= d->h.s.n)
        return;
    do
        from--;
    while (d->h.s.p[from - 1] != '\n'); /* stops at the head at the latest */
    nc_line_read(&last, &d->c, d->h.s, from);
    bool is_open = !ends_with_bar(d, &last) || count_cells(&d->h, &last, false) < columns;
    if (!begins_with_bar(d, &last) || !is_open || !row_continues(d, at))
        return;
    d->reported_cut = true;
    nc_scan_warn(d, NC_D_TABLE_CUT, last.content,
                 "a cell of this row holds a blank line, which ends the table; the rest stays text "
                 "(write <br> for the lines of a cell, and no blank line)");
}

/* Whether the line is a heading or a rule, which is never a table's head. */
static bool is_other_block(const struct nc_scan *d)
{
    return nc_line_is_heading(&d->l, d->h.s) || nc_line_is_rule(&d->l, d->h.s);
}

static bool holds_bar(const struct nc_scan *d, const struct nc_line *l)
{
    struct nc_str content = nc_str_sub(d->h.s, l->content, l->end);
    return nc_str_find(content, '|', 0) < content.n;
}

/* The number of columns of a table whose head is the current line and whose delimiter row, `row`,
 * has `delimiters` cells; 0 if there is no table. Some programs do not count the cells of the
 * delimiter row. So if both lines begin with a bar or hold one, the counts may differ, and the head
 * and the first row decide. */
static size_t count_columns(struct nc_scan *d, const struct nc_line *row, size_t delimiters)
{
    size_t head = count_cells(&d->h, &d->l, false), next = row->end + 1;
    if (head == delimiters)
        return head;
    bool begin = begins_with_bar(d, &d->l) && begins_with_bar(d, row);
    bool hold = head > 1 && delimiters > 1 && holds_bar(d, row);
    if (d->opts->no_repair || d->opts->dialect == NC_DIALECT_GFM || !(begin || hold) ||
        next >= d->h.s.n)
        return 0;
    struct nc_line first;
    nc_line_read(&first, &d->c, d->h.s, next);
    if (!is_row(d, &first) || !(hold ? holds_bar : begins_with_bar)(d, &first))
        return 0;
    size_t cells = count_cells(&d->h, &first, false);
    return cells < 2 ? 0 : cells > head ? cells : head;
}

bool nc_scan_begins_table(struct nc_scan *d)
{
    size_t columns, next = d->l.end + 1;
    struct nc_line row;
    if (next >= d->h.s.n || !strchr(" \t|:->", d->h.s.p[next]) || is_other_block(d))
        return false;
    nc_line_read(&row, &d->c, d->h.s, next);
    return row.matched == d->c.count && !row.opened && !nc_line_is_empty(&row) &&
           nc_line_is_delimiter_row(&row, d->h.s, &columns) && count_columns(d, &row, columns) > 0;
}

void nc_scan_table(struct nc_scan *d)
{
    struct nc_shielding *h = &d->h;
    struct nc_line row;
    size_t delimiters;
    nc_line_read(&row, &d->c, h->s, d->l.end + 1);
    nc_line_is_delimiter_row(&row, h->s, &delimiters);
    size_t columns = count_columns(d, &row, delimiters), head = count_cells(h, &d->l, false);
    if (head != delimiters)
        nc_diag(d->diags, NC_D_TABLE_REPAIRED, d->file,
                nc_locate_in_source(&d->b.t.locator, row.content),
                "the row of dashes has %zu cell%s, the head %zu; read as a table of %zu",
                delimiters, delimiters == 1 ? "" : "s", head, columns);
    d->c.in_paragraph = false;
    struct nc_node *table = nc_build_block(&d->b, NC_TABLE, d->l.content);
    uint8_t *aligns = nc_arena_alloc(d->b.t.doc->arena, columns);
    memset(aligns, NC_ALIGN_NONE, columns);
    read_aligns(aligns, columns, nc_str_sub(h->s, row.content, row.end));
    table->u.table.columns = (uint32_t)columns;
    table->u.table.align = aligns;
    h->in_cell = true;
    d->next = put_rows(d, table, row.end < h->s.n ? row.end + 1 : row.end);
    h->in_cell = false;
    warn_cut(d, &row, columns, d->next);
}
