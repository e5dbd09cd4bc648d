/* Questions and answers under labels such as "Q:" and "A:" in several languages: on lines of one
 * paragraph, in paragraphs of their own, or in the turns of two speakers with these names. */
#include "cards/cardwish.h"

#include "base/utf8.h"

/* Each row holds the labels of one language, each question above its answer. Words that mean an
 * exercise (問題, 문제, 问题) are not among them. */
#define LANGUAGES 10
static const char *const questions[] = {"Q",    "Question", "问",       "問",      "質問",
                                        "질문", "Frage",    "Pregunta", "Domanda", "Ｑ"};
static const char *const answers[LANGUAGES][5] = {
    {"A", "Answer"},        {"A", "Answer"}, {"答"},        {"答"},       {"答え", "回答", "答"},
    {"답", "답변", "대답"}, {"Antwort"},     {"Respuesta"}, {"Risposta"}, {"Ａ"},
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

/* Makes a card of a pair, unless one of its sides is empty. */
static void add_pair(struct collecting *c, struct nc_slice question, struct nc_slice answer)
{
    struct nc_card card = cards_marked(question, answer);
    if (!cards_add(c, card, NC_CARD_LEVELS))
        cards_report(c, question.first,
                     "there is nothing after the label of the %s, so it makes no card",
                     cards_shows(c, &question) ? "answer" : "question");
}

static bool ends_answer(const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    return n->kind == NC_HEADING || n->kind == NC_FOOTNOTES || n->kind == NC_RULE ||
           n->kind == NC_TURN ||
           (nc_is_text_block(n) && card_first_line(&l, n) && question_label(&at, &l) >= 0);
}

/* A run of siblings from `first` to `last` without the text before a place. */
static struct nc_slice from_place(struct collecting *c, const struct nc_node *first,
                                  const struct nc_node *last, struct card_place at)
{
    struct nc_slice s = nc_slice_of(first, last);
    nc_slice_hide(&s, c->arena, first->first, 0, at.node, at.byte);
    return s;
}

/* Whether an item of the list is a card of its own, or the question of one. */
static bool holds_cards(const struct collecting *c, const struct nc_node *n)
{
    for (const struct nc_node *item = n->kind == NC_LIST ? n->first : NULL; item; item = item->next)
        if (cards_is_question(item->first))
            return true;
    return card_holds_tagged_item(c->doc, n);
}

/* Whether the text ends in a colon, so that the block below it belongs to it. */
static bool announces(struct collecting *c, const struct nc_node *p)
{
    static const char *const colons[] = {":", "\xEF\xBC\x9A"};
    nc_buf_clear(&c->text);
    nc_plain_text(&c->text, p);
    struct nc_str s = nc_str_trim(nc_buf_view(&c->text));
    return nc_str_ends(s, nc_str(colons[0])) || nc_str_ends(s, nc_str(colons[1]));
}

/* The last block of an answer that ends the text p: p itself, what stands right below it, and what
 * its colon announces; in an item all of the item. */
static const struct nc_node *last_of_answer(struct collecting *c, const struct nc_node *p)
{
    bool is_item = p->parent->kind == NC_ITEM && p->parent->first == p, takes = announces(c, p);
    const struct nc_node *last = p;
    for (const struct nc_node *n = p->next; n; n = n->next) {
        bool is_end = ends_answer(n) || n->kind == NC_COMMENT_BLOCK || holds_cards(c, n);
        if (is_end || !(is_item || (takes && !nc_is_text_block(n)) || cards_is_joined(last, n)))
            break;
        last = n;
        takes = false;
    }
    return last;
}

/* An answer from a place in the text p that it ends. *last: its last block. */
static struct nc_slice open_answer(struct collecting *c, const struct nc_node *p,
                                   struct card_place from, const struct nc_node **last)
{
    *last = last_of_answer(c, p);
    return *last == p ? card_between(c, p, from, (struct card_place){0})
                      : from_place(c, p, *last, from);
}

/* Makes cards of all pairs within one paragraph. Returns the last block that they took; NULL: there
 * is none. *open: the place after the label of a question whose answer is not in it, with its
 * language; else -1. */
static const struct nc_node *pairs_within(struct collecting *c, const struct nc_node *p, int *open,
                                          struct card_place *open_at)
{
    const struct nc_node *last = NULL;
    struct card_line l;
    struct card_place front = {0}, front_end = {0}, back = {0}, line_before = {0}, at;
    int language = -1;
    bool has_answer = false;
    *open = -1;
    for (bool more = card_first_line(&l, p); more; more = card_next_line(&l)) {
        int question = question_label(&at, &l);
        if (question >= 0 && language >= 0 && has_answer) {
            last = p;
            add_pair(c, card_between(c, p, front, front_end),
                     card_between(c, p, back, line_before));
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
        struct nc_slice answer = open_answer(c, p, back, &last);
        add_pair(c, card_between(c, p, front, front_end), answer);
    } else if (language >= 0) {
        *open = language;
        *open_at = front;
    }
    return last;
}

/* Finds a label in the middle of a line, after the end of a sentence. A line end between two wide
 * characters vanishes, so "问：…" and "答：…" on two lines become one. */
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

/* Makes cards of pairs whose lines were joined; the first question begins the line. Returns the
 * last block that they took, or NULL. */
static const struct nc_node *joined_pairs(struct collecting *c, const struct nc_node *p,
                                          const struct card_line *l, struct card_place front,
                                          int language)
{
    size_t n = 0;
    const struct nc_node *last = NULL;
    struct card_place front_end, back, back_end, next;
    while (n < 5 && answers[language][n])
        n++;
    while (inner_label(&front_end, &back, l, front, answers[language], n)) {
        bool more = inner_label(&back_end, &next, l, back, &questions[language], 1);
        last = p;
        struct nc_slice answer = more     ? card_between(c, p, back, back_end)
                                 : l->end ? card_between(c, p, back, card_line_end(l))
                                          : open_answer(c, p, back, &last);
        add_pair(c, card_between(c, p, front, front_end), answer);
        front = next;
        if (!more)
            break;
    }
    return last;
}

/* The block after n; at the end of a speaker's turn, the first block of the next turn. */
static const struct nc_node *block_after(const struct nc_node *n)
{
    if (n->next || n->parent->kind != NC_TURN)
        return n->next;
    const struct nc_node *turn = n->parent->next;
    return turn && turn->kind == NC_TURN ? turn->first : NULL;
}

#define MAX_QUESTION 32 /* blocks of an open question */

/* Makes a card of an open question and its answer in blocks of their own. Returns the last block of
 * the answer, or NULL. */
static const struct nc_node *spaced_pair(struct collecting *c, const struct nc_node *question,
                                         struct card_place after_label, int language)
{
    struct card_line l;
    struct card_place at;
    const struct nc_node *n = question, *front_last = question;
    for (size_t blocks = 0; blocks < MAX_QUESTION; blocks++) {
        n = block_after(n);
        if (!n || n->kind == NC_HEADING || n->kind == NC_RULE)
            return NULL;
        bool is_text = nc_is_text_block(n) && card_first_line(&l, n);
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
    add_pair(c, from_place(c, question, front_last, after_label), from_place(c, n, last, at));
    return last;
}

bool cards_begins_pair(const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    int language = nc_is_text_block(n) && card_first_line(&l, n) ? question_label(&at, &l) : -1;
    if (language < 0)
        return false;
    while (card_next_line(&l))
        if (answer_label(&at, &l, language))
            return true;
    n = block_after(n);
    return nc_is_text_block(n) && card_first_line(&l, n) && answer_label(&at, &l, language);
}

/* Keeps a question without an answer. It is reported only in notes that have pairs: elsewhere
 * "Question:" is an ordinary word. */
static void keep_unanswered(struct collecting *c, const struct nc_node *n)
{
    if (!c->diags)
        return;
    nc_grow(&c->unanswered, &c->unanswered_cap, c->unanswered_count + 1, sizeof(void *));
    c->unanswered[c->unanswered_count++] = n;
}

const struct nc_node *cards_of_pairs(struct collecting *c, const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    int open;
    int language = nc_is_text_block(n) && card_first_line(&l, n) ? question_label(&at, &l) : -1;
    if (language < 0)
        return NULL;
    const struct nc_node *within = joined_pairs(c, n, &l, at, language);
    if (within) {
        c->has_pairs = true;
        return within;
    }
    within = pairs_within(c, n, &open, &at);
    const struct nc_node *last = open >= 0 ? spaced_pair(c, n, at, open) : NULL;
    if (open >= 0 && !last)
        keep_unanswered(c, n);
    c->has_pairs |= within || last;
    return last ? last : within;
}

static bool is_answer_item(struct card_place *after, const struct nc_node *item, int language)
{
    struct card_line l;
    return item && item->kind == NC_ITEM && nc_is_text_block(item->first) &&
           card_first_line(&l, item->first) && answer_label(after, &l, language);
}

const struct nc_node *cards_of_item_pair(struct collecting *c, const struct nc_node *item)
{
    struct card_line l;
    struct card_place at, answer;
    const struct nc_node *text = item->first, *below = text->next;
    int language = card_first_line(&l, text) ? question_label(&at, &l) : -1;
    if (language < 0)
        return NULL;
    bool is_below = below && below->kind == NC_LIST && !below->next;
    const struct nc_node *to = is_below ? below->first : item->next;
    if (!is_answer_item(&answer, to, language))
        return cards_of_pairs(c, text);
    c->has_pairs = true;
    add_pair(c, from_place(c, text, is_below ? text : item->last, at),
             from_place(c, to->first, to->last, answer));
    return is_below ? item : to;
}

struct nc_slice cards_unlabelled(struct collecting *c, const struct nc_node *question)
{
    struct card_line l;
    struct card_place at;
    if (!nc_is_text_block(question) || !card_first_line(&l, question) ||
        question_label(&at, &l) < 0)
        return nc_slice_of(question, question);
    bool is_last = c->unanswered_count && c->unanswered[c->unanswered_count - 1] == question;
    c->unanswered_count -= is_last;
    return from_place(c, question, question, at);
}

void cards_report_unanswered(struct collecting *c)
{
    for (size_t i = 0; c->has_pairs && i < c->unanswered_count; i++)
        cards_report(c, c->unanswered[i],
                     "the question has no answer ('A:' or similar) below it, so it makes no card");
}

bool cards_is_question(const struct nc_node *n)
{
    struct card_line l;
    struct card_place at;
    return nc_is_text_block(n) && card_first_line(&l, n) && question_label(&at, &l) >= 0;
}
