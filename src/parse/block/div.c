/* Opens and closes divs. */
#include "parse/block/div.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "parse/block/directive.h"
#include "parse/block/opening.h"
#include "parse/construct/callout.h"
#include "parse/construct/gentable.h"
#include "parse/html/htmlblock.h"
#include "parse/leaf/htmltag.h"

#include <stdlib.h>

/* Adds a line that opens or closes nothing as text. */
static void add_line_as_text(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                             struct nc_pos pos)
{
    struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, pos);
    nc_node_append(parent, p);
    nc_text_add_plain(c->doc, &c->locator, c->src, p, st, (struct nc_range){st->from, st->to});
}

/* Makes a node of the title. Without a title it makes nothing, except for details, which get an
 * empty summary. */
static void make_title(struct nc_texts *c, struct nc_node *n, enum nc_kind kind,
                       const struct nc_opening *o, const struct nc_stash *st)
{
    bool titled = o->title < o->title_to;
    if (!titled && kind != NC_SUMMARY)
        return;
    struct nc_node *title =
        nc_node_new(c->doc, kind, titled ? nc_locate_in_source(&c->locator, o->title) : n->pos);
    nc_node_append(n, title);
    if (titled)
        nc_text_add(c, title, st, (struct nc_range){o->title, o->title_to});
}

static void make_callout(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
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
        nc_text_add(c, title, st, (struct nc_range){o->title, o->title_to});
}

void nc_div_admonition(struct nc_texts *c, struct nc_node *item, const struct nc_stash *st)
{
    struct nc_opening o = nc_opening_read(c->src, st);
    if (c->src.p[st->from] == '=') {
        memset(&item->u, 0, sizeof item->u);
        item->kind = NC_TAB;
        make_title(c, item, NC_TAB_TITLE, &o, st);
        return;
    }
    struct nc_str type = nc_callout_type(o.word);
    memset(&item->u, 0, sizeof item->u);
    make_callout(c, item, &o, st, type.n ? type : NC_LIT("note"));
}

/* Makes the heading at the beginning of a callout its title, as Quarto does. */
static void title_with_heading(struct nc_node *callout)
{
    struct nc_node *title = callout->first, *heading = title ? title->next : NULL;
    if (!heading || title->kind != NC_CALLOUT_TITLE || title->first || heading->kind != NC_HEADING)
        return;
    nc_node_adopt(title, heading);
    title->pos = heading->pos;
    nc_node_unlink(heading, title);
}

/* Removes the icon that begins a callout of Notion and makes it the title. */
static void title_with_icon(struct nc_doc *doc, struct nc_node *callout)
{
    struct nc_node *title = callout->first, *p = title ? title->next : NULL;
    struct nc_node *text = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    unsigned len;
    callout->u.callout.raw = NC_LIT("note");
    if (title->first || !text || text->kind != NC_TEXT || !text->u.text.n)
        return;
    bool emoji = nc_is_emoji(nc_utf8_at(text->u.text, 0, &len));
    bool sign =
        nc_str_starts(nc_str_sub(text->u.text, len, text->u.text.n), NC_LIT("\xEF\xB8\x8F"));
    if (!emoji && !sign)
        return;
    size_t end = nc_str_find(text->u.text, ' ', 0);
    nc_node_append(title, nc_node_text(doc, NC_TEXT, text->pos, nc_str_sub(text->u.text, 0, end)));
    size_t rest = end < text->u.text.n ? end + 1 : end;
    text->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(text->u.text, 0, rest));
    text->u.text = nc_str_sub(text->u.text, rest, text->u.text.n);
    if (text->u.text.n)
        return;
    nc_node_unlink(text, NULL);
    if (p->first && nc_is_break(p->first))
        nc_node_unlink(p->first, NULL);
    if (!p->first)
        nc_node_unlink(p, title);
}

static bool is_aside(const struct nc_node *n)
{
    return n->kind == NC_CALLOUT && nc_str_eqz(n->u.callout.raw, "aside");
}

static bool push(struct nc_divs *divs, struct nc_node *node, char mark)
{
    if (divs->count == NC_MAX_DIVS)
        return false;
    divs->open[divs->count].node = node;
    divs->open[divs->count].quarto = false;
    divs->open[divs->count].directive = (struct nc_directive){0};
    divs->open[divs->count++].mark = mark;
    return true;
}

