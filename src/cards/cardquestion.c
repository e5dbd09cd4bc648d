/* Cards asked by a line of only ? or ??. The question is the text above it, back to the last blank
 * line; the answer is the text below it, up to the next one. */
#include "cards/cardtext.h"

#define MAX_BLOCKS 64 /* blocks of an item or a quotation that are searched for the question */

bool cards_is_joined(const struct nc_node *before, const struct nc_node *n)
{
    const struct nc_node *leaf = before;
    while (leaf && leaf->last && leaf->last->pos.file == before->pos.file)
        leaf = leaf->last;
    if (!leaf)
        return false;
    bool is_code = leaf->kind == NC_CODE_BLOCK, is_math = leaf->kind == NC_MATH_BLOCK;
    struct nc_str s = is_code ? leaf->u.code->text : is_math ? leaf->u.text : NC_NONE;
    uint32_t last = leaf->pos.line + (is_code && leaf->u.code->fenced);
    for (size_t i = 0; i < s.n; i++)
        last += s.p[i] == '\n';
    const struct nc_node *text = leaf;
    while (nc_is_inline(text->kind))
        text = text->parent;
    if (text->last_line > last - text->pos.line)
        last = text->pos.line + text->last_line;
    /* A formula may stand between lines of $$, or with them on one line. */
    return last + 1 >= n->pos.line || (is_math && last + 3 == n->pos.line);
}

bool cards_ends_side(const struct nc_node *n)
{
    return n->kind == NC_HEADING || n->kind == NC_RULE || n->kind == NC_COMMENT_BLOCK ||
           n->kind == NC_FOOTNOTES;
}

static const struct nc_node *last_joined(const struct nc_node *n)
{
    while (n->next && !cards_ends_side(n->next) && cards_is_joined(n, n->next))
        n = n->next;
    return n;
}

void cards_see_joined(struct collecting *c, const struct nc_node *n)
{
    bool goes_on = c->before && !cards_ends_side(c->before) && cards_is_joined(c->before, n);
    c->joined_from = goes_on ? c->joined_from : n;
}

/* The row that holds only a lone ? or ??: a table swallows the lines below it. */
static const struct nc_node *question_row(const struct nc_node *table, bool *both)
{
    for (const struct nc_node *row = table->first; row; row = row->next) {
        const struct nc_node *text = row->first ? row->first->first : NULL;
        struct card_line l;
        if (!nc_is_text_block(text) || !card_first_line(&l, text))
            continue;
        *both = card_line_is(&l, "??");
        if ((*both || card_line_is(&l, "?")) && row != table->first && row->next)
            return row;
    }
    return NULL;
}

static bool is_tags_only(const struct nc_node *p)
{
    for (const struct nc_node *n = p->first; n; n = n->next)
        if (n->kind != NC_TAG && !nc_is_break(n) &&
            (n->kind != NC_TEXT || nc_str_trim(n->u.text).n))
            return false;
    return true;
}

static bool is_question_text(const struct nc_node *n)
{
    return n && n->kind == NC_PARAGRAPH && !is_tags_only(n);
}

bool cards_of_table(struct collecting *c, const struct nc_node *table)
{
    bool both;
    const struct nc_node *row = question_row(table, &both);
    if (!row)
        return false;
    struct nc_slice front = nc_slice_of(is_question_text(c->before) ? c->before : table, table);
    nc_slice_hide(&front, c->arena, row, 0, table->last, NC_AFTER);
    const struct nc_node *answer = row->next->first->first;
    struct nc_slice back = nc_slice_of(answer, answer);
    if (row->next->next) {
        back = nc_slice_of(table, table);
        nc_slice_hide(&back, c->arena, table->first, 0, row, NC_AFTER);
    }
    struct nc_card card = cards_marked(front, back);
    card.reverse = both;
    cards_add(c, card, NC_CARD_LEVELS);
    return true;
}

static bool starts_blank(const struct nc_node *n)
{
    return n && n->kind == NC_TEXT && nc_str_starts(n->u.text, NC_LIT(" "));
}

void cards_hide_scope_tags(struct collecting *c, struct nc_slice *s, const struct nc_node *from,
                           const struct nc_node *end)
{
    struct card_place before = {0};
    for (const struct nc_node *n = from; n && n != end; n = n->next) {
        bool is_scope = n->kind == NC_TAG && nc_str_istarts(n->u.text, NC_LIT("flashcards"));
        if (is_scope && before.node)
            nc_slice_hide(s, c->arena, before.node, before.byte, n, NC_AFTER);
        else if (is_scope) /* with the blank after it */
            nc_slice_hide(s, c->arena, n, 0, starts_blank(n->next) ? n->next : n,
                          starts_blank(n->next) ? 1 : NC_AFTER);
        before = (struct card_place){0};
        if (n->kind == NC_TEXT)
            before = card_before_blanks((struct card_place){n, (uint32_t)n->u.text.n});
    }
}

/* A lone ? or ?? in a text. */
struct asked {
    const struct nc_node *text;
    struct card_line line;
    /* the break before it; NULL: it begins the text */
    const struct nc_node *line_before;
    bool both;
    /* The block that both sides are parts of: the text, or the list or quotation that the sign
     * stands outside of, although Markdown takes its line for a part of their text. */
    const struct nc_node *block;
    /* If the block is a list, the item with the sign, and the first and the last of the items that
     * join up with it without a blank line: Markdown joins lists that follow one another. */
    const struct nc_node *item, *first_item, *last_item;
};

static bool find_sign(struct asked *a, const struct nc_node *p)
{
    *a = (struct asked){.text = p};
    for (bool more = card_first_line(&a->line, p); more; more = card_next_line(&a->line)) {
        a->both = card_line_is(&a->line, "??");
        if (a->both || card_line_is(&a->line, "?"))
            return true;
        a->line_before = a->line.end;
    }
    return false;
}

