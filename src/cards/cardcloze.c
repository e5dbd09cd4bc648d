/* Clozes of a card: {{c1::x}}, which the reader has turned into nodes; highlights, if a scope says
 * so; and braces and brackets in the text, which are clozes only if a tool is named. */
#include "cards/cardtext.h"

#define MAX_CLOZES 500
#define MAX_DEPTH 10 /* clozes nested */

/* A pair of signs around a cloze in the text. */
static const struct bracket {
    unsigned kind;
    const char *open, *close;
    /* may begin with "1::", "1:", "1|" or "c1::" */
    bool numbered;
} brackets[] = {
    {CARD_CLOZES, "{{cloze ", "}}", false},
    {CARD_MUSTACHES, "{{", "}}", true},
    {CARD_CURLY, "{", "}", true},
    {CARD_SQUARE, "[", "]", false},
};
#define BRACKETS (sizeof brackets / sizeof brackets[0])

struct marking {
    struct collecting *c;
    struct nc_slice *slice;
    const struct cloze_rule *rule;
    /* the range to search; NULL: from the beginning, to the end */
    struct card_place from, to;
    bool reached, ended;
    uint32_t number, count;
    /* the open bracket, or NULL */
    const struct bracket *open;
    const struct nc_node *open_node;
    uint32_t open_byte, inner_byte, open_number;
    /* the cloze nodes around the current place */
    const struct nc_node *within[MAX_DEPTH];
    size_t depth;
};

/* The number of a cloze with or without a number of its own. */
static uint32_t number_of(struct marking *m, uint32_t own)
{
    if (own)
        return own;
    m->number = m->rule->together ? 1 : m->number + 1;
    return m->number;
}

static uint32_t read_digits(struct nc_str s, size_t *i)
{
    uint32_t n = 0;
    size_t from = *i;
    while (*i < s.n && *i < from + 3 && nc_ascii_is_digit(s.p[*i]))
        n = n * 10 + (uint32_t)(s.p[(*i)++] - '0');
    return n;
}

/* Where the text of a cloze begins whose sign ends at i: after any "1::", "1:", "1|", "c1::". */
static size_t after_number(struct nc_str s, size_t i, uint32_t *number)
{
    static const char *const separators[] = {"::", ":", "|"};
    size_t at = i + (i < s.n && s.p[i] == 'c');
    *number = read_digits(s, &at);
    for (size_t k = 0; *number && k < 3; k++)
        if (nc_str_starts(nc_str_sub(s, at, s.n), nc_str(separators[k])))
            return at + strlen(separators[k]);
    *number = 0;
    return i;
}

/* Whether a brace begins a cloze: "{#id}", "{.class}", "{:height 5}" and "{ x }" are attributes and
 * set notation. */
static bool begins_cloze(struct nc_str s, size_t i)
{
    return i >= s.n || !strchr("#.:{} ", s.p[i]);
}

static void open_bracket(struct marking *m, const struct nc_node *n, const struct bracket *b,
                         size_t i)
{
    struct nc_str s = n->u.text;
    size_t inner = i + strlen(b->open);
    m->open_number = 0;
    if (b->kind == CARD_CURLY && !begins_cloze(s, inner))
        return;
    if (b->numbered)
        inner = after_number(s, inner, &m->open_number);
    m->open = b;
    m->open_node = n;
    m->open_byte = (uint32_t)i;
    m->inner_byte = (uint32_t)inner;
}

/* The hint in "x::hint", searched back from the last text of the cloze; its place goes to *end. */
static struct nc_str hint_before(const struct marking *m, const struct nc_node *n, size_t close,
                                 size_t *end)
{
    size_t from = n == m->open_node ? m->inner_byte : 0;
    size_t at = nc_str_search(nc_str_sub(n->u.text, 0, close), NC_LIT("::"), from);
    *end = at < close && m->open->numbered ? at : close;
    return *end < close ? nc_str_sub(n->u.text, at + 2, close) : NC_NONE;
}

