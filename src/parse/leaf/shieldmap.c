/* Maps the shielded text to the source and turns hidden text back. */
#include "base/utf8.h"
#include "parse/leaf/hidden.h"

#include <stdlib.h>

void nc_shielded_dispose(struct nc_shielded *s)
{
    nc_buf_dispose(&s->text);
    nc_buf_dispose(&s->definitions);
    free(s->pieces);
    free(s->stash);
    free(s->leaves);
    free(s->line_ends);
}

const struct nc_stash *nc_token_at(const struct nc_shielded *s, struct nc_str text, size_t i,
                                   size_t *len)
{
    size_t number = 0, k = i;
    unsigned n;
    if (nc_utf8_at(text, k, &n) != NC_TOKEN_OPEN)
        return NULL;
    for (k += n; k < text.n; k += n) {
        uint32_t cp = nc_utf8_at(text, k, &n);
        if (cp == NC_TOKEN_CLOSE) {
            *len = k + n - i;
            return number < s->stash_count ? &s->stash[number] : NULL;
        }
        if (cp < NC_TOKEN_DIGIT || cp > NC_TOKEN_DIGIT + 15)
            return NULL;
        number = number << 4 | (cp - NC_TOKEN_DIGIT);
    }
    return NULL;
}

void nc_unhide(struct nc_buf *out, const struct nc_shielded *s, struct nc_str text)
{
    for (size_t i = 0; i < text.n;) {
        size_t to = nc_str_find(text, '\xEF', i), token;
        nc_buf_put(out, text.p + i, to - i);
        if (to == text.n)
            return;
        unsigned len;
        uint32_t cp = nc_utf8_at(text, to, &len);
        const struct nc_stash *st = cp == NC_TOKEN_OPEN ? nc_token_at(s, text, to, &token) : NULL;
        i = to + len;
        if (st) {
            nc_buf_str(out, nc_str_sub(s->src, st->from, st->to));
            i = to + token;
        } else if (nc_is_hidden(cp) || nc_is_literal(cp))
            nc_buf_char(out, nc_hidden_char(cp));
        else if (cp == NC_HIDDEN_BRACKET)
            nc_buf_char(out, '[');
        else if (cp == NC_HIDDEN_LINE_END)
            nc_buf_char(out, '\n');
        else if (cp != NC_HIDDEN_NOTHING)
            nc_buf_put(out, text.p + to, len);
    }
}

void nc_locator_init(struct nc_locator *l, const struct nc_shielded *s)
{
    *l = (struct nc_locator){.s = s, .line = 1, .col = 1};
}

size_t nc_locate_source(struct nc_locator *l, size_t out_offset)
{
    const struct nc_piece *p = l->s->pieces;
    size_t n = l->s->piece_count;
    if (p[l->piece].out > out_offset || (l->piece + 64 < n && p[l->piece + 64].out <= out_offset)) {
        size_t lo = 0, hi = n - 1;
        while (lo < hi) {
            size_t mid = (lo + hi + 1) / 2;
            if (p[mid].out <= out_offset)
                lo = mid;
            else
                hi = mid - 1;
        }
        l->piece = lo;
    }
    while (l->piece + 1 < n && p[l->piece + 1].out <= out_offset)
        l->piece++;
    size_t src = p[l->piece].src + (out_offset - p[l->piece].out);
    /* Inside a replacement, which may be longer than its source, the offset must not pass the end
     * of that source. */
    if (l->piece + 1 < n && p[l->piece + 1].src >= p[l->piece].src && src > p[l->piece + 1].src)
        src = p[l->piece + 1].src;
    return src < l->s->src.n ? src : l->s->src.n;
}

struct nc_pos nc_locate(struct nc_locator *l, size_t out_offset)
{
    return nc_locate_in_source(l, nc_locate_source(l, out_offset));
}

struct nc_pos nc_locate_in_source(struct nc_locator *l, size_t src)
{
    struct nc_str s = l->s->src;
    if (src < l->at) {
        /* Going back: to the start of that line. */
        while (src < l->line_start) {
            size_t i = l->line_start - 1;
            while (i > 0 && s.p[i - 1] != '\n')
                i--;
            l->line_start = i;
            l->line--;
        }
        l->at = l->line_start;
        l->line_known = false;
        l->col = 1;
    }
    if (!l->line_known)
        l->line_end = nc_str_find(s, '\n', l->at);
    l->line_known = true;
    while (l->line_end < src) {
        l->at = l->line_start = l->line_end + 1;
        l->line_end = nc_str_find(s, '\n', l->at);
        l->line++;
        l->col = 1;
    }
    l->col += (uint32_t)nc_utf8_starts(nc_str_sub(s, l->at, src));
    l->at = src;
    return (struct nc_pos){0, l->line, l->col};
}
