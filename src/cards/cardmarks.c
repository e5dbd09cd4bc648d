/* Cards that the author marked, in a fixed precedence: the first mark that fits owns its block
 * (docs/cards.md). Never in code, formulas, comments and links: only the text at a block's own
 * level is looked at. What may mean something else in another tool counts in a card scope only. */
#include "cards/cardtext.h"
#include "cards/collecting.h"

#define MAX_CLOZES 500

static const char *const card_tags[] = {"card", "flashcard", "flashcards", NULL};

struct nc_card cards_marked(struct nc_slice front, struct nc_slice back)
{
    return (struct nc_card){.origin = NC_CARD_MARK, .front = front, .back = back};
}

/* --- clozes --- */

static bool holds(const struct nc_node *block, enum nc_kind kind)
{
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->kind == kind)
            return true;
    return false;
}

/* Logseq's {{cloze x}} has no number, and is a card's in a block that says #card only. */
static bool holds_numbered(const struct nc_node *block)
{
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->kind == NC_CLOZE && w.node->u.cloze.number)
            return true;
    return false;
}

/* Makes clozes of all nodes of a kind in the slice; those without a number get one each, or, if
 * together, the same. */
static void mark_clozes(struct collecting *c, struct nc_slice *s, enum nc_kind kind, bool together)
{
    uint32_t number = 0, count = 0;
    for (const struct nc_node *block = s->first; block; block = block->next) {
        struct nc_walk w;
        nc_walk_begin(&w, block);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            if (w.node->kind != kind || (e == NC_WALK_ENTER && ++count > MAX_CLOZES))
                continue;
            bool is_cloze = kind == NC_CLOZE;
            uint32_t own = is_cloze ? w.node->u.cloze.number : 0;
            if (e == NC_WALK_ENTER && !own)
                number = together ? 1 : number + 1;
            struct nc_mark m = {.node = w.node,
                                .byte = e == NC_WALK_ENTER ? 0 : NC_AFTER,
                                .kind = e == NC_WALK_ENTER ? NC_MARK_OPEN : NC_MARK_CLOSE,
                                .number = own ? own : number,
                                .hint = is_cloze && e != NC_WALK_ENTER ? w.node->u.cloze.hint
                                                                       : NC_NONE};
            nc_slice_mark(s, c->arena, m);
        }
        if (block == s->last)
            break;
    }
}

void cards_mark_clozes(struct collecting *c, struct nc_slice *s)
{
    mark_clozes(c, s, NC_CLOZE, true);
}

static void add_cloze(struct collecting *c, struct nc_slice front, struct nc_slice back,
                      enum nc_kind kind)
{
    mark_clozes(c, &front, kind, kind == NC_CLOZE);
    struct nc_card card = cards_marked(front, back);
    card.kind = NC_CARD_CLOZE;
    cards_add(c, card, NC_CARD_LEVELS);
}

/* --- #card --- */

static bool asks_reverse(struct nc_str tag)
{
    return nc_has_suffix(tag, NC_LIT("-reverse")) || nc_has_suffix(tag, NC_LIT("/reverse")) ||
           nc_has_suffix(tag, NC_LIT("-reversed")) || nc_has_suffix(tag, NC_LIT("/reversed"));
}

/* The text of a block less the tags at the end of its line. */
static struct nc_slice without_tags(struct collecting *c, const struct nc_node *block,
                                    struct card_place from)
{
    struct nc_slice s = nc_slice_of(block, block);
    nc_slice_hide(&s, c->arena, from.node, from.byte, block->last, NC_AFTER);
    return s;
}

static bool is_tagged(const struct nc_node *block, const struct nc_node **tag,
                      struct card_place *from)
{
    struct card_line l;
    if (!card_first_line(&l, block))
        return false;
    *tag = card_end_tag(from, &l, card_tags);
    return *tag != NULL;
}

struct nc_slice cards_without_mark(struct collecting *c, const struct nc_node *block)
{
    const struct nc_node *tag;
    struct card_place from;
    return is_tagged(block, &tag, &from) ? without_tags(c, block, from) : nc_slice_of(block, block);
}

/* "#flashcards/geo" and "#flashcards" alone are scopes, and not the mark of one card. */
static bool is_scope_tag(struct nc_str tag)
{
    struct nc_str word = NC_LIT("flashcards");
    return nc_str_istarts(tag, word) && tag.n > word.n && tag.p[word.n] == '/' &&
           !asks_reverse(tag);
}

static bool begins_mark(const struct nc_node *n)
{
    const struct nc_node *tag;
    struct card_place from;
    if (card_is_text(n))
        return is_tagged(n, &tag, &from);
    if (n->kind != NC_LIST)
        return false;
    for (const struct nc_node *item = n->first; item; item = item->next)
        if (card_is_text(item->first) && is_tagged(item->first, &tag, &from))
            return true;
    return false;
}

/* A heading with a mark: its section, to the next heading or mark, is the answer. */
static const struct nc_node *heading_card(struct collecting *c, const struct nc_node *h)
{
    const struct nc_node *tag, *last = h;
    struct card_place from;
    if (!is_tagged(h, &tag, &from) || is_scope_tag(tag->u.text))
        return NULL;
    while (last->next && last->next->kind != NC_HEADING && last->next->kind != NC_FOOTNOTES &&
           !begins_mark(last->next))
        last = last->next;
    struct nc_slice front = without_tags(c, h, from);
    struct nc_card card =
        cards_marked(front, last == h ? nc_slice_of(NULL, NULL) : nc_slice_of(h->next, last));
    card.reverse = asks_reverse(tag->u.text);
    size_t before = c->out->count;
    cards_add(c, card, h->u.heading.level - 1u);
    return c->out->count > before ? last : NULL;
}

