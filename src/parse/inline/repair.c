/* Repair, only where a literal ** would stay:
 *   R1  a run of two or three stars opens if a character follows it and closes if one precedes it;
 *   R2  a run of exactly four between characters closes and opens; runs of two take turns;
 *   R3  in CJK text, a ** that nothing closes, at the block's start or after a sentence mark,
 * before a CJK character or an opening quote, is closed at the block's end. Each rule includes
 * those before it;
 *   R4  runs of two take turns, and one that closes may have a blank before it, which then moves
 * out of the emphasis; only where no star of the block is left over. It is tried before R3. */
#include "parse/inline/repair.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_UNDERSCORE_CHARS 40

struct variant {
    struct nc_delim d;
    /* index of the run it comes from; equal to the number of runs for the closer at the end */
    uint32_t source;
    /* the second half of a split run */
    bool second;
};

static size_t leftovers(const struct nc_delim *d, size_t n, size_t *first, size_t *single)
{
    struct nc_delim *copy = nc_calloc(n, sizeof *copy);
    memcpy(copy, d, n * sizeof *copy);
    struct nc_match *m = nc_calloc(nc_emphasis_room(d, n), sizeof *m);
    nc_emphasis_match(copy, n, m);
    size_t left = nc_emphasis_left(copy, n, first, single);
    free(m);
    free(copy);
    return left;
}

static size_t variant_leftovers(const struct variant *v, size_t n, size_t *first, size_t *single)
{
    struct nc_delim *d = nc_calloc(n, sizeof *d);
    for (size_t i = 0; i < n; i++)
        d[i] = v[i].d;
    size_t left = leftovers(d, n, first, single);
    free(d);
    return left;
}

static size_t relax_and_split(struct variant *out, const struct nc_delim *d, size_t n, int rule)
{
    size_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct variant v = {d[i], i, false};
        bool sb = nc_is_space(d[i].before), sa = nc_is_space(d[i].after);
        if (d[i].ch == '*' && d[i].len >= 2 && d[i].len <= 3 && !(sb && sa)) {
            v.d.open = !sa;
            v.d.close = !sb;
        }
        if (rule >= 2 && d[i].ch == '*' && d[i].len == 4 && !sb && !sa) {
            v.d.len = v.d.original = 2;
            v.d.close = true;
            v.d.open = false;
            out[count++] = v;
            v.d.close = false;
            v.d.open = true;
            v.second = true;
        }
        out[count++] = v;
    }
    return count;
}

static bool may_precede_r3(const struct nc_delim *d)
{
    static const uint32_t marks[] = {0x3002, 0xFF01, 0xFF1F, 0xFF1A, 0xFF1B, 0xFF0C};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (d->before == marks[i])
            return true;
    return d->at_start || nc_is_space(d->before);
}

static bool may_follow_r3(const struct nc_delim *d)
{
    return nc_is_cjk(d->after) || d->after == 0x201C || d->after == 0x300A;
}

/* The last ** that opens and is not closed, or n. */
static size_t open_end(const struct variant *v, size_t n)
{
    size_t at = n;
    for (size_t i = 0; i < n; i++) {
        if (v[i].d.ch != '*' || v[i].d.len != 2)
            continue;
        if (at < n && v[i].d.close)
            at = n;
        else if (v[i].d.open)
            at = i;
    }
    return at;
}

/* Whether the text between two runs of one parent may be bold although a blank precedes its closer:
 * it is one word, or it begins the block, ends in punctuation or holds CJK. In `f(**a, **b)` and
 * `**args and **more` nothing is bold. */
static bool is_bold_text(const struct nc_delim *open, const struct nc_delim *close)
{
    bool several = false, cjk = false, ended = false;
    uint32_t last = 0; /* the last character that is not a blank */
    for (const struct nc_node *n = open->node->next; n && n != close->node; n = n->next) {
        struct nc_str s = n->kind == NC_TEXT ? n->u.text : NC_LIT("x");
        for (size_t i = 0; i < s.n;) {
            unsigned len;
            uint32_t cp = nc_utf8_at(s, i, &len);
            i += len;
            cjk |= nc_is_cjk(cp);
            if (nc_is_space(cp)) {
                ended = last != 0;
                continue;
            }
            several |= ended;
            last = cp;
        }
    }
    bool call = open->before == '(' || open->before == '/';
    return !call && (cjk || !several || open->at_start || (nc_is_punct(last) && last != ','));
}

