/* Edit distance with transpositions (optimal string alignment), and the nearest of several words.
 */
#include "base/nearest.h"

#include <limits.h>

#define LONGEST 40
/* A word that is cut off after at least this many letters stands for the whole word. */
#define SHORTEST_START 3

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

unsigned nc_edit_distance(struct nc_str a, struct nc_str b)
{
    unsigned rows[3][LONGEST + 1];
    if (a.n > LONGEST || b.n > LONGEST)
        return UINT_MAX;
    unsigned *two_up = rows[0], *up = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b.n; j++)
        up[j] = (unsigned)j;
    for (size_t i = 1; i <= a.n; i++) {
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b.n; j++) {
            char x = nc_ascii_lower(a.p[i - 1]), y = nc_ascii_lower(b.p[j - 1]);
            row[j] = least(up[j - 1] + (x != y), least(up[j], row[j - 1]) + 1);
            bool swapped = i > 1 && j > 1 && x == nc_ascii_lower(b.p[j - 2]) &&
                           y == nc_ascii_lower(a.p[i - 2]);
            if (swapped)
                row[j] = least(row[j], two_up[j - 2] + 1);
        }
        unsigned *oldest = two_up;
        two_up = up;
        up = row;
        row = oldest;
    }
    return up[b.n];
}

/* Compares only what remains between the beginning and the end that both words share. */
bool nc_is_one_slip(struct nc_str a, struct nc_str b)
{
    if (a.n > b.n + 1 || b.n > a.n + 1)
        return false;
    size_t from = 0, shorter = a.n < b.n ? a.n : b.n, end = 0;
    while (from < shorter && nc_ascii_lower(a.p[from]) == nc_ascii_lower(b.p[from]))
        from++;
    while (end < shorter - from &&
           nc_ascii_lower(a.p[a.n - 1 - end]) == nc_ascii_lower(b.p[b.n - 1 - end]))
        end++;
    size_t in_a = a.n - from - end, in_b = b.n - from - end;
    bool swapped = in_a == 2 && in_b == 2 &&
                   nc_ascii_lower(a.p[from]) == nc_ascii_lower(b.p[from + 1]) &&
                   nc_ascii_lower(a.p[from + 1]) == nc_ascii_lower(b.p[from]);
    return swapped || (in_a <= 1 && in_b <= 1 && in_a + in_b > 0);
}

/* Whether both have the same letters in another order, as ebup for epub and gro for org. */
static bool is_shuffled(struct nc_str a, struct nc_str b)
{
    int count[UCHAR_MAX + 1] = {0}, different = 0;
    if (a.n != b.n || a.n < SHORTEST_START)
        return false;
    for (size_t i = 0; i < a.n; i++) {
        count[(unsigned char)nc_ascii_lower(a.p[i])]++;
        count[(unsigned char)nc_ascii_lower(b.p[i])]--;
    }
    for (size_t i = 0; i <= UCHAR_MAX; i++)
        different += count[i] != 0;
    return !different;
}

void nc_nearest_offer(struct nc_nearest *n, struct nc_str candidate)
{
    size_t shorter = n->word.n < candidate.n ? n->word.n : candidate.n;
    unsigned d = nc_edit_distance(n->word, candidate);
    /* Allows one slip in a short word, and one more per three letters in a longer one. */
    bool near = d != UINT_MAX && (d <= (shorter + 1) / 3 || is_shuffled(n->word, candidate));
    bool is_start = n->word.n >= SHORTEST_START && nc_str_istarts(candidate, n->word);
    if (is_start)
        d = 1;
    bool is_shorter = is_start && d == n->distance && candidate.n < n->best.n;
    if ((near || is_start) && (!n->best.n || d < n->distance || is_shorter)) {
        n->best = candidate;
        n->distance = d;
    }
}

void nc_nearest_ask(struct nc_buf *out, const struct nc_nearest *n, const char *before)
{
    if (n->best.n)
        nc_buf_printf(out, "; did you mean '%s%.*s'?", before, NC_FMT(n->best));
}
