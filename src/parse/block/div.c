/* Opening and closing of divs. */
#include "parse/block/div.h"

#include "base/ascii.h"
#include "doc/walk.h"
#include "parse/construct/attrword.h"
#include "parse/construct/callout.h"
#include "parse/html/htmlblock.h"

/* The parts of an opening line: source offsets. */
struct opening {
    struct nc_str word; /* "tip", without '.', "callout-", "ad-" or "BEGIN_" */
    struct nc_str id;
    size_t title, title_to; /* title == title_to: none */
    char fold;
    struct nc_buf classes; /* all of them but a callout's type, one blank apart */
    struct nc_str lang;
    struct nc_buf lost; /* the attributes that the document has no place for */
};

static void trim(struct nc_str s, size_t *from, size_t *to)
{
    while (*from < *to && nc_ascii_is_blank(s.p[*from]))
        ++*from;
    while (*to > *from && nc_ascii_is_blank(s.p[*to - 1]))
        --*to;
}

/* Without the colons that an opening line may end in. */
static void trim_line(struct nc_str s, size_t *from, size_t *to)
{
    trim(s, from, to);
    size_t end = *to;
    while (end > *from && s.p[end - 1] == ':')
        end--;
    if (*to - end >= 3)
        *to = end;
    trim(s, from, to);
}

static void read_pair(struct opening *o, struct nc_str s, const struct nc_attr_word *a)
{
    struct nc_str text = nc_str_sub(s, a->value, a->value_to);
    if (nc_str_eqz(a->name, "title")) {
        o->title = a->value;
        o->title_to = a->value_to;
    } else if (nc_str_eqz(a->name, "collapse")) {
        o->fold = nc_str_ieq(text, NC_LIT("true")) ? '-' : '+';
    } else if (nc_str_eqz(a->name, "lang")) {
        o->lang = text;
    } else {
        nc_buf_word(&o->lost, a->name);
    }
}

/* The first class that is a callout's type makes one of the div; Quarto writes {.callout-tip}. A
 * word before the braces is a class too. */
static void read_class(struct opening *o, struct nc_str name)
{
    struct nc_str type = nc_str_starts(name, NC_LIT("callout-"))
                             ? nc_str_sub(name, strlen("callout-"), name.n)
                             : name;
    if (!nc_callout_type(type).n || nc_callout_type(o->word).n) {
        nc_buf_word(&o->classes, name);
        return;
    }
    if (o->word.n)
        nc_buf_word(&o->classes, o->word);
    o->word = type;
}

/* {.tip .wide #id title="Title" collapse=true}; returns where what follows begins. */
static size_t read_attrs(struct opening *o, struct nc_str s, size_t i, size_t end)
{
    struct nc_attr_word a;
    while (nc_attr_word(&a, s, &i, end))
        if (a.kind == '.')
            read_class(o, a.name);
        else if (a.kind == '#')
            o->id = a.name;
        else if (a.kind == '=')
            read_pair(o, s, &a);
        else
            nc_buf_word(&o->lost, a.name);
    return i + (i < end);
}

/* Title, [Title] or [Title]{#id .class}. */
static void read_title(struct opening *o, struct nc_str s, size_t i, size_t to)
{
    size_t close = i;
    for (unsigned depth = 0; close < to; close++) {
        depth += s.p[close] == '[';
        if (!depth || (s.p[close] == ']' && !--depth))
            break;
    }
    bool bracketed = i < close && close < to;
    bool attrs = bracketed && close + 1 < to && s.p[close + 1] == '{' && s.p[to - 1] == '}';
    if (attrs)
        read_attrs(o, s, close + 2, to);
    bracketed = attrs || (bracketed && close + 1 == to);
    o->title = i + bracketed;
    o->title_to = bracketed ? close : to;
}

/* "::: tip Title", ":::tip[Title]", "::: {.tip #id}", "::: tip {#id}", "#+BEGIN_TIP". */
static struct opening read_line(struct nc_str s, size_t i, size_t end)
{
    struct opening o = {0};
    bool org = s.p[i] == '#';
    if (org)
        i += strlen("#+BEGIN_");
    while (i < end && (s.p[i] == ':' || nc_ascii_is_blank(s.p[i])))
        i++;
    if (i < end && s.p[i] == '{') {
        size_t rest = read_attrs(&o, s, i + 1, end), rest_to = end;
        trim_line(s, &rest, &rest_to);
        if (o.title < o.title_to && rest < rest_to) {
            nc_buf_word(&o.lost, nc_str_sub(s, rest, rest_to));
        } else if (rest < rest_to) {
            o.title = rest;
            o.title_to = rest_to;
        }
        return o;
    }
    i += i < end && s.p[i] == '.';
    size_t from = i;
    while (i < end && !nc_ascii_is_blank(s.p[i]) && !strchr("[]{}:", s.p[i]))
        i++;
    o.word = nc_str_sub(s, from, i);
    size_t to = end;
    trim_line(s, &i, &to);
    if (i < to && s.p[i] == '{' && s.p[to - 1] == '}')
        read_attrs(&o, s, i + 1, to);
    else if (!org)
        read_title(&o, s, i, to);
    return o;
}

