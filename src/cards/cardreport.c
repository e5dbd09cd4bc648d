/* Reports marks that make no card, and marks that a card shows because they were read as text. */
#include "cards/cardwish.h"

#include <stdarg.h>

void cards_report(struct collecting *c, const struct nc_node *n, const char *fmt, ...)
{
    struct nc_buf b = {0};
    va_list args;
    if (!c->diags)
        return;
    va_start(args, fmt);
    nc_buf_vprintf(&b, fmt, args);
    va_end(args);
    nc_diag(c->diags, NC_D_CARD_MARK, nc_file_of(c->doc, n->pos), n->pos, "%.*s",
            NC_FMT(nc_buf_view(&b)));
    nc_buf_dispose(&b);
}

/* Whether s holds "{{c1::" that nothing closes. */
static bool has_open_cloze(struct nc_str s)
{
    for (size_t i = nc_str_search(s, NC_LIT("{{c"), 0); i < s.n;
         i = nc_str_search(s, NC_LIT("{{c"), i + 3)) {
        size_t at = i + 3;
        while (at < s.n && nc_ascii_is_digit(s.p[at]))
            at++;
        if (at > i + 3 && nc_str_starts(nc_str_sub(s, at, s.n), NC_LIT("::")))
            return true;
    }
    return nc_str_search(s, NC_LIT("{{cloze "), 0) < s.n;
}

static const char tag_inside[] =
    "the tag is inside the text and marks no card; write it at the end of the line";

static const char *const card_words[] = {"card", "flashcard", NULL};

static bool is_card_tag(struct nc_str tag)
{
    return card_tag_is(tag, card_words);
}

static void report_tags(struct collecting *c, const struct nc_node *block)
{
    const struct nc_node *tag = NULL;
    struct card_line l;
    struct card_place from;
    bool has_text = false;
    const struct nc_node *above = block->parent;
    if (above->kind == NC_ITEM && block == above->first && card_is_tagged_item(c->doc, above))
        return;
    if ((card_first_line(&l, block) && card_end_tag(&from, &l, is_card_tag) &&
         (from.node != l.first || from.byte)) ||
        card_is_tagged(block, &from))
        return; /* it marks a card, or was reported with the reason why not */
    for (const struct nc_node *n = block->first; n; n = n->next) {
        has_text |= n->kind == NC_TEXT && nc_str_trim(n->u.text).n;
        tag = !tag && n->kind == NC_TAG && is_card_tag(n->u.text) ? n : tag;
    }
    if (c->diags && tag && has_text)
        cards_report(c, tag, "%s", tag_inside);
}

/* The mark that the node shows as text, or NULL. */
static const char *shown_mark(const struct nc_node *n, bool is_text, struct nc_str text,
                              unsigned depth)
{
    if (nc_is_numbered_cloze(n) && !depth)
        return "'{{c…::…}}' is on a card with front and back, where it hides nothing";
    if ((n->kind == NC_MATH && has_open_cloze(n->u.math.tex)) ||
        (n->kind == NC_MATH_BLOCK && has_open_cloze(n->u.text)))
        return "'{{c…::' in a formula is TeX and hides nothing; put it around the formula";
    if (n->kind == NC_TAG && is_card_tag(n->u.text))
        return tag_inside;
    if (is_text && has_open_cloze(text))
        return "'{{c…::' is shown as text: nothing closes it, or no mark makes a card of it";
    if (is_text && nc_str_search(text, NC_LIT("STARTI ["), 0) < text.n)
        return "'STARTI [' has no 'Back:' or no 'ENDI' on its line";
    return NULL;
}

/* Whether the cloze stands in a link, whose text can hide nothing. */
static bool is_in_link(const struct nc_node *n)
{
    while (n && n->kind != NC_LINK && n->kind != NC_WIKILINK && nc_is_inline(n->kind))
        n = n->parent;
    return n && nc_is_inline(n->kind);
}

void cards_report_left(struct collecting *c, const struct nc_node *block)
{
    struct nc_walk w;
    if (!c->diags)
        return;
    report_tags(c, block);
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        bool is_text = n->kind == NC_TEXT, in_link = nc_is_numbered_cloze(n) && is_in_link(n);
        if (e != NC_WALK_ENTER || n->kind == NC_TAG || (nc_is_numbered_cloze(n) && !in_link))
            continue;
        const char *said = in_link ? "'{{c…::…}}' in a link makes no card; put it around the link"
                                   : shown_mark(n, is_text, is_text ? n->u.text : NC_NONE, 0);
        if (said)
            cards_report(c, n, "%s", said);
    }
}

static void report_side(struct collecting *c, const struct nc_slice *side)
{
    struct nc_slice_walk w;
    unsigned depth = 0;
    nc_slice_walk_begin(&w, side);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        depth += e == NC_SLICE_OPEN;
        depth -= e == NC_SLICE_CLOSE && depth;
        const char *said = e == NC_SLICE_ENTER || e == NC_SLICE_TEXT
                               ? shown_mark(w.node, e == NC_SLICE_TEXT, w.text, depth)
                               : NULL;
        if (said)
            cards_report(c, w.node, "%s", said);
    }
    nc_slice_walk_end(&w);
}

void cards_report_shown(struct collecting *c, const struct nc_card *card)
{
    if (!c->diags)
        return;
    report_side(c, &card->front);
    report_side(c, &card->back);
}
