/* An ordered list with binary search. */
#include "parse/leaf/linetexts.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdlib.h>

/* The index of the first line that begins at or after an offset. */
static size_t number_of(const struct nc_line_texts *t, size_t line)
{
    size_t low = 0, high = t->count;
    if (!t->count || t->lines[t->count - 1].line < line)
        return t->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (t->lines[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void nc_line_texts_put(struct nc_line_texts *t, size_t line, size_t from)
{
    size_t k = number_of(t, line);
    if (k == t->count) {
        nc_grow(&t->lines, &t->cap, t->count + 1, sizeof *t->lines);
        t->count++;
    }
    t->lines[k] = (struct nc_line_text){line, from};
}

size_t nc_line_texts_from(const struct nc_line_texts *t, struct nc_str s, size_t line)
{
    size_t k = number_of(t, line);
    if (k < t->count && t->lines[k].line == line)
        return t->lines[k].from < s.n ? t->lines[k].from : s.n;
    line = nc_str_past_blanks(s, line, s.n);
    return line;
}

void nc_line_texts_dispose(struct nc_line_texts *t)
{
    free(t->lines);
}