/* "```ad-tip" and the lines "title: …", "collapse: open" right behind it. */
static struct opening read_fence(struct nc_str s, size_t i, size_t end)
{
    struct opening o = {0};
    while (i < end && (s.p[i] == '`' || s.p[i] == '~' || nc_ascii_is_blank(s.p[i])))
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

/* '!!! type "Title"', '??? type' */
static struct opening read_admonition(struct nc_str s, size_t i, size_t to)
{
    struct opening o = {.fold = s.p[i] == '!' ? '\0' : s.p[i + 3] == '+' ? '+' : '-'};
    i += 3;
    while (i < to && (s.p[i] == '+' || nc_ascii_is_blank(s.p[i])))
        i++;
    size_t from = i;
    while (i < to && !nc_ascii_is_blank(s.p[i]))
        i++;
    o.word = nc_str_sub(s, from, i);
    trim(s, &i, &to);
    /* Words between the type and a title in quotes say where it floats. */
    size_t quote = nc_str_find(nc_str_sub(s, 0, to), '"', i);
    bool quoted = quote + 1 < to && s.p[to - 1] == '"';
    o.title = quoted ? quote + 1 : i;
    o.title_to = quoted ? to - 1 : to;
    return o;
}

static struct opening read_opening(struct nc_str s, const struct nc_stash *st)
{
    char c = s.p[st->from];
    if (st->kind == NC_STASH_ADMONITION)
        return read_admonition(s, st->from, st->to);
    return c == '`' || c == '~' ? read_fence(s, st->from, st->to) : read_line(s, st->from, st->to);
}

static void dispose(struct opening *o)
{
    nc_buf_dispose(&o->classes);
    nc_buf_dispose(&o->lost);
}

struct nc_range nc_div_title(struct nc_str src, const struct nc_stash *st)
{
    struct opening o = read_opening(src, st);
    dispose(&o);
    return o.title < o.title_to ? (struct nc_range){o.title, o.title_to} : (struct nc_range){0};
}

/* A line that opens or closes nothing. */
static void add_line_as_text(struct nc_inlines *c, struct nc_node *parent,
                             const struct nc_stash *st, struct nc_pos pos)
{
    struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, pos);
    struct nc_stash line = *st;
    line.number = 0;
    nc_node_append(parent, p);
    nc_inlines_add_text(c, p, &line, (struct nc_range){st->from, st->to});
}

static void make_callout(struct nc_inlines *c, struct nc_node *n, const struct opening *o,
                         const struct nc_stash *st, struct nc_str type)
{
    n->kind = NC_CALLOUT;
    n->u.callout.type = type;
    n->u.callout.raw = nc_arena_str(c->doc->arena, o->word);
    n->u.callout.fold = o->fold;
    bool titled = o->title < o->title_to;
    struct nc_node *title = nc_node_new(
        c->doc, NC_CALLOUT_TITLE, titled ? nc_locate_in_source(&c->locator, o->title) : n->pos);
    nc_node_append(n, title);
    if (titled)
        nc_inlines_add_text(c, title, st, (struct nc_range){o->title, o->title_to});
}

void nc_div_admonition(struct nc_inlines *c, struct nc_node *item, const struct nc_stash *st)
{
    struct opening o = read_opening(c->shielded->src, st);
    struct nc_str type = nc_callout_type(o.word);
    memset(&item->u, 0, sizeof item->u);
    make_callout(c, item, &o, st, type.n ? type : NC_LIT("note"));
}

static bool push(struct nc_divs *divs, struct nc_node *node, char mark)
{
    if (divs->count == NC_MAX_DIVS)
        return false;
    divs->open[divs->count].node = node;
    divs->open[divs->count++].mark = mark;
    return true;
}

static bool is_open(const struct nc_divs *divs, const struct nc_node *node, char mark)
{
    return divs->count && divs->open[divs->count - 1].node == node &&
           divs->open[divs->count - 1].mark == mark;
}

