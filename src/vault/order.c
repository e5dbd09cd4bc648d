/* The order of notes: natural order of paths (2 before 10), with the note that introduces a folder
 * first; or by date or a front matter key. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* Compares runs of digits by value, all else by bytes. The byte order of folded UTF-8 is the order
 * of code points. */
static int compare_names(struct nc_str a, struct nc_str b)
{
    size_t i = 0, k = 0;
    while (i < a.n && k < b.n) {
        if (!nc_ascii_is_digit(a.p[i]) || !nc_ascii_is_digit(b.p[k])) {
            if (a.p[i] != b.p[k])
                return (unsigned char)a.p[i] < (unsigned char)b.p[k] ? -1 : 1;
            i++;
            k++;
            continue;
        }
        while (i < a.n && a.p[i] == '0')
            i++;
        while (k < b.n && b.p[k] == '0')
            k++;
        size_t from_a = i, from_b = k;
        while (i < a.n && nc_ascii_is_digit(a.p[i]))
            i++;
        while (k < b.n && nc_ascii_is_digit(b.p[k]))
            k++;
        if (i - from_a != k - from_b)
            return i - from_a < k - from_b ? -1 : 1;
        int c = memcmp(a.p + from_a, b.p + from_b, i - from_a);
        if (c)
            return c < 0 ? -1 : 1;
    }
    return i < a.n ? 1 : k < b.n ? -1 : 0;
}

/* 0 for a note that introduces its folder, else 1. */
static int rank_of(struct nc_str name, struct nc_str folder)
{
    static const struct nc_str first[] = {{"readme", 6}, {"index", 5}, {"_index", 6}};
    for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
        if (nc_str_eq(name, first[i]))
            return 0;
    return nc_str_eq(name, folder) ? 0 : 1;
}

/* The length of the folders that both paths share. */
static size_t common_folders(struct nc_str a, struct nc_str b)
{
    size_t from = 0;
    for (size_t i = 0; i < a.n && i < b.n && a.p[i] == b.p[i]; i++)
        if (a.p[i] == '/')
            from = i + 1;
    return from;
}

int nc_natural_cmp(struct nc_str a, struct nc_str b)
{
    size_t from = common_folders(a, b);
    size_t end_a = nc_str_find(a, '/', from), end_b = nc_str_find(b, '/', from);
    struct nc_str folder = nc_base_name(nc_str_sub(a, 0, from ? from - 1 : 0));
    struct nc_str x = nc_str_sub(a, from, end_a), y = nc_str_sub(b, from, end_b);
    bool last_a = end_a == a.n, last_b = end_b == b.n, note;
    x = last_a ? nc_less_note_suffix(x, &note) : x;
    y = last_b ? nc_less_note_suffix(y, &note) : y;
    int rank_a = last_a ? rank_of(x, folder) : 1, rank_b = last_b ? rank_of(y, folder) : 1;
    if (rank_a != rank_b)
        return rank_a - rank_b;
    int c = compare_names(x, y);
    if (c)
        return c;
    if (last_a != last_b)
        return last_a ? -1 : 1;
    return nc_str_cmp(a, b);
}

struct placed {
    const struct nc_vault_note *note;
    const struct nc_survey *survey;
    uint32_t number;
};

/* Whether a value is a number as people write it: "nan", "Infinity" and "0x10" are words. */
static bool is_number(struct nc_str s, double *value)
{
    static const char signs[] = "0123456789+-.eE";
    char *end;
    *value = strtod(s.p, &end);
    return end != s.p && !*end && strspn(s.p, signs) == s.n;
}

/* Compares values. Notes without a value come last; numbers come before words. */
static int compare_values(struct nc_str a, struct nc_str b)
{
    if (!a.n || !b.n)
        return (a.n == 0) - (b.n == 0);
    double x, y;
    bool num_a = is_number(a, &x), num_b = is_number(b, &y);
    if (num_a && num_b)
        return (x > y) - (x < y);
    if (num_a != num_b)
        return num_a ? -1 : 1;
    return nc_str_cmp(a, b);
}

static int compare_placed(const void *p, const void *q)
{
    const struct placed *a = p, *b = q;
    if (a->note->wanted != b->note->wanted)
        return a->note->wanted ? -1 : 1;
    int c = a->survey && b->survey ? compare_values(a->survey->order, b->survey->order) : 0;
    if (c)
        return c;
    if (a->note->place != b->note->place)
        return a->note->place < b->note->place ? -1 : 1;
    c = nc_natural_cmp(a->note->folded, b->note->folded);
    return c ? c : nc_str_cmp(a->note->rel, b->note->rel);
}

/* Puts notes, surveys and the record of their old numbers in one new order. */
static void rearrange(struct nc_vault *v, const struct placed *order)
{
    struct nc_vault_note *notes = nc_calloc(v->count, sizeof *notes);
    struct nc_survey *surveys = v->surveys ? nc_calloc(v->count, sizeof *surveys) : NULL;
    for (size_t i = 0; i < v->count; i++) {
        notes[i] = v->notes[order[i].number];
        if (surveys)
            surveys[i] = v->surveys[order[i].number];
        if (v->moved)
            v->moved[i] = order[i].number;
    }
    free(v->notes);
    free(v->surveys);
    v->notes = notes;
    v->cap = v->count;
    v->surveys = surveys;
}

/* They are from the second time on, but for what the notes say themselves. */
static bool is_in_order(const struct placed *order, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (compare_placed(&order[i - 1], &order[i]) > 0)
            return false;
    return true;
}

void nc_vault_order(struct nc_vault *v, struct nc_diags *diags)
{
    (void)diags;
    struct placed *order = nc_calloc(v->count, sizeof *order);
    v->wanted = 0;
    for (size_t i = 0; i < v->count; i++) {
        order[i] = (struct placed){&v->notes[i], v->surveys ? &v->surveys[i] : NULL, (uint32_t)i};
        v->wanted += v->notes[i].wanted;
    }
    if (!is_in_order(order, v->count))
        qsort(order, v->count, sizeof *order, compare_placed);
    rearrange(v, order);
    free(order);
}
