/* Cleans up the tree. Each step is one walk. */
#include "parse/tidy/normalise.h"

#include "base/ascii.h"
#include "doc/walk.h"
#include "parse/leaf/origin.h"
#include "parse/tidy/widelines.h"

static bool has_ancestor(const struct nc_node *n, enum nc_kind kind)
{
    for (const struct nc_node *p = n->parent; p && nc_is_inline(p->kind); p = p->parent)
        if (p->kind == kind)
            return true;
    return false;
}

/* Whether the node adds nothing inside a node of its own kind. A target of links stays. */
static bool collapses(const struct nc_doc *doc, const struct nc_node *n)
{
    enum nc_kind k = n->kind;
    return !doc->strict && !n->id.n &&
           (k == NC_STRONG || k == NC_EMPH || k == NC_HIGHLIGHT || k == NC_STRIKE ||
            k == NC_UNDERLINE);
}

/* Whether a node merges with an adjacent one of its kind. Highlights do not, because two may be two
 * clozes. */
static bool merges(const struct nc_doc *doc, const struct nc_node *n)
{
    return collapses(doc, n) && (n->kind == NC_STRONG || n->kind == NC_EMPH);
}

/* Whether a span shows and names nothing. */
static bool is_void(const struct nc_doc *doc, const struct nc_node *n)
{
    bool titled = n->attrs && n->attrs->title.n;
    return !doc->strict && n->kind == NC_SPAN && !n->first && !n->id.n && !titled;
}

/* Puts the children of n in its place. prev is the sibling before it or NULL. Returns the first
 * child, or what follows. */
static struct nc_node *unwrap(struct nc_node *n, struct nc_node *prev)
{
    struct nc_node *parent = n->parent, *next = n->next, *first = n->first ? n->first : next;
    for (struct nc_node *c = n->first; c; c = c->next)
        c->parent = parent;
    if (n->last)
        n->last->next = next;
    if (prev)
        prev->next = first;
    else
        parent->first = first;
    if (parent->last == n)
        parent->last = n->last ? n->last : prev;
    return first;
}

/* Whether a newline does not end a line of text: it follows a break, or begins or ends a block.
 * Tags alone on their lines leave such newlines. */
static bool is_idle(const struct nc_doc *doc, const struct nc_node *prev, const struct nc_node *n)
{
    bool edge = prev ? nc_is_break(prev) : !nc_is_inline(n->parent->kind);
    return !doc->strict && n->kind == NC_SOFT_BREAK &&
           (edge || (!n->next && !nc_is_inline(n->parent->kind)));
}

/* Whether an empty link is only a target: it has an id (<a href="#x" id="x"></a>), or is in a
 * heading, where generators put it for the mouse. */
static bool is_only_place(const struct nc_node *link)
{
    struct nc_str dest = nc_node_cref(link)->dest;
    const struct nc_node *p = link->parent;
    while (p && nc_is_inline(p->kind))
        p = p->parent;
    bool own = !dest.n || dest.p[0] == '#';
    return own && (dest.n < 2 || link->id.n || (p && p->kind == NC_HEADING));
}

static bool shows_nothing(const struct nc_node *link)
{
    const struct nc_node *in = link->first;
    return !in || (!in->next && in->kind == NC_TEXT && !nc_str_trim(in->u.text).n);
}

/* Gives a link without text its address as text, because it would be invisible. vault/ replaces the
 * address of a note with its title. */
static void fill_link(struct nc_doc *doc, struct nc_node *link)
{
    if (is_only_place(link)) {
        nc_node_become(doc, link, NC_SPAN);
        return;
    }
    link->first = link->last = NULL;
    nc_node_append(link, nc_node_text(doc, NC_TEXT, link->pos, nc_node_cref(link)->dest));
}

/* Removes empty texts and emphasis within the same emphasis from a node that holds inlines, fills
 * links without a text, and joins touching emphasis. */
static void clean_children(struct nc_doc *doc, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first; n;) {
        if (n->kind == NC_LINK && !doc->strict && shows_nothing(n))
            fill_link(doc, n);
        if ((n->kind == NC_TEXT && n->u.text.n == 0) || is_idle(doc, prev, n) || is_void(doc, n)) {
            n = unwrap(n, prev);
        } else if (collapses(doc, n) && (!n->first || has_ancestor(n, n->kind))) {
            n = unwrap(n, prev);
        } else if (prev && merges(doc, n) && prev->kind == n->kind) {
            nc_node_adopt(prev, n);
            n = unwrap(n, prev);
        } else {
            prev = n;
            n = n->next;
        }
    }
    parent->last = prev;
}

/* Joins adjacent texts, after all other changes, so that each is copied once. */
static void join_texts(struct nc_doc *doc, struct nc_node *parent, struct nc_buf *scratch)
{
    for (struct nc_node *n = parent->first; n; n = n->next) {
        if (n->kind != NC_TEXT || !n->next || n->next->kind != NC_TEXT)
            continue;
        nc_buf_clear(scratch);
        nc_buf_str(scratch, n->u.text);
        if (n->origin == NC_ORIGIN_BLANK)
            n->pos = n->next->pos;
        while (n->next && n->next->kind == NC_TEXT) {
            nc_buf_str(scratch, n->next->u.text);
            unwrap(n->next, n);
        }
        n->u.text = nc_arena_str(doc->arena, nc_buf_view(scratch));
    }
}