/* The lines of verse are its author's. */
static void keep_lines(const struct nc_node *verse)
{
    struct nc_walk w;
    nc_walk_begin(&w, verse);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->kind == NC_SOFT_BREAK)
            nc_node_mutable(w.node)->kind = NC_HARD_BREAK;
}

static struct nc_node *pop(struct nc_divs *divs)
{
    struct nc_node *n = divs->open[--divs->count].node;
    if (n->kind == NC_DIV && n->attrs && nc_str_ieq(n->attrs->classes, NC_LIT("verse")))
        keep_lines(n);
    return n->parent;
}

/* What the opening line says of the block beside its kind. */
static void dress(struct nc_inlines *c, struct nc_node *n, const struct opening *o)
{
    struct nc_arena *arena = c->doc->arena;
    n->id = nc_arena_str(arena, o->id);
    if (o->lost.n)
        nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], n->pos,
                "'%.*s' says how another program shows this block; it was left out",
                NC_FMT(nc_buf_view(&o->lost)));
    if (!o->classes.n && !o->lang.n)
        return;
    n->attrs = NC_NEW(arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.classes = nc_arena_str(arena, nc_buf_view(&o->classes)),
                                  .lang = nc_arena_str(arena, o->lang)};
}

static void make_div(struct nc_inlines *c, struct nc_node *n, struct opening *o,
                     const struct nc_stash *st)
{
    bool org = c->shielded->src.p[st->from] == '#';
    bool center = org && nc_str_ieq(o->word, NC_LIT("center"));
    if (o->word.n && !center) {
        struct nc_buf others = o->classes;
        o->classes = (struct nc_buf){0};
        nc_buf_word(&o->classes, o->word);
        if (others.n)
            nc_buf_word(&o->classes, nc_buf_view(&others));
        nc_buf_dispose(&others);
    }
    dress(c, n, o);
    if (center) {
        n->attrs = NC_NEW(c->doc->arena, struct nc_attrs);
        *n->attrs = (struct nc_attrs){.align = NC_ALIGN_CENTER};
    }
    if (o->title < o->title_to) {
        struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, n->pos);
        nc_node_append(n, p);
        nc_inlines_add_text(c, p, st, (struct nc_range){o->title, o->title_to});
    }
}

struct nc_node *nc_div_open(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, struct nc_divs *divs)
{
    struct nc_str s = c->shielded->src;
    bool fence = s.p[st->from] == '`' || s.p[st->from] == '~', org = s.p[st->from] == '#';
    struct nc_node *n = nc_node_new(c->doc, NC_DIV, pos);
    if (!push(divs, n, s.p[st->from])) {
        add_line_as_text(c, parent, st, pos);
        return parent;
    }
    struct opening o = read_opening(s, st);
    struct nc_str type = nc_callout_type(o.word);
    nc_node_append(parent, n);
    if (org && nc_str_eqz(type, "quote")) {
        n->kind = NC_QUOTE;
    } else if (type.n || fence) {
        dress(c, n, &o);
        make_callout(c, n, &o, st, type.n ? type : NC_LIT("note"));
    } else {
        make_div(c, n, &o, st);
    }
    dispose(&o);
    return n;
}

struct nc_node *nc_div_close(struct nc_inlines *c, struct nc_node *parent,
                             const struct nc_stash *st, struct nc_pos pos, struct nc_divs *divs)
{
    if (is_open(divs, parent, c->shielded->src.p[st->from]))
        return pop(divs);
    add_line_as_text(c, parent, st, pos);
    return parent;
}

struct nc_node *nc_div_leave(struct nc_inlines *c, struct nc_node *parent, struct nc_divs *divs)
{
    while (divs->count && divs->open[divs->count - 1].node == parent) {
        bool html = divs->open[divs->count - 1].mark == '<';
        nc_diag(c->diags, html ? NC_D_HTML_UNCLOSED : NC_D_UNCLOSED, c->doc->files[0], parent->pos,
                "a block opened here is not closed before its container ends; it ends there");
        parent = pop(divs);
    }
    return parent;
}

/* --- HTML --- */

/* What the tags of a block that can hold Markdown blocks leave over. */
struct balance {
    unsigned opened,
        closed;       /* opening tags without a partner, closing tags without one before them */
    size_t closed_at; /* where the first of these stands */
};

static bool holds_markdown(const char *name)
{
    static const char *const names[] = {"div",     "center", "details",    "section",
                                        "article", "figure", "blockquote", NULL};
    return nc_str_is_among(nc_str(name), names);
}

