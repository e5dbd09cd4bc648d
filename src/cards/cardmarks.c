/* The precedence of the marks in and after a block: the first that fits owns it (docs/cards.md).
 * Marks in code, formulas, comments and links never count, because only text at the block's own
 * level is examined. A mark that may mean something else in another tool counts only in a card
 * scope or if its tool is named. */
#include "cards/cardparts.h"
#include "cards/cardtagged.h"

static const struct cloze_rule numbered = {CARD_CLOZES, true};

/* Whether the block holds a numbered cloze. Logseq's {{cloze x}} has no number and makes a card
 * only in a block tagged #card. */
static bool holds_numbered(const struct nc_node *block)
{
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->kind == NC_CLOZE && w.node->u.cloze.number)
            return true;
    return false;
}

static bool add_clozes(struct collecting *c, const struct nc_node *block,
                       const struct cloze_rule *rule)
{
    return cards_add_cloze(c, nc_slice_of(block, block), nc_slice_of(NULL, NULL), rule);
}

/* Makes a card of the clozes that a tool or a scope finds in a text without another mark. */
static bool scope_clozes(struct collecting *c, const struct nc_node *p)
{
    const struct cloze_rule rule = {cards_scope_clozes(c), false};
    return rule.kinds && add_clozes(c, p, &rule);
}

/* Makes the cards of a text's marks. Returns the last block that they took. */
static const struct nc_node *text_block(struct collecting *c, const struct nc_node *p)
{
    const struct nc_node *last = cards_of_tagged_text(c, p);
    if (last)
        return last;
    if (holds_numbered(p) && add_clozes(c, p, &numbered))
        return p;
    last = c->in_scope ? cards_of_question_mark(c, p) : NULL;
    if (last)
        return last;
    if (cards_of_signs(c, p) || cards_of_field(c, p) || scope_clozes(c, p))
        return p;
    cards_see_unscoped(c, p);
    cards_report_left(c, p);
    return NULL;
}

/* Obsidian_to_Anki's ruled style: a text, --- right below it, and a text right below that. */
static const struct nc_node *ruled_card(struct collecting *c, const struct nc_node *h)
{
    const struct nc_node *back = h->next;
    if (!card_is_ruled(h) || !back || back->kind == NC_HEADING || back->kind == NC_RULE)
        return NULL;
    struct nc_card card = cards_marked(nc_slice_of(h, h), nc_slice_of(back, back));
    return cards_add(c, card, h->u.heading.level - 1u) ? back : NULL;
}

static bool heading_cloze(struct collecting *c, const struct nc_node *h)
{
    struct nc_card card = cards_marked(nc_slice_of(h, h), nc_slice_of(NULL, NULL));
    card.kind = NC_CARD_CLOZE;
    return holds_numbered(h) && cards_mark_clozes(c, &card.front, &numbered) &&
           cards_add(c, card, h->u.heading.level - 1u);
}

static bool is_container(const struct nc_node *n)
{
    return n->kind == NC_QUOTE || n->kind == NC_CALLOUT || n->kind == NC_TABLE ||
           n->kind == NC_DIV || n->kind == NC_DETAILS || n->kind == NC_FIGURE ||
           n->kind == NC_TABS || n->kind == NC_DEF_LIST;
}

static bool holds_question(const struct nc_node *n)
{
    for (const struct nc_node *block = n->first; block; block = block->next)
        if (cards_is_question(block))
            return true;
    return false;
}

/* A search for cards in a list, a container or a speaker's turn, at any depth. */
struct nesting {
    struct collecting *c;
    struct nc_walk walk;
    /* the last block that a card took; the walk has not left it yet */
    const struct nc_node *taken;
    /* an item that a tag made a card, whose answer is searched for more such items; the walk has
     * not left it yet */
    const struct nc_node *tagged;
    /* a block known to hold no numbered cloze; the walk has not left it yet */
    const struct nc_node *without;
};

/* Makes one card of a container or turn that holds a numbered cloze. */
static bool box_cloze(struct nesting *s, const struct nc_node *n)
{
    bool is_dialogue = n->kind == NC_TURN && holds_question(n);
    if (s->without || is_dialogue || !(is_container(n) || n->kind == NC_TURN))
        return false;
    if (holds_numbered(n))
        return add_clozes(s->c, n, &numbered);
    s->without = n;
    return false;
}

/* Makes one card of a whole item, if a mark in its first text asks for that. */
static const struct nc_node *item_card(struct collecting *c, const struct nc_node *item)
{
    const struct nc_node *text = item->first;
    if (!nc_is_text_block(text))
        return NULL;
    if (cards_of_item_sign(c, item) || cards_of_fields(c, text))
        return item;
    return cards_of_item_pair(c, item);
}

