/* The open elements while a simple formula is read (rows, scripts, commands that wait for
 * arguments), and where finished elements go. The tree is what KaTeX builds for the same tokens. */
#include "math/simplereader.h"

struct simple_frame *simple_top(struct simple_reader *r)
{
    return &r->frames[r->depth - 1];
}

void simple_give_up(struct simple_reader *r)
{
    r->gave_up = true;
}

struct simple_frame *simple_push(struct simple_reader *r, enum simple_frame_kind kind,
                                 struct mml_node *node)
{
    if (r->depth == MAX_OPEN) {
        simple_give_up(r);
        return simple_top(r);
    }
    struct simple_frame *f = &r->frames[r->depth++];
    *f = (struct simple_frame){.kind = kind, .node = node};
    return f;
}

/* --- rows --- */

static void put_text_before(struct simple_reader *r, struct mml_node *n, struct nc_str more)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, n->text);
    nc_buf_str(&b, more);
    n->text = nc_buf_keep(&b, r->arena);
}

/* Joins digits to a number, a point to the digits before it, and texts of the same style. */
void simple_append(struct simple_reader *r, struct mml_node *row, struct mml_node *n)
{
    struct mml_node *last = row->last;
    bool joins = last && ((n->kind == MML_MN && last->kind == MML_MN) ||
                          (n->kind == MML_MI && last->kind == MML_MN && nc_str_eqz(n->text, ".")) ||
                          (n->kind == MML_MTEXT && last->kind == MML_MTEXT &&
                           nc_str_eq(mml_get(n, "mathvariant"), mml_get(last, "mathvariant"))));
    if (joins)
        put_text_before(r, last, n->text);
    else
        mml_insert(row, n, NULL);
}

static struct mml_node *scripted(struct simple_reader *r, const struct simple_atom *a)
{
    static const enum mml_kind kinds[2][4] = {{MML_MROW, MML_MSUB, MML_MSUP, MML_MSUBSUP},
                                              {MML_MROW, MML_MUNDER, MML_MOVER, MML_MUNDEROVER}};
    struct mml_node *n =
        mml_new(r->arena, kinds[a->limits][(a->sub != NULL) + 2 * (a->sup != NULL)], NULL);
    struct mml_node *base = a->base ? a->base : mml_new(r->arena, MML_MROW, NULL);
    if (a->apply) {
        struct mml_node *row = mml_new(r->arena, MML_MROW, NULL);
        mml_insert(row, base, NULL);
        mml_insert(row, a->apply, NULL);
        base = row;
    }
    mml_insert(n, base, NULL);
    if (a->sub)
        mml_insert(n, a->sub, NULL);
    if (a->sup)
        mml_insert(n, a->sup, NULL);
    return n;
}

/* Ends the last element of the row: it gets no more scripts. */
void simple_end_atom(struct simple_reader *r, struct simple_frame *f)
{
    struct simple_atom a = f->atom;
    f->atom = (struct simple_atom){0};
    if (!a.open)
        return;
    if (a.sub || a.sup) {
        simple_append(r, f->node, scripted(r, &a));
        return;
    }
    simple_append(r, f->node, a.base);
    if (a.apply)
        mml_insert(f->node, a.apply, NULL);
}

static void begin_atom(struct simple_reader *r, struct simple_frame *f, struct mml_node *base)
{
    simple_end_atom(r, f);
    f->atom = (struct simple_atom){.base = base, .open = true};
}

/* --- finished elements --- */

static void set_script(struct simple_reader *r, struct simple_frame *row,
                       const struct simple_frame *script, struct mml_node *n)
{
    struct mml_node **place = script->is_sub ? &row->atom.sub : &row->atom.sup;
    if (script->primes) {
        mml_insert(script->primes, n, NULL);
        n = script->primes;
    }
    if (*place)
        simple_give_up(r); /* a second script of the same kind is an error */
    *place = n;
}