/* Makes a cloze from the open bracket to the one at `close` of n. The brackets are not shown. */
static void close_bracket(struct marking *m, const struct nc_node *n, size_t close)
{
    size_t end;
    struct nc_str hint = hint_before(m, n, close, &end);
    uint32_t after = (uint32_t)(close + strlen(m->open->close));
    bool is_empty = n == m->open_node && end <= m->inner_byte;
    if (!is_empty && ++m->count <= MAX_CLOZES) {
        nc_slice_hide(m->slice, m->c->arena, m->open_node, m->open_byte, m->open_node,
                      m->inner_byte);
        nc_slice_cloze(m->slice, m->c->arena, number_of(m, m->open_number), hint, m->open_node,
                       m->inner_byte, n, (uint32_t)end);
        nc_slice_hide(m->slice, m->c->arena, n, (uint32_t)end, n, after);
    }
    m->open = NULL;
}

static const struct bracket *bracket_at(const struct marking *m, struct nc_str rest)
{
    for (size_t k = 0; k < BRACKETS; k++)
        if ((m->rule->kinds & brackets[k].kind) && nc_str_starts(rest, nc_str(brackets[k].open)))
            return &brackets[k];
    return NULL;
}

static void read_text(struct marking *m, const struct nc_node *n)
{
    struct nc_str s = n->u.text;
    size_t i = n == m->from.node ? m->from.byte : 0, to = n == m->to.node ? m->to.byte : s.n;
    if (m->open && n->parent != m->open_node->parent)
        return;
    while (i < to) {
        struct nc_str rest = nc_str_sub(s, i, to);
        bool closes = m->open && nc_str_starts(rest, nc_str(m->open->close));
        const struct bracket *b = closes ? NULL : bracket_at(m, rest);
        if (b)
            open_bracket(m, n, b, i);
        else if (closes)
            close_bracket(m, n, i);
        i += b ? strlen(b->open) : 1;
    }
}

/* ==x==^[hint]: the inline note is the hint; its reference is not shown. */
static struct nc_str hint_after(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *ref = n->next;
    if (!ref || ref->kind != NC_FOOTNOTE_REF ||
        !nc_str_starts(ref->u.footnote_ref.label, NC_LIT("inline ")))
        return NC_NONE;
    const struct nc_node *note = cards_footnote(c, ref->u.footnote_ref.number);
    struct nc_slice s = nc_slice_of(note ? note->first : NULL, note ? note->last : NULL);
    struct nc_buf b = {0};
    nc_slice_plain(&b, &s);
    struct nc_str hint = nc_arena_str(c->arena, nc_str_trim(nc_buf_view(&b)));
    nc_buf_dispose(&b);
    return hint;
}

/* Makes a cloze of a highlight: "1;;answer;;hint". */
static void mark_highlight(struct marking *m, const struct nc_node *n)
{
    const struct nc_node *first = n->first, *last = n->last;
    struct nc_str noted = hint_after(m->c, n);
    size_t begin = 0, end = 0;
    uint32_t own = 0;
    struct nc_str hint = NC_NONE, sign = NC_LIT(";;");
    if (first && first->kind == NC_TEXT) {
        own = read_digits(first->u.text, &begin);
        bool is_number = nc_str_starts(nc_str_sub(first->u.text, begin, first->u.text.n), sign);
        own = is_number ? own : 0;
        begin = own ? begin + sign.n : 0;
    }
    if (last && last->kind == NC_TEXT) {
        size_t at = nc_str_search(last->u.text, sign, last == first ? begin : 0);
        if (at < last->u.text.n)
            hint = nc_str_sub(last->u.text, at + sign.n, last->u.text.n);
        end = at;
    }
    nc_slice_mark(m->slice, m->c->arena,
                  (struct nc_mark){.node = n, .kind = NC_MARK_OPEN, .number = number_of(m, own)});
    if (begin)
        nc_slice_hide(m->slice, m->c->arena, first, 0, first, (uint32_t)begin);
    if (hint.n)
        nc_slice_hide(m->slice, m->c->arena, last, (uint32_t)end, last, (uint32_t)last->u.text.n);
    nc_slice_mark(
        m->slice, m->c->arena,
        (struct nc_mark){
            .node = n, .byte = NC_AFTER, .kind = NC_MARK_CLOSE, .hint = noted.n ? noted : hint});
    if (noted.n)
        nc_slice_hide(m->slice, m->c->arena, n->next, 0, n->next, NC_AFTER);
}

