/* inka: in sections between two rules, a numbered item is a question and the quotation after it the
 * answer; an item without an answer holds clozes. "Deck:" and "Tags:" begin a section. */
#include "cards/cardparts.h"

static const struct cloze_rule clozes = {CARD_CURLY | CARD_CLOZES, false};

/* Reads the lines "Deck: x" and "Tags: a b" of a paragraph. False: it is an ordinary paragraph. */
static bool read_head(struct collecting *c, const struct nc_node *p, struct nc_str *tags)
{
    static const char *const labels[] = {"Deck", "Tags"};
    struct card_line l;
    struct card_place at;
    bool any = false;
    for (bool more = nc_is_text_block(p) && card_first_line(&l, p); more;
         more = card_next_line(&l)) {
        int label = card_label(&at, &l, labels, 2);
        any |= label >= 0;
        struct card_span span = {p, p, at, card_line_end(&l)};
        if (label == 1)
            *tags = cards_tag_words(c, card_span_text(c, &span));
    }
    return any;
}

static void add_item(struct collecting *c, const struct nc_node *item, struct nc_slice back,
                     struct nc_str id, struct nc_str tags)
{
    struct nc_card card = cards_marked(nc_slice_of(item->first, item->last), back);
    struct card_span span = {item->first, item->last, {0}, {0}};
    card.id = id;
    card.tags = tags;
    if (back.first)
        cards_add(c, card, NC_CARD_LEVELS);
    else if (!item->first || !cards_add_cloze_of(c, card, &span, &clozes))
        cards_report(c, item, "the question has neither an answer ('> …' after it) nor a cloze");
}

/* Adds the cards of a list and of the quotation after it. Returns the last block taken. */
static const struct nc_node *add_list(struct collecting *c, const struct nc_node *list,
                                      const struct nc_node *before, struct nc_str tags)
{
    const struct nc_node *quote = list->next && list->next->kind == NC_QUOTE ? list->next : NULL;
    struct nc_str id = cards_commented_id(before);
    for (const struct nc_node *item = list->first; item; item = item->next) {
        bool is_asked = !item->next && quote;
        add_item(c, item,
                 is_asked ? nc_slice_of(quote->first, quote->last) : nc_slice_of(NULL, NULL),
                 item == list->first ? id : NC_NONE, tags);
    }
    return quote ? quote : list;
}

static void read_section(struct collecting *c, const struct card_span *section)
{
    struct nc_str tags = NC_NONE;
    const struct nc_node *before = NULL, *after = section->last ? section->last->next : NULL;
    for (const struct nc_node *n = section->first; n && n != after; n = n->next) {
        const struct nc_node *block = n;
        if (n->kind == NC_LIST && n->u.list.ordered)
            n = add_list(c, n, before, tags);
        else if (n->kind != NC_COMMENT_BLOCK && !read_head(c, n, &tags))
            cards_report(
                c, n, "the text between two '---' is not a numbered question, so it makes no card");
        before = block;
    }
}

bool cards_of_inka(struct collecting *c)
{
    struct card_parts parts;
    card_parts_read(c, &parts, CARD_AT_RULE, NULL, 0);
    for (size_t i = 1; i + 1 < parts.count; i += 2)
        read_section(c, &parts.items[i].span);
    return true;
}
