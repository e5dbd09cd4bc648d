/* Makes the repairs in order, and repairs the shape of the tree. */
#include "math/mathfix.h"

/* The operator that n is or encloses, which must have the lspace and rspace; NULL if none. */
static struct mml_node *core_of(struct mml_node *n)
{
    while (n && n->kind != MML_MO && n->first &&
           (mml_is_script(n) || (n->kind == MML_MROW && n->first == n->last)))
        n = n->first;
    return n && n->kind == MML_MO ? n : NULL;
}

static void add_blank(struct nc_arena *a, struct mml_node *parent, struct nc_str width,
                      struct mml_node *before)
{
    if (!width.n || width.p[0] == '0')
        if (!nc_str_starts(width, NC_LIT("0.")))
            return;
    struct mml_node *space = mml_new(a, MML_MSPACE, NULL);
    mml_set(a, space, "width", width);
    mml_insert(parent, space, before);
}

/* KaTeX puts the result of \mathrel, \stackrel and \underset into an mo or mi; but tokens may not
 * hold elements. The spaces of such an mo are kept around it. */
static void open_token(struct nc_arena *a, struct mml_node *n)
{
    struct nc_str left = mml_get(n, "lspace"), right = mml_get(n, "rspace");
    bool was_mo = n->kind == MML_MO;
    n->kind = MML_MROW;
    n->attrs = NULL;
    struct mml_node *core = core_of(n);
    if (!was_mo || !(left.n || right.n))
        return;
    if (core) {
        mml_set(a, core, "lspace", left);
        mml_set(a, core, "rspace", right);
        return;
    }
    add_blank(a, n, left, n->first);
    add_blank(a, n, right, NULL);
}

/* Whether n is a word made of single upright letters in an operator, as "mod" is. */
static bool is_word(const struct mml_node *n)
{
    const struct mml_node *c = n->first;
    if (c && c == n->last && c->kind == MML_MROW)
        c = c->first;
    if (!c)
        return false;
    for (; c; c = c->next)
        if (c->kind != MML_MI || c->first || !mml_has(c, "mathvariant", "normal"))
            return false;
    return true;
}

static void make_word(struct nc_arena *a, struct mml_node *n)
{
    struct nc_buf b = {0};
    for (const struct mml_node *c = mml_deepest(n); c && c != n; c = c->next)
        nc_buf_str(&b, c->text);
    n->text = nc_arena_str(a, nc_buf_view(&b));
    n->first = n->last = NULL;
    nc_buf_dispose(&b);
}

static void fix_tokens(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (!mml_is_token(n) || !n->first)
            continue;
        if (n->kind == MML_MO && is_word(n))
            make_word(a, n);
        else
            open_token(a, n);
    }
}

/* Whether n is an mrow without meaning: around one element, or as the only child of an element that
 * takes any number of children. */
static bool is_shell(const struct mml_node *n)
{
    return n->kind == MML_MROW && !n->attrs && n->first &&
           (n->first == n->last ||
            (n->parent->first == n->parent->last && !mml_has_places(n->parent)));
}

static void drop_shells(struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n == root)
            break;
        if (is_shell(n))
            mml_unwrap(n);
        else if (n->kind == MML_MSPACE && !n->attrs && !mml_has_places(n->parent))
            mml_unlink(n);
    }
}

/* Whether n only repeats the text style that a cell has by default, as KaTeX does. Within a script
 * it means a size. */
static bool is_idle_style(const struct mml_node *n)
{
    if (n->kind != MML_MSTYLE || n->parent->kind != MML_MTD || n->parent->first != n ||
        !mml_has(n, "displaystyle", "false") || !mml_has(n, "scriptlevel", "0"))
        return false;
    for (const struct mml_node *p = n->parent; p; p = p->parent)
        if (mml_is_script(p) || p->kind == MML_MFRAC)
            return false;
    return true;
}

static void drop_idle_styles(struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root), *next; n; n = next) {
        next = mml_next_up(root, n);
        if (n != root && is_idle_style(n))
            mml_unwrap(n);
    }
}

/* The number of children an element must have; 0: any number. */
static unsigned places_of(enum mml_kind k)
{
    return k == MML_MSUBSUP || k == MML_MUNDEROVER               ? 3
           : (k >= MML_MSUB && k <= MML_MROOT && k != MML_MSQRT) ? 2
                                                                 : 0;
}

static unsigned count_children(const struct mml_node *n)
{
    unsigned count = 0;
    for (const struct mml_node *c = n->first; c; c = c->next)
        count++;
    return count;
}

/* KaTeX writes what is over an operator and the operator's scripts as children side by side:
 * surplus children belong to the last place. */
static void fix_places(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root); n; n = mml_next_up(root, n)) {
        unsigned want = places_of(n->kind), have = count_children(n);
        if (!want || have == want)
            continue;
        while (have++ < want)
            mml_new(a, MML_MROW, n);
        if (--have == want)
            continue;
        struct mml_node *last = mml_new(a, MML_MROW, NULL), *c = n->first;
        for (unsigned i = 1; i < want; i++)
            c = c->next;
        while (c) {
            struct mml_node *after = c->next;
            mml_unlink(c);
            mml_insert(last, c, NULL);
            c = after;
        }
        mml_insert(n, last, NULL);
    }
}

/* Whether MathML knows the colour: only numbers and the names of HTML 4. Style sheets know all
 * names. */
static bool is_color_of_mathml(struct nc_str color)
{
    static const char *const names[] = {"aqua",   "black",  "blue",  "fuchsia", "gray",   "green",
                                        "lime",   "maroon", "navy",  "olive",   "purple", "red",
                                        "silver", "teal",   "white", "yellow",  NULL};
    return !color.n || color.p[0] == '#' || nc_str_is_among(color, names);
}

static void fix_color(struct nc_arena *a, struct mml_node *n, const char *name,
                      const char *property)
{
    struct nc_str color = mml_get(n, name);
    struct nc_buf style = {0};
    if (is_color_of_mathml(color))
        return;
    nc_buf_printf(&style, "%s:%.*s", property, NC_FMT(color));
    mml_drop(n, name);
    mml_add_style(a, n, nc_buf_keep(&style, a).p);
}

static void fix_colors(struct nc_arena *a, struct mml_node *root)
{
    for (struct mml_node *n = root; n; n = mml_next(root, n)) {
        fix_color(a, n, "mathcolor", "color");
        fix_color(a, n, "mathbackground", "background-color");
    }
}

void mml_fix(struct nc_arena *a, struct mml_node *root)
{
    fix_places(a, root);
    fix_tokens(a, root);
    mml_fix_joins(a, root);
    drop_shells(root);
    drop_idle_styles(root);
    mml_fix_letters(a, root);
    mml_fix_spaces(a, root);
    mml_fix_accents(a, root);
    mml_fix_boxes(a, root);
    fix_colors(a, root);
}