bool nc_div_is_open(const struct nc_divs *divs, const struct nc_node *node, char mark)
{
    return divs->count && divs->open[divs->count - 1].node == node &&
           divs->open[divs->count - 1].mark == mark;
}

/* Keeps the author's line ends in verse. */
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
    const struct nc_open_div d = divs->open[--divs->count];
    nc_grow(&divs->closed, &divs->closed_cap, divs->closed_count + 1, sizeof d);
    divs->closed[divs->closed_count++] = d;
    return d.node->parent;
}

void nc_divs_finish(struct nc_doc *doc, struct nc_divs *divs)
{
    for (size_t k = 0; k < divs->closed_count; k++) {
        const struct nc_open_div d = divs->closed[k];
        struct nc_node *n = d.node;
        if (n->kind == NC_DIV && n->attrs && nc_str_ieq(n->attrs->classes, NC_LIT("verse")))
            keep_lines(n);
        nc_directive_end(doc, n, &d.directive);
        if (d.quarto)
            title_with_heading(n);
        if (d.mark == '%' && is_aside(n))
            title_with_icon(doc, n);
    }
    free(divs->closed);
    nc_html_around_dispose(&divs->around);
}

/* Sets what the opening line says about the block besides its kind. */
static void set_attributes(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o)
{
    struct nc_arena *arena = c->doc->arena;
    n->id = nc_arena_str(arena, o->id);
    if (o->lost.n)
        nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], n->pos,
                "'%.*s' tells another program how to show this block; it was left out",
                NC_FMT(nc_buf_view(&o->lost)));
    if (!o->classes.n && !o->lang.n)
        return;
    n->attrs = NC_NEW(arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.classes = nc_arena_str(arena, nc_buf_view(&o->classes)),
                                  .lang = nc_arena_str(arena, o->lang)};
}

static void make_div(struct nc_texts *c, struct nc_node *n, struct nc_opening *o,
                     const struct nc_stash *st)
{
    bool org = c->src.p[st->from] == '#';
    bool center = org && nc_str_ieq(o->word, NC_LIT("center"));
    if (o->word.n && !center) {
        struct nc_buf others = o->classes;
        o->classes = (struct nc_buf){0};
        nc_buf_word(&o->classes, o->word);
        if (others.n)
            nc_buf_word(&o->classes, nc_buf_view(&others));
        nc_buf_dispose(&others);
    }
    set_attributes(c, n, o);
    if (center) {
        n->attrs = NC_NEW(c->doc->arena, struct nc_attrs);
        *n->attrs = (struct nc_attrs){.align = NC_ALIGN_CENTER};
    }
    if (o->title < o->title_to) {
        struct nc_node *p = nc_node_new(c->doc, NC_PARAGRAPH, n->pos);
        nc_node_append(n, p);
        nc_text_add(c, p, st, (struct nc_range){o->title, o->title_to});
    }
}

/* Makes the kind of panel that the table gives for the word: ::: details Title, :::spoiler, :::
 * code-group, ::: {.panel-tabset}, ```{dropdown} Title. */
static bool make_panel(struct nc_texts *c, struct nc_node *n, const struct nc_opening *o,
                       const struct nc_stash *st)
{
    const struct nc_gen_word *word = nc_gen_word(':', o->word);
    if (!word)
        return false;
    if (word->means == NC_GEN_TABS) {
        n->kind = NC_TABS;
    } else if (word->means == NC_GEN_DETAILS) {
        n->kind = NC_DETAILS;
        n->u.details.open = o->fold == '+';
        make_title(c, n, NC_SUMMARY, o, st);
    } else if (word->means == NC_GEN_TAB) {
        n->kind = NC_TAB;
        make_title(c, n, NC_TAB_TITLE, o, st);
    } else {
        return word->means == NC_GEN_GROUP && o->title == o->title_to;
    }
    return true;
}

