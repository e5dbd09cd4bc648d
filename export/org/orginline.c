/* Turns inlines into cells by a walk over them. Markup is in orgmarkup.c, links in
 * orgdescription.c. */
#include "export/org/orginline.h"
#include "base/uchar.h"
#include "export/org/orgout.h"

#include <string.h>

/* The marker of a kind, 0 if it has none. The compiler does not notice a kind missing here. */
static uint32_t marker_of(enum nc_kind k)
{
    return k == NC_STRONG      ? '*'
           : k == NC_EMPH      ? '/'
           : k == NC_UNDERLINE ? '_'
           : k == NC_STRIKE    ? '+'
                               : 0;
}

static void put_math(struct org_inline_writer *i, const struct nc_node *n)
{
    org_put_tex(i, n, n->u.math.tex, n->u.math.display);
}

/* Puts the target of a named node that has no line of its own for a name. A row is found by its
 * first cell. */
static void put_own_target(struct org_inline_writer *i, const struct nc_node *n)
{
    if (n->kind == NC_CELL && n->parent->first == n)
        org_put_inline_target(i, n->parent);
    if (n->kind == NC_CELL || n->kind == NC_SUMMARY || n->kind == NC_DEF_TERM)
        org_put_inline_target(i, n);
    if (i->cells.count)
        org_raw(i, " ");
}

/* Puts code line by line; the newline at its end does not begin another line. */
static void put_code_lines(struct org_inline_writer *i, struct nc_str s)
{
    for (size_t from = 0; from < s.n;) {
        size_t to = nc_str_find(s, '\n', from);
        if (from)
            org_put_break(i, true);
        if (to > from)
            org_put_inline_code(i, nc_str_sub(s, from, to));
        from = to + 1;
    }
}

/* Begins a block in a table cell: one line each, items after their sign. */
static void enter_cell_block(struct org_inline_writer *i, const struct nc_node *n)
{
    bool is_line = nc_holds_inlines(n->kind) || n->kind == NC_CODE_BLOCK ||
                   n->kind == NC_MATH_BLOCK || n->kind == NC_RAW_BLOCK || n->kind == NC_EMBED;
    if (!is_line)
        return;
    if (i->lines++)
        org_put_break(i, true);
    if (n->parent->kind == NC_ITEM && n->parent->first == n)
        org_cells_text(&i->cells, NC_LIT("- "), ORG_LITERAL);
    if (n->kind == NC_CODE_BLOCK)
        put_code_lines(i, n->u.code->text);
    else if (n->kind == NC_MATH_BLOCK)
        org_put_tex(i, n, n->u.text, true);
    else if (n->kind == NC_RAW_BLOCK)
        org_put_snippet(i, "html", n->u.text);
    else if (n->kind == NC_EMBED && !n->first)
        org_cells_text(&i->cells, n->u.embed.ref->dest, ORG_LITERAL);
}

/* Puts a citation; the description of a link cannot hold one. */
static void put_citation(struct org_inline_writer *i, struct nc_str s)
{
    struct nc_buf b = {0};
    if (!i->linked && org_citation(i->w, &b, s))
        org_put_apart(i, nc_buf_view(&b));
    else
        org_cells_text(&i->cells, s, ORG_LITERAL);
    nc_buf_dispose(&b);
}

/* Whether Org reads "_{" or "^{" here: directly after a character that is no blank and no marker.
 */
static bool may_begin_script(const struct org_inline_writer *i)
{
    const struct org_cell *before = i->cells.count ? &i->cells.items[i->cells.count - 1] : NULL;
    bool text = before && (before->class == ORG_LITERAL || before->class == ORG_RAW);
    return text && before->cp && !org_is_space(before->cp) &&
           (before->cp >= 0x80 || !strchr("*/_+=~^\\", (int)before->cp));
}

/* Whether braces can hold the content: text without braces and backslashes. */
static bool fits_script(const struct nc_node *n)
{
    for (const struct nc_node *c = n->first; c; c = c->next) {
        if (c->kind != NC_TEXT)
            return false;
        for (size_t k = 0; k < c->u.text.n; k++)
            if (strchr("{}\\\n", c->u.text.p[k] ? c->u.text.p[k] : '\n'))
                return false;
    }
    return n->first != NULL;
}

