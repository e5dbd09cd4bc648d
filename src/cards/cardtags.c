/* Cards that a tag at the end of a line asks for: "## Question #card" and its section, "Question
 * #card" and the lines below, an item and what stands below it. */
#include "cards/cardwish.h"

#define MAX_STEPS 100 /* items of a list asked step by step */

static const struct cloze_rule clozes = {CARD_CLOZES, true};

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

static bool is_tagged(const struct nc_node *block, struct card_place *from)
{
    struct card_line l;
    return card_first_line(&l, block) && card_end_tag(from, &l, card_marks) &&
           (from->node != l.first || from->byte);
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

static bool begins_mark(const struct nc_node *n)
{
    struct card_place from;
    struct nc_card none = {0};
    n = n->kind == NC_TURN && n->first ? n->first : n;
    if (nc_is_text_block(n))
        return is_tagged(n, &from) || cards_begins_delimited(n) || cards_begins_pair(n);
    if (n->kind == NC_COMMENT_BLOCK)
        return cards_is_commented(n, &none);
    if (n->kind != NC_LIST)
        return false;
    for (const struct nc_node *item = n->first; item; item = item->next)
        if (nc_is_text_block(item->first) && is_tagged(item->first, &from))
            return true;
    return false;
}

/* The number of heading levels above a block; for a heading, those above it. */
static unsigned levels_above(const struct nc_node *block)
{
    return block->kind == NC_HEADING ? block->u.heading.level - 1u : NC_CARD_LEVELS;
}

/* --- lists asked step by step --- */

/* The block that is asked with a list below it, and where its tags are. */
struct stepped {
    const struct nc_node *question;
    /* its text ends here; node NULL: at its end */
    struct card_place from;
    /* the line of tags that the next block begins with, or NULL */
    const struct card_line *below;
};

/* A cloze card of a list's item, the items before it shown and those after it not. */
static bool add_step(struct collecting *c, const struct stepped *of, const struct nc_node *list,
                     const struct nc_node *item)
{
    const struct nc_node *question = of->question, *tags = question->next;
    struct nc_slice front = nc_slice_of(question, list);
    if (of->from.node)
        nc_slice_hide(&front, c->arena, of->from.node, of->from.byte, question->last, NC_AFTER);
    else if (of->below && of->below->end)
        nc_slice_hide(&front, c->arena, tags->first, 0, of->below->end, NC_AFTER);
    else if (of->below)
        nc_slice_hide(&front, c->arena, tags, 0, tags, NC_AFTER);
    const struct nc_node *text = item->first;
    if (!nc_is_text_block(text) || !text->first)
        return false;
    nc_slice_cloze(&front, c->arena, 1, NC_NONE, text->first, 0, text->last, NC_AFTER);
    if (item->next)
        nc_slice_hide(&front, c->arena, item->next, 0, list->last, NC_AFTER);
    struct nc_card card = cards_marked(front, nc_slice_of(NULL, NULL));
    card.kind = NC_CARD_CLOZE;
    return cards_add(c, card, levels_above(question));
}

static bool add_steps(struct collecting *c, const struct stepped *of)
{
    size_t count = 0;
    const struct nc_node *question = of->question, *list = question->next;
    while (list && list->kind != NC_LIST && list->kind != NC_HEADING)
        list = list->next;
    if (!list || list->kind != NC_LIST) {
        cards_tell(c, question, "the card should ask a list step by step, but no list follows");
        return false;
    }
    for (const struct nc_node *item = list->first; item; item = item->next) {
        if (count == MAX_STEPS) {
            cards_tell(c, item,
                       "only the first %d items of a list are asked step by step; split the list",
                       MAX_STEPS);
            break;
        }
        count += add_step(c, of, list, item);
    }
    return count > 0;
}

/* --- headings --- */

/* The last block of a heading's answer, before the next heading or mark. In flashcards-obsidian the
 * first empty line ends it. */
static const struct nc_node *last_of_answer(struct collecting *c, const struct nc_node *h)
{
    const struct nc_node *last = h;
    while (last->next && last->next->kind != NC_HEADING && last->next->kind != NC_FOOTNOTES &&
           !begins_mark(last->next)) {
        last = last->next;
        if (cards_by(c, NC_TOOL_FLASHCARDS))
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
    bool tagged = is_tagged(h, &from), commented = cards_is_commented(c->before, &card),
         below = !tagged && h->next && is_tag_line(h->next, &tags);
    if (!tagged && !commented && !below)
        return NULL;
    const struct nc_node *last = last_of_answer(c, h);
    struct card_wishes w = tagged  ? wishes_of(h)
                           : below ? wishes_of(h->next)
                                   : (struct card_wishes){0};
    struct stepped steps = {h, tagged ? from : (struct card_place){0}, below ? &tags : NULL};
    if (w.steps && add_steps(c, &steps))
        return last;
    card.front = tagged ? without_tags(c, h, from) : nc_slice_of(h, h);
    card.back = below_heading(c, h, last, below ? &tags : NULL);
    card.reverse |= w.reverse;
    card.type_in |= w.type_in;
    if (cards_add(c, card, h->u.heading.level - 1u))
        return last;
    cards_tell(c, h, "the heading is marked as a card but has no %s",
               h->first ? "answer below it" : "text to ask");
    return NULL;
}

/* --- texts --- */

/* The answer to a tagged text: the rest of its item, or the lines below. */
static struct nc_slice answer_of(struct collecting *c, const struct nc_node *block,
                                 const struct card_line *l)
{
    const struct nc_node *rest = block->parent->kind == NC_ITEM ? block->next : NULL;
    struct card_place nowhere = {NULL, 0};
    if (rest)
        return nc_slice_of(rest, block->parent->last);
    return l->end ? card_between(c, block, (struct card_place){l->end, NC_AFTER}, nowhere)
                  : nc_slice_of(NULL, NULL);
}

/* Makes a cloze card of a tagged text that holds clozes, without the tags. */
static bool tagged_cloze(struct collecting *c, const struct nc_node *block,
                         const struct card_line *l, struct card_place from,
                         const struct cloze_rule *rule)
{
    struct nc_slice front = nc_slice_of(block, block);
    if (!rule->kinds || !cards_mark_clozes(c, &front, rule))
        return false;
    nc_slice_hide(&front, c->arena, from.node, from.byte, l->end ? l->end : block->last,
                  l->end ? 0 : NC_AFTER);
    bool is_item = block->parent->kind == NC_ITEM && block->next;
    struct nc_card card =
        cards_marked(front, is_item ? answer_of(c, block, l) : nc_slice_of(NULL, NULL));
    card.kind = NC_CARD_CLOZE;
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* Makes a card of front and back of a tagged text. */
static bool tagged_basic(struct collecting *c, const struct nc_node *block,
                         const struct card_line *l, struct card_place from)
{
    struct card_wishes w = wishes_of(block);
    struct nc_slice front = nc_slice_of(block, block);
    if (l->end)
        nc_slice_hide(&front, c->arena, from.node, from.byte, block->last, NC_AFTER);
    else
        front = without_tags(c, block, from);
    struct nc_card card = cards_marked(front, answer_of(c, block, l));
    card.reverse = w.reverse;
    card.type_in = w.type_in;
    return cards_add(c, card, NC_CARD_LEVELS);
}

bool cards_of_tagged_text(struct collecting *c, const struct nc_node *block)
{
    struct card_place from;
    struct card_line l;
    bool has_below = block->parent->kind == NC_ITEM && block->next;
    if (!is_tagged(block, &from) || (!has_below && cards_begins_sign(c, block)))
        return false;
    card_first_line(&l, block);
    if (wishes_of(block).steps && add_steps(c, &(struct stepped){block, from, NULL}))
        return true;
    if (!cards_by(c, NC_TOOL_YANKI) && tagged_cloze(c, block, &l, from, &clozes))
        return true;
    const struct cloze_rule of_scope = {cards_scope_clozes(c), false};
    if (tagged_basic(c, block, &l, from) || tagged_cloze(c, block, &l, from, &of_scope) ||
        cards_of_marked_signs(c, block))
        return true;
    cards_tell(c, block, "the text is marked as a card but has no answer below it");
    return false;
}
