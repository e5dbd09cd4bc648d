/* Tables, frames and line ends. MathML Core leaves their looks to style sheets, which a fragment or
 * a book may not have, so each element states its own. */
#include "base/utf8.h"
#include "math/mathfix.h"

#include <stdio.h>

/* Chromium treats the content of a cell as a box, which the standard value does not move; other
 * browsers do not know the second value and keep the first. */
#define RIGHT "text-align:right;text-align:-webkit-right"

/* --- lists of words in attributes: "right left", "0em 1em" --- */

/* The i-th word; the last word applies to all places after it. */
static struct nc_str word_at(struct nc_str list, unsigned i)
{
    struct nc_str word = NC_NONE;
    for (size_t from = 0; from < list.n; i--) {
        size_t to = nc_str_find(list, ' ', from);
        word = nc_str_sub(list, from, to);
        from = to + 1;
        if (i == 0)
            break;
    }
    return word;
}

/* Half of a length in em, in thousandths: "1em" gives 500. Numbers are read by hand, independent of
 * the locale. */
static unsigned half_of(struct nc_str length)
{
    unsigned value = 0, unit = 1000, i = 0;
    for (; i < length.n && nc_ascii_is_digit(length.p[i]) && value < 20000; i++)
        value = value * 10 + (unsigned)(length.p[i] - '0') * 1000;
    if (i < length.n && length.p[i] == '.')
        for (i++; i < length.n && nc_ascii_is_digit(length.p[i]) && unit > 1; i++)
            value += (unsigned)(length.p[i] - '0') * (unit /= 10);
    return value / 2;
}

/* --- tables --- */

struct table {
    struct nc_arena *arena;
    struct nc_str align, spacing, columnlines, rowlines;
    unsigned columns, rows;
};

static void add_length(const struct table *t, struct mml_node *cell, const char *property,
                       unsigned thousandths)
{
    char text[64];
    snprintf(text, sizeof text, thousandths ? "%s:%u.%03uem" : "%s:0", property, thousandths / 1000,
             thousandths % 1000);
    mml_add_style(t->arena, cell, text);
}

static void add_line(const struct table *t, struct mml_node *cell, const char *side,
                     struct nc_str line)
{
    char text[64];
    if (!line.n || nc_str_eqz(line, "none"))
        return;
    snprintf(text, sizeof text, "border-%s:1px %s", side,
             nc_str_eqz(line, "dashed") ? "dashed" : "solid");
    mml_add_style(t->arena, cell, text);
}

/* By default cells are centred, 0.8em apart, as in a matrix. */
static void fix_cell(const struct table *t, struct mml_node *cell, unsigned column, unsigned row)
{
    struct nc_str align = word_at(t->align, column);
    if (nc_str_eqz(align, "left"))
        mml_add_style(t->arena, cell, "text-align:left");
    else if (nc_str_eqz(align, "right"))
        mml_add_style(t->arena, cell, RIGHT);
    if (t->spacing.n && !nc_str_eqz(t->spacing, "1em")) {
        unsigned before = column ? half_of(word_at(t->spacing, column - 1)) : 0;
        unsigned after = column + 1 < t->columns ? half_of(word_at(t->spacing, column)) : 0;
        add_length(t, cell, "padding-left", before);
        add_length(t, cell, "padding-right", after);
    }
    if (t->columnlines.n && column + 1 < t->columns)
        add_line(t, cell, "right", word_at(t->columnlines, column));
    if (t->rowlines.n && row + 1 < t->rows)
        add_line(t, cell, "bottom", word_at(t->rowlines, row));
}

static void measure(struct table *t, const struct mml_node *table)
{
    for (const struct mml_node *row = table->first; row; row = row->next) {
        unsigned columns = 0;
        for (const struct mml_node *c = row->first; c; c = c->next)
            columns++;
        t->columns = columns > t->columns ? columns : t->columns;
        t->rows++;
    }
}

static void fix_table(struct nc_arena *a, struct mml_node *n)
{
    struct table t = {.arena = a,
                      .align = mml_get(n, "columnalign"),
                      .spacing = mml_get(n, "columnspacing"),
                      .columnlines = mml_get(n, "columnlines"),
                      .rowlines = mml_get(n, "rowlines")};
    measure(&t, n);
    unsigned r = 0;
    for (struct mml_node *row = n->first; row; row = row->next, r++) {
        unsigned c = 0;
        for (struct mml_node *cell = row->first; cell; cell = cell->next, c++) {
            mml_drop(cell, "width");
            fix_cell(&t, cell, c, r);
        }
    }
    if (!nc_str_has_word(t.align, "left") && !nc_str_has_word(t.align, "right"))
        mml_drop(n, "columnalign");
    mml_drop(n, "width");
    /* The cells draw the lines; browsers that know both would draw them twice. */
    mml_drop(n, "columnlines");
    mml_drop(n, "rowlines");
    if (!t.spacing.n)
        mml_drop(n, "columnspacing");
}