/* The outermost block around the text that begins no further left than the sign. */
static const struct nc_node *block_of_sign(const struct asked *a)
{
    const struct nc_node *block = a->text, *above = block->parent;
    for (; a->line_before; block = above, above = block->parent) {
        bool is_box =
            above->kind == NC_ITEM || above->kind == NC_QUOTE || above->kind == NC_CALLOUT;
        bool is_outside = is_box && a->line.first->pos.col <= above->pos.col;
        if (above->kind != NC_LIST && !is_outside)
            break;
    }
    return block;
}

/* Finds the items that join up. Of a list that was searched before, only the remaining items
 * count. */
static void find_items(struct collecting *c, struct asked *a)
{
    const struct nc_node *n = a->text;
    if (a->block->kind != NC_LIST)
        return;
    while (n->parent != a->block)
        n = n->parent;
    a->item = a->last_item = n;
    n = c->list_rest && c->list_rest->parent == a->block ? c->list_rest : a->block->first;
    for (a->first_item = n; n != a->item; n = n->next)
        a->first_item = cards_is_joined(n, n->next) ? a->first_item : n->next;
    while (a->last_item->next && cards_is_joined(a->last_item, a->last_item->next))
        a->last_item = a->last_item->next;
    c->list_rest = a->last_item->next;
}

/* Whether the list has items that are no part of the question, above it. */
static bool has_items_above(const struct asked *a)
{
    return a->item && a->first_item != a->block->first;
}

/* The block that the question begins with, and the one before a->block. */
static const struct nc_node *first_of_question(struct collecting *c, const struct asked *a,
                                               const struct nc_node **before)
{
    const struct nc_node *block = a->block, *first = block->parent->first, *n = first;
    *before = NULL;
    if (has_items_above(a))
        return block;
    if (block->parent == c->doc->root) {
        bool is_below_box = c->before && c->joined_from == c->before &&
                            (c->before->kind == NC_TABLE || c->before->kind == NC_LIST);
        *before = c->before;
        first = c->joined_from;
        bool takes_text = first == block ? block->kind == NC_LIST : is_below_box;
        const struct nc_node *text = first == block ? c->before : c->before_that;
        return takes_text && is_question_text(text) ? text : first;
    }
    for (size_t i = 0; n != block && i < MAX_BLOCKS; *before = n, n = n->next, i++)
        first = !cards_ends_side(n) && cards_is_joined(n, n->next) ? first : n->next;
    return n == block ? first : block;
}

/* The question: what stands above the sign. */
static struct nc_slice question_of(struct collecting *c, const struct asked *a)
{
    const struct nc_node *before, *first = first_of_question(c, a, &before);
    if (!a->line_before) {
        bool is_above = before && cards_is_joined(before, a->block);
        first = first == a->block ? before : first;
        return is_above ? nc_slice_of(first, before) : nc_slice_of(NULL, NULL);
    }
    if (first != a->block && first->kind == NC_PARAGRAPH && is_tags_only(first))
        first = first->next;
    struct nc_slice s = nc_slice_of(first, a->block);
    if (has_items_above(a))
        nc_slice_hide(&s, c->arena, a->block->first, 0, a->first_item, 0);
    if (a->block == a->text)
        cards_hide_scope_tags(c, &s, a->text->first, a->line_before);
    nc_slice_hide(&s, c->arena, a->line_before, 0, a->block, NC_AFTER);
    return s;
}

/* The answer: what stands below the sign, down to the block `last`. */
static struct nc_slice answer_to(struct collecting *c, const struct asked *a,
                                 const struct nc_node *last)
{
    const struct nc_node *end = a->item ? a->item : a->block, *seen = a->text;
    struct card_place from = {a->line.end, NC_AFTER}, nowhere = {NULL, 0};
    while (seen != end && seen == seen->parent->last)
        seen = seen->parent;
    bool ends_block = seen == end && a->last_item == a->item;
    if (a->line.end && ends_block && last == a->block)
        return card_between(c, a->text, from, nowhere);
    if (!a->line.end && ends_block)
        return last == a->block ? nc_slice_of(NULL, NULL) : nc_slice_of(a->block->next, last);
    struct nc_slice s = nc_slice_of(a->block, last);
    nc_slice_hide(&s, c->arena, a->block->first, 0, a->line.end ? a->line.end : seen, NC_AFTER);
    if (a->item && a->last_item->next)
        nc_slice_hide(&s, c->arena, a->last_item->next, 0, a->block, NC_AFTER);
    return s;
}

const struct nc_node *cards_of_question_mark(struct collecting *c, const struct nc_node *p)
{
    struct asked a;
    if (!find_sign(&a, p))
        return NULL;
    a.block = block_of_sign(&a);
    find_items(c, &a);
    bool goes_on = a.item && a.last_item->next; /* the list, with what is no part of the card */
    const struct nc_node *last = goes_on ? a.block : last_joined(a.block);
    struct nc_slice front = question_of(c, &a), back = answer_to(c, &a, last);
    struct nc_card card = cards_marked(front, back);
    bool is_heading = front.first && front.first->kind == NC_HEADING;
    card.reverse = a.both;
    if (front.first && back.first &&
        cards_add(c, card, is_heading ? front.first->u.heading.level - 1u : NC_CARD_LEVELS))
        return goes_on ? a.last_item : last;
    cards_report(c, a.line.first,
                 "the line '%s' makes no card: the %s must stand right %s it, without a blank line "
                 "between them",
                 a.both ? "??" : "?", front.first ? "answer" : "question",
                 front.first ? "below" : "above");
    return NULL;
}
