/* Places and characters of a string searched for marks. */
#include "parse/construct/mark.h"

#include "base/utf8.h"

struct nc_pos nc_run_pos(const struct nc_text_run *r, struct nc_run_cursor *c, size_t at)
{
    while (c->segment + 1 < r->count && r->segments[c->segment + 1].at <= at)
        c->at = r->segments[++c->segment].at, c->col = 0;
    c->col += (uint32_t)nc_utf8_count(nc_str_sub(r->text, c->at, at));
    c->at = at;
    struct nc_pos pos = r->segments[c->segment].pos;
    pos.col += c->col;
    return pos;
}

struct nc_pos nc_mark_pos(struct nc_text_run *r, size_t at)
{
    return nc_run_pos(r, &r->marks, at);
}

uint32_t nc_run_char_before(const struct nc_text_run *r, size_t i)
{
    unsigned len;
    if (i == 0)
        return r->inside ? 'x' : ' ';
    return nc_utf8_at(r->text, nc_utf8_prev(r->text, i), &len);
}

bool nc_run_is_escaped(const struct nc_text_run *r, size_t at)
{
    size_t k = r->segment;
    while (k + 1 < r->count && r->segments[k + 1].at <= at)
        k++;
    return r->segments[k].escaped;
}