/* Makes the card of an item that a tag marks, and begins to search its answer for more of them. */
static const struct nc_node *tagged_card(struct nesting *s, const struct nc_node *item)
{
    if (!card_is_tagged_item(s->c->doc, item) || !cards_of_tagged_text(s->c, item->first))
        return NULL;
    s->tagged = s->tagged ? s->tagged : item;
    return item;
}

static const struct nc_node *cards_of_text(struct collecting *c, const struct nc_node *n)
{
    if (n->parent->kind == NC_ITEM && n == n->parent->first)
        return text_block(c, n);
    const struct nc_node *last = cards_of_fields(c, n);
    last = last ? last : cards_of_pairs(c, n);
    return last ? last : text_block(c, n);
}

/* Makes the cards that begin with n. Returns the last block that they took. */
static const struct nc_node *nested_cards(struct nesting *s, const struct nc_node *n)
{
    if (box_cloze(s, n))
        return n;
    if (n->kind == NC_ITEM) {
        const struct nc_node *last = tagged_card(s, n);
        return last ? last : item_card(s->c, n);
    }
    if (n->kind == NC_COMMENT_BLOCK)
        return cards_of_comments(s->c, n);
    if (n->kind == NC_MATH_BLOCK)
        cards_report_left(s->c, n);
    return nc_is_text_block(n) ? cards_of_text(s->c, n) : NULL;
}

static bool is_within(const struct nc_node *n, const struct nc_node *above)
{
    while (n && n != above)
        n = n->parent;
    return n;
}

/* What a card has taken is not searched, but for tagged items in the answer of one; nor what is no
 * text of the note. */
static void nested_enter(struct nesting *s, const struct nc_node *n)
{
    if (s->tagged) {
        if (n->kind == NC_ITEM)
            tagged_card(s, n);
        if (n->kind != NC_ITEM && n->kind != NC_LIST)
            nc_walk_skip(&s->walk);
        return;
    }
    if (!s->taken)
        s->taken = nested_cards(s, n);
    if (s->tagged)
        return;
    bool is_passed = s->taken && !is_within(s->taken, n);
    if (is_passed || s->taken == n || nc_holds_inlines(n->kind) || n->kind == NC_TABLE ||
        n->kind == NC_EMBED)
        nc_walk_skip(&s->walk);
}

/* Makes the cards within a block. Returns the last of its siblings, or it, that they took. */
static const struct nc_node *cards_within(struct collecting *c, const struct nc_node *block)
{
    struct nesting s = {.c = c};
    size_t before = c->out->count;
    nc_walk_begin(&s.walk, block);
    for (enum nc_event e = nc_walk_next(&s.walk); e != NC_WALK_DONE; e = nc_walk_next(&s.walk)) {
        const struct nc_node *n = s.walk.node;
        if (e == NC_WALK_ENTER) {
            nested_enter(&s, n);
            continue;
        }
        s.taken = s.taken == n ? NULL : s.taken;
        s.tagged = s.tagged == n ? NULL : s.tagged;
        s.without = s.without == n ? NULL : s.without;
    }
    const struct nc_node *last = s.taken ? s.taken : block;
    while (last->parent != block->parent)
        last = last->parent;
    return c->out->count > before ? last : NULL;
}

const struct nc_node *cards_of_marks(struct collecting *c, const struct nc_node *n)
{
    if (n->kind == NC_HEADING) {
        const struct nc_node *last = cards_of_tagged_heading(c, n);
        last = last || !cards_by(c, NC_TOOL_O2A) ? last : ruled_card(c, n);
        return last ? last : heading_cloze(c, n) ? n : NULL;
    }
    if (n->kind == NC_COMMENT_BLOCK)
        return cards_of_comments(c, n);
    if (n->kind == NC_PARAGRAPH && cards_names_deck(n))
        return n;
    if (nc_is_text_block(n))
        return cards_of_text(c, n);
    if (n->kind == NC_MATH_BLOCK)
        cards_report_left(c, n);
    if (n->kind == NC_TABLE && ((c->in_scope && cards_of_table(c, n)) ||
                                (cards_by(c, NC_TOOL_O2A) && cards_of_column(c, n))))
        return n;
    return n->kind == NC_LIST || n->kind == NC_TURN || is_container(n) ? cards_within(c, n) : NULL;
}

void cards_find_scope(struct collecting *c)
{
    const struct nc_meta *m = &c->doc->meta;
    c->scope_is_explicit = cards_by(c, NC_TOOL_OSR) || cards_by(c, NC_TOOL_FLASHCARDS) ||
                           cards_by(c, NC_TOOL_REMNOTE) || nc_meta_get(m, "cards");
    for (size_t i = 0; i < m->tag_count; i++)
        c->scope_is_tag |= nc_cards_is_scope_tag(m->tags[i]);
    c->in_scope = c->scope_is_explicit || c->scope_is_tag || nc_cards_has_deck(c->doc);
}
