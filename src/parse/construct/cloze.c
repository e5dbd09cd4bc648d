/* Finds clozes among the inlines of a node. Code, mathematics and links are nodes by now, so a "}}"
 * or "::" in them does not count. A brace after a backslash is a text of its own and does not count
 * either. */
#include "parse/construct/cloze.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/leaf/origin.h"

#define MAX_OPEN 10  /* clozes nested, as in Anki */
#define MAX_DIGITS 4 /* digits of a number */

size_t nc_cloze_opening(struct nc_str s, size_t i, uint32_t *number)
{
    size_t at = i + 3;
    *number = 0;
    if (i + 3 >= s.n || s.p[i] != '{' || s.p[i + 1] != '{' || s.p[i + 2] != 'c')
        return 0;
    for (; at < s.n && at < i + 3 + MAX_DIGITS && nc_ascii_is_digit(s.p[at]); at++)
        *number = *number * 10 + (uint32_t)(s.p[at] - '0');
    return *number && at + 1 < s.n && s.p[at] == ':' && s.p[at + 1] == ':' ? at + 2 - i : 0;
}

/* A cloze that is not closed yet: the last child of the node around it. */
struct open_cloze {
    /* the sibling before it, or NULL */
    struct nc_node *node, *before;
    /* "{{c1::" */
    struct nc_str mark;
};

struct reader {
    struct nc_doc *doc;
    /* where the next inline goes */
    struct nc_node *into;
    struct open_cloze open[MAX_OPEN];
    size_t depth;
};

static void add_text(struct reader *r, struct nc_pos pos, struct nc_str s)
{
    if (s.n)
        nc_node_append(r->into, nc_node_text(r->doc, NC_TEXT, pos, s));
}

static void open_cloze(struct reader *r, struct nc_pos pos, struct nc_str mark, uint32_t number)
{
    struct nc_node *n = nc_node_new(r->doc, NC_CLOZE, pos);
    n->u.cloze.number = number;
    r->open[r->depth++] = (struct open_cloze){n, r->into->last, mark};
    nc_node_append(r->into, n);
    r->into = n;
}

/* Gives up the innermost cloze: its mark becomes text before its content. */
static void give_up(struct reader *r)
{
    const struct open_cloze *o = &r->open[--r->depth];
    struct nc_node *n = o->node, *parent = n->parent;
    struct nc_pos pos = n->pos;
    nc_node_unlink(n, o->before);
    r->into = parent;
    add_text(r, pos, o->mark);
    nc_node_adopt(parent, n);
}

/* Moves the hint of a closed cloze out of its text: what follows the first "::" in a text directly
 * below it. */
static void take_hint(struct nc_doc *doc, struct nc_node *cloze)
{
    for (struct nc_node *n = cloze->first; n; n = n->next) {
        size_t at = nc_is_open_text(n) ? nc_str_search(n->u.text, NC_LIT("::"), 0) : SIZE_MAX;
        if (n->kind != NC_TEXT || at >= n->u.text.n)
            continue;
        struct nc_buf hint = {0};
        nc_buf_str(&hint, nc_str_sub(n->u.text, at + 2, n->u.text.n));
        for (const struct nc_node *k = n->next; k; k = k->next)
            nc_plain_text(&hint, k);
        cloze->u.cloze.hint = nc_arena_str(doc->arena, nc_str_trim(nc_buf_view(&hint)));
        nc_buf_dispose(&hint);
        n->u.text = nc_str_sub(n->u.text, 0, at);
        n->next = NULL;
        cloze->last = n;
        return;
    }
}

/* Whether a cloze shows anything but blanks. */
static bool has_text(const struct nc_node *cloze)
{
    const struct nc_node *n = cloze->first;
    if (!n || n->next || n->kind != NC_TEXT)
        return n != NULL;
    struct nc_str s = nc_str_trim(n->u.text);
    return s.n && !nc_str_starts(s, NC_LIT("::"));
}

static void close_cloze(struct reader *r, struct nc_pos pos, struct nc_str mark)
{
    struct nc_node *n = r->open[r->depth - 1].node;
    if (!has_text(n)) {
        give_up(r);
        add_text(r, pos, mark);
        return;
    }
    take_hint(r->doc, n);
    r->depth--;
    r->into = n->parent;
}

/* Distributes a text among clozes. pos moves on with the text taken, which keeps the whole linear.
 */
static void read_text(struct reader *r, const struct nc_node *text)
{
    struct nc_str s = text->u.text;
    struct nc_pos pos = text->pos;
    uint32_t number;
    size_t from = 0;
    for (size_t i = 0; i + 1 < s.n; i++) {
        size_t open = r->depth < MAX_OPEN ? nc_cloze_opening(s, i, &number) : 0;
        bool close = !open && r->depth && s.p[i] == '}' && s.p[i + 1] == '}';
        if (!open && !close)
            continue;
        struct nc_str before = nc_str_sub(s, from, i),
                      mark = nc_str_sub(s, i, i + (open ? open : 2));
        add_text(r, pos, before);
        pos.col += (uint32_t)nc_utf8_count(before);
        if (open)
            open_cloze(r, pos, mark, number);
        else
            close_cloze(r, pos, mark);
        pos.col += (uint32_t)mark.n;
        from = i + mark.n;
        i = from - 1;
    }
    add_text(r, pos, nc_str_sub(s, from, s.n));
}

static bool may_hold_cloze(const struct nc_node *parent)
{
    for (const struct nc_node *n = parent->first; n; n = n->next)
        if (n->kind == NC_TEXT && nc_str_find(n->u.text, '{', 0) < n->u.text.n &&
            nc_str_search(n->u.text, NC_LIT("{{c"), 0) < n->u.text.n)
            return true;
    return false;
}

void nc_clozes_find(struct nc_doc *doc, struct nc_node *parent)
{
    if (!may_hold_cloze(parent))
        return;
    struct reader r = {.doc = doc, .into = parent};
    struct nc_node *n = parent->first;
    parent->first = parent->last = NULL;
    for (struct nc_node *next; n; n = next) {
        next = n->next;
        if (nc_is_open_text(n))
            read_text(&r, n);
        else
            nc_node_append(r.into, n);
    }
    while (r.depth)
        give_up(&r);
}
