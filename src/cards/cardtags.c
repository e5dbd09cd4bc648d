/* Cards of headings that a tag marks: "## Question #card" and its section. */
#include "cards/cardtagged.h"

static struct card_wishes wishes_of(const struct nc_node *block)
{
    struct card_line l;
    card_first_line(&l, block);
    return card_wishes_on(&l);
}

/* The text of a block without the tags at the end of its line. */
static struct nc_slice without_tags(struct collecting *c, const struct nc_node *block,
                                    struct card_place from)
{
    struct nc_slice s = nc_slice_of(block, block);
    nc_slice_hide(&s, c->arena, from.node, from.byte, block->last, NC_AFTER);
    return s;
}

/* Whether a heading's mark stands on a line of its own below it. */
static bool is_tag_line(const struct nc_node *block, struct card_line *l)
{
    struct card_place from;
    const struct nc_node *tag = nc_is_text_block(block) && card_first_line(l, block)
                                    ? card_end_tag(&from, l, card_marks)
                                    : NULL;
    return tag && !nc_str_ieq(tag->u.text, NC_LIT("flashcards")) && from.node == l->first &&
           !from.byte;
}

struct nc_slice cards_without_mark(struct collecting *c, const struct nc_node *block)
{
    struct card_line l;
    struct card_wishes ignored;
    struct card_place from = {0};
    if (card_first_line(&l, block))
        from = card_end_mark(&ignored, &l);
    bool shows = from.node && (from.node != l.first || from.byte);
    return shows ? without_tags(c, block, from) : nc_slice_of(block, block);
}

static bool begins_mark(const struct collecting *c, const struct nc_node *n)
{
    struct card_place from;
    struct nc_card none = {0};
    n = n->kind == NC_TURN && n->first ? n->first : n;
    if (nc_is_text_block(n))
        return card_is_tagged(n, &from) || cards_begins_delimited(n) || cards_begins_pair(n);
    if (n->kind == NC_COMMENT_BLOCK)
        return cards_is_commented(n, &none);
    return card_holds_tagged_item(c->doc, n);
}

/* The last block of a heading's answer, before the next heading or mark. In flashcards-obsidian the
 * first empty line ends it. */
static const struct nc_node *last_of_answer(struct collecting *c, const struct nc_node *h)
{
    const struct nc_node *last = h;
    while (last->next && last->next->kind != NC_HEADING && last->next->kind != NC_FOOTNOTES &&
           !begins_mark(c, last->next)) {
        last = last->next;
        bool goes_on = last->next && cards_is_joined(last, last->next);
        if (cards_by(c, NC_TOOL_FLASHCARDS) && !goes_on)
            break;
    }
    return last;
}

static struct nc_slice below_heading(struct collecting *c, const struct nc_node *h,
                                     const struct nc_node *last, const struct card_line *tags)
{
    struct nc_slice s = nc_slice_of(h->next, last);
    if (last == h || (tags && !tags->end && last == h->next))
        return nc_slice_of(NULL, NULL);
    if (tags && !tags->end)
        s.first = h->next->next;
    else if (tags)
        nc_slice_hide(&s, c->arena, h->next->first, 0, tags->end, NC_AFTER);
    return s;
}

/* Makes a card of a heading with a mark: its section, to the next heading or mark, is the answer.
 */
const struct nc_node *cards_of_tagged_heading(struct collecting *c, const struct nc_node *h)
{
    struct card_place from = {0};
    struct card_line tags;
    struct nc_card card = {.origin = NC_CARD_MARK};
    bool tagged = card_is_tagged(h, &from), commented = cards_is_commented(c->before, &card),
         below = !tagged && h->next && is_tag_line(h->next, &tags);
    if (!tagged && !commented && !below)
        return NULL;
    const struct nc_node *last = last_of_answer(c, h);
    struct card_wishes w = tagged  ? wishes_of(h)
                           : below ? wishes_of(h->next)
                                   : (struct card_wishes){0};
    const struct card_run hidden = {from, {h->last, NC_AFTER}};
    struct card_steps steps = {.question = h, .below = below ? &tags : NULL};
    if (tagged)
        steps.tags = hidden;
    if (w.steps && cards_add_steps(c, &steps))
        return last;
    card.front = tagged ? without_tags(c, h, from) : nc_slice_of(h, h);
    card.back = below_heading(c, h, last, below ? &tags : NULL);
    card.reverse |= w.reverse;
    card.type_in |= w.type_in;
    if (cards_add(c, card, h->u.heading.level - 1u))
        return last;
    cards_report(c, h, "the heading is marked as a card but has no %s",
                 h->first ? "answer below it" : "text to ask");
    return NULL;
}
