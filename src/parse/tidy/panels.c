/* Makes panels in one walk: the children of each parent are arranged when the walk leaves it. */
#include "parse/tidy/panels.h"

#include "doc/walk.h"

#include <stdio.h>

struct group {
    struct nc_doc *doc;
    /* the group */
    struct nc_node *tabs;
    /* the tab for the next blocks; NULL: none yet */
    struct nc_node *open;
    /* holds what comes before the first tab */
    struct nc_node *stray;
    /* headings of this level begin tabs; 0: none do */
    unsigned level;
    /* code blocks are tabs */
    bool by_code;
};

/* Opens a tab. title: its text; if empty, the caller adds a title, or the tab's number serves as
 * one. */
static void open_tab(struct group *g, struct nc_pos pos, struct nc_str title)
{
    g->open = nc_node_new(g->doc, NC_TAB, pos);
    nc_node_append(g->tabs, g->open);
    if (!title.n)
        return;
    struct nc_node *n = nc_node_new(g->doc, NC_TAB_TITLE, pos);
    nc_node_append(g->open, n);
    nc_node_append(n, nc_node_text(g->doc, NC_TEXT, pos, title));
}

/* --- what begins a tab --- */

static bool is_at_tab(const struct nc_node *t)
{
    struct nc_str s = t && t->kind == NC_TEXT ? t->u.text : NC_NONE;
    return nc_str_starts(s, NC_LIT("@tab")) &&
           (nc_str_find(s, ' ', 0) == 4 || (s.n > 4 && s.p[4] == ':'));
}

/* Splits a paragraph before each "@tab" line within it. */
static void part_at_tabs(struct nc_doc *doc, struct nc_node *p)
{
    struct nc_node *n = p->first;
    p->first = p->last = NULL;
    for (struct nc_node *next; n; n = next) {
        next = n->next;
        n->next = NULL;
        if (!p->last || !nc_is_break(n) || !is_at_tab(next)) {
            nc_node_append(p, n);
            continue;
        }
        struct nc_node *rest = nc_node_new(doc, NC_PARAGRAPH, next->pos);
        nc_node_insert(p, rest);
        p = rest;
    }
}

/* Places a line of VuePress' at the beginning of a paragraph: "@tab Title", "@tab:active Title". */
static bool place_at_tab(struct group *g, struct nc_node *n)
{
    struct nc_node *t = n->kind == NC_PARAGRAPH ? n->first : NULL;
    if (!is_at_tab(t))
        return false;
    struct nc_str s = t->u.text;
    size_t blank = nc_str_find(s, ' ', 0);
    open_tab(g, n->pos, nc_str_trim(nc_str_sub(s, blank, s.n)));
    nc_node_unlink(t, NULL);
    if (n->first && nc_is_break(n->first))
        nc_node_unlink(n->first, NULL);
    if (n->first)
        nc_node_append(g->open, n);
    return true;
}

/* Places Hexo's <!-- tab Title@icon --> and <!-- endtab -->. */
static bool place_comment_tab(struct group *g, const struct nc_node *n)
{
    struct nc_str s = n->kind == NC_COMMENT_BLOCK ? nc_str_trim(n->u.text) : NC_NONE;
    if (nc_str_eqz(s, "endtab"))
        return true;
    if (!nc_str_starts(s, NC_LIT("tab")) || (s.n > 3 && s.p[3] != ' '))
        return false;
    s = nc_str_sub(s, 3, s.n);
    open_tab(g, n->pos, nc_str_trim(nc_str_sub(s, 0, nc_str_find(s, '@', 0))));
    return true;
}

static bool place_heading(struct group *g, struct nc_node *n)
{
    if (!g->level || n->kind != NC_HEADING || n->u.heading.level != g->level)
        return false;
    open_tab(g, n->pos, NC_NONE);
    n->kind = NC_TAB_TITLE;
    memset(&n->u, 0, sizeof n->u);
    nc_node_append(g->open, n);
    return true;
}

/* Makes a code block a tab under its title, or else under the name of its language. */
static bool place_code(struct group *g, struct nc_node *n)
{
    if (!g->by_code || n->kind != NC_CODE_BLOCK)
        return false;
    open_tab(g, n->pos, n->u.code->title.n ? n->u.code->title : n->u.code->lang);
    n->u.code->title = NC_NONE;
    nc_node_append(g->open, n);
    return true;
}