/* "Question #card" and its answer in the lines below; of an item in its other blocks. */
static bool tagged_text(struct collecting *c, const struct nc_node *block)
{
    const struct nc_node *tag;
    struct card_place from;
    if (!is_tagged(block, &tag, &from) || is_scope_tag(tag->u.text))
        return false;
    struct card_line l;
    card_first_line(&l, block);
    bool is_item = block->parent->kind == NC_ITEM;
    const struct nc_node *rest = is_item ? block->next : NULL;
    struct nc_slice front = nc_slice_of(block, block), back = nc_slice_of(rest, NULL);
    back.last = rest ? block->parent->last : NULL;
    if (l.end)
        nc_slice_hide(&front, c->arena, from.node, from.byte, block->last, NC_AFTER);
    else
        front = without_tags(c, block, from);
    if (!rest && l.end)
        back = card_between(c, block, (struct card_place){l.end, NC_AFTER},
                            (struct card_place){NULL, 0});
    size_t before = c->out->count;
    if (holds(block, NC_CLOZE) && !(c->modes & NC_CARDS_YANKI)) {
        front = nc_slice_of(block, block);
        mark_clozes(c, &front, NC_CLOZE, true);
        nc_slice_hide(&front, c->arena, from.node, from.byte, l.end ? l.end : block->last,
                      l.end ? 0 : NC_AFTER);
        struct nc_card card = cards_marked(front, back);
        card.kind = NC_CARD_CLOZE;
        cards_add(c, card, NC_CARD_LEVELS);
    } else {
        struct nc_card card = cards_marked(front, back);
        card.reverse =
            asks_reverse(tag->u.text) || nc_str_ieq(tag->u.text, NC_LIT("bidirectional"));
        cards_add(c, card, NC_CARD_LEVELS);
    }
    return c->out->count > before;
}

/* --- the note --- */

static bool text_block(struct collecting *c, const struct nc_node *p)
{
    if (tagged_text(c, p))
        return true;
    if (holds_numbered(p) && !(c->modes & NC_CARDS_YANKI)) {
        add_cloze(c, nc_slice_of(p, p), nc_slice_of(NULL, NULL), NC_CLOZE);
        return true;
    }
    if (c->in_scope && cards_of_question_mark(c, p))
        return true;
    if (cards_of_signs(c, p) || cards_of_field(c, p))
        return true;
    if (!c->in_scope || !holds(p, NC_HIGHLIGHT))
        return false;
    add_cloze(c, nc_slice_of(p, p), nc_slice_of(NULL, NULL), NC_HIGHLIGHT);
    return true;
}

/* Items at any depth. What an item's card takes is not looked at again. */
static bool list_cards(struct collecting *c, const struct nc_node *list)
{
    struct nc_walk w;
    size_t before = c->out->count;
    nc_walk_begin(&w, list);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_ITEM || !card_is_text(w.node->first))
            continue;
        const struct nc_node *text = w.node->first;
        bool tagged = tagged_text(c, text);
        if (tagged)
            nc_walk_skip(&w);
        else
            text_block(c, text);
    }
    return c->out->count > before;
}

const struct nc_node *cards_of_marks(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *last = NULL;
    if (n->kind == NC_HEADING)
        return heading_card(c, n);
    if (n->kind == NC_LIST)
        return list_cards(c, n) ? n : NULL;
    if (n->kind == NC_PARAGRAPH && cards_names_deck(n))
        return n;
    if (n->kind == NC_PARAGRAPH)
        last = cards_of_fields(c, n);
    if (!last && (n->kind == NC_TURN || n->kind == NC_PARAGRAPH))
        last = cards_of_pairs(c, n);
    if (last)
        return last;
    if (n->kind == NC_PARAGRAPH)
        return text_block(c, n) ? n : NULL;
    if (n->kind == NC_TABLE && c->in_scope && cards_of_table(c, n))
        return n;
    bool is_container = n->kind == NC_QUOTE || n->kind == NC_CALLOUT || n->kind == NC_TABLE ||
                        n->kind == NC_DIV || n->kind == NC_DETAILS || n->kind == NC_TURN;
    if (!is_container || (c->modes & NC_CARDS_YANKI) || !holds_numbered(n))
        return NULL;
    add_cloze(c, nc_slice_of(n, n), nc_slice_of(NULL, NULL), NC_CLOZE);
    return n;
}

void cards_find_scope(struct collecting *c)
{
    const struct nc_meta *m = &c->doc->meta;
    struct nc_str word = NC_LIT("flashcards");
    c->scope_is_explicit = (c->modes & NC_CARDS_OSR) || nc_meta_get(m, "cards");
    c->in_scope = c->scope_is_explicit || nc_cards_has_deck(c->doc);
    for (size_t i = 0; i < m->tag_count; i++)
        c->in_scope |= nc_str_istarts(m->tags[i], word) &&
                       (m->tags[i].n == word.n || m->tags[i].p[word.n] == '/');
    c->in_scope &= !(c->modes & NC_CARDS_YANKI);
}
