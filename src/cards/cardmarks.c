/* Cards that the author marked, in a fixed precedence: the first mark that fits owns its block
 * (docs/cards.md). Never in code, formulas, comments and links: only the text at a block's own
 * level is looked at. What may mean something else in another tool counts in a card scope only. */
#include "cards/cardtext.h"
#include "cards/collecting.h"

#define MAX_CLOZES 500

static const char *const card_tags[] = {"card", "flashcard", "flashcards", NULL};

static struct nc_card mark_card(struct nc_slice front, struct nc_slice back)
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
    struct nc_card card = mark_card(front, back);
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
        mark_card(front, last == h ? nc_slice_of(NULL, NULL) : nc_slice_of(h->next, last));
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
        struct nc_card card = mark_card(front, back);
        card.kind = NC_CARD_CLOZE;
        cards_add(c, card, NC_CARD_LEVELS);
    } else {
        struct nc_card card = mark_card(front, back);
        card.reverse =
            asks_reverse(tag->u.text) || nc_str_ieq(tag->u.text, NC_LIT("bidirectional"));
        cards_add(c, card, NC_CARD_LEVELS);
    }
    return c->out->count > before;
}

/* --- Q: and A: --- */

/* Labels of one language stand in one row; each question has the answer below it. Words that mean
 * an exercise (問題, 문제, 问题) are none of them. */
#define LANGUAGES 9
static const char *const questions[] = {"Q",    "Question", "问",       "問",     "質問",
                                        "질문", "Frage",    "Pregunta", "Domanda"};
static const char *const answers[LANGUAGES][5] = {
    {"A", "Answer"},        {"A", "Answer"}, {"答"},        {"答"},       {"答え", "回答", "答"},
    {"답", "답변", "대답"}, {"Antwort"},     {"Respuesta"}, {"Risposta"},
};

static int question_label(struct card_place *after, const struct card_line *l)
{
    return card_label(after, l, questions, LANGUAGES);
}

static bool answer_label(struct card_place *after, const struct card_line *l, int language)
{
    size_t n = 0;
    while (n < 5 && answers[language][n])
        n++;
    return card_label(after, l, answers[language], n) >= 0;
}

/* All pairs within one paragraph. *open: the place behind the label of a question whose answer is
 * not in it, with its language; else -1. */
static size_t pairs_within(struct collecting *c, const struct nc_node *p, int *open,
                           struct card_place *open_at)
{
    struct card_line l;
    struct card_place front = {0}, front_end = {0}, back = {0}, line_before = {0}, at;
    int language = -1;
    size_t count = 0;
    bool has_answer = false;
    *open = -1;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l)) {
        int question = question_label(&at, &l);
        if (question >= 0 && language >= 0 && has_answer) {
            count++;
            cards_add(c,
                      mark_card(card_between(c, p, front, front_end),
                                card_between(c, p, back, line_before)),
                      NC_CARD_LEVELS);
        }
        if (question >= 0) {
            language = question;
            front = at;
            has_answer = false;
        } else if (language >= 0 && !has_answer && answer_label(&at, &l, language)) {
            has_answer = true;
            front_end = line_before;
            back = at;
        }
        line_before = card_line_end(&l);
    }
    if (language >= 0 && has_answer) {
        count++;
        cards_add(c,
                  mark_card(card_between(c, p, front, front_end),
                            card_between(c, p, back, (struct card_place){NULL, 0})),
                  NC_CARD_LEVELS);
    } else if (language >= 0) {
        *open = language;
        *open_at = front;
    }
    return count;
}

/* A label in the middle of a line, after the end of a sentence: a line end between two wide
 * characters is nothing, and so "问：…" and "答：…" on two lines are one. */
static bool inner_label(struct card_place *at, struct card_place *after, const struct card_line *l,
                        struct card_place from, const char *const *labels, size_t count)
{
    static const char *const ends[] = {"。", "？", "！", "?", "!", "”", "」"};
    bool reached = false;
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        bool is_first = n == from.node;
        reached |= is_first;
        if (!reached || n->kind != NC_TEXT)
            continue;
        struct nc_str s = n->u.text;
        for (size_t i = is_first ? from.byte : 0; i < s.n; i++) {
            bool is_end = false;
            for (size_t k = 0; k < sizeof ends / sizeof ends[0]; k++)
                is_end |= nc_str_ends(nc_str_sub(s, 0, i), nc_str(ends[k]));
            for (size_t k = 0; is_end && k < count; k++) {
                struct nc_str label = nc_str(labels[k]), rest = nc_str_sub(s, i, s.n);
                if (!nc_str_starts(rest, label) ||
                    !nc_str_starts(nc_str_sub(rest, label.n, rest.n), NC_LIT("：")))
                    continue;
                *at = (struct card_place){n, (uint32_t)i};
                *after = (struct card_place){n, (uint32_t)(i + label.n + strlen("："))};
                return true;
            }
        }
    }
    return false;
}