/* Begins a sub- or superscript: Org's own, where it has one, which all exporters know. */
static void start_script(struct org_inline_writer *i, const struct nc_node *n)
{
    bool sup = n->kind == NC_SUP;
    i->in_script = may_begin_script(i) && fits_script(n);
    i->w->text.scripts |= i->in_script;
    if (i->in_script)
        org_raw(i, sup ? "^{" : "_{");
    else
        org_raw(i, sup ? "@@html:<sup>@@" : "@@html:<sub>@@");
}

static void end_script(struct org_inline_writer *i, const struct nc_node *n)
{
    bool sup = n->kind == NC_SUP;
    if (i->in_script)
        org_raw(i, "}");
    else
        org_raw(i, sup ? "@@html:</sup>@@" : "@@html:</sub>@@");
    i->in_script = false;
}

static void enter(struct org_inline_writer *i, const struct nc_node *n)
{
    uint32_t marker = marker_of(n->kind);
    org_put_inline_target(i, n);
    org_report_lang(i->w, n);
    if (marker) {
        org_open_markup(i, marker);
        return;
    }
    switch (n->kind) {
    case NC_CLOZE:
        if (n->u.cloze.hint.n)
            org_lost(i->w, n, "the hint of a cloze has no place in Org and is left out");
        break;
    case NC_HIGHLIGHT:
        org_raw(i, "@@html:<mark>@@");
        break;
    case NC_SUP:
    case NC_SUB:
        start_script(i, n);
        break;
    case NC_KBD:
        org_raw(i, "@@html:<kbd>@@");
        break;
    case NC_RUBY_TEXT:
        org_cells_text(&i->cells, NC_LIT("\xEF\xBC\x88"), ORG_LITERAL);
        break;
    case NC_LINK:
    case NC_WIKILINK:
    case NC_EMBED_LINK:
        if (!org_put_address(i, n))
            org_start_link(i, n);
        break;
    case NC_IMAGE:
        org_put_image(i, n);
        break;
    case NC_FIELD:
        if (!n->u.field.hide_key) {
            org_cells_text(&i->cells, n->u.field.key, ORG_LITERAL);
            org_cells_text(&i->cells, NC_LIT(": "), ORG_LITERAL);
        }
        break;
    case NC_TEXT:
        org_cells_text(&i->cells, n->u.text, ORG_LITERAL);
        break;
    case NC_CODE:
        org_put_inline_code(i, n->u.text);
        break;
    case NC_MATH:
        put_math(i, n);
        break;
    case NC_CITATION:
        put_citation(i, n->u.text);
        break;
    case NC_TAG:
        org_cell_add(&i->cells, '#', ORG_LITERAL);
        org_cells_text(&i->cells, n->u.text, ORG_LITERAL);
        break;
    case NC_FOOTNOTE_REF:
        org_put_note_ref(i, n);
        break;
    case NC_COMMENT:
        if (n->u.text.n && !org_is_schedule(n->u.text))
            org_put_snippet(i, "comment", n->u.text);
        break;
    case NC_RAW:
        org_cells_text(&i->cells, n->u.text, ORG_LITERAL);
        break;
    case NC_SOFT_BREAK:
    case NC_HARD_BREAK:
        org_put_break(i, n->kind == NC_HARD_BREAK);
        break;
    case NC_EMPH: /* these have markers */
    case NC_STRONG:
    case NC_STRIKE:
    case NC_UNDERLINE:
        break;
    case NC_SPAN: /* only their content */
    case NC_SMALL:
    case NC_RUBY:
        break;
#define K(kind, ...) case NC_##kind:
#include "doc/blocks.def"
#undef K
    case NC_KIND_COUNT:
        enter_cell_block(i, n);
        break;
    }
}

