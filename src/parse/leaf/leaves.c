/* Puts leaves into the text for libcmark. */
#include "parse/leaf/leaves.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "parse/leaf/source.h"

/* Makes any line a paragraph. */
#define MARK NC_LIT("x ")

size_t nc_leaf_begin(struct nc_shielding *h)
{
    h->for_libcmark = false;
    h->code_to = 0; /* code never continues from another text */
    nc_shield_replace(h, MARK, 0);
    return h->out->text.n;
}

void nc_leaf_cut(struct nc_shielded *o, size_t from, size_t to)
{
    size_t gone = to - from, piece = o->piece_count, end = o->line_end_count, k;
    memmove(o->text.p + from, o->text.p + to, o->text.n - to);
    o->text.n -= gone;
    while (o->pieces[piece - 1].out > to)
        o->pieces[--piece].out -= gone;
    for (k = piece; k > 0 && o->pieces[k - 1].out >= from; k--)
        ;
    /* The last of the removed pieces also covers the rest of the text up to the next piece. */
    const struct nc_piece last = o->pieces[piece - 1];
    o->pieces[k] = (struct nc_piece){from, last.src + (to - last.out)};
    memmove(o->pieces + k + 1, o->pieces + piece, (o->piece_count - piece) * sizeof last);
    o->piece_count -= piece - k - 1;
    if (!end)
        return;
    while (end > 0 && o->line_ends[end - 1] >= to)
        o->line_ends[--end] -= gone;
    for (k = end; k > 0 && o->line_ends[k - 1] >= from; k--)
        ;
    memmove(o->line_ends + k, o->line_ends + end, (o->line_end_count - end) * sizeof *o->line_ends);
    o->line_end_count -= end - k;
}

void nc_leaf_end(struct nc_shielding *h, size_t from, struct nc_node *node)
{
    struct nc_shielded *o = h->out;
    size_t end = o->line_end_count;
    /* libcmark removes blanks at the end. */
    bool is_plain = !h->for_libcmark && !nc_ascii_is_blank(o->text.p[o->text.n - 1]);
    if (o->text.n == from) {
        o->text.n -= MARK.n;
        return;
    }
    for (; end > 0 && o->line_ends[end - 1] >= from; end--)
        o->text.p[o->line_ends[end - 1]] = ' ';
    nc_grow(&o->leaves, &o->leaf_cap, o->leaf_count + 1, sizeof *o->leaves);
    o->leaves[o->leaf_count++] = (struct nc_leaf){
        .node = node, .from = from, .to = o->text.n, .first_end = end, .is_plain = is_plain};
    nc_buf_str(&o->text, NC_LIT("\n\n"));
}

void nc_leaf_put(struct nc_shielding *h, size_t from, size_t to, struct nc_node *node)
{
    struct nc_str s = h->s;
    h->s = nc_str_sub(s, 0, to);
    h->i = h->content = nc_shield_past_blanks(h, from, to);
    size_t leaf = nc_leaf_begin(h);
    nc_shield_paragraph(h, to);
    while (h->i < to) {
        size_t end = nc_str_find(h->s, '\n', h->i);
        nc_shield_text(h, end);
        if (h->i < to && h->i == end)
            nc_shield_line_end(h, nc_line_texts_from(&h->lines, h->s, end + 1));
    }
    if (h->out->text.n > leaf && strchr(" \t\n", h->out->text.p[h->out->text.n - 1]))
        nc_shield_replace(h, NC_LIT("\xEF\xB7\x95"), 0);
    nc_leaf_end(h, leaf, node);
    nc_shield_paragraph(h, to); /* searches remembered for another text do not apply here */
    h->s = s;
}

/* Puts the texts of the stashed constructs as leaves. Their own constructs join the stash, so the
 * loop reaches their texts too. */
static void put_texts(struct nc_shielding *h)
{
    struct nc_shielded *o = h->out;
    for (size_t k = 0; k < o->stash_count; k++) {
        const struct nc_stash st = o->stash[k];
        if (st.depth == NC_MAX_TEXT_DEPTH || st.text.from == st.text.to ||
            !nc_shield_may_hold_markup(h->special, nc_str_sub(h->s, st.text.from, st.text.to)))
            continue;
        h->depth = st.depth + 1;
        h->quotes = st.quotes;
        h->in_cell = st.in_cell;
        size_t count = o->leaf_count;
        nc_leaf_put(h, st.text.from, st.text.to, NULL);
        o->stash[k].leaf = o->leaf_count > count ? o->leaf_count : 0;
    }
}

/* libcmark expands references only up to the length of its text, or up to this number. A larger
 * note gets blanks at the end. */
#define FREE_REFERENCES 100000

static void put_definitions(struct nc_shielded *o)
{
    if (!o->definitions.n)
        return;
    nc_buf_str(&o->text, nc_buf_view(&o->definitions));
    size_t read = o->text.n;
    for (size_t k = 0; k < o->leaf_count; k++) {
        struct nc_range line = nc_leaf_line(&o->leaves[k]);
        read -= o->leaves[k].is_plain ? line.to - line.from : 0;
    }
    for (; o->src.n > FREE_REFERENCES && read < o->src.n; read += 16)
        nc_buf_put(&o->text, "                ", 16);
}

void nc_leaves_finish(struct nc_shielding *h)
{
    put_texts(h);
    put_definitions(h->out);
}

void nc_text_add_plain(struct nc_doc *doc, struct nc_locator *where, struct nc_str src,
                       struct nc_node *node, const struct nc_stash *st, struct nc_range text)
{
    struct nc_str s = nc_str_trim(nc_str_sub(src, text.from, text.to));
    if (!s.n)
        return;
    size_t from = nc_offset_in(src, s);
    struct nc_pos pos = nc_locate_in_source(where, from);
    s = nc_source_text(doc, src, st, from, from + s.n);
    nc_node_append(node, nc_node_text(doc, NC_TEXT, pos, s));
}

void nc_text_add(struct nc_texts *t, struct nc_node *node, const struct nc_stash *st,
                 struct nc_range text)
{
    if (!nc_shield_may_hold_markup(t->h->special, nc_str_sub(t->src, text.from, text.to))) {
        nc_text_add_plain(t->doc, &t->locator, t->src, node, st, text);
        return;
    }
    t->h->depth = 1;
    t->h->quotes = st->quotes;
    nc_leaf_put(t->h, text.from, text.to, node);
    t->h->depth = 0;
}