struct nc_node *nc_div_open(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                            struct nc_pos pos, struct nc_divs *divs)
{
    struct nc_str s = c->src;
    bool fence = s.p[st->from] == '`' || s.p[st->from] == '~', org = s.p[st->from] == '#';
    struct nc_node *n = nc_node_new(c->doc, NC_DIV, pos);
    if (!push(divs, n, s.p[st->from])) {
        add_line_as_text(c, parent, st, pos);
        return parent;
    }
    if (s.p[st->from] == '>') {
        n->kind = NC_QUOTE;
        nc_node_append(parent, n);
        return n;
    }
    struct nc_opening o = nc_opening_read(s, st);
    struct nc_str type = nc_callout_type(o.word);
    bool group = o.directive && o.directive->means == NC_GEN_GROUP;
    nc_node_append(parent, n);
    if (org && nc_str_eqz(type, "quote")) {
        n->kind = NC_QUOTE;
    } else if (nc_directive_begin(c, n, &o, st, &divs->open[divs->count - 1].directive)) {
        set_attributes(c, n, &o);
    } else if (!org && !type.n && make_panel(c, n, &o, st)) {
        set_attributes(c, n, &o);
    } else if (type.n || (fence && !group)) {
        set_attributes(c, n, &o);
        make_callout(c, n, &o, st, type.n ? type : NC_LIT("note"));
        divs->open[divs->count - 1].quarto = o.quarto;
    } else {
        make_div(c, n, &o, st);
    }
    nc_opening_dispose(&o);
    return n;
}

struct nc_node *nc_div_close(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                             struct nc_pos pos, struct nc_divs *divs)
{
    if (nc_div_is_open(divs, parent, c->src.p[st->from]))
        return pop(divs);
    add_line_as_text(c, parent, st, pos);
    return parent;
}

struct nc_node *nc_div_begin(struct nc_texts *c, struct nc_node *parent, struct nc_node *n,
                             struct nc_divs *divs)
{
    (void)c;
    nc_node_append(parent, n);
    return push(divs, n, '%') ? n : parent;
}

static const char cut_off[] =
    "a block opened here is not closed before its container ends; it ends there";

/* Ends the innermost open div without a closing mark, with a warning unless it is only part of a
 * table or list. Returns the node around it. */
static struct nc_node *end_unclosed(struct nc_texts *c, struct nc_divs *divs, const char *warning)
{
    const struct nc_open_div *d = &divs->open[divs->count - 1];
    bool html = d->mark == '<';
    bool part = html && (d->node->kind == NC_ROW || d->node->kind == NC_CELL ||
                         d->node->kind == NC_ITEM || d->node->kind == NC_DEF_BODY);
    if (html)
        nc_html_end(c->doc, d->node, c->diags);
    if (!part)
        nc_diag(c->diags, html ? NC_D_HTML_UNCLOSED : NC_D_UNCLOSED, c->doc->files[0], d->node->pos,
                "%s", warning);
    return pop(divs);
}

struct nc_node *nc_div_end(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                           struct nc_pos pos, struct nc_divs *divs)
{
    unsigned k = divs->count;
    const struct nc_node *n = parent;
    while (k > 0 && divs->open[k - 1].node == n && divs->open[k - 1].mark != '%')
        n = divs->open[--k].node->parent;
    if (k == 0 || divs->open[k - 1].node != n) {
        add_line_as_text(c, parent, st, pos);
        return parent;
    }
    while (divs->count > k)
        end_unclosed(c, divs, cut_off);
    return pop(divs);
}

void nc_div_module(struct nc_texts *c, struct nc_pos pos, struct nc_divs *divs)
{
    if (divs->reported_module)
        return;
    divs->reported_module = true;
    nc_diag(c->diags, NC_D_PLUGIN_DROPPED, c->doc->files[0], pos,
            "an import or export of MDX is not run; such lines were left out");
}

struct nc_node *nc_div_leave(struct nc_texts *c, struct nc_node *parent, struct nc_divs *divs)
{
    while (divs->count && divs->open[divs->count - 1].node == parent)
        parent = end_unclosed(c, divs, cut_off);
    return parent;
}

struct nc_node *nc_div_leave_parts(struct nc_texts *c, struct nc_node *parent, struct nc_divs *divs)
{
    while (nc_div_is_open(divs, parent, '<') && nc_html_holds_parts(parent->kind))
        parent = end_unclosed(c, divs,
                              "text stands here outside the cells and items; it and what follows "
                              "are kept, after the part before it");
    return parent;
}

/* --- HTML --- */

/* Counts the closing tags of a block that have no opening one before them in it, among the elements
 * that hold Markdown. *at: the offset of the first. */
