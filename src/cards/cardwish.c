/* What the tags at the end of a line say: that a text is a card, how it is asked, which deck it is
 * in.
 */
#include "cards/cardwish.h"

static const char *const card_tags[] = {"card", "flashcard", "flashcards", NULL};

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
    w->reverse |= nc_str_is_among(wish, reverse);
    w->type_in |= nc_str_is_among(wish, type) && wish.n < tag.n;
    w->steps |=
        nc_str_is_among(wish, steps) && (wish.n < tag.n || nc_str_ieq(wish, NC_LIT("incremental")));
}

static bool is_blank(const struct nc_node *n)
{
    return n->kind == NC_TEXT && !nc_str_trim(n->u.text).n;
}

struct card_wishes card_wishes_on(const struct card_line *l)
{
    struct card_wishes w = {0};
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        if (n->kind == NC_TAG)
            add_wish(&w, n->u.text);
        else if (!is_blank(n))
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

/* Finds the row of tags that begins at n, a tag. *to: the node after it; NULL: it ends the text.
 * Returns whether one of them marks a card. */
static bool read_run(const struct nc_node *n, const struct nc_node **to)
{
    bool marks = false;
    for (*to = n; n && (n->kind == NC_TAG || is_blank(n)); n = n->next) {
        marks |= n->kind == NC_TAG && card_marks(n->u.text);
        *to = n->kind == NC_TAG ? n->next : *to;
    }
    return marks;
}

/* Where the blanks before the tag begin; at the beginning of a line the tag itself. */
static struct card_place before_run(const struct nc_node *prev, const struct nc_node *tag)
{
    if (!prev || prev->kind != NC_TEXT)
        return (struct card_place){tag, 0};
    return card_before_blanks((struct card_place){prev, (uint32_t)prev->u.text.n});
}

/* Where what follows a row of tags begins: its blanks go too if nothing stands before it on the
 * line, and the line's end if nothing else stands on the line. */
static struct card_place after_run(const struct nc_node *block, const struct nc_node *to,
                                   bool begins_line)
{
    uint32_t i = 0;
    if (!to)
        return (struct card_place){block->last, NC_AFTER};
    if (begins_line && nc_is_break(to))
        return (struct card_place){to, NC_AFTER};
    while (begins_line && to->kind == NC_TEXT && i < to->u.text.n && to->u.text.p[i] == ' ')
        i++;
    return (struct card_place){to, i};
}

bool card_find_run(struct card_run *r, struct card_wishes *w, const struct nc_node *block)
{
    bool found = false;
    *w = (struct card_wishes){0};
    for (const struct nc_node *n = block->first, *prev = NULL, *to; n; prev = n, n = n->next) {
        if (n->kind != NC_TAG)
            continue;
        add_wish(w, n->u.text);
        if (found || !read_run(n, &to))
            continue;
        bool begins_line = !prev || nc_is_break(prev);
        *r = (struct card_run){before_run(prev, n), after_run(block, to, begins_line)};
        found = true;
    }
    return found;
}

void card_hide_run(struct collecting *c, struct nc_slice *s, const struct card_run *r)
{
    nc_slice_hide(s, c->arena, r->from.node, r->from.byte, r->to.node, r->to.byte);
}

bool card_find_end_tags(struct card_run *r, struct card_line *l, const struct nc_node *block)
{
    const struct nc_node *before = NULL; /* the break before the line */
    for (bool more = card_first_line(l, block); more; before = l->end, more = card_next_line(l)) {
        const struct nc_node *tag = card_end_tag(&r->from, l, card_marks);
        bool is_alone = tag && r->from.node == l->first && !r->from.byte;
        if (!tag || (is_alone && (!before || nc_str_ieq(tag->u.text, NC_LIT("flashcards")))))
            continue;
        r->from = is_alone ? (struct card_place){before, 0} : r->from;
        r->to = (struct card_place){l->end ? l->end : block->last, l->end ? 0 : NC_AFTER};
        return true;
    }
    return false;
}

bool card_is_tagged(const struct nc_node *block, struct card_place *from)
{
    struct card_run row;
    struct card_line l;
    bool found = card_find_end_tags(&row, &l, block);
    *from = found ? row.from : *from;
    return found;
}

bool card_is_block(const struct nc_doc *doc, const struct nc_node *block)
{
    return doc->is_logseq && block->parent->kind == NC_ITEM && block->parent->first == block;
}

bool card_is_tagged_item(const struct nc_doc *doc, const struct nc_node *item)
{
    const struct nc_node *n = item->first;
    struct card_run row;
    struct card_wishes w;
    if (!n || !(nc_is_text_block(n) || n->kind == NC_HEADING))
        return false;
    return card_is_block(doc, n) ? card_find_run(&row, &w, n) : card_is_tagged(n, &row.from);
}

bool card_holds_tagged_item(const struct nc_doc *doc, const struct nc_node *n)
{
    for (const struct nc_node *item = n->kind == NC_LIST ? n->first : NULL; item; item = item->next)
        if (card_is_tagged_item(doc, item))
            return true;
    return false;
}
