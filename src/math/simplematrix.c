/* Matrices and aligned lines in a simple formula. */
#include "math/simplereader.h"

enum simple_columns {
    SIMPLE_COLUMNS_PLAIN,
    /* right and left by turns, as many as there are */
    SIMPLE_COLUMNS_ALIGNED,
    /* one column, of lines */
    SIMPLE_COLUMNS_GATHERED,
    /* two, to the left */
    SIMPLE_COLUMNS_CASES
};

struct simple_matrix {
    const char *name, *left, *right, *spacing;
    enum simple_columns columns;
    /* stands in a line of text too */
    bool in_text;
};

static const struct simple_matrix *matrix_called(struct nc_str name)
{
    static const struct simple_matrix matrices[] = {
        {"matrix", "", "", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"pmatrix", "(", ")", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"bmatrix", "[", "]", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"Bmatrix", "{", "}", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"vmatrix", "\xE2\x88\xA3", "\xE2\x88\xA3", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"Vmatrix", "\xE2\x88\xA5", "\xE2\x88\xA5", "0.16em", SIMPLE_COLUMNS_PLAIN, true},
        {"cases", "{", "", "0.36em", SIMPLE_COLUMNS_CASES, true},
        {"aligned", "", "", "0.25em", SIMPLE_COLUMNS_ALIGNED, true},
        {"align*", "", "", "0.25em", SIMPLE_COLUMNS_ALIGNED, false},
        {"gathered", "", "", "0.25em", SIMPLE_COLUMNS_GATHERED, true},
        {"gather*", "", "", "0.25em", SIMPLE_COLUMNS_GATHERED, false}};
    for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++)
        if (nc_str_eqz(name, matrices[i].name))
            return &matrices[i];
    return NULL;
}

/* Reads the name of a matrix in braces; NULL if it is none of these. */
static const struct simple_matrix *read_name(struct simple_reader *r)
{
    simple_skip_blanks(r);
    size_t end = nc_str_find(r->s, '}', r->at);
    if (r->at == r->s.n || r->s.p[r->at] != '{' || end == r->s.n)
        return NULL;
    struct nc_str name = nc_str_sub(r->s, r->at + 1, end);
    r->at = end + 1;
    return matrix_called(name);
}

/* The row of the cell whose style is the node of the frame f, of a matrix. */
static struct mml_node *row_of(const struct simple_frame *f)
{
    return f->node->parent->parent;
}

static bool is_in_lines(const struct simple_matrix *m)
{
    return m->columns == SIMPLE_COLUMNS_ALIGNED || m->columns == SIMPLE_COLUMNS_GATHERED;
}

/* Aligned lines are set as displayed formulas, other cells in the style of text. */
static void open_cell(struct simple_reader *r, struct mml_node *row, unsigned column)
{
    struct simple_frame *f = simple_top(r);
    struct mml_node *style = mml_new(r->arena, MML_MSTYLE, mml_new(r->arena, MML_MTD, row));
    mml_set(r->arena, style, "scriptlevel", NC_LIT("0"));
    mml_set(r->arena, style, "displaystyle",
            is_in_lines(f->matrix) ? NC_LIT("true") : NC_LIT("false"));
    f->node = style;
    f->column = column;
    f->columns = column >= f->columns ? column + 1 : f->columns;
    struct mml_node *content = mml_new(r->arena, MML_MROW, NULL);
    /* A relation that begins a column to the left has something before it. */
    if (f->matrix->columns == SIMPLE_COLUMNS_ALIGNED && column % 2)
        mml_new(r->arena, MML_MROW, content);
    simple_push(r, SIMPLE_FRAME_ROW, content)->end = SIMPLE_END_CELL;
}

/* False, and the reader has given up, if no cell ends here. */
static bool close_cell(struct simple_reader *r)
{
    const struct simple_frame *f = simple_top(r);
    if (f->kind == SIMPLE_FRAME_ROW && f->end == SIMPLE_END_CELL)
        simple_close_row(r);
    else
        simple_give_up(r);
    return !r->gave_up;
}

