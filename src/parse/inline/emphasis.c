/* The delimiter stack in an array: indices grow in text order, so "at or below the bottom" is a
 * comparison. */
#include "parse/inline/emphasis.h"

#include "base/uchar.h"
#include "parse/leaf/hidden.h"

#include <stdlib.h>

#define NONE UINT32_MAX

struct stack {
    struct nc_delim *d;
    /* live runs */
    uint32_t *prev, *next;
    /* No opener below these can match. By character, whether the closer can also open, and length
     * mod 3. */
    /* index + 1; 0: nothing is excluded */
    uint32_t bottom[5][2][3];
};

static unsigned char_index(char c)
{
    return c == '*' ? 0 : c == '_' ? 1 : c == '~' ? 2 : c == '=' ? 3 : 4;
}

static void unlink_run(struct stack *s, uint32_t i)
{
    if (s->prev[i] != NONE)
        s->next[s->prev[i]] = s->next[i];
    if (s->next[i] != NONE)
        s->prev[s->next[i]] = s->prev[i];
}

static bool fits(const struct nc_delim *o, const struct nc_delim *c)
{
    if (o->ch != c->ch || !o->open)
        return false;
    if (c->ch != '*' && c->ch != '_')
        return o->len == c->len;
    bool both = o->close || c->open;
    return !(both && (o->original + c->original) % 3 == 0 &&
             !(o->original % 3 == 0 && c->original % 3 == 0));
}

/* The nearest opener for closer c, or NONE. Remembers how far a failed search went. */
static uint32_t find_opener(struct stack *s, uint32_t c)
{
    const struct nc_delim *d = &s->d[c];
    uint32_t *bottom = &s->bottom[char_index(d->ch)][d->open][d->original % 3];
    for (uint32_t o = s->prev[c]; o != NONE && o + 1 > *bottom; o = s->prev[o])
        if (fits(&s->d[o], d))
            return o;
    *bottom = s->prev[c] == NONE ? 0 : s->prev[c] + 1;
    return NONE;
}

static uint32_t pair(struct stack *s, uint32_t o, uint32_t c, struct nc_match *m)
{
    struct nc_delim *od = &s->d[o], *cd = &s->d[c];
    uint32_t use = od->len >= 2 && cd->len >= 2 ? 2 : 1;
    *m = (struct nc_match){o, c, use};
    od->len -= use;
    cd->len -= use;
    s->next[o] = c;
    s->prev[c] = o;
    if (od->len == 0)
        unlink_run(s, o);
    if (cd->len > 0)
        return c;
    uint32_t next = s->next[c];
    unlink_run(s, c);
    return next;
}

size_t nc_emphasis_room(const struct nc_delim *d, size_t n)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += d[i].len;
    return room / 2 + 1;
}

size_t nc_emphasis_match(struct nc_delim *d, size_t n, struct nc_match *matches)
{
    if (n < 2)
        return 0;
    struct stack s = {.d = d};
    s.prev = nc_calloc(n, sizeof *s.prev);
    s.next = nc_calloc(n, sizeof *s.next);
    for (uint32_t i = 0; i < n; i++) {
        s.prev[i] = i ? i - 1 : NONE;
        s.next[i] = i + 1 < n ? i + 1 : NONE;
    }
    size_t count = 0;
    for (uint32_t c = 0; c != NONE;) {
        uint32_t o = d[c].close ? find_opener(&s, c) : NONE;
        if (o != NONE) {
            c = pair(&s, o, c, &matches[count++]);
            continue;
        }
        uint32_t next = s.next[c];
        if (!d[c].open)
            unlink_run(&s, c);
        c = next;
    }
    free(s.prev);
    free(s.next);
    return count;
}

static void wrap(struct nc_doc *doc, struct nc_node *open, struct nc_node *close, enum nc_kind kind)
{
    struct nc_node *em = nc_node_new(doc, kind, open->pos);
    for (struct nc_node *n = open->next; n != close;) {
        struct nc_node *next = n->next;
        nc_node_append(em, n);
        n = next;
    }
    em->parent = open->parent;
    open->next = em;
    em->next = close;
}

static void shorten(struct nc_node *text, uint32_t by)
{
    text->u.text.n -= by;
}

void nc_emphasis_apply(struct nc_doc *doc, struct nc_delim *d, size_t n,
                       const struct nc_match *matches, size_t count)
{
    (void)n;
    for (size_t i = 0; i < count; i++) {
        const struct nc_match *m = &matches[i];
        struct nc_node *open = d[m->opener].node, *close = d[m->closer].node;
        wrap(doc, open, close, nc_delimiter_kind(d[m->opener].ch, m->use));
        shorten(open, m->use);
        shorten(close, m->use);
        /* The emphasis begins at the innermost character of its opener. */
        open->next->pos.col += open->pos.line ? (uint32_t)open->u.text.n : 0;
    }
}

size_t nc_emphasis_left(const struct nc_delim *d, size_t n, size_t *first, size_t *single)
{
    size_t left = 0;
    *single = 0;
    for (size_t i = 0; i < n; i++) {
        bool apart = nc_is_space(d[i].before) && nc_is_space(d[i].after);
        if (d[i].ch == '*' && d[i].len >= 2 && !apart && left++ == 0)
            *first = i;
        *single += d[i].ch == '*' && d[i].len == 1;
    }
    return left;
}
