/* Tables (GFM 4.10): a header line, a delimiter row of as many cells (or, with a warning, of
 * another number), and rows up to a blank line or another block. The table becomes one token; its
 * cells become headings before the text, where libcmark reads them with the note's own link
 * definitions. */
#include "base/arena.h"
#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/doc.h"
#include "parse/block/shieldscan.h"
#include "parse/construct/blockid.h"
#include "parse/html/htmlstart.h"
#include "parse/leaf/source.h"

#include <stdlib.h>

#define MAX_CELLS                                                                                  \
    ((size_t)1 << 19) /* of all tables of a note, those that fill up short rows included */

/* One cell's source bytes. */
struct span {
    size_t from, to;
};

/* Past a construct at i of the cell that begins at from that hides a '|': of mathematics only that
 * whose bars come in pairs. */
static size_t past_construct(struct nc_shielding *h, size_t from, size_t i, size_t end)
{
    struct nc_stash st;
    unsigned len;
    uint32_t previous = i > from ? nc_utf8_at(h->s, nc_utf8_prev(h->s, i), &len) : 0;
    /* "50%%" is a number: what it may begin hides no bar. */
    if ((h->s.p[i] == '%' && nc_ascii_is_digit(previous)) ||
        !nc_shield_find(h, &st, i, end, previous))
        return i;
    if (!st.construct->bars_in_pairs)
        return st.to;
    size_t bars = 0;
    for (size_t k = i; k < st.to; k++)
        bars += h->s.p[k] == '|' && h->s.p[k - 1] != '\\';
    /* "|$a|$b|" holds two columns, "$P(A|B)$" one formula. */
    return bars % 2 && h->s.p[st.to - 2] == '|' ? i : st.to;
}

static struct span trimmed(struct nc_str s, size_t from, size_t to)
{
    while (from < to && nc_ascii_is_blank(s.p[from]))
        from++;
    while (to > from && nc_ascii_is_blank(s.p[to - 1]))
        to--;
    return (struct span){from, to};
}

