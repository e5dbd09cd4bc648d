/* The precedence of the marks in and after a block: the first that fits owns it (docs/cards.md).
 * Marks in code, formulas, comments and links never count, because only text at the block's own
 * level is examined. A mark that may mean something else in another tool counts only in a card
 * scope or if its tool is named. */
#include "cards/cardparts.h"

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
    struct cloze_rule rule = {0};
    if (c->in_scope)
        rule.kinds |= CARD_HIGHLIGHTS;
    if (cards_by(c, NC_TOOL_O2A) || cards_by(c, NC_TOOL_FLASHCARDS))
        rule.kinds |= CARD_CURLY | CARD_HIGHLIGHTS;
    if (cards_by(c, NC_TOOL_REMNOTE))
        rule.kinds |= CARD_MUSTACHES;
    return rule.kinds && add_clozes(c, p, &rule);
}

static bool text_block(struct collecting *c, const struct nc_node *p)
{
    if (cards_of_tagged_text(c, p))
        return true;
    if (holds_numbered(p) && add_clozes(c, p, &numbered))
        return true;
    if (c->in_scope && cards_of_question_mark(c, p))
        return true;
    if (cards_of_signs(c, p) || cards_of_field(c, p) || scope_clozes(c, p))
        return true;
    cards_see_unscoped(c, p);
    cards_tell_tags(c, p);
    return false;
}

/* Makes the cards of items at any depth. What a card has taken is not examined again. */
static bool list_cards(struct collecting *c, const struct nc_node *list)
{
    struct nc_walk w;
    size_t before = c->out->count;
    const struct nc_node *taken = NULL; /* the next item, taken as an answer */
    nc_walk_begin(&w, list);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_ITEM || !card_is_text(w.node->first))
            continue;
        const struct nc_node *text = w.node->first, *last = NULL;
        if (w.node == taken || cards_of_tagged_text(c, text) || cards_of_item_sign(c, w.node) ||
            cards_of_fields(c, text) || (last = cards_of_item_pair(c, w.node)) != NULL)
            nc_walk_skip(&w);
        else
            text_block(c, text);
        taken = last ? last : taken;
    }
    return c->out->count > before;
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

static bool is_container(const struct nc_node *n)
{
    return n->kind == NC_QUOTE || n->kind == NC_CALLOUT || n->kind == NC_TABLE ||
           n->kind == NC_DIV || n->kind == NC_DETAILS || n->kind == NC_FIGURE ||
           n->kind == NC_TABS || n->kind == NC_DEF_LIST;
}

/* Makes cards of paragraphs and lists, wherever they stand. */
static const struct nc_node *cards_of_plain_block(struct collecting *c, const struct nc_node *n)
{
    if (n->kind == NC_LIST)
        return list_cards(c, n) ? n : NULL;
    if (!card_is_text(n))
        return NULL;
    const struct nc_node *last = cards_of_fields(c, n);
    last = last ? last : cards_of_pairs(c, n);
    return last ? last : text_block(c, n) ? n : NULL;
}

static bool holds_question(const struct nc_node *n)
{
    for (const struct nc_node *block = n->first; block; block = block->next)
        if (cards_is_question(block))
            return true;
    return false;
}

/* Makes cards of a speaker's turn. A speaker may be called "Q", so a pair may end in the next turn.
 * Returns the last turn taken. */
static const struct nc_node *turn_cards(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *taken = NULL;
    if (holds_numbered(n) && !holds_question(n))
        return add_clozes(c, n, &numbered) ? n : NULL;
    for (const struct nc_node *block = n->first; block; block = block->next) {
        const struct nc_node *last = cards_of_plain_block(c, block);
        if (!last)
            continue;
        taken = last->parent;
        if (taken != n)
            break;
        block = last;
    }
    return taken;
}

/* Makes one card of a container with a cloze; otherwise examines its blocks. */
static bool container_cards(struct collecting *c, const struct nc_node *n)
{
    if (holds_numbered(n))
        return add_clozes(c, n, &numbered);
    size_t before = c->out->count;
    for (const struct nc_node *block = n->first; block; block = block->next) {
        const struct nc_node *last =
            block->kind == NC_TURN ? turn_cards(c, block) : cards_of_plain_block(c, block);
        block = last ? last : block;
    }
    return c->out->count > before;
}

const struct nc_node *cards_of_marks(struct collecting *c, const struct nc_node *n)
{
    if (n->kind == NC_HEADING) {
        const struct nc_node *last = cards_of_tagged_heading(c, n);
        return last || !cards_by(c, NC_TOOL_O2A) ? last : ruled_card(c, n);
    }
    if (n->kind == NC_COMMENT_BLOCK)
        return cards_of_comments(c, n);
    if (n->kind == NC_PARAGRAPH && cards_names_deck(n))
        return n;
    if (n->kind == NC_PARAGRAPH || n->kind == NC_LIST)
        return cards_of_plain_block(c, n);
    if (n->kind == NC_TURN)
        return turn_cards(c, n);
    if (n->kind == NC_TABLE && ((c->in_scope && cards_of_table(c, n)) ||
                                (cards_by(c, NC_TOOL_O2A) && cards_of_column(c, n))))
        return n;
    return is_container(n) && container_cards(c, n) ? n : NULL;
}

void cards_find_scope(struct collecting *c)
{
    const struct nc_meta *m = &c->doc->meta;
    struct nc_str word = NC_LIT("flashcards");
    c->scope_is_explicit = cards_by(c, NC_TOOL_OSR) || cards_by(c, NC_TOOL_FLASHCARDS) ||
                           cards_by(c, NC_TOOL_REMNOTE) || nc_meta_get(m, "cards");
    c->in_scope = c->scope_is_explicit || nc_cards_has_deck(c->doc);
    for (size_t i = 0; i < m->tag_count; i++)
        c->in_scope |= nc_str_istarts(m->tags[i], word) &&
                       (m->tags[i].n == word.n || m->tags[i].p[word.n] == '/');
}