/* Pairs whose lines are joined, of which the first question begins the line. */
static size_t joined_pairs(struct collecting *c, const struct nc_node *p, const struct card_line *l,
                           struct card_place front, int language)
{
    size_t count = 0, n = 0;
    struct card_place front_end, back, back_end, next;
    while (n < 5 && answers[language][n])
        n++;
    while (inner_label(&front_end, &back, l, front, answers[language], n)) {
        bool more = inner_label(&back_end, &next, l, back, &questions[language], 1);
        if (!more)
            back_end = card_line_end(l);
        cards_add(
            c, mark_card(card_between(c, p, front, front_end), card_between(c, p, back, back_end)),
            NC_CARD_LEVELS);
        count++;
        front = next;
        if (!more)
            break;
    }
    return count;
}

static bool ends_answer(const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    return n->kind == NC_HEADING || n->kind == NC_FOOTNOTES || n->kind == NC_RULE ||
           n->kind == NC_TURN ||
           (card_is_text(n) && card_first_line(&l, n) && question_label(&at, &l) >= 0);
}

/* A run of siblings from `first` to `last`, of which the text before a place is not shown. */
static struct nc_slice from_place(struct collecting *c, const struct nc_node *first,
                                  const struct nc_node *last, struct card_place at)
{
    struct nc_slice s = nc_slice_of(first, last);
    nc_slice_hide(&s, c->arena, first->first, 0, at.node, at.byte);
    return s;
}

/* The block after n; at the end of a speaker's turn the first of the next turn. */
static const struct nc_node *block_after(const struct nc_node *n)
{
    if (n->next || n->parent->kind != NC_TURN)
        return n->next;
    const struct nc_node *turn = n->parent->next;
    return turn && turn->kind == NC_TURN ? turn->first : NULL;
}

#define MAX_QUESTION 32 /* blocks of an open question */

/* An open question and its answer in blocks of their own. Returns the last block of the answer,
 * NULL if there is none. */
static const struct nc_node *spaced_pair(struct collecting *c, const struct nc_node *question,
                                         struct card_place behind_label, int language)
{
    struct card_line l;
    struct card_place at;
    const struct nc_node *n = question, *front_last = question;
    for (size_t blocks = 0; blocks < MAX_QUESTION; blocks++) {
        n = block_after(n);
        if (!n || n->kind == NC_HEADING || n->kind == NC_RULE)
            return NULL;
        bool is_text = card_is_text(n) && card_first_line(&l, n);
        if (is_text && answer_label(&at, &l, language))
            break;
        if (n->parent != question->parent || (is_text && question_label(&at, &l) >= 0))
            return NULL;
        front_last = n;
    }
    if (!n || n == front_last)
        return NULL;
    const struct nc_node *last = n;
    while (last->next && !ends_answer(last->next))
        last = last->next;
    cards_add(
        c, mark_card(from_place(c, question, front_last, behind_label), from_place(c, n, last, at)),
        NC_CARD_LEVELS);
    return last;
}

/* Pairs that begin in the paragraph n. Returns the last block that they took, NULL if none does. */
static const struct nc_node *pairs_at(struct collecting *c, const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    int open;
    int language = card_is_text(n) && card_first_line(&l, n) ? question_label(&at, &l) : -1;
    if (language < 0)
        return NULL;
    if (joined_pairs(c, n, &l, at, language))
        return n;
    size_t count = pairs_within(c, n, &open, &at);
    const struct nc_node *last = open >= 0 ? spaced_pair(c, n, at, open) : NULL;
    return last ? last : count ? n : NULL;
}

/* Pairs in the paragraph or the turn n; an answer may stand in the next turn. */
static const struct nc_node *pairs(struct collecting *c, const struct nc_node *n)
{
    if (n->kind != NC_TURN)
        return pairs_at(c, n);
    const struct nc_node *taken = NULL;
    for (const struct nc_node *block = n->first; block && block->parent == n; block = block->next) {
        const struct nc_node *last = pairs_at(c, block);
        if (!last)
            continue;
        taken = last->parent;
        if (taken != n)
            break;
        block = last;
    }
    return taken;
}

/* --- in a scope: ? and ??, :::, ::, ==x== --- */

static uint32_t last_line(const struct nc_node *n)
{
    while (n->last)
        n = n->last;
    return n->pos.line;
}

/* A table or list right above, without a blank line: the text below a lone ? goes on with it. */
static bool is_joined(const struct nc_node *before, const struct nc_node *n)
{
    return before && (before->kind == NC_TABLE || before->kind == NC_LIST) &&
           last_line(before) + 1 >= n->pos.line;
}

