/* Numbers beside the rows of a formula. MathML Core has no labelled rows, so a number is an
 * additional cell. */
#include "math/mathfix.h"
#include "math/mathsimple.h"

static void put_number(struct nc_arena *a, struct mml_node *cell, struct nc_str text)
{
    struct nc_buf plain = {0};
    bool is_tex = nc_str_find(text, '\\', 0) < text.n || nc_str_find(text, '$', 0) < text.n;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '$')
            nc_buf_char(&plain, text.p[i]);
    struct mml_node *tree = is_tex ? mml_read_simple(a, nc_buf_view(&plain), false) : NULL;
    if (tree) {
        mml_fix(a, tree);
        mml_insert(cell, tree, NULL);
        mml_unwrap(tree);
    } else {
        mml_token(a, MML_MTEXT, cell, nc_arena_str(a, nc_buf_view(&plain)));
    }
    nc_buf_dispose(&plain);
}

void mml_add_numbers(struct nc_arena *a, struct mml_node *root,
                     const struct nc_math_number *numbers, size_t count)
{
    struct mml_node *table = root->first;
    if (!table || table != root->last || table->kind != MML_MTABLE)
        return;
    size_t i = 0;
    mml_add_style(a, table, "width:100%");
    for (struct mml_node *row = table->first; row; row = row->next, i++) {
        struct mml_node *before = mml_new(a, MML_MTD, NULL), *after = mml_new(a, MML_MTD, row);
        mml_insert(row, before, row->first);
        mml_add_style(a, before, "width:50%;padding-left:0;padding-right:0");
        mml_add_style(
            a, after,
            "width:50%;padding-left:1em;padding-right:0;text-align:right;text-align:-webkit-right");
        if (i < count && numbers[i].text.n)
            put_number(a, after, numbers[i].text);
    }
}
