/* Cards between comments, which no reader sees: <!-- card --> begins a card, <!-- back --> or a
 * rule its back, <!-- /card --> or <!-- end card --> ends it. A comment right before a heading
 * needs no end: the heading then counts as one with a tag #card (cardmarks.c). "card reverse" also
 * asks from the back, "card type" has the answer typed, "card cloze" holds clozes. */
#include "cards/cardtext.h"

#define MAX_BLOCKS 64 /* blocks of one card */

struct commented {
    struct nc_card card;
    bool is_cloze;
};

static bool is_comment(const struct nc_node *n, const char *const *words)
{
    for (; n->kind == NC_COMMENT_BLOCK && *words; words++)
        if (nc_str_eqz(nc_str_trim(n->u.text), *words))
            return true;
    return false;
}

/* Reads "card", or "card" and the words of a kind. */
static bool read_begin(struct commented *k, const struct nc_node *n)
{
    struct nc_str s = n->kind == NC_COMMENT_BLOCK ? nc_str_trim(n->u.text) : NC_NONE;
    if (nc_str_eqz(s, "marki[card]"))
        return true;
    if (!nc_str_starts(s, NC_LIT("card")))
        return false;
    for (size_t i = 4; i < s.n;) {
        size_t to = i;
        while (to < s.n && s.p[to] != ' ' && s.p[to] != ':' && s.p[to] != ',')
            to++;
        struct nc_str word = nc_str_sub(s, i, to);
        bool reverse = nc_str_eqz(word, "reverse"), type = nc_str_eqz(word, "type"),
             cloze = nc_str_eqz(word, "cloze");
        if (word.n && !reverse && !type && !cloze)
            return false;
        k->card.reverse |= reverse;
        k->card.type_in |= type;
        k->is_cloze |= cloze;
        i = to + 1;
    }
    return true;
}

static struct nc_slice run(const struct nc_node *first, const struct nc_node *end)
{
    struct nc_slice s = nc_slice_of(NULL, NULL);
    for (const struct nc_node *n = first; n && n != end; n = n->next) {
        if (n->kind == NC_COMMENT_BLOCK || n->kind == NC_RULE)
            continue;
        s.first = s.first ? s.first : n;
        s.last = n;
    }
    return s;
}

/* n: the comment that begins the card */
static bool add(struct collecting *c, struct commented *k, const struct nc_node *n,
                const struct nc_node *back, const struct nc_node *end)
{
    static const struct cloze_rule rule = {CARD_CLOZES | CARD_HIGHLIGHTS, false};
    k->card.origin = NC_CARD_MARK;
    k->card.front = run(n->next, back ? back : end);
    k->card.back = back ? run(back->next, end) : nc_slice_of(NULL, NULL);
    if (!k->card.front.first || (back && !k->card.back.first)) {
        cards_report(c, n, "the card between comments has nothing on its %s, so it makes no card",
                     k->card.front.first ? "back" : "front");
        return false;
    }
    if (k->is_cloze || !back) {
        struct card_span span = {k->card.front.first, k->card.front.last, {0}, {0}};
        if (cards_add_cloze_of(c, k->card, &span, &rule))
            return true;
        cards_report(c, n, "the card between comments has no %s, so it makes no card",
                     k->is_cloze ? "cloze" : "'<!-- back -->' and no cloze");
        return false;
    }
    return cards_add(c, k->card, NC_CARD_LEVELS);
}

const struct nc_node *cards_of_comments(struct collecting *c, const struct nc_node *n)
{
    static const char *const backs[] = {"back", "answer", NULL};
    static const char *const ends[] = {"/card", "end card", "endcard", "card end", NULL};
    struct commented k = {0};
    const struct nc_node *first = n->next, *back = NULL;
    if (!read_begin(&k, n) || !first)
        return NULL;
    size_t blocks = 0;
    for (const struct nc_node *b = first; b && blocks < MAX_BLOCKS; b = b->next, blocks++) {
        if (!back && (b->kind == NC_RULE || is_comment(b, backs)))
            back = b;
        struct commented other = {0};
        if (read_begin(&other, b))
            break;
        if (is_comment(b, ends))
            return add(c, &k, n, back, b) ? b : NULL;
    }
    if (back && first->kind != NC_HEADING)
        cards_report(c, n, "'<!-- card -->' has no '<!-- /card -->' after it, so it makes no card");
    return NULL;
}

bool cards_is_commented(const struct nc_node *comment, struct nc_card *card)
{
    struct commented k = {0};
    if (!comment || !read_begin(&k, comment))
        return false;
    card->reverse |= k.card.reverse;
    card->type_in |= k.card.type_in;
    return true;
}
