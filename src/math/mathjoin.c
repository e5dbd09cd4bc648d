/* Joins what belongs together into one token: the digits of a number, the words of a text, the
 * letters of a name, the signs of ":=". KaTeX makes an element of each letter. */
#include "math/mathfix.h"

static bool same_attrs(const struct mml_node *x, const struct mml_node *y)
{
    const struct mml_attr *p = x->attrs, *q = y->attrs;
    while (p && q && p->name == q->name && nc_str_eq(p->value, q->value)) {
        p = p->next;
        q = q->next;
    }
    return !p && !q;
}

/* Puts the text of n before that of its next sibling's token, and removes n. */
static void join_into(struct nc_arena *a, struct mml_node *n, struct mml_node *token)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, n->text);
    nc_buf_str(&b, token->text);
    token->text = nc_arena_str(a, nc_buf_view(&b));
    mml_unlink(n);
    nc_buf_dispose(&b);
}

/* Whether the text is one of KaTeX's blanks, which become spaces and not parts of a text. */
static bool is_blank(struct nc_str text)
{
    return text.n >= 3 && (unsigned char)text.p[0] == 0xE2 &&
           ((unsigned char)text.p[1] == 0x80 || (unsigned char)text.p[1] == 0x81);
}

static bool is_joinable_text(const struct mml_node *n)
{
    return n && n->kind == MML_MTEXT && !is_blank(n->text);
}

/* The number after n to which the digits of n belong: 10^6 is ten to the sixth, not one and 0^6. */
static struct mml_node *number_after(struct mml_node *n)
{
    struct mml_node *next = n->next;
    if (next && (next->kind == MML_MSUB || next->kind == MML_MSUP || next->kind == MML_MSUBSUP))
        next = next->first;
    return next && next->kind == MML_MN ? next : NULL;
}

/* Whether n and the sign after it are one, as people type it: TeX sets no blank between two
 * relations, MathML would. */
static bool is_one_sign(const struct mml_node *n)
{
    static const char *const pairs[][2] = {
        {":", "="}, {"=", "="},           {"==", "="},           {"<", "="},
        {">", "="}, {"=", ">"},           {"<=", ">"},           {"<", "<"},
        {">", ">"}, {"+", "="},           {"\xE2\x88\x92", "="}, {"\xE2\x88\x97", "="},
        {"/", "="}, {"\xE2\x88\x92", ">"}};
    const struct mml_node *m = n->next;
    if (n->kind != MML_MO || n->attrs || !m || m->kind != MML_MO || m->attrs)
        return false;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (nc_str_eqz(n->text, pairs[i][0]) && nc_str_eqz(m->text, pairs[i][1]))
            return true;
    return false;
}

/* Whether the children of an mrow are a name in roman letters, made by \mathrm or an operator. */
static bool is_name(const struct mml_node *n)
{
    if (n->kind != MML_MROW || n->attrs || n->first == n->last)
        return false;
    for (const struct mml_node *c = n->first; c; c = c->next)
        if (c->kind != MML_MI || c->text.n != 1 || !mml_has(c, "mathvariant", "normal") ||
            !nc_ascii_is_letter(c->text.p[0]))
            return false;
    return n->first != NULL;
}

/* Moves all letters of a name into its first element. */
static void join_name(struct nc_arena *a, struct mml_node *n)
{
    struct nc_buf b = {0};
    for (const struct mml_node *c = n->first; c; c = c->next)
        nc_buf_str(&b, c->text);
    n->first->text = nc_arena_str(a, nc_buf_view(&b));
    while (n->first != n->last)
        mml_unlink(n->last);
    nc_buf_dispose(&b);
}

void mml_fix_joins(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n->parent && mml_has_places(n->parent))
            continue;
        struct mml_node *number = n->kind == MML_MN ? number_after(n) : NULL;
        if (number && same_attrs(n, number))
            join_into(a, n, number);
        else if ((is_joinable_text(n) && is_joinable_text(n->next) && same_attrs(n, n->next)) ||
                 is_one_sign(n))
            join_into(a, n, n->next);
    }
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n != root && is_name(n))
            join_name(a, n);
    }
}
