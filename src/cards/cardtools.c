/* Notes written for one tool and read by its rules, because the author or the caller named it: only
 * there a rule, a % or a brace makes a card. Nothing else in such a note is read. inka, AnkiOps and
 * hashcards have files of their own. */
#include "cards/cardparts.h"

/* Mochi: a note is a card: its first side, then what is revealed. {{x}} is hidden on it. */
static bool mochi(struct collecting *c)
{
    static const struct cloze_rule rule = {CARD_MUSTACHES | CARD_CLOZES, true};
    struct card_parts parts;
    card_parts_read(c, &parts, CARD_AT_RULE, NULL, 0);
    struct card_span rest = {0};
    if (parts.count > 1) {
        const struct card_part *last = &parts.items[parts.count - 1];
        for (size_t i = 1; i < parts.count && !rest.first; i++)
            rest.first = parts.items[i].span.first;
        while (!last->span.last && last > &parts.items[1])
            last--;
        rest.last = last->span.last;
    }
    struct nc_card card =
        cards_marked(card_span_slice(c, &parts.items[0].span), card_span_slice(c, &rest));
    if (parts.items[0].span.first && !cards_add_cloze_of(c, card, &parts.items[0].span, &rule))
        cards_add(c, card, 0);
    return true;
}

/* ankdown: front, %, back, %, tags, with --- between cards. */
static bool ankdown(struct collecting *c)
{
    struct card_parts parts;
    card_parts_read(c, &parts, CARD_AT_RULE | CARD_AT_PERCENT, NULL, 0);
    for (size_t i = 0; i < parts.count; i++) {
        const struct card_part *p = &parts.items[i];
        if (p->end != CARD_AT_PERCENT)
            continue;
        struct nc_card card =
            cards_marked(card_span_slice(c, &p->span), card_span_slice(c, &p[1].span));
        bool has_tags = p[1].end == CARD_AT_PERCENT;
        if (has_tags)
            card.tags = cards_tag_words(c, card_span_text(c, &p[2].span));
        if (!cards_add(c, card, 0) && p->span.first)
            cards_report(c, p->span.first,
                         "'%%' separates front and back, but one of them is empty");
        i += has_tags ? 2 : 1;
    }
    return true;
}

/* Whether s holds only blanks and commas. */
static bool is_separator(struct nc_str s)
{
    size_t i = 0;
    while (i < s.n && strchr(" ,;", s.p[i]))
        i++;
    return i == s.n;
}

/* Whether a paragraph is only links that lead nowhere: "[#tag]() [#other]()". */
static bool is_tag_links(const struct nc_node *p)
{
    if (!nc_is_text_block(p))
        return false;
    for (const struct nc_node *n = p->first; n; n = n->next) {
        bool is_tag = n->kind == NC_LINK && !n->u.ref->dest.n && n->first &&
                      (n->first->kind == NC_TAG ||
                       (n->first->kind == NC_TEXT && nc_str_starts(n->first->u.text, NC_LIT("#"))));
        bool is_blank = nc_is_break(n) || (n->kind == NC_TEXT && is_separator(n->u.text));
        if (!is_tag && !is_blank)
            return false;
    }
    return p->first != NULL;
}

/* Takes the last block off a part if it holds tags. */
static struct nc_str take_tag_links(struct collecting *c, struct card_span *span)
{
    if (!span->last || !is_tag_links(span->last) || span->last == span->first)
        return NC_NONE;
    struct card_span tags = {span->last, span->last, {0}, {0}};
    struct nc_str words = cards_tag_words(c, card_span_text(c, &tags));
    const struct nc_node *n = span->first;
    while (n->next != span->last)
        n = n->next;
    span->last = n;
    span->to = (struct card_place){0};
    return words;
}

/* mdanki: each heading of level 2 is a question; a line of % separates question and answer of
 * several blocks. */
static bool mdanki(struct collecting *c)
{
    struct card_parts parts;
    card_parts_read(c, &parts, CARD_AT_HEADING | CARD_AT_PERCENT, NULL, 0);
    for (size_t i = 0; i < parts.count; i++) {
        const struct card_part *p = &parts.items[i];
        const struct nc_node *h = p->span.first;
        if (!h || h->kind != NC_HEADING || h->u.heading.level != 2)
            continue;
        struct card_span front = {h, h, {0}, {0}}, back = p->span;
        if (p->end == CARD_AT_PERCENT) {
            front = p->span;
            back = p[1].span;
            i++;
        } else {
            back.first = h == back.last ? NULL : h->next;
            back.last = back.first ? back.last : NULL;
        }
        struct nc_str tags = take_tag_links(c, &back);
        struct nc_card card = cards_marked(card_span_slice(c, &front), card_span_slice(c, &back));
        card.tags = tags;
        if (!cards_add(c, card, 0))
            cards_report(c, h, "the question has no answer below it, so it makes no card");
    }
    return true;
}

bool cards_of_named_tool(struct collecting *c)
{
    static const struct {
        enum nc_card_tool tool;
        bool (*read)(struct collecting *c);
    } tools[] = {
        {NC_TOOL_MOCHI, mochi},
        {NC_TOOL_ANKDOWN, ankdown},
        {NC_TOOL_MDANKI, mdanki},
        {NC_TOOL_INKA, cards_of_inka},
        {NC_TOOL_ANKIOPS, cards_of_labels},
        {NC_TOOL_HASHCARDS, cards_of_labels},
    };
    if (cards_of_note(c))
        return true;
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++)
        if (cards_by(c, tools[i].tool))
            return tools[i].read(c);
    return cards_has_note_key(c->doc) && cards_of_labels(c);
}