void simple_next_cell(struct simple_reader *r)
{
    if (close_cell(r))
        open_cell(r, row_of(simple_top(r)), simple_top(r)->column + 1);
}

static void next_row(struct simple_reader *r)
{
    if (nc_str_eqz(simple_peek(r), "["))
        simple_give_up(r); /* a distance */
    else if (close_cell(r))
        open_cell(r, mml_new(r->arena, MML_MTR, row_of(simple_top(r))->parent), 0);
}

static void open_matrix(struct simple_reader *r)
{
    const struct simple_matrix *m = read_name(r);
    struct mml_node *outer = mml_new(r->arena, MML_MROW, NULL);
    if (!m || (!m->in_text && !r->is_displayed)) {
        simple_give_up(r);
        return;
    }
    if (*m->left)
        simple_add_fence(r, outer, nc_str(m->left), NULL);
    struct mml_node *table = mml_new(r->arena, MML_MTABLE, outer);
    if (*m->right)
        simple_add_fence(r, outer, nc_str(m->right), NULL);
    struct simple_frame *f = simple_push(r, SIMPLE_FRAME_MATRIX, NULL);
    f->matrix = m;
    f->display = r->display;
    r->display = is_in_lines(m);
    open_cell(r, mml_new(r->arena, MML_MTR, table), 0);
}

/* Sets what depends on the number of columns. */
static void set_columns(struct simple_reader *r, struct mml_node *table,
                        const struct simple_frame *f)
{
    struct nc_buf align = {0}, spacing = {0};
    mml_set(r->arena, table, "rowspacing", nc_str(f->matrix->spacing));
    switch (f->matrix->columns) {
    case SIMPLE_COLUMNS_PLAIN:
        nc_buf_puts(&spacing, "1em");
        break;
    case SIMPLE_COLUMNS_CASES:
        nc_buf_puts(&align, "left left");
        nc_buf_puts(&spacing, "1em");
        break;
    case SIMPLE_COLUMNS_GATHERED:
        nc_buf_puts(&spacing, "0em");
        break;
    case SIMPLE_COLUMNS_ALIGNED:
        for (unsigned i = 0; i < f->columns; i++) {
            nc_buf_word(&align, i % 2 ? NC_LIT("left") : NC_LIT("right"));
            if (i > 0)
                nc_buf_word(&spacing, i % 2 ? NC_LIT("0em") : NC_LIT("1em"));
        }
        break;
    }
    if (align.n)
        mml_set(r->arena, table, "columnalign", nc_arena_str(r->arena, nc_buf_view(&align)));
    mml_set(r->arena, table, "columnspacing", nc_arena_str(r->arena, nc_buf_view(&spacing)));
    nc_buf_dispose(&align);
    nc_buf_dispose(&spacing);
}

/* An empty last row is only the end of the one before. */
static void close_matrix(struct simple_reader *r)
{
    const struct simple_matrix *m = read_name(r);
    const struct simple_frame *cell = simple_top(r);
    bool is_empty = !cell->node->first && !cell->atom.open;
    if (!close_cell(r))
        return;
    struct simple_frame f = *simple_top(r);
    struct mml_node *row = row_of(&f), *table = row->parent, *outer = table->parent;
    if (is_empty && row->first == row->last)
        mml_unlink(row);
    if (m != f.matrix || !table->first) {
        simple_give_up(r);
        return;
    }
    set_columns(r, table, &f);
    r->depth--;
    r->display = f.display;
    if (outer->first == outer->last) {
        mml_unlink(table);
        outer = table;
    }
    simple_deliver(r, outer);
}

bool simple_read_matrix(struct simple_reader *r, struct nc_str name)
{
    if (nc_str_eqz(name, "begin"))
        open_matrix(r);
    else if (nc_str_eqz(name, "\\"))
        next_row(r);
    else if (nc_str_eqz(name, "end"))
        close_matrix(r);
    else
        return false;
    return true;
}
