/* Cards of texts and items that a tag marks: "Question #card" and the lines below it, or an item
 * and its content. In a graph of Logseq an item is a block: its own text is the question, and its
 * children are the answer. */
#include "cards/cardtagged.h"

static const struct cloze_rule clozes = {CARD_CLOZES, true};

/* A text that a tag marks. */
struct tagged {
    const struct nc_node *block;
    struct card_run tags;
    struct card_wishes wishes;
    /* the line of the tags, or the next one if nothing else stands on it */
    struct card_line line;
    /* the children of a block of Logseq; NULL: none */
    const struct nc_node *children;
};

/* Whether the tags end on the line. */
static bool ends_tags(const struct card_run *tags, const struct card_line *l)
{
    const struct nc_node *n = l->first;
    if (nc_is_break(tags->to.node) && tags->to.byte)
        return n == tags->to.node->next;
    while (n && n != l->end && n != tags->to.node)
        n = n->next;
    return n && n == tags->to.node;
}

static bool find_tags(const struct collecting *c, struct tagged *t, const struct nc_node *block)
{
    *t = (struct tagged){.block = block};
    if (!card_first_line(&t->line, block))
        return false;
    if (card_is_block(c->doc, block)) {
        const struct nc_node *last = block->parent->last;
        t->children = last->kind == NC_LIST ? last : NULL;
        if (!card_find_run(&t->tags, &t->wishes, block))
            return false;
        while (!ends_tags(&t->tags, &t->line) && card_next_line(&t->line))
            continue;
        return true;
    }
    bool found = card_find_end_tags(&t->tags, &t->line, block);
    if (found)
        t->wishes = card_wishes_on(&t->line);
    return found;
}

/* Hides the tags of the items within a side that are cards of their own. */
static void hide_tags_below(struct collecting *c, struct nc_slice *s, const struct nc_node *from)
{
    struct nc_walk w;
    struct tagged t;
    for (const struct nc_node *block = from; block; block = block == s->last ? NULL : block->next) {
        nc_walk_begin(&w, block);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            if (e != NC_WALK_ENTER)
                continue;
            if (w.node->kind == NC_ITEM && card_is_tagged_item(c->doc, w.node) &&
                find_tags(c, &t, w.node->first))
                card_hide_run(c, s, &t.tags);
            if (w.node->kind != NC_LIST && w.node->kind != NC_ITEM)
                nc_walk_skip(&w);
        }
    }
}

/* Whether n stands right below a tagged text or its answer and has no card of its own. */
static bool goes_on(const struct collecting *c, const struct nc_node *before,
                    const struct nc_node *n)
{
    struct card_place from;
    if (!n || cards_ends_side(n) || !cards_is_joined(before, n) ||
        card_holds_tagged_item(c->doc, n))
        return false;
    return !nc_is_text_block(n) || !(card_is_tagged(n, &from) || cards_begins_pair(n));
}

/* The last block of the answer: that of its item, or the last right below it. */
static const struct nc_node *last_of(const struct collecting *c, const struct tagged *t)
{
    const struct nc_node *last = t->block;
    if (last->parent->kind == NC_ITEM)
        return last->parent->last;
    while (goes_on(c, last, last->next))
        last = last->next;
    return last;
}

/* The answer to a tagged text: the lines below, and the rest of its item or what stands right below
 * it. with_lines: the further lines of its own text are part of the answer. */
static struct nc_slice answer_of(struct collecting *c, const struct tagged *t, bool with_lines)
{
    const struct nc_node *block = t->block, *end = with_lines ? t->line.end : NULL,
                         *last = last_of(c, t), *rest = last == block ? NULL : block->next;
    struct nc_slice s = nc_slice_of(NULL, NULL);
    if (t->children)
        rest = t->children;
    else if (end && rest)
        nc_slice_hide(&s, c->arena, block->first, 0, end, NC_AFTER);
    else if (end)
        return card_between(c, block, (struct card_place){end, NC_AFTER}, (struct card_place){0});
    if (!rest)
        return s;
    s.first = end && !t->children ? block : rest;
    s.last = last;
    hide_tags_below(c, &s, rest);
    return s;
}

/* The text; for a block of Logseq with children, everything before them. */
static struct nc_slice own_text(const struct tagged *t)
{
    const struct nc_node *last = t->block;
    while (t->children && last->next != t->children)
        last = last->next;
    return nc_slice_of(t->block, last);
}

/* The question: for a block of Logseq with children its whole text, else the text to the end of the
 * line. */
static struct nc_slice question_of(struct collecting *c, const struct tagged *t)
{
    const struct nc_node *end = t->line.end;
    struct nc_slice s = own_text(t);
    struct card_run tags = t->tags;
    if (end && !t->children && tags.to.node == end)
        tags.to = (struct card_place){t->block->last, NC_AFTER};
    card_hide_run(c, &s, &tags);
    if (end && !t->children && tags.to.node != t->block->last)
        nc_slice_hide(&s, c->arena, end, 0, t->block->last, NC_AFTER);
    return s;
}

/* Makes a cloze card of a tagged text that holds clozes, without the tags. */
static bool tagged_cloze(struct collecting *c, const struct tagged *t,
                         const struct cloze_rule *rule)
{
    const struct nc_node *block = t->block;
    const struct card_place nowhere = {0};
    bool begins = t->tags.from.node == block->first && !t->tags.from.byte,
         ends = t->tags.to.node == block->last && t->tags.to.byte == NC_AFTER;
    struct nc_slice front = own_text(t);
    uint32_t count = 0;
    if (!rule->kinds)
        return false;
    if (!begins)
        count += cards_mark_clozes_between(c, &front, rule, nowhere, t->tags.from);
    card_hide_run(c, &front, &t->tags);
    if (!ends)
        count += cards_mark_clozes_between(c, &front, rule, t->tags.to, nowhere);
    if (!count)
        return false;
    struct nc_card card = cards_marked(front, answer_of(c, t, false));
    card.kind = NC_CARD_CLOZE;
    return cards_add(c, card, NC_CARD_LEVELS);
}

/* Makes a card of front and back of a tagged text. */
static bool tagged_basic(struct collecting *c, const struct tagged *t)
{
    struct nc_card card = cards_marked(question_of(c, t), answer_of(c, t, true));
    card.reverse = t->wishes.reverse;
    card.type_in = t->wishes.type_in;
    return cards_add(c, card, NC_CARD_LEVELS);
}

const struct nc_node *cards_of_tagged_text(struct collecting *c, const struct nc_node *block)
{
    struct tagged t;
    bool is_item = block->parent->kind == NC_ITEM;
    if (!find_tags(c, &t, block) ||
        (!(is_item && block->next) && cards_has_sign(c, block, t.line.end)))
        return NULL;
    if (t.wishes.steps && cards_add_steps(c, &(struct card_steps){block, t.tags, NULL}))
        return block;
    const struct cloze_rule of_scope = {cards_scope_clozes(c), false};
    if ((!cards_by(c, NC_TOOL_YANKI) && tagged_cloze(c, &t, &clozes)) || tagged_basic(c, &t) ||
        tagged_cloze(c, &t, &of_scope))
        return is_item ? block : last_of(c, &t);
    if (cards_of_marked_signs(c, block))
        return block;
    cards_report(c, block, "the text is marked as a card but has no answer below it");
    return NULL;
}
