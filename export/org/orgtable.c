/* Tables, padded by display width, with alignment as a row of cookies. */
#include "base/arena.h"
#include "base/uchar.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"

#include <stdlib.h>

#define MAX_PAD 80 /* wider cells are not padded: one long cell would inflate every row */

struct grid {
    struct nc_buf *cells;
    size_t rows, columns;
    size_t *widths;
};

static struct nc_buf *cell(const struct grid *g, size_t row, size_t column)
{
    return &g->cells[row * g->columns + column];
}

/* Whether the cell is empty or holds a sign. If all cells of the first column are like this, Org
 * reads the signs as marks of the table. */
static bool is_special_mark(struct nc_str s)
{
    return s.n == 0 || (s.n == 1 && strchr("/!#^_$*", s.p[0]));
}

static void protect_cell(struct nc_buf *cell)
{
    struct nc_buf b = {0};
    nc_buf_cp(&b, 0x200B);
    nc_buf_str(&b, nc_buf_view(cell));
    nc_buf_dispose(cell);
    *cell = b;
}

/* Exporters leave out such a column, and in any table a row that begins with a slash alone. */
static void protect_first_column(struct grid *g)
{
    bool special = true;
    for (size_t r = 0; r < g->rows; r++)
        special &= is_special_mark(nc_buf_view(cell(g, r, 0)));
    for (size_t r = 0; r < g->rows; r++)
        if (special || nc_str_eqz(nc_buf_view(cell(g, r, 0)), "/"))
            protect_cell(cell(g, r, 0));
}

struct reported {
    bool blocks, spans;
};

/* Reports what Org's tables lack, once per table. */
static void report_cell(struct org_writer *w, const struct nc_node *c, struct reported *reported)
{
    bool spans = c->u.cell.colspan > 1 || c->u.cell.rowspan > 1;
    if (spans && !reported->spans)
        org_report(
            w, NC_D_TABLE_SPAN, c,
            "a cell that spans rows or columns is written in the first of them; the others are "
            "empty");
    if (c->first && !nc_cell_text(c) && !reported->blocks)
        org_lost(w, c, "blocks in a table's cell are written line by line");
    reported->spans |= spans;
    reported->blocks |= c->first && !nc_cell_text(c);
}

static void render(struct org_writer *w, struct grid *g, const struct nc_node *table)
{
    size_t r = 0;
    struct reported reported = {0};
    for (const struct nc_node *row = table->first; row; row = row->next, r++) {
        for (const struct nc_node *c = row->first; c; c = c->next) {
            if (c->u.cell.column >= g->columns)
                continue;
            struct nc_buf *out = cell(g, r, c->u.cell.column);
            report_cell(w, c, &reported);
            org_report_lang(w, c);
            org_inlines(w, out, c, ORG_TABLE_CELL);
        }
    }
    protect_first_column(g);
    for (r = 0; r < g->rows; r++) {
        for (size_t c = 0; c < g->columns; c++) {
            size_t width = nc_str_width(nc_buf_view(cell(g, r, c)));
            if (width <= MAX_PAD && width > g->widths[c])
                g->widths[c] = width;
        }
    }
}

static void put_padded(struct nc_buf *line, struct nc_str s, size_t width)
{
    nc_buf_char(line, ' ');
    nc_buf_str(line, s);
    for (size_t k = nc_str_width(s); k < width; k++)
        nc_buf_char(line, ' ');
    nc_buf_puts(line, " |");
}

static void put_line(struct org_writer *w, struct nc_buf *line)
{
    nc_buf_char(line, '\n');
    org_put_text(w, line);
    nc_buf_clear(line);
}

static void put_rule(struct org_writer *w, const struct grid *g, struct nc_buf *line)
{
    for (size_t c = 0; c < g->columns; c++) {
        nc_buf_char(line, c ? '+' : '|');
        for (size_t k = 0; k < g->widths[c] + 2; k++)
            nc_buf_char(line, '-');
    }
    nc_buf_char(line, '|');
    put_line(w, line);
}

static void put_cookies(struct org_writer *w, const struct grid *g, const struct nc_node *table,
                        struct nc_buf *line)
{
    static const char *const cookies[] = {"", "<l>", "<c>", "<r>"};
    bool any = false;
    for (size_t c = 0; c < g->columns; c++)
        any |= table->u.table.align[c] != NC_ALIGN_NONE;
    if (!any)
        return;
    nc_buf_char(line, '|');
    for (size_t c = 0; c < g->columns; c++)
        put_padded(line, nc_str(cookies[table->u.table.align[c]]), g->widths[c]);
    put_line(w, line);
}

/* Whether the cell holds code of several lines or a table. */
static bool needs_blocks(const struct nc_node *cell)
{
    struct nc_walk walk;
    nc_walk_begin(&walk, cell);
    for (enum nc_event e = nc_walk_next(&walk); e != NC_WALK_DONE; e = nc_walk_next(&walk)) {
        const struct nc_node *n = walk.node;
        if (e != NC_WALK_ENTER)
            continue;
        if (n->kind == NC_TABLE)
            return true;
        if (n->kind == NC_CODE_BLOCK &&
            nc_str_find(n->u.code->text, '\n', 0) + 1 < n->u.code->text.n)
            return true;
        if (nc_holds_inlines(n->kind))
            nc_walk_skip(&walk);
    }
    return false;
}

bool org_table_needs_blocks(const struct nc_node *table)
{
    size_t filled = 0, needing = 0;
    for (const struct nc_node *row = table->first; row; row = row->next)
        for (const struct nc_node *c = row->u.row.head ? NULL : row->first; c; c = c->next) {
            filled += c->first != NULL;
            needing += c->first && !nc_cell_text(c) && needs_blocks(c);
        }
    return needing > 0 && needing * 2 >= filled;
}

void org_table(struct org_writer *w, const struct nc_node *table)
{
    struct grid g = {.columns = table->u.table.columns};
    for (const struct nc_node *row = table->first; row; row = row->next)
        g.rows++;
    if (!g.rows || !g.columns)
        return;
    g.cells = nc_calloc(g.rows * g.columns, sizeof *g.cells);
    g.widths = nc_calloc(g.columns, sizeof *g.widths);
    render(w, &g, table);
    struct nc_buf line = {0};
    put_cookies(w, &g, table, &line);
    size_t r = 0;
    for (const struct nc_node *row = table->first; row; row = row->next, r++) {
        nc_buf_char(&line, '|');
        for (size_t c = 0; c < g.columns; c++)
            put_padded(&line, nc_buf_view(cell(&g, r, c)), g.widths[c]);
        put_line(w, &line);
        if (row->u.row.head && row->next && !row->next->u.row.head)
            put_rule(w, &g, &line);
    }
    nc_buf_dispose(&line);
    for (size_t i = 0; i < g.rows * g.columns; i++)
        nc_buf_dispose(&g.cells[i]);
    free(g.cells);
    free(g.widths);
}
