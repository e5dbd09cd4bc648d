/* What the tags at the end of a line say: that a text is a card, how it is asked, which deck it is
 * in.
 */
#include "cards/cardwish.h"

static const char *const card_tags[] = {"card", "flashcard", "flashcards", NULL};

static bool is_any(struct nc_str word, const char *const *words)
{
    for (; *words; words++)
        if (nc_str_ieq(word, nc_str(*words)))
            return true;
    return false;
}

/* The part after the '-' or '/' in "card-reverse" or "card/reverse"; any other tag as a whole. */
static struct nc_str wish_of(struct nc_str tag)
{
    for (const char *const *w = card_tags; *w; w++) {
        struct nc_str word = nc_str(*w);
        if (nc_str_istarts(tag, word) && tag.n > word.n && strchr("-/", tag.p[word.n]))
            return nc_str_sub(tag, word.n + 1, tag.n);
    }
    return tag;
}

static void add_wish(struct card_wishes *w, struct nc_str tag)
{
    static const char *const reverse[] = {"reverse", "reversed", "bidirectional", NULL};
    static const char *const type[] = {"type", "type-in", "typed", NULL};
    static const char *const steps[] = {"list", "overlapping", "incremental", NULL};
    struct nc_str wish = wish_of(tag);
    w->reverse |= is_any(wish, reverse);
    w->type_in |= is_any(wish, type) && wish.n < tag.n;
    w->steps |= is_any(wish, steps) && (wish.n < tag.n || nc_str_ieq(wish, NC_LIT("incremental")));
}

struct card_wishes card_wishes_on(const struct card_line *l)
{
    struct card_wishes w = {0};
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        bool is_blank = n->kind == NC_TEXT && !nc_str_trim(n->u.text).n;
        if (n->kind == NC_TAG)
            add_wish(&w, n->u.text);
        else if (!is_blank)
            w = (struct card_wishes){0};
    }
    return w;
}

bool nc_cards_is_scope_tag(struct nc_str tag)
{
    struct nc_str word = NC_LIT("flashcards");
    return nc_str_istarts(tag, word) && (tag.n == word.n || tag.p[word.n] == '/');
}

bool card_names_scope(struct nc_str tag)
{
    struct card_wishes w = {0};
    add_wish(&w, tag);
    return nc_cards_is_scope_tag(tag) && !w.reverse && !w.type_in && !w.steps;
}

bool card_marks(struct nc_str tag)
{
    return card_tag_is(tag, card_tags) &&
           (!card_names_scope(tag) || nc_str_ieq(tag, NC_LIT("flashcards")));
}

static bool is_of_card(struct nc_str tag)
{
    return card_tag_is(tag, card_tags);
}

struct card_place card_end_mark(struct card_wishes *w, const struct card_line *l)
{
    struct card_place from = {0};
    *w = (struct card_wishes){0};
    if (!card_end_tag(&from, l, is_of_card))
        return (struct card_place){0};
    *w = card_wishes_on(l);
    return from;
}
