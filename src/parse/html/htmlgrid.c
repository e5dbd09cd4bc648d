/* Columns and spans of HTML tables, as browsers find them. */
#include "parse/html/htmlgrid.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdlib.h>

#define MAX_COLUMNS NC_HTML_COLSPAN

struct grid {
    struct nc_doc *doc;
    struct nc_diags *diags;
    size_t *budget;
    /* for each column, how many rows from this one on are covered by spans */
    uint32_t covered[MAX_COLUMNS];
    uint32_t columns;
};

uint32_t nc_html_span(struct nc_str s, uint32_t most)
{
    uint32_t v = 0;
    s = nc_str_trim(s);
    for (size_t i = 0; i < s.n && nc_ascii_is_digit(s.p[i]) && v <= most; i++)
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    return v < 1 ? 1 : v > most ? most : v;
}

/* The last column that spans count up to. Real cells may go beyond it. */
static uint32_t last_spanned(const struct grid *g)
{
    return g->columns < MAX_COLUMNS ? g->columns : MAX_COLUMNS;
}

/* Puts a cell into the first free column and cuts its spans to the free space. */
static void place(struct grid *g, struct nc_node *cell, uint32_t *column, uint32_t rows)
{
    while (*column < MAX_COLUMNS && g->covered[*column])
        ++*column;
    uint32_t at = *column, wide = 1;
    while (wide < cell->u.cell.colspan && at + wide < MAX_COLUMNS && !g->covered[at + wide])
        wide++;
    if (at >= MAX_COLUMNS)
        rows = 1;
    cell->u.cell.column = at;
    cell->u.cell.colspan = wide;
    if (cell->u.cell.rowspan > rows)
        cell->u.cell.rowspan = rows;
    for (uint32_t k = at; k < at + wide && k < MAX_COLUMNS; k++)
        g->covered[k] = cell->u.cell.rowspan;
    *column = at + wide;
    if (*column > g->columns)
        g->columns = *column;
}

static void end_row(struct grid *g)
{
    for (uint32_t k = 0; k < last_spanned(g); k++)
        g->covered[k] -= g->covered[k] > 0;
}

/* Finds the head: the rows whose cells are all headings. If a cell of the head spans into the body,
 * which no page can show, there is no head. Returns the number of rows. */
static uint32_t find_head(struct nc_node *table)
{
    uint32_t rows = 0, head = 0, reach = 0;
    for (struct nc_node *r = table->first; r; r = r->next, rows++) {
        bool all = r->first != NULL;
        uint32_t longest = 0;
        for (const struct nc_node *c = r->first; c; c = c->next) {
            all &= c->u.cell.head;
            longest = c->u.cell.rowspan > longest ? c->u.cell.rowspan : longest;
        }
        r->u.row.head = all;
        if (!all || head < rows)
            continue;
        head++;
        reach = rows + longest > reach ? rows + longest : reach;
    }
    for (struct nc_node *r = table->first; r && reach > head && r->u.row.head && head < rows;
         r = r->next)
        r->u.row.head = false;
    return rows;
}

static void place_rows(struct grid *g, struct nc_node *table)
{
    uint32_t left = find_head(table);
    for (struct nc_node *r = table->first; r; r = r->next, left--) {
        uint32_t column = 0;
        for (struct nc_node *c = r->first; c; c = c->next) {
            place(g, c, &column, left);
            c->u.cell.head &= !r->u.row.head;
        }
        end_row(g);
    }
}

/* Adds an empty cell. False if the input asks for more cells than its length allows; this is
 * reported once. */
static bool add_empty(struct grid *g, struct nc_node *row, uint32_t column)
{
    if (!*g->budget)
        return false;
    if (!--*g->budget)
        nc_diag(g->diags, NC_D_TABLE_SIZE, g->doc->files[0], row->pos,
                "the spans and short rows of this table would need too many empty cells; the rest "
                "is left out");
    struct nc_node *cell = nc_node_new(g->doc, NC_CELL, row->pos);
    cell->u.cell.column = column;
    nc_node_append(row, cell);
    return true;
}

/* Fills short rows and rows without a first cell with empty cells, where nothing covers them. */
static void fill_rows(struct grid *g, struct nc_node *table)
{
    for (struct nc_node *r = table->first; r; r = r->next) {
        uint32_t end = MAX_COLUMNS;
        for (const struct nc_node *c = r->first; c; c = c->next) {
            for (uint32_t k = 0; k < c->u.cell.colspan && c->u.cell.column + k < MAX_COLUMNS; k++)
                g->covered[c->u.cell.column + k] = c->u.cell.rowspan;
            end = c->u.cell.column >= end ? c->u.cell.column + 1 : end;
        }
        for (uint32_t k = 0; k < last_spanned(g); k++)
            if (!g->covered[k])
                add_empty(g, r, k);
        for (uint32_t k = end; k < g->columns && add_empty(g, r, k); k++)
            ;
        end_row(g);
    }
}

/* Aligns each column like its first cell that has an alignment. */
static void align_columns(struct grid *g, struct nc_node *table)
{
    uint8_t *align = nc_arena_alloc(g->doc->arena, g->columns);
    memset(align, NC_ALIGN_NONE, g->columns);
    for (const struct nc_node *r = table->first; r; r = r->next)
        for (const struct nc_node *c = r->first; c; c = c->next)
            if (align[c->u.cell.column] == NC_ALIGN_NONE)
                align[c->u.cell.column] = (uint8_t)c->u.cell.align;
    table->u.table.align = align;
    table->u.table.columns = g->columns;
}

void nc_html_grid_finish(struct nc_doc *doc, struct nc_diags *diags, struct nc_node *table,
                         size_t *budget)
{
    struct grid *g = nc_calloc(1, sizeof *g);
    g->doc = doc;
    g->diags = diags;
    g->budget = budget;
    place_rows(g, table);
    memset(g->covered, 0, sizeof g->covered);
    fill_rows(g, table);
    align_columns(g, table);
    free(g);
}
