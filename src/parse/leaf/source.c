/* Copies the source and searches in it. */
#include "parse/leaf/source.h"

#include "base/ascii.h"

#define MAX_BRACKETS 50 /* nested */

/* The offset after at most n columns of blanks at i; a tab reaches to the next multiple of four. */
static size_t past_columns(struct nc_str s, size_t i, size_t to, unsigned n)
{
    for (unsigned col = 0; i < to && col < n && nc_ascii_is_blank(s.p[i]); i++)
        col += s.p[i] == '\t' ? 4 - col % 4 : 1;
    return i;
}

void nc_source_put(struct nc_buf *b, struct nc_str src, const struct nc_stash *st, size_t from,
                   size_t to, char end)
{
    for (size_t i = from; i < to;) {
        size_t nl = nc_str_find(src, '\n', i);
        nc_buf_put(b, src.p + i, (nl < to ? nl : to) - i);
        i = nl + 1;
        if (nl >= to)
            break;
        nc_buf_char(b, end);
        for (unsigned q = 0; q < st->quotes && i < to; q++) {
            while (i < to && src.p[i] == ' ')
                i++;
            i += i < to && src.p[i] == '>';
        }
        i += st->quotes && i < to && src.p[i] == ' ';
        i = past_columns(src, i, to, st->indent);
    }
}

struct nc_str nc_source_lines(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              size_t from, size_t to, char end)
{
    struct nc_buf b = {0};
    nc_source_put(&b, src, st, from, to, end);
    struct nc_str s = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return s;
}

struct nc_str nc_source_text(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             size_t from, size_t to)
{
    struct nc_str s = nc_str_sub(src, from, to);
    struct nc_buf b = {0};
    if (nc_str_find(s, st->in_cell ? '\\' : '\n', 0) == s.n)
        return nc_arena_str(doc->arena, s);
    if (!st->in_cell)
        nc_source_put(&b, src, st, from, to, ' ');
    for (size_t i = 0; st->in_cell && i < s.n; i++)
        if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '|')
            nc_buf_char(&b, s.p[i]);
    return nc_buf_keep(&b, doc->arena);
}

size_t nc_find_on_line(struct nc_str s, size_t i, size_t limit, struct nc_str what)
{
    s = nc_str_sub(s, 0, limit);
    while (i < limit && s.p[i] != '\n' && !nc_str_starts(nc_str_sub(s, i, limit), what))
        i++;
    return i;
}

size_t nc_find_code_end(struct nc_str s, size_t i, size_t limit, struct nc_ticks *ticks)
{
    size_t from = i;
    while (i < limit && s.p[i] == '`')
        i++;
    size_t n = i - from, *none = ticks && n < NC_TICK_LENGTHS ? &ticks->none_from[n] : NULL;
    if (none && *none && *none <= i)
        return i;
    for (size_t at = nc_str_find(s, '`', i); at < limit; at = nc_str_find(s, '`', at)) {
        size_t run = at;
        while (at < limit && s.p[at] == '`')
            at++;
        if (at - run == n)
            return at;
    }
    if (none) {
        *none = i;
        ticks->known = true;
    }
    return i;
}

size_t nc_find_bracket(struct nc_str s, size_t i, size_t limit)
{
    unsigned depth = 0;
    struct nc_ticks ticks = {0};
    s = nc_str_sub(s, 0, limit);
    for (size_t k = i; k < limit; k++) {
        if (s.p[k] == '\\')
            k++;
        else if (s.p[k] == '`')
            k = nc_find_code_end(s, k, limit, &ticks) - 1;
        else if (s.p[k] == '[' && ++depth > MAX_BRACKETS)
            return limit;
        else if (s.p[k] == ']' && --depth == 0)
            return k;
    }
    return limit;
}

size_t nc_find_pair_end(struct nc_str s, size_t i, size_t limit, struct nc_str end)
{
    s = nc_str_sub(s, 0, limit);
    size_t at = nc_str_search(s, end, i + 2);
    return at == s.n || !nc_str_trim(nc_str_sub(s, i + 2, at)).n ? 0 : at + end.n;
}