/* --- frames and strokes --- */

/* Strikes every character through with a combining mark: no other way works everywhere. */
static void strike(struct nc_arena *a, struct mml_node *root, const char *mark)
{
    for (struct mml_node *n = root; n; n = mml_next(root, n)) {
        struct nc_buf b = {0};
        if (!mml_is_token(n))
            continue;
        for (size_t i = 0; i < n->text.n;) {
            unsigned len;
            uint32_t cp = nc_utf8_at(n->text, i, &len);
            bool slants = n->kind == MML_MI && len == n->text.n && !mml_get(n, "mathvariant").n;
            nc_buf_cp(&b, slants ? mml_letter(cp, "italic") : cp);
            nc_buf_puts(&b, mark);
            i += len;
        }
        n->text = nc_buf_keep(&b, a);
    }
}

static void fix_enclosure(struct nc_arena *a, struct mml_node *n)
{
    static const char *const sides[] = {"left", "right", "top", "bottom"};
    struct nc_str notation = nc_arena_str(a, mml_get(n, "notation"));
    mml_drop(n, "notation");
    n->kind = MML_MROW;
    if (nc_str_has_word(notation, "box") || nc_str_has_word(notation, "roundedbox")) {
        mml_add_style(a, n, "border:1px solid");
        mml_add_style(a, n, "padding:0.2em");
    }
    for (size_t i = 0; i < 4; i++) {
        char text[32];
        snprintf(text, sizeof text, "border-%s:1px solid", sides[i]);
        if (nc_str_has_word(notation, sides[i]))
            mml_add_style(a, n, text);
    }
    if (nc_str_has_word(notation, "updiagonalstrike"))
        strike(a, n, "\xCC\xB8");
    if (nc_str_has_word(notation, "downdiagonalstrike"))
        strike(a, n, "\xE2\x83\xA5");
    if (nc_str_has_word(notation, "horizontalstrike"))
        mml_add_style(a, n, "text-decoration:line-through");
}

/* KaTeX adds space around labels of arrows and coloured boxes with "+0.6em", a length of MathML 3
 * that browsers no longer know. Its border, if any, was checked when it was read. */
static void fix_padding(struct nc_arena *a, struct mml_node *n)
{
    struct nc_str width = mml_get(n, "width"), color = mml_get(n, "mathbackground");
    if (!nc_str_starts(width, NC_LIT("+")))
        return;
    struct nc_str style = mml_get(n, "style");
    n->kind = MML_MROW;
    n->attrs = NULL;
    if (color.n)
        mml_set(a, n, "mathbackground", color);
    if (style.n)
        mml_set(a, n, "style", style);
    mml_add_style(a, n, color.n ? "padding:0.3em" : "padding-left:0.3em;padding-right:0.3em");
}

/* --- line ends --- */

static bool is_line_end(const struct mml_node *n)
{
    return n->kind == MML_MSPACE && mml_has(n, "linebreak", "newline");
}

/* No browser obeys a line end within a formula, so the lines become rows of a table. */
static void fix_line_ends(struct nc_arena *a, struct mml_node *root)
{
    bool any = false;
    for (const struct mml_node *c = root->first; c; c = c->next)
        any |= is_line_end(c);
    if (!any)
        return;
    struct mml_node *table = mml_new(a, MML_MTABLE, NULL);
    struct mml_node *cell = mml_new(a, MML_MTD, mml_new(a, MML_MTR, table));
    mml_set(a, table, "columnalign", NC_LIT("left"));
    mml_set(a, table, "displaystyle", NC_LIT("true"));
    while (root->first) {
        struct mml_node *c = root->first;
        mml_unlink(c);
        if (is_line_end(c)) {
            if (root->first)
                cell = mml_new(a, MML_MTD, mml_new(a, MML_MTR, table));
        } else {
            mml_insert(cell, c, NULL);
        }
    }
    mml_insert(root, table, NULL);
}

void mml_fix_boxes(struct nc_arena *a, struct mml_node *root)
{
    fix_line_ends(a, root);
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n->kind == MML_MTABLE)
            fix_table(a, n);
        else if (n->kind == MML_MENCLOSE)
            fix_enclosure(a, n);
        else if (n->kind == MML_MPADDED)
            fix_padding(a, n);
        else if (is_line_end(n))
            mml_drop(n, "linebreak");
    }
}
