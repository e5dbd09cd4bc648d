/* A point is removed as soon as its group is known: points above an area because no later area can
 * hold them, points inside it because it is their group. A tree over the points in the order of x
 * finds the uppermost point in a range, so each point is found and removed once. */
#include "parse/input/canvasgroups.h"

#include "base/arena.h"

#include <stdlib.h>

#define NONE SIZE_MAX

struct by_x {
    int64_t x;
    size_t point;
};

struct tree {
    const struct nc_canvas_point *points;
    struct by_x *sorted;
    /* the leaf of each point */
    size_t *leaf_of;
    /* Node k has the children 2k and 2k+1; the leaves start at n. Each entry is the point with the
     * least y below its node, or NONE */
    size_t *top;
    size_t n;
};

static int compare_x(const void *a, const void *b)
{
    const struct by_x *p = a, *q = b;
    if (p->x != q->x)
        return p->x < q->x ? -1 : 1;
    return p->point < q->point ? -1 : p->point > q->point;
}

/* Returns the upper point; points are numbered in the order of y. */
static size_t upper(size_t a, size_t b)
{
    return a < b ? a : b; /* NONE is the greatest number */
}

static void build(struct tree *t, const struct nc_canvas_point *points, size_t n)
{
    *t = (struct tree){.points = points, .n = n};
    t->sorted = nc_calloc(n, sizeof *t->sorted);
    t->leaf_of = nc_calloc(n, sizeof *t->leaf_of);
    t->top = nc_calloc(2 * n, sizeof *t->top);
    for (size_t i = 0; i < n; i++)
        t->sorted[i] = (struct by_x){points[i].x, i};
    qsort(t->sorted, n, sizeof *t->sorted, compare_x);
    for (size_t k = 0; k < n; k++) {
        t->leaf_of[t->sorted[k].point] = n + k;
        t->top[n + k] = t->sorted[k].point;
    }
    for (size_t k = n - 1; k > 0; k--)
        t->top[k] = upper(t->top[2 * k], t->top[2 * k + 1]);
}

static void take_out(struct tree *t, size_t point)
{
    size_t k = t->leaf_of[point];
    t->top[k] = NONE;
    for (k /= 2; k > 0; k /= 2)
        t->top[k] = upper(t->top[2 * k], t->top[2 * k + 1]);
}

/* The rank of the first point at or right of x. */
static size_t rank_of(const struct tree *t, int64_t x)
{
    size_t lo = 0, hi = t->n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (t->sorted[mid].x < x)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* The uppermost point with a rank in [from, to), or NONE. */
static size_t uppermost(const struct tree *t, size_t from, size_t to)
{
    size_t found = NONE;
    for (from += t->n, to += t->n; from < to; from /= 2, to /= 2) {
        if (from & 1)
            found = upper(found, t->top[from++]);
        if (to & 1)
            found = upper(found, t->top[--to]);
    }
    return found;
}

void nc_canvas_find_groups(size_t *group_of, const struct nc_canvas_point *points, size_t n,
                           const struct nc_canvas_area *areas, size_t count)
{
    struct tree t;
    size_t above = 0; /* all points before this one are gone */
    for (size_t i = 0; i < n; i++)
        group_of[i] = 0;
    if (!n || !count)
        return;
    build(&t, points, n);
    for (size_t g = 0; g < count; g++) {
        for (; above < n && points[above].y < areas[g].y; above++)
            take_out(&t, above);
        size_t from = rank_of(&t, areas[g].x), to = rank_of(&t, areas[g].right), p;
        while (from < to && (p = uppermost(&t, from, to)) != NONE &&
               points[p].y < areas[g].bottom) {
            group_of[p] = g + 1;
            take_out(&t, p);
        }
    }
    free(t.sorted);
    free(t.leaf_of);
    free(t.top);
}
