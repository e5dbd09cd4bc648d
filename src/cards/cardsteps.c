/* Cards of a list that a tag asks step by step: a card for each item, which shows the items before
 * it. */
#include "cards/cardtagged.h"

#define MAX_STEPS 100 /* items of a list asked step by step */

/* The number of heading levels above a block; for a heading, those above it. */
static unsigned levels_above(const struct nc_node *block)
{
    return block->kind == NC_HEADING ? block->u.heading.level - 1u : NC_CARD_LEVELS;
}

/* Adds a cloze card for an item of a list, which shows the items before it and not those after
 * it. */
static bool add_step(struct collecting *c, const struct card_steps *of, const struct nc_node *list,
                     const struct nc_node *item)
{
    const struct nc_node *question = of->question, *tags = question->next;
    struct nc_slice front = nc_slice_of(question, list);
    if (of->tags.from.node)
        card_hide_run(c, &front, &of->tags);
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

bool cards_add_steps(struct collecting *c, const struct card_steps *of)
{
    size_t count = 0;
    const struct nc_node *question = of->question, *list = question->next;
    while (list && list->kind != NC_LIST && list->kind != NC_HEADING)
        list = list->next;
    if (!list || list->kind != NC_LIST) {
        cards_report(c, question, "the card should ask a list step by step, but no list follows");
        return false;
    }
    for (const struct nc_node *item = list->first; item; item = item->next) {
        if (count == MAX_STEPS) {
            cards_report(c, item,
                         "only the first %d items of a list are asked step by step; split the list",
                         MAX_STEPS);
            break;
        }
        count += add_step(c, of, list, item);
    }
    return count > 0;
}