static void place(struct group *g, struct nc_node *n)
{
    if (n->kind == NC_TAB) {
        nc_node_append(g->tabs, n);
        g->open = n;
    } else if (!place_at_tab(g, n) && !place_comment_tab(g, n) && !place_heading(g, n) &&
               !place_code(g, n)) {
        nc_node_append(g->open ? g->open : g->stray, n);
    }
}

static struct group group_of(struct nc_doc *doc, struct nc_node *tabs)
{
    struct group g = {.doc = doc, .tabs = tabs, .by_code = true};
    g.stray = nc_node_new(doc, NC_DIV, tabs->pos);
    for (const struct nc_node *n = tabs->first; n; n = n->next) {
        struct nc_str s = n->kind == NC_COMMENT_BLOCK ? nc_str_trim(n->u.text) : NC_NONE;
        const struct nc_node *t = n->kind == NC_PARAGRAPH ? n->first : NULL;
        g.by_code &= n->kind != NC_TAB && n->kind != NC_HEADING &&
                     !nc_str_starts(s, NC_LIT("tab")) &&
                     !(t && t->kind == NC_TEXT && nc_str_starts(t->u.text, NC_LIT("@tab")));
        if (!g.level && n->kind == NC_HEADING)
            g.level = n->u.heading.level;
    }
    for (const struct nc_node *n = tabs->first; n; n = n->next)
        g.level = n->kind == NC_TAB ? 0 : g.level;
    return g;
}

/* Gives each panel a label; a panel without one gets its number. */
static void label_tabs(struct nc_doc *doc, struct nc_node *tabs)
{
    unsigned number = 0;
    for (struct nc_node *tab = tabs->first; tab; tab = tab->next) {
        number++;
        if (tab->first && tab->first->kind == NC_TAB_TITLE)
            continue;
        char text[12];
        snprintf(text, sizeof text, "%u", number);
        struct nc_node *title = nc_node_new(doc, NC_TAB_TITLE, tab->pos);
        struct nc_str shown = nc_arena_str(doc->arena, nc_str(text));
        nc_node_append(title, nc_node_text(doc, NC_TEXT, tab->pos, shown));
        nc_node_prepend(tab, title);
    }
}

/* Makes tabs of the group's content. Returns what comes before the first tab, or NULL. A group
 * without tabs is only a div. */
static struct nc_node *fill(struct nc_doc *doc, struct nc_node *tabs)
{
    struct group g = group_of(doc, tabs);
    struct nc_node *n = tabs->first;
    tabs->first = tabs->last = NULL;
    for (struct nc_node *next; n; n = next) {
        if (n->kind == NC_PARAGRAPH)
            part_at_tabs(doc, n);
        next = n->next;
        n->parent = n->next = NULL;
        place(&g, n);
    }
    label_tabs(doc, tabs);
    if (tabs->first)
        return g.stray->first ? g.stray : NULL;
    tabs->kind = NC_DIV;
    nc_node_adopt(tabs, g.stray);
    return NULL;
}

/* --- a parent's children --- */

/* Gathers the consecutive tabs from n into a group in their place. */
static struct nc_node *gather(struct nc_doc *doc, struct nc_node *parent, struct nc_node *n,
                              struct nc_node *prev)
{
    struct nc_node *tabs = nc_node_new(doc, NC_TABS, n->pos);
    for (struct nc_node *next; n && n->kind == NC_TAB; n = next) {
        next = n->next;
        nc_node_unlink(n, prev);
        nc_node_append(tabs, n);
    }
    return nc_node_put(parent, prev, tabs);
}

/* Moves the title of {% code title="x" %} to the code block inside. */
static void name_code(struct nc_node *div)
{
    if (div->kind != NC_DIV || !div->attrs || !nc_str_eqz(div->attrs->classes, "code-title"))
        return;
    struct nc_node *code = div->first;
    if (code && code->kind == NC_CODE_BLOCK && !code->u.code->title.n) {
        code->u.code->title = div->attrs->title;
        div->attrs = NULL;
    }
}

static void order_children(struct nc_doc *doc, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first; n; prev = n, n = n->next) {
        if (n->kind == NC_TAB && parent->kind != NC_TABS)
            n = gather(doc, parent, n, prev);
        name_code(n);
        struct nc_node *stray = n->kind == NC_TABS ? fill(doc, n) : NULL;
        if (stray)
            nc_node_put(parent, prev, stray);
    }
}

void nc_panels_make(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_EXIT && w.node->first && !nc_holds_inlines(w.node->kind))
            order_children(doc, nc_node_mutable(w.node));
}
