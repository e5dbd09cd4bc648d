/* The order of notes: natural order of paths (2 before 10), with the note that introduces a folder
 * first; or by date or a front matter key. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <stdlib.h>

/* Appends a name so that runs of digits compare by value, all else by bytes: a run is a digit, how
 * many it has without leading zeros, and these. The byte order of folded UTF-8 is the order of code
 * points. */
static void put_name(struct nc_buf *key, struct nc_str name)
{
    for (size_t i = 0; i < name.n;) {
        if (!nc_ascii_is_digit(name.p[i])) {
            nc_buf_char(key, name.p[i++]);
            continue;
        }
        while (i < name.n && name.p[i] == '0')
            i++;
        size_t from = i;
        while (i < name.n && nc_ascii_is_digit(name.p[i]))
            i++;
        nc_buf_char(key, '0');
        nc_buf_char(key, (char)((i - from) >> 8));
        nc_buf_char(key, (char)(i - from));
        nc_buf_str(key, nc_str_sub(name, from, i));
    }
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

/* Appends a key for the natural order of paths: for each name of the path its rank, the name, notes
 * before folders, and the name as it is written. */
static void put_key(struct nc_buf *key, struct nc_str path)
{
    struct nc_str folder = NC_NONE;
    for (size_t from = 0, to; from <= path.n; from = to + 1) {
        to = nc_str_find(path, '/', from);
        bool is_last = to == path.n, is_note;
        struct nc_str part = nc_str_sub(path, from, to),
                      name = is_last ? nc_less_note_suffix(part, &is_note) : part;
        nc_buf_char(key, is_last ? (char)rank_of(name, folder) : 1);
        put_name(key, name);
        nc_buf_char(key, '\0');
        nc_buf_char(key, !is_last);
        nc_buf_str(key, part);
        nc_buf_char(key, '\0');
        folder = part;
    }
}

struct placed {
    const struct nc_vault_note *note;
    const struct nc_survey *survey;
    struct nc_str key;
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
    c = nc_str_cmp(a->key, b->key);
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
    struct nc_arena *keys = nc_arena_new();
    struct nc_buf key = {0};
    v->wanted = 0;
    for (size_t i = 0; i < v->count; i++) {
        nc_buf_clear(&key);
        put_key(&key, v->notes[i].folded);
        order[i] = (struct placed){&v->notes[i], v->surveys ? &v->surveys[i] : NULL,
                                   nc_arena_str(keys, nc_buf_view(&key)), (uint32_t)i};
        v->wanted += v->notes[i].wanted;
    }
    if (!is_in_order(order, v->count))
        qsort(order, v->count, sizeof *order, compare_placed);
    rearrange(v, order);
    nc_buf_dispose(&key);
    nc_arena_free(keys);
    free(order);
}
