/* Bigrams and Dice's coefficient. */
#include "export/apkg/apkglike.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/uchar.h"
#include "base/utf8.h"

#include <stdlib.h>

#define LONGEST 1000 /* characters that are compared */

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* Writes up to LONGEST characters, with one blank for each run of blanks and none at the edges. */
static size_t characters(uint32_t out[LONGEST], struct nc_str folded)
{
    size_t n = 0;
    for (size_t i = 0; i < folded.n && n < LONGEST;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(folded, i, &len);
        i += len;
        if (!nc_is_space(cp))
            out[n++] = cp;
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return n && out[n - 1] == ' ' ? n - 1 : n;
}

struct apkg_bigrams apkg_bigrams_of(struct nc_str text)
{
    struct nc_buf folded = {0};
    uint32_t cp[LONGEST];
    /* A character has at most 4 bytes, and folding removes none. */
    if (text.n > (size_t)4 * LONGEST)
        text.n = nc_utf8_floor(text, (size_t)4 * LONGEST);
    nc_nfc_fold(&folded, text);
    size_t n = characters(cp, nc_buf_view(&folded));
    struct apkg_bigrams b = {nc_calloc(n ? n : 1, sizeof *b.items), 0};
    for (size_t i = 0; i + 1 < n; i++)
        b.items[b.count++] = (uint64_t)cp[i] << 32 | cp[i + 1];
    if (n == 1)
        b.items[b.count++] = cp[0];
    qsort(b.items, b.count, sizeof *b.items, by_value);
    nc_buf_dispose(&folded);
    return b;
}

double apkg_dice(const struct apkg_bigrams *a, const struct apkg_bigrams *b)
{
    size_t common = 0;
    if (!a->count && !b->count)
        return 1;
    for (size_t i = 0, k = 0; i < a->count && k < b->count;) {
        if (a->items[i] == b->items[k]) {
            common++;
            i++;
            k++;
        } else if (a->items[i] < b->items[k]) {
            i++;
        } else {
            k++;
        }
    }
    return 2.0 * (double)common / (double)(a->count + b->count);
}
