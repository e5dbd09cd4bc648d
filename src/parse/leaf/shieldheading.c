/* The headings before the text: what stands within other constructs and has inlines of its own.
 * Each text is a line of its own there, so that libcmark reads all of a note as one document. */
#include "base/arena.h"
#include "parse/leaf/shieldtext.h"

#include <stdlib.h>

void nc_shield_swap(struct nc_shielded *o, struct nc_shield_headings *headings)
{
    struct nc_shield_headings text = {o->text, o->pieces, o->piece_count, o->piece_cap};
    o->text = headings->text;
    o->pieces = headings->pieces;
    o->piece_count = headings->piece_count;
    o->piece_cap = headings->piece_cap;
    *headings = text;
}

/* The noncharacter at the end keeps number signs there. */
void nc_shield_heading(struct nc_shielding *h, size_t from, size_t to)
{
    struct nc_str s = h->s;
    h->s = nc_str_sub(s, 0, to);
    h->i = h->content = from;
    nc_shield_replace(h, NC_LIT("# "), 0);
    nc_shield_paragraph(h, to);
    while (h->i < to) {
        size_t end = nc_str_find(h->s, '\n', h->i);
        nc_shield_text(h, end);
        if (h->i < to && h->i == end)
            nc_shield_line_end(h);
    }
    nc_shield_replace(h, NC_LIT("\xEF\xB7\x95\n"), 0);
    h->s = s;
    h->out->heading_count++;
}

/* Their constructs are added to the stash, and are met here in turn. */
void nc_shield_texts(struct nc_shielding *h, const struct nc_front *front,
                     struct nc_shield_headings *headings)
{
    struct nc_shielded *o = h->out;
    h->one_line = true;
    h->quotes = 0;
    nc_shield_swap(o, headings);
    o->first_kept = o->heading_count;
    for (size_t k = 0; k < front->kept_count; k++)
        nc_shield_heading(h, front->kept[k].from, front->kept[k].to);
    for (size_t k = 0; k < o->stash_count; k++) {
        const struct nc_stash st = o->stash[k];
        const struct nc_range text = st.text;
        if (st.depth == NC_MAX_TEXT_DEPTH || text.from == text.to ||
            !nc_shield_may_hold_markup(h->special, nc_str_sub(h->s, text.from, text.to)))
            continue;
        h->depth = st.depth + 1;
        h->quotes = st.quotes;
        h->in_cell = st.in_cell;
        nc_shield_heading(h, text.from, text.to);
        o->stash[k].number = o->heading_count;
    }
    nc_shield_swap(o, headings);
}

void nc_shield_join(struct nc_shielded *o, struct nc_shield_headings *headings)
{
    if (headings->text.n) {
        nc_shield_swap(o, headings);
        size_t shift = o->text.n;
        nc_buf_str(&o->text, nc_buf_view(&headings->text));
        nc_grow(&o->pieces, &o->piece_cap, o->piece_count + headings->piece_count,
                sizeof *o->pieces);
        for (size_t k = 0; k < headings->piece_count; k++) {
            struct nc_piece p = headings->pieces[k];
            o->pieces[o->piece_count++] = (struct nc_piece){p.out + shift, p.src};
        }
    }
    nc_buf_dispose(&headings->text);
    free(headings->pieces);
}
