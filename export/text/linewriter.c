/* The line writer. */
#include "export/text/linewriter.h"

#include "base/arena.h"

#include <stdlib.h>

void nc_lines_init(struct nc_lines *l, struct nc_buf *out)
{
    *l = (struct nc_lines){.out = out, .at_start = true};
}

void nc_lines_dispose(struct nc_lines *l)
{
    nc_buf_dispose(&l->prefix);
    free(l->marks);
}

void nc_lines_push(struct nc_lines *l, struct nc_str s)
{
    nc_grow(&l->marks, &l->cap, l->depth + 1, sizeof *l->marks);
    l->marks[l->depth++] = l->prefix.n;
    nc_buf_str(&l->prefix, s);
}

void nc_lines_pop(struct nc_lines *l)
{
    l->prefix.n = l->marks[--l->depth];
}

static size_t without_trailing_blanks(const struct nc_buf *b)
{
    size_t n = b->n;
    while (n > 0 && b->p[n - 1] == ' ')
        n--;
    return n;
}

static void begin_line(struct nc_lines *l)
{
    bool first = l->out->n == 0;
    for (; l->pending && !first; l->pending--) {
        nc_buf_put(l->out, l->prefix.p, without_trailing_blanks(&l->prefix));
        nc_buf_char(l->out, '\n');
    }
    l->pending = 0;
}

void nc_lines_put(struct nc_lines *l, struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        size_t to = nc_str_find(s, '\n', i);
        if (to > i) {
            if (l->at_start) {
                begin_line(l);
                nc_buf_put(l->out, l->prefix.p, l->prefix.n);
            }
            nc_buf_put(l->out, s.p + i, to - i);
            l->at_start = false;
        }
        if (to < s.n) {
            if (l->at_start) {
                begin_line(l);
                nc_buf_put(l->out, l->prefix.p, without_trailing_blanks(&l->prefix));
            }
            nc_buf_char(l->out, '\n');
            l->at_start = true;
        }
        i = to + 1;
    }
}

void nc_lines_end(struct nc_lines *l)
{
    if (!l->at_start)
        nc_lines_put(l, NC_LIT("\n"));
}

void nc_lines_blank(struct nc_lines *l, unsigned n)
{
    nc_lines_end(l);
    if (l->pending < n)
        l->pending = n;
}