/* The row that holds nothing but a lone ? or ??: a table takes in the lines below it. */
static const struct nc_node *question_row(const struct nc_node *table, bool *both)
{
    for (const struct nc_node *row = table->first; row; row = row->next) {
        const struct nc_node *text = row->first ? row->first->first : NULL;
        struct card_line l;
        if (!card_is_text(text) || !card_first_line(&l, text))
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

static bool question_in_table(struct collecting *c, const struct nc_node *table)
{
    bool both;
    const struct nc_node *row = question_row(table, &both);
    if (!row)
        return false;
    bool has_text = c->before && c->before->kind == NC_PARAGRAPH && !is_tags_only(c->before);
    struct nc_slice front = nc_slice_of(has_text ? c->before : table, table);
    nc_slice_hide(&front, c->arena, row, 0, table->last, NC_AFTER);
    const struct nc_node *answer = row->next->first->first;
    struct nc_slice back = nc_slice_of(answer, answer);
    if (row->next->next) {
        back = nc_slice_of(table, table);
        nc_slice_hide(&back, c->arena, table->first, 0, row, NC_AFTER);
    }
    struct nc_card card = mark_card(front, back);
    card.reverse = both;
    cards_add(c, card, NC_CARD_LEVELS);
    return true;
}

/* The place before the blanks that end there. */
static void trimmed_before(struct card_place *at)
{
    struct nc_str s = at->node->u.text;
    while (at->byte > 0 && s.p[at->byte - 1] == ' ')
        at->byte--;
}

/* "#flashcards/geo" in a question says where its card belongs, and is no part of it. */
static void hide_scope_tags(struct collecting *c, struct nc_slice *s, const struct nc_node *p,
                            const struct nc_node *end)
{
    struct card_place from = {0};
    for (const struct nc_node *n = p->first; n && n != end; n = n->next) {
        bool is_scope = n->kind == NC_TAG && nc_str_istarts(n->u.text, NC_LIT("flashcards"));
        if (is_scope && from.node)
            nc_slice_hide(s, c->arena, from.node, from.byte, n, NC_AFTER);
        else if (is_scope)
            nc_slice_hide(s, c->arena, n, 0, n, NC_AFTER);
        from = (struct card_place){n->kind == NC_TEXT ? n : NULL, (uint32_t)n->u.text.n};
        if (from.node)
            trimmed_before(&from);
    }
}

static bool question_mark(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    struct card_place line_before = {0};
    for (bool more = card_first_line(&l, p); more;
         line_before = card_line_end(&l), more = card_next_line(&l)) {
        bool both = card_line_is(&l, "??");
        if ((!both && !card_line_is(&l, "?")) || l.first == p->first || !l.end)
            continue;
        bool is_top = p->parent == c->doc->root;
        const struct nc_node *first = is_top && is_joined(c->before, p) ? c->before : p;
        if (first != p && c->before_that && c->before_that->kind == NC_PARAGRAPH &&
            !is_tags_only(c->before_that))
            first = c->before_that;
        struct nc_slice front = nc_slice_of(first, p);
        hide_scope_tags(c, &front, p, line_before.node);
        nc_slice_hide(&front, c->arena, line_before.node, 0, p->last, NC_AFTER);
        struct card_place from = {l.end, NC_AFTER};
        struct nc_card card =
            mark_card(front, card_between(c, p, from, (struct card_place){NULL, 0}));
        card.reverse = both;
        size_t count = c->out->count;
        cards_add(c, card, NC_CARD_LEVELS);
        return c->out->count > count;
    }
    return false;
}

/* front SIGN back on one line. */
static bool split_line(struct collecting *c, const struct nc_node *p, const struct card_line *l,
                       const char *sign, bool reverse)
{
    struct card_place at;
    if (!card_find(&at, l, sign))
        return false;
    struct nc_str s = at.node->u.text;
    struct card_place after = {at.node, at.byte + (uint32_t)strlen(sign)};
    while (after.byte < s.n && s.p[after.byte] == ' ')
        after.byte++;
    trimmed_before(&at);
    struct nc_card card = mark_card(card_between(c, p, card_line_start(l), at),
                                    card_between(c, p, after, card_line_end(l)));
    card.reverse = reverse;
    size_t before = c->out->count;
    cards_add(c, card, NC_CARD_LEVELS);
    return c->out->count > before;
}

static bool split_lines(struct collecting *c, const struct nc_node *p)
{
    struct card_line l;
    bool any = false;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l)) {
        bool arrow = split_line(c, p, &l, " :-> ", false); /* Logseq's */
        any |= arrow || (c->in_scope &&
                         (split_line(c, p, &l, ":::", true) || split_line(c, p, &l, "::", false)));
    }
    return any;
}

/* "word:: value" is a field, unless the author asked for cards in plain words. */
static bool field_card(struct collecting *c, const struct nc_node *p)
{
    const struct nc_node *f = p->first;
    if (!c->scope_is_explicit || !f || f->kind != NC_FIELD || f->next || !f->first)
        return false;
    struct nc_slice front = nc_slice_of(p, p);
    nc_slice_hide(&front, c->arena, f->first, 0, f->last, NC_AFTER);
    struct nc_slice back = nc_slice_of(p, p);
    nc_slice_hide(&back, c->arena, p->first, 0, f->first, 0);
    cards_add(c, mark_card(front, back), NC_CARD_LEVELS);
    return true;
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
    if (c->in_scope && question_mark(c, p))
        return true;
    if (split_lines(c, p) || field_card(c, p))
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
        last = pairs(c, n);
    if (last)
        return last;
    if (n->kind == NC_PARAGRAPH)
        return text_block(c, n) ? n : NULL;
    if (n->kind == NC_TABLE && c->in_scope && question_in_table(c, n))
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