static void set_style(struct simple_reader *r, struct mml_node *n, struct mml_node *inner,
                      const char *display)
{
    mml_insert(n, inner, NULL);
    mml_set(r->arena, n, "displaystyle", nc_str(display));
    mml_set(r->arena, n, "scriptlevel", NC_LIT("0"));
}

void simple_add_fence(struct simple_reader *r, struct mml_node *row, struct nc_str text,
                      struct mml_node *before)
{
    struct mml_node *mo = mml_token(r->arena, MML_MO, NULL, text);
    mml_set(r->arena, mo, "fence", NC_LIT("true"));
    mml_insert(row, mo, before);
}

/* Ends a command that has all its arguments. */
static struct mml_node *finish_command(struct simple_reader *r, const struct simple_frame *f)
{
    struct mml_node *n = f->node, *outer = n;
    switch (f->command) {
    case SIMPLE_COMMAND_DFRAC:
    case SIMPLE_COMMAND_TFRAC:
        if (r->display == (f->command == SIMPLE_COMMAND_DFRAC))
            break; /* KaTeX leaves out a style that is already in force */
        outer = mml_new(r->arena, MML_MSTYLE, NULL);
        set_style(r, outer, n, f->command == SIMPLE_COMMAND_DFRAC ? "true" : "false");
        break;
    case SIMPLE_COMMAND_BINOM:
        outer = mml_new(r->arena, MML_MROW, NULL);
        mml_set(r->arena, n, "linethickness", NC_LIT("0px"));
        mml_insert(outer, n, NULL);
        simple_add_fence(r, outer, NC_LIT("("), n);
        simple_add_fence(r, outer, NC_LIT(")"), NULL);
        break;
    case SIMPLE_COMMAND_OVER:
    case SIMPLE_COMMAND_UNDER: { /* the sign was made first, but belongs after the argument */
        struct mml_node *sign = n->first;
        mml_unlink(sign);
        mml_insert(n, sign, NULL);
        break;
    }
    case SIMPLE_COMMAND_FRAC:
    case SIMPLE_COMMAND_SQRT:
        break;
    }
    return outer;
}

void simple_deliver(struct simple_reader *r, struct mml_node *n)
{
    for (;;) {
        struct simple_frame *f = simple_top(r);
        if (f->kind == SIMPLE_FRAME_ROW) {
            begin_atom(r, f, n);
            return;
        }
        if (f->kind == SIMPLE_FRAME_SCRIPT) {
            r->depth--;
            set_script(r, simple_top(r), f, n);
            return;
        }
        mml_insert(f->node, n, NULL);
        if (f->kind == SIMPLE_FRAME_MATRIX || --f->need)
            return;
        n = finish_command(r, f);
        r->depth--;
    }
}

/* Unwraps a row of one element. In braces and cells, a lone operator loses its blanks, and a lone
 * function is two elements where one is needed: that is left to KaTeX. */
void simple_close_row(struct simple_reader *r)
{
    struct simple_frame f = *simple_top(r);
    if (f.atom.open && f.atom.apply && !f.atom.sub && !f.atom.sup && !f.node->first &&
        f.end != SIMPLE_END_RIGHT)
        simple_give_up(r);
    simple_end_atom(r, &f);
    r->depth--;
    struct mml_node *n = f.node;
    if (n->first && n->first == n->last) {
        n = n->first;
        mml_unlink(n);
        const struct simple_frame *outer = simple_top(r);
        if (f.end != SIMPLE_END_RIGHT && n->kind == MML_MO) {
            if (outer->kind == SIMPLE_FRAME_COMMAND && outer->command == SIMPLE_COMMAND_OVER)
                simple_give_up(r); /* most accents remove the braces first */
            mml_set(r->arena, n, "lspace", NC_LIT("0em"));
            mml_set(r->arena, n, "rspace", NC_LIT("0em"));
        }
    }
    simple_deliver(r, n);
}