/* R4: sets the flags of the runs of two. False when they do not pair this way. */
static bool close_after_blanks(struct variant *v, size_t n)
{
    size_t open = n;
    for (size_t i = 0; i < n; i++) {
        struct nc_delim *d = &v[i].d;
        if (d->ch != '*')
            continue;
        bool before = nc_is_space(d->before), after = nc_is_space(d->after);
        bool closes_line = open < n && d->after == 0;
        if (open == n && before && after)
            continue; /* a literal run in any case */
        if (d->len != 2 || (open == n && after) || (before && after && !closes_line))
            return false;
        if (open < n && before && !is_bold_text(&v[open].d, d))
            return false;
        d->open = open == n;
        d->close = !d->open;
        open = d->open ? i : n;
    }
    return open == n;
}

/* Moves blanks that R4 left at the end of bold text out of it; at the end of a line they are
 * removed. */
static void move_blanks(struct nc_doc *doc, struct nc_delims *d, struct nc_node *parent)
{
    size_t k = 0;
    for (struct nc_node *n = parent->first; n && k < d->count; n = n->next) {
        while (k < d->count && (d->items[k].node == n || d->items[k].ch != '*'))
            k++;
        if (k == d->count || n->next != d->items[k].node || !d->items[k].close ||
            n->kind != NC_TEXT)
            continue;
        size_t to = n->u.text.n;
        to = nc_str_before_blanks(n->u.text, 0, to);
        if (to == n->u.text.n || to == 0)
            continue;
        struct nc_pos pos = n->next->pos;
        pos.col -= (uint32_t)(n->u.text.n - to);
        struct nc_str blanks = nc_str_sub(n->u.text, to, n->u.text.n);
        n->u.text.n = to;
        if (d->items[k].after)
            nc_node_insert(n->next, nc_node_text(doc, NC_TEXT, pos, blanks));
    }
}

/* Appends the closer of R3. False when the rule does not apply. */
static bool close_at_end(struct variant *v, size_t *n, size_t runs)
{
    size_t at = open_end(v, *n);
    if (at == *n)
        return false;
    size_t first = 0;
    while (v[first].d.ch != '*')
        first++;
    bool fits = (may_precede_r3(&v[at].d) && may_follow_r3(&v[at].d)) ||
                (may_precede_r3(&v[first].d) && may_follow_r3(&v[first].d));
    if (!fits)
        return false;
    v[(*n)++] = (struct variant){
        {.ch = '*', .len = 2, .original = 2, .close = true}, (uint32_t)runs, false};
    return true;
}

/* From R2 on, runs of two take turns: after one that opens, the next can only close, and so on. */
static void take_turns(struct variant *v, size_t n)
{
    bool open = false;
    for (size_t i = 0; i < n; i++) {
        if (v[i].d.ch != '*' || v[i].d.len != 2)
            continue;
        if (open && v[i].d.close) {
            v[i].d.open = false;
            open = false;
        } else if (!open && v[i].d.open) {
            v[i].d.close = false;
            open = true;
        }
    }
}

static struct nc_node *star_node(struct nc_doc *doc, struct nc_pos pos)
{
    return nc_node_text(doc, NC_TEXT, pos, NC_LIT("**"));
}

/* Makes the delimiters below parent those of the chosen variant. */
static void adopt(struct nc_doc *doc, struct nc_delims *d, struct nc_node *parent,
                  const struct variant *v, size_t n)
{
    size_t runs = d->count;
    struct nc_delim *old = nc_calloc(runs, sizeof *old);
    memcpy(old, d->items, runs * sizeof *old);
    nc_grow(&d->items, &d->cap, n, sizeof *d->items);
    for (size_t i = 0; i < n; i++) {
        struct nc_delim x = v[i].d;
        if (v[i].source == runs) {
            x.node = star_node(doc, (struct nc_pos){0});
            nc_node_append(parent, x.node);
        } else if (v[i].second) {
            struct nc_node *first = old[v[i].source].node;
            struct nc_pos pos = first->pos;
            pos.col += 2;
            first->u.text.n = 2;
            x.node = star_node(doc, pos);
            nc_node_insert(first, x.node);
        }
        d->items[i] = x;
    }
    d->count = n;
    free(old);
}

