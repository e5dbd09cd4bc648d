/* The cells of an HTML table in rows and columns. A cell that spans several keeps the first; the
 * others are made, empty, so that each cell stands in its own column. */
#ifndef NC_PARSE_HTMLGRID_H
#define NC_PARSE_HTMLGRID_H

#include "base/diag.h"
#include "doc/doc.h"

/* Of one table after the other. */
struct nc_html_grid {
    struct nc_doc *doc;
    struct nc_diags *diags;
    size_t budget;     /* empty cells that may still be made, in all tables */
    uint32_t *covered; /* for each column how many rows more a cell above spans */
    size_t columns, cap;
    uint32_t column; /* of the next cell */
    bool has_data;   /* the row has a cell that is no heading */
    bool spans;      /* the table has a cell that spans; it is told once */
};

void nc_html_grid_table(struct nc_html_grid *g);
/* The next row begins. */
void nc_html_grid_row(struct nc_html_grid *g);
/* Before a cell is appended to row: makes those that cells above cover. */
void nc_html_grid_skip(struct nc_html_grid *g, struct nc_node *row);
/* After cell was: what the attributes colspan and rowspan (empty: 1) say; heading: it is a <th>. */
void nc_html_grid_cell(struct nc_html_grid *g, struct nc_node *cell, bool heading,
                       struct nc_str colspan, struct nc_str rowspan);
/* The row ends: it is a heading row if it has cells and all of them are headings. */
void nc_html_grid_end_row(struct nc_html_grid *g, struct nc_node *row);
/* Gives each cell its column and the table its columns; short rows get empty cells. */
void nc_html_grid_finish(struct nc_html_grid *g, struct nc_node *table);
/* Frees what g allocated. */
void nc_html_grid_dispose(struct nc_html_grid *g);

#endif
