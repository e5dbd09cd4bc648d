/* The order of notes: natural order of paths (2 before 10), with the note that introduces a folder
 * first; or by date, or folder by folder by a front matter key. */
#include "base/ascii.h"
#include "base/utf8.h"
#include "vault/vaultdata.h"

#include <stdlib.h>
#include <string.h>

/* The decimal digit at i, of any script that writes decimal numbers, and its length in bytes; -1
 * for anything else. */
static int digit_at(struct nc_str s, size_t i, unsigned *len)
{
    static const uint32_t zeros[] = {0x660, 0x6F0,  0x966,  0x9E6,  0xA66, 0xAE6,
                                     0xB66, 0xBE6,  0xC66,  0xCE6,  0xD66, 0xE50,
                                     0xED0, 0x1040, 0x17E0, 0x1810, 0xFF10};
    *len = 1;
    if (!((unsigned char)s.p[i] & 0x80))
        return nc_ascii_is_digit((unsigned char)s.p[i]) ? s.p[i] - '0' : -1;
    uint32_t cp = nc_utf8_at(s, i, len);
    for (size_t z = 0; z < sizeof zeros / sizeof *zeros; z++)
        if (cp >= zeros[z] && cp <= zeros[z] + 9)
            return (int)(cp - zeros[z]);
    return -1;
}

/* Appends a name so that runs of digits compare by value, all else by bytes: a run is a digit, how
 * many it has without leading zeros, and these. The byte order of folded UTF-8 is the order of code
 * points. */
static void put_name(struct nc_buf *key, struct nc_str name)
{
    struct nc_buf digits = {0};
    unsigned len;
    for (size_t i = 0; i < name.n;) {
        int digit = digit_at(name, i, &len);
        if (digit < 0) {
            nc_buf_str(key, nc_str_sub(name, i, i + len));
            i += len;
            continue;
        }
        nc_buf_clear(&digits);
        for (; i < name.n && (digit = digit_at(name, i, &len)) >= 0; i += len)
            if (digit || digits.n)
                nc_buf_char(&digits, (char)('0' + digit));
        nc_buf_char(key, '0');
        nc_buf_char(key, (char)(digits.n >> 8));
        nc_buf_char(key, (char)digits.n);
        nc_buf_str(key, nc_buf_view(&digits));
    }
    nc_buf_dispose(&digits);
}

/* Whether a value is a number as people write it: "nan", "Infinity" and "0x10" are words. */
static bool is_number(struct nc_str s, double *value)
{
    static const char signs[] = "0123456789+-.eE";
    char *end;
    *value = strtod(s.p, &end);
    return end != s.p && !*end && strspn(s.p, signs) == s.n;
}

static void put_bytes(struct nc_buf *key, uint64_t number)
{
    for (int shift = 56; shift >= 0; shift -= 8)
        nc_buf_char(key, (char)(number >> shift));
}

/* Appends a value so that numbers come before words, and words before a missing value. The bits of
 * numbers sort like the numbers once those of negative ones are inverted and the sign bit of the
 * others is set. */
static void put_value(struct nc_buf *key, struct nc_str value)
{
    double number = 0;
    bool counts = value.n && is_number(value, &number);
    nc_buf_char(key, counts ? 1 : value.n ? 2 : 3);
    if (counts) {
        uint64_t bits;
        number += 0.0; /* 0 for -0 */
        memcpy(&bits, &number, sizeof bits);
        put_bytes(key, bits >> 63 ? ~bits : bits | (uint64_t)1 << 63);
    } else if (value.n) {
        nc_buf_str(key, value);
        nc_buf_char(key, '\0');
    }
}

/* Appends the value of --order=KEY and the place of rel, which is note i's path or a folder above
 * it. */
static void put_order(struct nc_buf *key, const struct nc_vault *v, size_t i, struct nc_str rel)
{
    const struct nc_vault_note *note = &v->notes[i];
    bool is_note = rel.n == note->rel.n;
    const struct nc_folder *f = is_note ? NULL : nc_vault_folder(v, rel);
    put_value(key, is_note ? v->surveys[i].order : f ? f->order : NC_NONE);
    put_bytes(key, f ? f->place : note->place);
}

/* Appends a key for the natural order of paths. For each name of the path it holds: its rank; with
 * by_key, its value of --order=KEY; the name; notes before folders; the name as it is written. */
static void put_key(struct nc_buf *key, const struct nc_vault *v, size_t i, bool by_key)
{
    struct nc_str folder = NC_NONE, path = v->notes[i].folded, rel = v->notes[i].rel;
    size_t rel_to = nc_str_find(rel, '/', 0);
    for (size_t from = 0, to; from <= path.n; from = to + 1) {
        to = nc_str_find(path, '/', from);
        bool is_last = to == path.n, is_note;
        struct nc_str part = nc_str_sub(path, from, to),
                      name = is_last ? nc_less_note_suffix(part, &is_note) : part;
        nc_buf_char(key, is_last ? !nc_introduces_folder(name, folder) : 1);
        if (by_key)
            put_order(key, v, i, nc_str_sub(rel, 0, rel_to));
        put_name(key, name);
        nc_buf_char(key, '\0');
        nc_buf_char(key, !is_last);
        nc_buf_str(key, part);
        nc_buf_char(key, '\0');
        folder = part;
        rel_to = rel_to < rel.n ? nc_str_find(rel, '/', rel_to + 1) : rel_to;
    }
}

struct placed {
    const struct nc_vault_note *note;
    /* with --order=date */
    struct nc_str date;
    /* 0 with --order=KEY: the key holds it */
    uint32_t place;
    struct nc_str key;
    uint32_t number;
};

/* Those without a date come last. */
static int compare_dates(struct nc_str a, struct nc_str b)
{
    return a.n && b.n ? nc_str_cmp(a, b) : (a.n == 0) - (b.n == 0);
}

static int compare_placed(const void *p, const void *q)
{
    const struct placed *a = p, *b = q;
    if (a->note->wanted != b->note->wanted)
        return a->note->wanted ? -1 : 1;
    int c = compare_dates(a->date, b->date);
    if (c)
        return c;
    if (a->place != b->place)
        return a->place < b->place ? -1 : 1;
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

/* Usually true from the second call on: only values that the notes themselves set may have changed
 * the order. */
static bool is_in_order(const struct placed *order, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (compare_placed(&order[i - 1], &order[i]) > 0)
            return false;
    return true;
}

/* --order=date sorts the notes of all folders together; other keys sort within each folder. */
void nc_vault_order(struct nc_vault *v, struct nc_diags *diags)
{
    (void)diags;
    const char *by = v->surveys && v->opts->order ? v->opts->order : "name";
    bool by_date = strcmp(by, "date") == 0, by_key = !by_date && strcmp(by, "name") != 0;
    struct placed *order = nc_calloc(v->count, sizeof *order);
    struct nc_arena *keys = nc_arena_new();
    struct nc_buf key = {0};
    v->wanted = 0;
    for (size_t i = 0; i < v->count; i++) {
        const struct nc_vault_note *n = &v->notes[i];
        nc_buf_clear(&key);
        put_key(&key, v, i, by_key);
        order[i] =
            (struct placed){n, by_date ? v->surveys[i].order : NC_NONE, by_key ? 0 : n->place,
                            nc_arena_str(keys, nc_buf_view(&key)), (uint32_t)i};
        v->wanted += n->wanted;
    }
    if (!is_in_order(order, v->count))
        qsort(order, v->count, sizeof *order, compare_placed);
    rearrange(v, order);
    nc_buf_dispose(&key);
    nc_arena_free(keys);
    free(order);
}