static unsigned count_unopened(struct nc_str html, size_t *at)
{
    unsigned opened = 0, closed = 0;
    size_t no_quote_from = html.n;
    for (size_t i = nc_str_find(html, '<', 0); i < html.n; i = nc_str_find(html, '<', i)) {
        size_t n = nc_html_tag_length(html, i, &no_quote_from);
        if (!n) {
            i++;
            continue;
        }
        struct nc_html_tag tag;
        nc_html_tag_read(&tag, nc_str_sub(html, i, i + n));
        i += n;
        if (!nc_html_holds_markdown(tag.name))
            continue;
        if (tag.kind == NC_TAG_OPEN)
            opened++;
        else if (tag.kind == NC_TAG_CLOSE && opened)
            opened--;
        else if (tag.kind == NC_TAG_CLOSE && !closed++)
            *at = i - n;
    }
    return closed;
}

/* Whether s is an instruction, a declaration or a CDATA section. */
static bool is_declared(struct nc_str s)
{
    return nc_str_starts(s, NC_LIT("<?")) ||
           (nc_str_starts(s, NC_LIT("<!")) && !nc_str_starts(s, NC_LIT("<!--")));
}

/* The offset after the end of such a section at `at`. */
static size_t past_declared(struct nc_texts *c, struct nc_str html, size_t at, struct nc_pos pos)
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

/* Turns instructions, declarations and CDATA at the beginning of the block, which no reader sees,
 * into comments. Returns the HTML with blanks in their place, or nothing. */
static struct nc_str take_declared(struct nc_texts *c, struct nc_node *parent, struct nc_str html,
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
        struct nc_str text = nc_str_trim(nc_arena_str(c->doc->arena, nc_str_sub(html, at, to)));
        if (!nc_html_holds_parts(parent->kind))
            nc_node_append(parent, nc_node_text(c->doc, NC_COMMENT_BLOCK, pos, text));
        memset(rest + at, ' ', to - at);
        while (to < html.n && strchr(" \t\n", html.p[to]))
            to++;
    }
    return at < html.n ? (struct nc_str){rest, html.n} : NC_NONE;
}

/* Moves the elements open around parent from the stack into around. Returns how many of them hold
 * Markdown by themselves. */
static unsigned take_open(struct nc_html_around *around, const struct nc_node *parent,
                          struct nc_divs *divs)
{
    unsigned k = divs->count, markdown = 0;
    for (const struct nc_node *n = parent;
         k > 0 && divs->open[k - 1].mark == '<' && divs->open[k - 1].node == n; n = n->parent)
        k--;
    around->most = NC_MAX_DIVS - k;
    around->count = divs->count - k;
    for (unsigned i = 0; i < around->count; i++) {
        const struct nc_open_div *d = &divs->open[k + i];
        around->open[i] = (struct nc_html_open){d->node, d->prev, d->element};
        markdown += nc_html_holds_markdown(d->element);
    }
    return markdown;
}

/* Puts the elements open after the block on the stack, in place of those open before it. */
static void put_open(struct nc_divs *divs, const struct nc_html_around *around, unsigned first,
                     unsigned depth)
{
    unsigned k = 0;
    while (k < around->count && first + k < divs->count &&
           divs->open[first + k].node == around->open[k].node)
        k++;
    while (divs->count > first + k)
        pop(divs);
    for (; k < around->count && push(divs, around->open[k].node, '<'); k++) {
        struct nc_open_div *d = &divs->open[divs->count - 1];
        d->element = around->open[k].name;
        d->prev = around->open[k].prev;
        d->depth = depth;
    }
}

struct nc_node *nc_div_html(struct nc_texts *c, struct nc_node *parent,
                            const struct nc_html_piece *piece, struct nc_divs *divs)
{
    struct nc_html_around *around = &divs->around;
    size_t closed_at = 0;
    struct nc_str html = take_declared(c, parent, piece->html, piece->where);
    if (!html.n)
        return parent;
    around->src = c->src;
    around->to = piece->to;
    if (count_unopened(html, &closed_at) > take_open(around, parent, divs))
        nc_diag(c->diags, NC_D_HTML_UNCLOSED, c->doc->files[0], nc_locate(piece->where, closed_at),
                "a closing tag closes nothing here and was dropped");
    struct nc_node *outer = around->count ? around->open[0].node->parent : parent;
    unsigned first = divs->count - around->count;
    nc_html_block(c->doc, parent, html, piece->where, around, c->diags);
    put_open(divs, around, first, piece->depth);
    return around->count ? around->open[around->count - 1].node : outer;
}