static struct balance balance_of(struct nc_str html)
{
    struct balance b = {0};
    size_t no_quote_from = html.n;
    for (size_t i = nc_str_find(html, '<', 0); i < html.n; i = nc_str_find(html, '<', i)) {
        size_t n = nc_html_tag_length(html, i, &no_quote_from);
        if (!n) {
            i++;
            continue;
        }
        struct nc_html_tag tag;
        size_t at = i;
        nc_html_tag_read(&tag, nc_str_sub(html, i, i + n));
        i += n;
        if (!holds_markdown(tag.name))
            continue;
        if (tag.kind == NC_TAG_OPEN)
            b.opened++;
        else if (tag.kind == NC_TAG_CLOSE && b.opened)
            b.opened--;
        else if (tag.kind == NC_TAG_CLOSE && !b.closed++)
            b.closed_at = at;
    }
    return b;
}

static bool is_html_holder(const struct nc_node *n)
{
    return n && (n->kind == NC_DIV || n->kind == NC_DETAILS || n->kind == NC_QUOTE ||
                 n->kind == NC_FIGURE);
}

/* An instruction, declaration or CDATA section. */
static bool is_declared(struct nc_str s)
{
    return nc_str_starts(s, NC_LIT("<?")) ||
           (nc_str_starts(s, NC_LIT("<!")) && !nc_str_starts(s, NC_LIT("<!--")));
}

/* Behind the end of such a one at `at`. */
static size_t past_declared(struct nc_inlines *c, struct nc_str html, size_t at, struct nc_pos pos)
{
    struct nc_str start = nc_str_sub(html, at, html.n),
                  end = start.p[1] == '?'                           ? NC_LIT("?>")
                        : nc_str_starts(start, NC_LIT("<![CDATA[")) ? NC_LIT("]]>")
                                                                    : NC_LIT(">");
    size_t to = nc_str_search(html, end, at + 2);
    if (to < html.n)
        return to + end.n;
    nc_diag(c->diags, NC_D_HTML_DROPPED, c->doc->files[0], pos,
            "%.2s is never closed; it and what follows are left out", start.p);
    return html.n;
}

/* Makes comments of what the block begins with that no reader sees: the HTML with blanks in place
 * of it, or nothing. */
static struct nc_str take_declared(struct nc_inlines *c, struct nc_node *parent, struct nc_str html,
                                   struct nc_locator *where)
{
    size_t at = (size_t)(nc_str_trim(html).p - html.p), to;
    if (!is_declared(nc_str_sub(html, at, html.n)))
        return html;
    char *rest = nc_arena_alloc(c->doc->arena, html.n + 1);
    memcpy(rest, html.p, html.n);
    for (; is_declared(nc_str_sub(html, at, html.n)); at = to) {
        struct nc_pos pos = nc_locate(where, at);
        to = past_declared(c, html, at, pos);
        nc_node_append(parent, nc_node_text(c->doc, NC_COMMENT_BLOCK, pos,
                                            nc_str_trim(nc_arena_str(c->doc->arena,
                                                                     nc_str_sub(html, at, to)))));
        memset(rest + at, ' ', to - at);
        while (to < html.n && strchr(" \t\n", html.p[to]))
            to++;
    }
    return at < html.n ? (struct nc_str){rest, html.n} : NC_NONE;
}

struct nc_node *nc_div_html(struct nc_inlines *c, struct nc_node *parent, struct nc_str html,
                            struct nc_locator *where, struct nc_divs *divs)
{
    html = take_declared(c, parent, html, where);
    if (!html.n)
        return parent;
    struct balance b = balance_of(html);
    bool closes_first = b.closed && b.opened;
    for (unsigned k = 0; closes_first && k < b.closed && is_open(divs, parent, '<'); k++)
        parent = pop(divs);
    const struct nc_node *last = parent->last;
    nc_html_block(c->doc, parent, html, where, c->diags);
    for (unsigned k = 0; !closes_first && k < b.closed; k++) {
        if (!is_open(divs, parent, '<')) {
            nc_diag(c->diags, NC_D_HTML_UNCLOSED, c->doc->files[0], nc_locate(where, b.closed_at),
                    "a closing tag closes nothing here and was dropped");
            break;
        }
        parent = pop(divs);
    }
    struct nc_node *n = parent->last;
    for (unsigned k = 0; k < b.opened && n != last && is_html_holder(n) && push(divs, n, '<');
         k++) {
        parent = n;
        n = n->last;
        last = NULL;
    }
    return parent;
}