/* Puts what <abbr title="…"> shows on hover. */
static void put_title(struct org_inline_writer *i, struct nc_str title)
{
    org_cells_text(&i->cells, NC_LIT(" ("), ORG_LITERAL);
    org_cells_text(&i->cells, title, ORG_LITERAL);
    org_cells_text(&i->cells, NC_LIT(")"), ORG_LITERAL);
}

static void leave(struct org_inline_writer *i, const struct nc_node *n)
{
    uint32_t marker = marker_of(n->kind);
    if (marker)
        org_close_markup(i, marker);
    else if (n->kind == NC_HIGHLIGHT)
        org_raw(i, "@@html:</mark>@@");
    else if (n->kind == NC_SUP || n->kind == NC_SUB)
        end_script(i, n);
    else if (n->kind == NC_KBD)
        org_raw(i, "@@html:</kbd>@@");
    else if (n->kind == NC_RUBY_TEXT)
        org_cells_text(&i->cells, NC_LIT("\xEF\xBC\x89"), ORG_LITERAL);
    else if (n->kind == NC_SPAN && n->attrs && n->attrs->title.n)
        put_title(i, n->attrs->title);
    else if (n->kind == NC_LINK || n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK)
        org_end_link(i, n);
}

/* Whether a headline ends in ":word:", which Org would read as tags. */
static bool ends_in_tags(const struct org_cells *c)
{
    size_t i = c->count;
    if (!i || c->items[i - 1].cp != ':')
        return false;
    while (i > 0 && (c->items[i - 1].cp == ':' || nc_is_word(c->items[i - 1].cp) ||
                     (c->items[i - 1].cp < 0x80 && strchr("_@#%", (int)c->items[i - 1].cp))))
        i--;
    bool apart = i == 0 || c->items[i - 1].cp == ' ' || c->items[i - 1].cp == '\t';
    return apart && i + 2 < c->count && c->items[i].cp == ':';
}

/* Puts a task's data at the end of its line, as the author wrote it. */
static void put_task_note(struct org_inline_writer *i, const struct nc_task *task)
{
    struct nc_buf b = {0};
    nc_task_note(&b, task);
    if (b.n) {
        org_cell_add(&i->cells, ' ', ORG_LITERAL);
        org_cells_text(&i->cells, nc_buf_view(&b), ORG_LITERAL);
    }
    nc_buf_dispose(&b);
}

void org_inlines(struct org_writer *w, struct nc_buf *out, const struct nc_node *node,
                 enum org_place place)
{
    org_inlines_part(w, out, node, (struct org_part){node->first, NULL}, place);
}

void org_inlines_part(struct org_writer *w, struct nc_buf *out, const struct nc_node *node,
                      struct org_part part, enum org_place place)
{
    struct org_inline_writer i = {.w = w, .place = place};
    bool inside = false;
    const struct nc_task *task =
        place == ORG_BULLET || place == ORG_NUMBER ? node->parent->u.item.task : NULL;
    put_own_target(&i, node);
    if (place == ORG_TITLE)
        org_open_markup(&i, '*');
    nc_walk_begin(&i.walk, node);
    for (enum nc_event e = nc_walk_next(&i.walk); e != NC_WALK_DONE; e = nc_walk_next(&i.walk)) {
        if (i.walk.node == node)
            continue;
        inside |= i.walk.node == part.from;
        inside &= i.walk.node != part.end;
        if (!inside) {
            nc_walk_skip(&i.walk);
            continue;
        }
        if (task && e == NC_WALK_ENTER && nc_is_break(i.walk.node) && i.walk.node->parent == node) {
            put_task_note(&i, task);
            task = NULL;
        }
        if (e == NC_WALK_ENTER)
            enter(&i, i.walk.node);
        else
            leave(&i, i.walk.node);
    }
    if (task)
        put_task_note(&i, task);
    if (place == ORG_TITLE)
        org_close_markup(&i, '*');
    if (place == ORG_HEADLINE && ends_in_tags(&i.cells))
        org_cell_add(&i.cells, 0x200B, ORG_RAW);
    org_resolve(out, &i.cells, place, &w->text);
    org_cells_dispose(&i.cells);
    nc_buf_dispose(&i.link_start);
}