bool nc_holds_cjk(const struct nc_node *block)
{
    struct nc_walk w;
    nc_walk_begin(&w, block);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_TEXT)
            continue;
        for (size_t i = 0; i < w.node->u.text.n;) {
            unsigned len;
            uint32_t cp = nc_utf8_at(w.node->u.text, i, &len);
            if (cp >= 0x3040 && nc_is_cjk(cp))
                return true;
            i += len;
        }
    }
    return false;
}

struct nc_repaired nc_repair(struct nc_doc *doc, struct nc_delims *d, struct nc_node *parent,
                             bool cjk)
{
    struct nc_repaired r = {0};
    size_t runs = d->count, first, single = 0;
    const struct nc_delim *items = d->items;
    size_t left = runs ? leftovers(items, runs, &first, &single) : 0;
    if (!left)
        return r;
    r.from = items[first].node->pos;
    struct variant *best = NULL, *v = nc_calloc(2 * runs + 1, sizeof *v);
    size_t best_count = 0;
    static const int rules[] = {1, 2, 4, 3};
    for (size_t k = 0; k < (cjk ? 4 : 3) && left; k++) {
        int rule = rules[k];
        size_t n = relax_and_split(v, items, runs, rule == 4 ? 1 : rule);
        if ((rule == 3 && !close_at_end(v, &n, runs)) || (rule == 4 && !close_after_blanks(v, n)))
            continue;
        if (rule == 2 || rule == 3)
            take_turns(v, n);
        size_t stray, l = variant_leftovers(v, n, &first, &stray);
        /* A repair must not break emphasis that was right. */
        if (l >= left || stray > single || (rule == 4 && l))
            continue;
        left = l;
        r.rule = rule;
        free(best);
        best = nc_calloc(n, sizeof *best);
        memcpy(best, v, n * sizeof *best);
        best_count = n;
    }
    if (best)
        adopt(doc, d, parent, best, best_count);
    if (r.rule == 4)
        move_blanks(doc, d, parent);
    free(best);
    free(v);
    return r;
}

/* The text between two '_' runs: a single text node without blanks or '_', not too long, not only
 * digits. */
static bool is_word_between(const struct nc_delim *a, const struct nc_delim *b)
{
    const struct nc_node *t = a->node->next;
    if (!t || t->kind != NC_TEXT || t->next != b->node)
        return false;
    bool only_digits = true;
    size_t chars = 0;
    for (size_t i = 0; i < t->u.text.n; chars++) {
        unsigned len;
        uint32_t cp = nc_utf8_at(t->u.text, i, &len);
        if (nc_is_space(cp) || cp == '_')
            return false;
        only_digits &= nc_ascii_is_digit(cp);
        i += len;
    }
    return chars > 0 && chars <= MAX_UNDERSCORE_CHARS && !only_digits;
}

static bool is_cjk_word_char(uint32_t cp)
{
    return nc_is_cjk_letter(cp) || nc_is_cjk_punct(cp);
}

size_t nc_repair_underscores(struct nc_delims *d, struct nc_pos *first)
{
    size_t found = 0;
    for (size_t i = 0; i + 1 < d->count; i++) {
        struct nc_delim *a = &d->items[i], *b = &d->items[i + 1];
        if (a->ch != '_' || b->ch != '_' || a->len != 1 || b->len != 1 || (a->open && b->close))
            continue;
        if (!is_cjk_word_char(a->before) || !is_cjk_word_char(b->after) || !is_word_between(a, b))
            continue;
        bool joined = i + 2 < d->count && d->items[i + 2].ch == '_' && b->node->next &&
                      b->node->next->next == d->items[i + 2].node &&
                      nc_str_find(b->node->next->u.text, ' ', 0) == b->node->next->u.text.n;
        if (joined)
            continue;
        a->open = b->close = true;
        a->close = b->open = false;
        if (!found++)
            *first = a->node->pos;
        i++;
    }
    return found;
}