static void lose_blanks(struct nc_node *n, bool at_start)
{
    struct nc_str s = n->u.text;
    size_t from = 0, to = s.n;
    while (at_start && from < to && nc_ascii_is_blank(s.p[from]))
        from++;
    while (!at_start && to > from && nc_ascii_is_blank(s.p[to - 1]))
        to--;
    n->u.text = nc_str_sub(s, from, to);
    n->pos.col += (uint32_t)from;
}

/* Removes the blanks that remain at a block's edge, beside a comment or dropped syntax. Texts that
 * will be joined later have places of their own. */
static void trim_start(struct nc_node *block)
{
    struct nc_node *prev = NULL, *n = block->first;
    while (n && (n->kind == NC_COMMENT || n->kind == NC_TEXT)) {
        bool text = n->kind == NC_TEXT;
        if (text)
            lose_blanks(n, true);
        if (text && n->u.text.n)
            break;
        if (!text)
            prev = n;
        n = text ? unwrap(n, prev) : n->next;
    }
}

static void trim_end(struct nc_node *block)
{
    struct nc_node *prev = NULL, *last = NULL, *before = NULL;
    for (struct nc_node *n = block->first; n; prev = n, n = n->next) {
        if (n->kind != NC_COMMENT) {
            before = prev;
            last = n;
        }
    }
    if (!last || last->kind != NC_TEXT)
        return;
    lose_blanks(last, false);
    if (!last->u.text.n)
        unwrap(last, before);
}

/* Whether a paragraph, a table or a list is empty. */
static bool is_shell(const struct nc_node *n)
{
    return !n->first && (n->kind == NC_PARAGRAPH || n->kind == NC_TABLE || n->kind == NC_LIST);
}

/* Whether a quotation holds comments only: it would be an empty box. */
static bool is_empty_box(const struct nc_node *n)
{
    const struct nc_node *in = n->kind == NC_QUOTE && !n->id.n ? n->first : NULL;
    bool comments = in != NULL;
    for (; in; in = in->next)
        comments &= in->kind == NC_COMMENT_BLOCK;
    return comments;
}

/* Drops the children that are empty. */
static void drop_shells(struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        if (is_empty_box(n)) {
            next = unwrap(n, prev);
            continue;
        }
        next = n->next;
        if (is_shell(n))
            nc_node_unlink(n, prev);
        else
            prev = n;
    }
}

/* Whether a kind has no sign of its own in the source, so that its place is that of its content. A
 * sign that a step removed from the beginning (a task's box, a footnote's label, a callout's mark)
 * does not count. */
static bool stands_at_first(enum nc_kind k)
{
    return k == NC_PARAGRAPH || k == NC_PLAIN || k == NC_CALLOUT_TITLE || k == NC_DEF_TERM ||
           k == NC_DEF_LIST;
}

/* Ensures that a figure has at most one caption, as its first or last child. A caption between its
 * content moves to the end; further ones become paragraphs. */
static void place_caption(struct nc_node *figure)
{
    struct nc_node *caption = NULL, *before = NULL, *prev = NULL;
    for (struct nc_node *n = figure->first; n; prev = n, n = n->next) {
        if (n->kind != NC_CAPTION)
            continue;
        if (caption) {
            n->kind = NC_PARAGRAPH;
            n->pos = n->first ? n->first->pos : n->pos;
        } else {
            caption = n;
            before = prev;
        }
    }
    if (!caption || !before || !caption->next)
        return;
    nc_node_unlink(caption, before);
    nc_node_append(figure, caption);
}

/* Turns a heading in a cell into a paragraph, because it does not begin a section of the note. */
static void lose_heading(struct nc_node *n)
{
    bool alone = n->parent->kind == NC_CELL && n->parent->first == n && !n->next;
    n->kind = alone && !n->id.n && !n->attrs ? NC_PLAIN : NC_PARAGRAPH;
    memset(&n->u, 0, sizeof n->u);
}

void nc_normalise(struct nc_doc *doc)
{
    nc_wide_lines(doc);
    struct nc_buf scratch = {0};
    unsigned cells = 0;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (w.node->kind == NC_CELL)
            cells = e == NC_WALK_ENTER ? cells + 1 : cells - 1;
        if (e == NC_WALK_ENTER && cells && w.node->kind == NC_HEADING)
            lose_heading(nc_node_mutable(w.node));
        if (e == NC_WALK_ENTER && nc_holds_inlines(w.node->kind) && w.node->first) {
            struct nc_node *n = nc_node_mutable(w.node);
            bool trims = !doc->strict && !nc_is_inline(n->kind);
            clean_children(doc, n);
            if (trims)
                trim_start(n);
            join_texts(doc, n, &scratch);
            if (trims)
                trim_end(n);
        } else if (e == NC_WALK_EXIT && !doc->strict && w.node->first &&
                   !nc_holds_inlines(w.node->kind))
            drop_shells(nc_node_mutable(w.node));
        if (e == NC_WALK_EXIT && w.node->kind == NC_FIGURE)
            place_caption(nc_node_mutable(w.node));
        if (e == NC_WALK_EXIT && w.node->first && stands_at_first(w.node->kind))
            nc_node_mutable(w.node)->pos = w.node->first->pos;
    }
    nc_buf_dispose(&scratch);
}