/* The next cell of the row [*i, end); false at the row's end. code: no cell ends in a code span. */
static bool next_cell(struct nc_shielding *h, size_t *i, size_t end, bool code, struct span *cell)
{
    size_t from = *i;
    if (trimmed(h->s, from, end).from == end)
        return false;
    size_t k = from;
    while (k < end && h->s.p[k] != '|') {
        size_t past = past_construct(h, from, k, end);
        if (past > k)
            k = past;
        else if (code && h->s.p[k] == '`')
            k = nc_find_code_end(h->s, k, end);
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
    struct span cell;
    size_t n = 0, i = row_start(h, l);
    while (next_cell(h, &i, l->end, code, &cell))
        n++;
    return n;
}

/* In GitHub's tables a bar in code ends the cell. Where that makes too many cells, and bars outside
 * of code make just as many as there are columns, these alone count, as other programs have it. */
static bool keeps_code(struct nc_shielding *h, const struct nc_line *l, size_t columns)
{
    struct nc_str row = nc_str_sub(h->s, l->content, l->end);
    return nc_str_find(row, '`', 0) < row.n && count_cells(h, l, false) > columns &&
           count_cells(h, l, true) == columns;
}

static void add_aligns(struct nc_shielded *o, struct nc_str row)
{
    row = nc_str_trim(row);
    if (row.p[0] == '|')
        row = nc_str_sub(row, 1, row.n);
    if (row.p[row.n - 1] == '|')
        row.n--;
    for (size_t from = 0; from <= row.n;) {
        size_t to = nc_str_find(row, '|', from);
        struct nc_str cell = nc_str_trim(nc_str_sub(row, from, to));
        bool left = cell.p[0] == ':', right = cell.p[cell.n - 1] == ':';
        enum nc_align a = left && right ? NC_ALIGN_CENTER : left ? NC_ALIGN_LEFT : NC_ALIGN_NONE;
        nc_buf_char(&o->aligns, (char)(right && !left ? NC_ALIGN_RIGHT : a));
        from = to + 1;
    }
}

static void put_row(struct nc_shielding *h, const struct nc_line *l, size_t columns, bool keep_code,
                    size_t *cut_row)
{
    struct nc_shielded *o = h->out;
    nc_grow(&o->rows, &o->row_cap, o->row_count + 1, sizeof *o->rows);
    struct nc_shield_row *row = &o->rows[o->row_count++];
    *row = (struct nc_shield_row){.src = l->content, .first_cell = o->heading_count};
    struct span cell;
    size_t i = row_start(h, l);
    bool code = keep_code && keeps_code(h, l, columns);
    while (next_cell(h, &i, l->end, code, &cell)) {
        if (row->cells == columns) {
            if (cell.from < cell.to && *cut_row == h->s.n)
                *cut_row = cell.from;
            continue;
        }
        nc_shield_heading(h, cell.from, cell.to);
        row->cells++;
    }
}

static bool is_row(const struct nc_shield_scan *d, const struct nc_line *l)
{
    char c;
    struct nc_str end, s = d->h.s, content = nc_str_sub(s, l->content, l->end);
    bool bar = nc_str_find(content, '|', 0) < content.n;
    if (nc_line_is_empty(l) || l->matched < d->c.count || l->opened)
        return false;
    /* A Logseq block's properties and dates stand right below its table. */
    if (!bar && d->opts->dialect == NC_DIALECT_LOGSEQ)
        return false;
    return !nc_line_fence(l, s, &c) && !nc_line_is_heading(l, s) && !nc_line_is_rule(l, s) &&
           !nc_html_starts(content, true, &end) && !nc_begins_own_block(content) &&
           !(nc_begins_pair(content) && !bar) &&
           !nc_str_starts(content, NC_LIT("{:")) /* attributes of the table */ &&
           !nc_block_id_is_line(content) /* it names the table */;
}

/* One row, and a warning at what it has too many of. */
static void put_told_row(struct nc_shield_scan *d, const struct nc_line *l, size_t columns)
{
    size_t cut = d->h.s.n;
    put_row(&d->h, l, columns, !d->opts->no_repair && d->opts->dialect != NC_DIALECT_GFM, &cut);
    if (cut == d->h.s.n)
        return;
    nc_shield_warn(d, NC_D_TABLE_ROW, cut,
                   "a row has more cells than its table has columns; the surplus was left out (a | "
                   "in a cell is written \\|)");
}

/* Rows up to the table's end; where that is. */
static size_t put_rows(struct nc_shield_scan *d, size_t at, size_t columns)
{
    struct nc_shielding *h = &d->h;
    struct nc_shielded *o = h->out;
    size_t filled = o->heading_count;
    put_told_row(d, &d->l, columns);
    while (at < h->s.n) {
        struct nc_line l;
        nc_line_read(&l, &d->c, h->s, at);
        if (!is_row(d, &l))
            break;
        filled += columns;
        if (filled > MAX_CELLS) {
            nc_shield_warn(d, NC_D_TABLE_SIZE, l.content,
                           "the note's tables have more than 524288 cells; the rows from here on "
                           "stay text");
            break;
        }
        put_told_row(d, &l, columns);
        at = l.end < h->s.n ? l.end + 1 : l.end;
    }
    return at;
}

/* A heading or a rule, which is never a table's head. */
static bool is_other_block(const struct nc_shield_scan *d)
{
    return nc_line_is_heading(&d->l, d->h.s) || nc_line_is_rule(&d->l, d->h.s);
}

static bool begins_with_bar(const struct nc_shield_scan *d, const struct nc_line *l)
{
    return l->content < l->end && d->h.s.p[l->content] == '|';
}

static bool holds_bar(const struct nc_shield_scan *d, const struct nc_line *l)
{
    struct nc_str content = nc_str_sub(d->h.s, l->content, l->end);
    return nc_str_find(content, '|', 0) < content.n;
}

/* How many columns the table has whose head is the current line and whose delimiter row, `row`, has
 * so many cells; 0: it is none. Where both lines begin with a bar, or
 * hold one, the counts may differ, as
 * programs write it that make tables without counting; the head and the first row then decide. */
static size_t count_columns(struct nc_shield_scan *d, const struct nc_line *row, size_t delimiters)
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

bool nc_shield_begins_table(struct nc_shield_scan *d)
{
    size_t columns, next = d->l.end + 1;
    struct nc_line row;
    if (next >= d->h.s.n || !strchr(" \t|:->", d->h.s.p[next]) || is_other_block(d))
        return false;
    nc_line_read(&row, &d->c, d->h.s, next);
    return row.matched == d->c.count && !row.opened && !nc_line_is_empty(&row) &&
           nc_line_is_delimiter_row(&row, d->h.s, &columns) && count_columns(d, &row, columns) > 0;
}

void nc_shield_table(struct nc_shield_scan *d)
{
    struct nc_shielding *h = &d->h;
    struct nc_shielded *o = h->out;
    struct nc_line row;
    size_t delimiters;
    nc_line_read(&row, &d->c, h->s, d->l.end + 1);
    nc_line_is_delimiter_row(&row, h->s, &delimiters);
    size_t columns = count_columns(d, &row, delimiters), head = count_cells(h, &d->l, false);
    if (head != delimiters)
        nc_diag(d->diags, NC_D_TABLE_REPAIRED, d->file, nc_locate_in_source(&d->where, row.content),
                "the row of dashes has %zu cell%s, the head %zu; read as a table of %zu",
                delimiters, delimiters == 1 ? "" : "s", head, columns);
    struct nc_stash st = {.kind = NC_STASH_TABLE, .from = d->l.content, .number = o->table_count};
    nc_grow(&o->tables, &o->table_cap, o->table_count + 1, sizeof *o->tables);
    struct nc_shield_table t = {
        .first_row = o->row_count, .columns = columns, .align = o->aligns.n};
    add_aligns(o, nc_str_sub(h->s, row.content, row.end));
    while (o->aligns.n < t.align + columns)
        nc_buf_char(&o->aligns, (char)NC_ALIGN_NONE);
    o->aligns.n = t.align + columns;
    struct nc_shielding saved = *h;
    h->in_cell = true;
    d->c.in_paragraph = false;
    nc_shield_swap(o, &d->headings);
    size_t after = put_rows(d, row.end < h->s.n ? row.end + 1 : row.end, columns);
    nc_shield_swap(o, &d->headings);
    *h = saved;
    t.rows = o->row_count - t.first_row;
    o->tables[o->table_count++] = t;
    st.to = after > st.from && h->s.p[after - 1] == '\n' ? after - 1 : after;
    nc_shield_block(h, &st);
    if (h->i < h->s.n)
        nc_shield_copy(h, 1);
}
