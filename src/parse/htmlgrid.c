/* Spans of HTML tables. */
#include "parse/htmlgrid.h"

#include "base/arena.h"

#include <stdlib.h>

#define MAX_COLUMNS 1000 /* HTML's own limit of a span */

/* false: the input asks for more cells than it is long; that is told once. */
static bool add_empty(struct nc_html_grid *g, struct nc_node *row)
{
    if (!g->budget)
        return false;
    if (!--g->budget)
        nc_diag(g->diags, NC_D_TABLE_SIZE, g->doc->files[0], row->pos,
                "the spans and short rows of this table ask for too many empty cells; the rest is "
                "left out");
    nc_node_append(row, nc_node_new(g->doc, NC_CELL, row->pos));
    return true;
}

void nc_html_grid_table(struct nc_html_grid *g)
{
    g->columns = 0;
    g->spans = false;
}

void nc_html_grid_row(struct nc_html_grid *g)
{
    g->column = 0;
    g->has_data = false;
}

void nc_html_grid_skip(struct nc_html_grid *g, struct nc_node *row)
{
    for (; g->column < g->columns && g->covered[g->column]; g->column++) {
        g->covered[g->column]--;
        add_empty(g, row);
    }
}

static uint32_t span(struct nc_str s, uint32_t max)
{
    uint32_t v = 0;
    s = nc_str_trim(s);
    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v <= max; i++)
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    return v < 1 ? 1 : v > max ? max : v;
}

void nc_html_grid_cell(struct nc_html_grid *g, struct nc_node *cell, bool heading,
                       struct nc_str colspan, struct nc_str rowspan)
{
    g->has_data |= !heading;
    uint32_t wide = span(colspan, MAX_COLUMNS), high = span(rowspan, UINT16_MAX);
    if ((wide > 1 || high > 1) && !g->spans) {
        nc_diag(
            g->diags, NC_D_TABLE_SPAN, g->doc->files[0], cell->pos,
            "a cell that spans rows or columns stands in the first of them; the others are empty");
        g->spans = true;
    }
    for (uint32_t k = 0; k < wide; k++, g->column++) {
        if (g->column >= MAX_COLUMNS)
            continue;
        if (g->column >= g->columns) {
            nc_grow(&g->covered, &g->cap, g->column + 1, sizeof *g->covered);
            g->columns = g->column + 1;
        }
        g->covered[g->column] = high - 1;
        if (k > 0)
            add_empty(g, cell->parent);
    }
}

void nc_html_grid_end_row(struct nc_html_grid *g, struct nc_node *row)
{
    row->u.row.head = row->first && !g->has_data;
    nc_html_grid_skip(g, row);
    for (; g->column < g->columns; g->column++)
        if (g->covered[g->column])
            g->covered[g->column]--;
}

/* A column is aligned as its first cell that says how. */
static void align_columns(struct nc_html_grid *g, struct nc_node *table)
{
    uint8_t *align = nc_arena_alloc(g->doc->arena, table->u.table.columns);
    memset(align, NC_ALIGN_NONE, table->u.table.columns);
    for (const struct nc_node *r = table->first; r; r = r->next)
        for (const struct nc_node *c = r->first; c; c = c->next)
            if (align[c->u.cell.column] == NC_ALIGN_NONE)
                align[c->u.cell.column] = (uint8_t)c->u.cell.align;
    table->u.table.align = align;
}

void nc_html_grid_finish(struct nc_html_grid *g, struct nc_node *table)
{
    uint32_t columns = 0;
    for (struct nc_node *r = table->first; r; r = r->next) {
        uint32_t n = 0;
        for (struct nc_node *c = r->first; c; c = c->next)
            c->u.cell.column = n++;
        columns = n > columns ? n : columns;
    }
    table->u.table.columns = columns;
    align_columns(g, table);
    for (struct nc_node *r = table->first; r; r = r->next)
        for (uint32_t n = r->last ? r->last->u.cell.column + 1 : 0; n < columns; n++)
            if (add_empty(g, r))
                r->last->u.cell.column = n;
}

void nc_html_grid_dispose(struct nc_html_grid *g)
{
    free(g->covered);
}