static void enter_cloze(struct marking *m, const struct nc_node *n)
{
    if (m->depth == MAX_DEPTH || ++m->count > MAX_CLOZES)
        return;
    m->within[m->depth++] = n;
    nc_slice_mark(m->slice, m->c->arena,
                  (struct nc_mark){
                      .node = n, .kind = NC_MARK_OPEN, .number = number_of(m, n->u.cloze.number)});
}

static void leave_cloze(struct marking *m, const struct nc_node *n)
{
    if (!m->depth || m->within[m->depth - 1] != n)
        return;
    m->depth--;
    nc_slice_mark(m->slice, m->c->arena,
                  (struct nc_mark){
                      .node = n, .byte = NC_AFTER, .kind = NC_MARK_CLOSE, .hint = n->u.cloze.hint});
}

/* Whether the walk is inside the range to search. */
static bool is_in_range(struct marking *m, const struct nc_node *n)
{
    m->reached |= !m->from.node || n == m->from.node;
    bool in_range = m->reached && !m->ended;
    m->ended |= m->to.node && n == m->to.node;
    /* If the end is a text, it counts up to the byte; any other end node does not count. */
    return in_range && (n != m->to.node || n->kind == NC_TEXT);
}

static void mark_enter(struct marking *m, struct nc_walk *w)
{
    const struct nc_node *n = w->node;
    if (!is_in_range(m, n))
        return;
    if (!nc_is_inline(n->kind))
        m->open = NULL;
    if (n->kind == NC_TEXT && !m->depth) {
        read_text(m, n);
    } else if (n->kind == NC_HIGHLIGHT && (m->rule->kinds & CARD_HIGHLIGHTS)) {
        if (++m->count <= MAX_CLOZES)
            mark_highlight(m, n);
        nc_walk_skip(w);
    } else if (n->kind == NC_CLOZE && (m->rule->kinds & CARD_CLOZES)) {
        enter_cloze(m, n);
    } else if (n->kind == NC_LINK || n->kind == NC_WIKILINK || n->kind == NC_IMAGE) {
        nc_walk_skip(w);
    }
}

static void mark_tree(struct marking *m, const struct nc_node *root)
{
    struct nc_walk w;
    nc_walk_begin(&w, root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e == NC_WALK_ENTER)
            mark_enter(m, &w);
        else
            leave_cloze(m, w.node);
    }
}

uint32_t cards_mark_clozes_between(struct collecting *c, struct nc_slice *s,
                                   const struct cloze_rule *rule, struct card_place from,
                                   struct card_place to)
{
    struct marking m = {.c = c, .slice = s, .rule = rule, .from = from, .to = to};
    const struct nc_node *block = s->first;
    /* Each of many slices of one paragraph searches only its own part of it. */
    if (from.node && from.node->parent == block) {
        for (const struct nc_node *n = from.node; n && !m.ended; n = n->next)
            mark_tree(&m, n);
        block = block == s->last ? NULL : block->next;
    }
    for (; block && !m.ended; block = block == s->last ? NULL : block->next)
        mark_tree(&m, block);
    s->counts_clozes = m.count && m.number == m.count && !rule->together;
    return m.count;
}

uint32_t cards_mark_clozes(struct collecting *c, struct nc_slice *s, const struct cloze_rule *rule)
{
    struct card_place whole = {0};
    return cards_mark_clozes_between(c, s, rule, whole, whole);
}

bool cards_add_cloze(struct collecting *c, struct nc_slice front, struct nc_slice back,
                     const struct cloze_rule *rule)
{
    if (!cards_mark_clozes(c, &front, rule))
        return false;
    struct nc_card card = cards_marked(front, back);
    card.kind = NC_CARD_CLOZE;
    return cards_add(c, card, NC_CARD_LEVELS);
}

unsigned cards_scope_clozes(const struct collecting *c)
{
    unsigned kinds = c->in_scope ? CARD_HIGHLIGHTS : 0;
    if (cards_by(c, NC_TOOL_O2A) || cards_by(c, NC_TOOL_FLASHCARDS))
        kinds |= CARD_CURLY | CARD_HIGHLIGHTS;
    return cards_by(c, NC_TOOL_REMNOTE) ? kinds | CARD_MUSTACHES : kinds;
}
