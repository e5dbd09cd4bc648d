/* Chemistry: KaTeX's extension builds formulas from invisible letters, shifted boxes and arrows
 * that grow, as TeX needs them. A reader of MathML, and even more of HTML, needs the scripts
 * themselves. */
#include "base/utf8.h"
#include "math/mathfix.h"
#include "math/textoken.h"

#define FIGURE_SPACE "\xE2\x80\x87" /* as wide as a digit */

bool mml_is_chemistry(struct nc_str tex)
{
    for (size_t i = 0; i < tex.n; i = tex_token_end(tex, i))
        if (tex_is_command(tex, i, "ce") || tex_is_command(tex, i, "pu"))
            return true;
    return false;
}

/* Whether n is the invisible letter X that carries scripts. */
static bool is_hidden_letter(const struct mml_node *n)
{
    const struct mml_node *phantom = n->kind == MML_MPADDED ? n->first : NULL;
    return phantom && phantom->kind == MML_MPHANTOM && !phantom->next && phantom->first &&
           phantom->first == phantom->last && nc_str_eqz(phantom->first->text, "X");
}

/* Removes the boxes from a script. True if one of them was shifted to the left, as those before
 * their letter are. */
static bool open_boxes(struct mml_node *script)
{
    bool moved = false;
    for (struct mml_node *n = mml_deepest(script), *next; n; n = next) {
        next = mml_next_up(script, n);
        if (n == script)
            break;
        moved |= mml_has(n, "lspace", "-1width");
        if (n->kind == MML_MPHANTOM)
            mml_unlink(n);
        else if (n->kind == MML_MPADDED)
            mml_unwrap(n);
    }
    return moved;
}

static bool is_empty(const struct mml_node *n)
{
    return !n->first && !n->text.n;
}

/* Whether a script after n belongs to it: a letter, a number, a closing bracket. */
static bool bears_scripts(const struct mml_node *n)
{
    return n && (n->kind == MML_MI || n->kind == MML_MN ||
                 (n->kind == MML_MO &&
                  nc_str_is_among(n->text, (const char *const[]){")", "]", "}", NULL})));
}

static struct mml_node *only_token(struct mml_node *n)
{
    while (n->first && n->first == n->last)
        n = n->first;
    return mml_is_token(n) ? n : NULL;
}

/* Aligns numbers before a letter to the right, one above the other. */
static void align_right(struct nc_arena *a, struct mml_node *sub, struct mml_node *sup)
{
    struct mml_node *one = only_token(sub), *other = only_token(sup);
    if (!one || !other)
        return;
    size_t m = nc_utf8_count(one->text), n = nc_utf8_count(other->text);
    struct mml_node *shorter = m < n ? one : other;
    struct nc_buf b = {0};
    for (size_t i = m < n ? m : n; i < (m < n ? n : m); i++)
        nc_buf_puts(&b, FIGURE_SPACE);
    nc_buf_str(&b, shorter->text);
    shorter->text = nc_buf_keep(&b, a);
}

static void fix_scripts(struct nc_arena *a, struct mml_node *n)
{
    bool moved = false, empty = true;
    for (struct mml_node *c = n->first->next, *next; c; c = next) {
        next = c->next;
        struct mml_node *row = mml_new(a, MML_MROW, NULL);
        mml_replace(c, row);
        mml_insert(row, c, NULL);
        moved |= open_boxes(row);
        empty &= is_empty(row);
        while (row->first && row->first == row->last) {
            struct mml_node *one = row->first;
            mml_unwrap(row);
            if (one->kind != MML_MROW)
                break;
            row = one;
        }
    }
    if (empty && !mml_has_places(n->parent)) {
        mml_unlink(n); /* it was a placeholder */
        return;
    }
    struct mml_node *base = mml_new(a, MML_MROW, NULL), *before = n->prev;
    if (!moved && bears_scripts(before) && !mml_has_places(n->parent)) {
        mml_unlink(before);
        base = before;
    }
    mml_replace(n->first, base);
    if (moved && n->kind == MML_MSUBSUP)
        align_right(a, base->next, n->last);
}

/* Replaces an arrow that has nothing over or under it with the arrow alone. */
static void fix_arrow(struct nc_arena *a, struct mml_node *n)
{
    struct mml_node *mo = n->first;
    if (mo->kind != MML_MO || !mml_get(mo, "minsize").n)
        return;
    for (const struct mml_node *c = mo->next; c; c = c->next)
        for (const struct mml_node *k = c; k; k = mml_next(c, (struct mml_node *)k))
            if (k->text.n || k->kind == MML_MSPACE)
                return;
    mml_unlink(mo);
    mml_drop(mo, "minsize");
    mml_set(a, mo, "stretchy", NC_LIT("false"));
    mml_replace(n, mo);
}

void mml_fix_chemistry(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n == root || !n->first)
            continue;
        if (n->kind >= MML_MSUB && n->kind <= MML_MSUBSUP && is_hidden_letter(n->first))
            fix_scripts(a, n);
        else if (n->kind >= MML_MUNDER && n->kind <= MML_MUNDEROVER)
            fix_arrow(a, n);
    }
}
