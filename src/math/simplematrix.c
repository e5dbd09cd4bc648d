/* Matrices in a simple formula. */
#include "math/simplereader.h"

struct simple_matrix {
    const char *name, *left, *right;
};

static const struct simple_matrix *matrix_called(struct nc_str name)
{
    static const struct simple_matrix matrices[] = {{"matrix", "", ""},
                                                    {"pmatrix", "(", ")"},
                                                    {"bmatrix", "[", "]"},
                                                    {"Bmatrix", "{", "}"},
                                                    {"vmatrix", "\xE2\x88\xA3", "\xE2\x88\xA3"},
                                                    {"Vmatrix", "\xE2\x88\xA5", "\xE2\x88\xA5"}};
    for (size_t i = 0; i < sizeof matrices / sizeof *matrices; i++)
        if (nc_str_eqz(name, matrices[i].name))
            return &matrices[i];
    return NULL;
}

/* The row of the cell whose style is the node of the frame f, of a matrix. */
static struct mml_node *row_of(const struct simple_frame *f)
{
    return f->node->parent->parent;
}

/* KaTeX sets every cell in the style of text. */
static void open_cell(struct simple_reader *r, struct mml_node *row)
{
    struct mml_node *style = mml_new(r->arena, MML_MSTYLE, mml_new(r->arena, MML_MTD, row));
    mml_set(r->arena, style, "scriptlevel", NC_LIT("0"));
    mml_set(r->arena, style, "displaystyle", NC_LIT("false"));
    simple_top(r)->node = style;
    simple_push(r, SIMPLE_FRAME_ROW, mml_new(r->arena, MML_MROW, NULL))->end = SIMPLE_END_CELL;
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
        open_cell(r, row_of(simple_top(r)));
}

static void next_row(struct simple_reader *r)
{
    if (nc_str_eqz(simple_peek(r), "["))
        simple_give_up(r); /* a distance */
    else if (close_cell(r))
        open_cell(r, mml_new(r->arena, MML_MTR, row_of(simple_top(r))->parent));
}

static void open_matrix(struct simple_reader *r)
{
    const struct simple_matrix *m = matrix_called(simple_plain_argument(r));
    struct mml_node *outer = mml_new(r->arena, MML_MROW, NULL);
    if (!m) {
        simple_give_up(r);
        return;
    }
    if (*m->left)
        simple_add_fence(r, outer, nc_str(m->left), NULL);
    struct mml_node *table = mml_new(r->arena, MML_MTABLE, outer);
    mml_set(r->arena, table, "rowspacing", NC_LIT("0.16em"));
    mml_set(r->arena, table, "columnspacing", NC_LIT("1em"));
    if (*m->right)
        simple_add_fence(r, outer, nc_str(m->right), NULL);
    struct simple_frame *f = simple_push(r, SIMPLE_FRAME_MATRIX, NULL);
    f->matrix = m;
    f->display = r->display;
    r->display = false;
    open_cell(r, mml_new(r->arena, MML_MTR, table));
}

/* An empty last row is only the end of the one before. */
static void close_matrix(struct simple_reader *r)
{
    const struct simple_matrix *m = matrix_called(simple_plain_argument(r));
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
