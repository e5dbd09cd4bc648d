/* Opening and closing of divs. */
#include "parse/div.h"

#include "parse/callouttype.h"

/* The parts of an opening line: source offsets. */
struct opening {
    struct nc_str word;     /* "tip", without '.', "ad-" or "BEGIN_" */
    size_t title, title_to; /* title == title_to: none */
    char fold;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static void trim(struct nc_str s, size_t *from, size_t *to)
{
    while (*from < *to && is_blank(s.p[*from]))
        ++*from;
    while (*to > *from && (is_blank(s.p[*to - 1]) || s.p[*to - 1] == ':'))
        --*to;
}

/* "::: tip Title", ":::tip[Title]", "::: {.tip #id}", "#+BEGIN_TIP". */
static struct opening read_line(struct nc_str s, size_t i, size_t end)
{
    struct opening o = {0};
    bool org = s.p[i] == '#';
    if (org)
        i += strlen("#+BEGIN_");
    while (i < end && (s.p[i] == ':' || is_blank(s.p[i])))
        i++;
    bool braces = i < end && s.p[i] == '{';
    while (i < end && (s.p[i] == '{' || s.p[i] == '.' || is_blank(s.p[i])))
        i++;
    size_t from = i;
    while (i < end && !is_blank(s.p[i]) && !strchr("[]{}:", s.p[i]))
        i++;
    o.word = nc_str_sub(s, from, i);
    size_t to = end;
    trim(s, &i, &to);
    if (i < to && s.p[i] == '[' && s.p[to - 1] == ']') {
        i++;
        to--;
    }
    o.title = i;
    o.title_to = braces || org || (i < to && s.p[i] == '{') ? i : to;
    return o;
}

/* "```ad-tip" and the lines "title: …", "collapse: open" right behind it. */
static struct opening read_fence(struct nc_str s, size_t i, size_t end)
{
    struct opening o = {0};
    while (i < end && (s.p[i] == '`' || s.p[i] == '~' || is_blank(s.p[i])))
        i++;
    i += strlen("ad-");
    size_t nl = nc_str_find(s, '\n', i);
    o.word = nc_str_trim(nc_str_sub(s, i, nl < end ? nl : end));
    for (i = nl + 1; i < end; i = nl + 1) {
        nl = nc_str_find(s, '\n', i);
        size_t stop = nl < end ? nl : end;
        struct nc_str line = nc_str_sub(s, i, stop);
        size_t colon = nc_str_find(line, ':', 0), from = i + colon + 1, to = stop;
        if (colon == line.n)
            continue;
        struct nc_str key = nc_str_trim(nc_str_sub(line, 0, colon));
        trim(s, &from, &to);
        if (nc_str_ends(key, NC_LIT("title"))) {
            o.title = from;
            o.title_to = to;
        } else if (nc_str_ends(key, NC_LIT("collapse"))) {
            o.fold = nc_str_eqz(nc_str_sub(s, from, to), "open") ? '+' : '-';
        }
    }
    return o;
}

static void add_line_as_text(struct nc_inlines *c, struct nc_node *parent,
                             const struct nc_stash *st, struct nc_pos pos)
{
    struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, pos);
    nc_node_append(parent, p);
    nc_inlines_nested(c, p, st->from, st->to);
}

static void make_callout(struct nc_inlines *c, struct nc_node *n, const struct opening *o,
                         struct nc_str type)
{
    n->kind = NC_CALLOUT;
    n->u.callout.type = type;
    n->u.callout.raw = nc_arena_str(c->doc->arena, o->word);
    n->u.callout.fold = o->fold;
    struct nc_node *title = nc_node_new(c->doc, NC_CALLOUT_TITLE, n->pos);
    nc_node_append(n, title);
    if (o->title < o->title_to)
        nc_inlines_nested(c, title, o->title, o->title_to);
}

struct nc_node *nc_div_open(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, unsigned *open, unsigned max)
{
    struct nc_str s = c->shielded->src;
    bool fence = s.p[st->from] == '`' || s.p[st->from] == '~';
    struct opening o = fence ? read_fence(s, st->from, st->to) : read_line(s, st->from, st->to);
    struct nc_str type = nc_callout_type(o.word);
    bool org = s.p[st->from] == '#';
    bool known = type.n || !org || nc_str_ieq(o.word, NC_LIT("center")) ||
                 nc_str_ieq(o.word, NC_LIT("verse"));
    if (*open >= max || !known) {
        add_line_as_text(c, parent, st, pos);
        return parent;
    }
    ++*open;
    struct nc_node *n = nc_node_new(c->doc, NC_DIV, pos);
    nc_node_append(parent, n);
    if (type.n || fence) {
        make_callout(c, n, &o, type.n ? type : NC_LIT("note"));
    } else {
        n->attrs = NC_NEW(c->doc->arena, struct nc_attrs);
        *n->attrs = (struct nc_attrs){.classes = nc_arena_str(c->doc->arena, o.word)};
        if (o.title < o.title_to) {
            struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, pos);
            nc_node_append(n, p);
            nc_inlines_nested(c, p, o.title, o.title_to);
        }
    }
    return n;
}

static bool is_open(const struct nc_node *n)
{
    return n->kind == NC_DIV || n->kind == NC_CALLOUT;
}

struct nc_node *nc_div_close(struct nc_inlines *c, struct nc_node *parent,
                             const struct nc_stash *st, struct nc_pos pos, unsigned *open)
{
    if (!is_open(parent)) {
        add_line_as_text(c, parent, st, pos);
        return parent;
    }
    --*open;
    return parent->parent;
}

struct nc_node *nc_div_unclosed(struct nc_inlines *c, struct nc_node *div, unsigned *open)
{
    nc_diag(c->diags, NC_D_UNCLOSED, c->doc->files[0], div->pos,
            "a block opened here is not closed before its container ends; it ends there");
    --*open;
    return div->parent;
}
