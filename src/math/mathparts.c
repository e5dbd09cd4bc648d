/* Splits a long formula in a line of text into parts between which a line may end, as in TeX: after
 * relations and signs between two things, and after commas. A line never ends within one element
 * <math>. */
#include "math/mathwidth.h"

static bool is_sign_between(const struct mml_node *n)
{
    return n->kind == MML_MO && n->next && mml_may_break_before(n) &&
           !mml_has(n->prev, "separator", "true");
}

/* Whether a part may begin with n. */
static bool may_begin(const struct mml_node *n)
{
    return n->prev && n->kind != MML_MSPACE && !is_sign_between(n) &&
           (is_sign_between(n->prev) || (n->prev->kind != MML_MO && mml_may_break_before(n)) ||
            mml_has(n->prev, "separator", "true"));
}

/* Makes a sign at the end of a part an infix; otherwise it would be taken for one that follows
 * something. */
static void end_part(struct nc_arena *a, struct mml_node *part)
{
    struct mml_node *n = part->last;
    if (n && n->kind == MML_MO && !mml_get(n, "form").n && !mml_has(n, "separator", "true"))
        mml_set(a, n, "form", NC_LIT("infix"));
}

/* Marks the nodes from `from` up to `to` that begin a part. Returns how many do. */
static size_t mark(struct mml_node *from, const struct mml_node *to, bool within_brackets)
{
    size_t count = 0;
    int depth = 0;
    for (struct mml_node *n = from; n && n != to; n = n->next) {
        n->begins_part = n == from || ((depth <= 0 || within_brackets) && may_begin(n));
        count += n->begins_part;
        depth += mml_opens(n);
    }
    return count;
}

/* Marks the parts. One that is still too long is split within its brackets. */
static size_t mark_all(struct mml_node *root, unsigned longest)
{
    size_t count = mark(root->first, NULL, false);
    for (struct mml_node *from = root->first, *to; from; from = to) {
        unsigned width = from->width;
        for (to = from->next; to && !to->begins_part; to = to->next)
            width += to->width;
        if (width > longest)
            count += mark(from, to, true) - 1;
    }
    return count;
}

size_t mml_split(struct nc_arena *a, struct mml_node *root, unsigned longest)
{
    struct mml_node *end = root->last, *part = NULL, *last_part = NULL;
    size_t count = root->first ? mark_all(root, longest) : 0;
    if (count < 2)
        return 1;
    for (struct mml_node *n = root->first, *next; n; n = n == end ? NULL : next) {
        next = n->next;
        if (n->begins_part) {
            part = mml_new(a, MML_MROW, NULL);
            mml_insert(root, part, NULL);
            if (last_part)
                end_part(a, last_part);
            last_part = part;
        }
        mml_unlink(n);
        mml_insert(part, n, NULL);
    }
    mml_measure(root);
    return count;
}
