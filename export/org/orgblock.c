/* Writes blocks as Org elements: the walk over them, and text, lists and headlines. Code and
 * mathematics are in orgcode.c, named blocks in orgspecial.c, tables in orgtable.c. */
#include "base/arena.h"
#include "export/org/orgattach.h"
#include "export/org/orgcode.h"
#include "export/org/orgflow.h"
#include "export/org/orgout.h"
#include "export/org/orgspecial.h"

static void blank(struct org_writer *w)
{
    nc_lines_blank(&w->lines, 1);
}

/* Writes the target of links. end: what follows it. */
static void put_target(struct org_writer *w, const struct nc_node *n, char end)
{
    struct nc_buf b = {0};
    org_target(w, &b, n);
    nc_buf_char(&b, end);
    org_put_text(w, &b);
    nc_buf_dispose(&b);
}

/* Writes the target of a block that cannot have a name in Org, on a line before its text. */
static void put_mark(struct org_writer *w, const struct nc_node *n)
{
    if (!org_is_target(w, n))
        return;
    org_before(w, n);
    org_begin_prose(w);
    put_target(w, n, '\n');
}

/* Whether the first line holds " :: ". */
static bool has_term(struct nc_str text)
{
    struct nc_str line = nc_str_sub(text, 0, nc_str_find(text, '\n', 0));
    for (size_t i = nc_str_search(line, NC_LIT("::"), 0); i < line.n;
         i = nc_str_search(line, NC_LIT("::"), i + 1)) {
        bool before = i > 0 && (line.p[i - 1] == ' ' || line.p[i - 1] == '\t');
        bool after = i + 2 == line.n || line.p[i + 2] == ' ' || line.p[i + 2] == '\t';
        if (before && after)
            return true;
    }
    return false;
}

/* Writes the inlines of a text from one of them on. */
static void put_text_from(struct org_writer *w, const struct nc_node *n, const struct nc_node *from,
                          enum org_place place)
{
    struct nc_buf b = {0};
    org_inlines_part(w, &b, n, (struct org_part){from, NULL}, place);
    size_t end = b.n;
    while (end > 0 && b.p[end - 1] == ' ')
        end--;
    b.n = end;
    /* A " :: " in something that cannot be split (code, a formula) must not turn the line after the
     * bullet into a term. */
    if (org_has_terms(place) && !w->lines.at_start && has_term(nc_buf_view(&b)))
        nc_lines_end(&w->lines);
    if (b.n) {
        org_begin_prose(w);
        org_put_text(w, &b);
        org_end_prose(w);
    }
    nc_lines_end(&w->lines);
    nc_buf_dispose(&b);
}

static void put_text(struct org_writer *w, const struct nc_node *n, enum org_place place)
{
    put_text_from(w, n, n->first, place);
}

static void put_heading(struct org_writer *w, const struct nc_node *n)
{
    if (!org_is_headline(n)) {
        org_before(w, n);
        org_lost(w, n, "Org has no headings inside other blocks; a bold line is written");
        if (org_is_target(w, n))
            org_put_name(w, n);
        put_text(w, n, ORG_TITLE);
        return;
    }
    if (w->titled && n == w->doc->root->first)
        return;
    unsigned level = org_level(w, n);
    w->deepest = level > w->deepest ? level : w->deepest;
    w->section = level;
    w->free_in = NULL;
    org_attach_section(w, n);
    blank(w);
    for (unsigned i = 0; i < level; i++)
        org_put(w, "*");
    org_put(w, " ");
    put_text(w, n, ORG_HEADLINE);
    bool named = org_is_target(w, n), classed = n->attrs && n->attrs->classes.n;
    if (!named && !classed && !w->attaches)
        return;
    struct nc_buf words = {0};
    if (classed)
        org_words(&words, n->attrs->classes);
    org_put(w, ":PROPERTIES:\n");
    if (named)
        org_place_property(w, n);
    org_attach_property(w);
    if (classed)
        org_line(w, ":HTML_CONTAINER_CLASS: ", nc_buf_view(&words));
    org_put(w, ":END:\n");
    nc_buf_dispose(&words);
}

static void put_image_keywords(struct org_writer *w, const struct nc_node *image)
{
    struct nc_buf b = {0}, alt = {0};
    nc_plain_text(&alt, image);
    if (image->u.image.ref->title.n) {
        org_plain_text(&b, image->u.image.ref->title, &w->text);
        org_line(w, "#+caption: ", nc_buf_view(&b));
        nc_buf_clear(&b);
    }
    if (alt.n || image->u.image.width || image->u.image.height) {
        if (image->u.image.width)
            nc_buf_printf(&b, " :width %u%s", image->u.image.width,
                          image->u.image.percent ? "%" : "px");
        if (image->u.image.height)
            nc_buf_printf(&b, " :height %upx", image->u.image.height);
        if (alt.n)
            org_attribute(&b, "alt", nc_buf_view(&alt));
        org_line(w, "#+attr_html:", nc_buf_view(&b));
        nc_buf_clear(&b);
    }
    if (image->u.image.width && !image->u.image.percent) {
        nc_buf_printf(&b, "%u", image->u.image.width);
        org_line(w, "#+attr_org: :width ", nc_buf_view(&b));
    }
    nc_buf_dispose(&b);
    nc_buf_dispose(&alt);
}

static enum org_place place_of(const struct nc_node *paragraph)
{
    const struct nc_node *p = paragraph->parent;
    bool first = p && p->first == paragraph;
    if (first && p->kind == NC_ITEM)
        return p->parent->u.list.ordered ? ORG_NUMBER : ORG_BULLET;
    return first && p->kind == NC_DEF_BODY ? ORG_DEFINITION : ORG_PARAGRAPH;
}

static void put_paragraph(struct org_writer *w, const struct nc_node *n)
{
    const struct nc_node *image = org_lone_image(n);
    bool centred = org_is_centred(n);
    org_before(w, n);
    org_target_name(w, n);
    if (centred)
        org_block_line(w, "begin", "center", 1);
    if (image)
        put_image_keywords(w, image);
    put_text(w, n, centred ? ORG_PARAGRAPH : place_of(n));
    if (centred)
        org_block_line(w, "end", "center", 1);
}

/* Writes the box of a task; Org knows three states. */
static void put_box(struct org_writer *w, struct nc_buf *out, const struct nc_node *item)
{
    uint32_t task = item->u.item.task ? item->u.item.task->mark : 0;
    if (!task)
        return;
    bool done = (task | 32) == 'x', other = !done && task != ' ';
    nc_buf_puts(out, other ? "[-] " : done ? "[X] " : "[ ] ");
    if (other && task != '-' && task != '/')
        org_lost(w, item, "a task state other than [ ], [x] and [-] is written as [-]");
}

/* Reports a task whose data is lost, because no text begins the item to hold it. */
static void report_task_note(struct org_writer *w, const struct nc_node *item)
{
    const struct nc_node *first = item->first;
    struct nc_buf b = {0};
    if (item->u.item.task && !nc_is_text_block(first))
        nc_task_note(&b, item->u.item.task);
    if (b.n)
        org_lost(w, item,
                 "dates and priority of a task whose item begins with no text are left out");
    nc_buf_dispose(&b);
}

static void start_item(struct org_writer *w, const struct nc_node *n)
{
    const struct nc_node *list = n->parent;
    struct nc_buf b = {0}, indent = {0};
    if (list->first != n && !list->u.list.tight)
        blank(w);
    nc_lines_end(&w->lines);
    if (list->u.list.ordered) {
        nc_buf_printf(&b, "%u%c ", w->lists[w->list_count - 1].number++, list->u.list.delim);
    } else {
        nc_buf_puts(&b, "- ");
    }
    for (size_t i = 0; i < b.n; i++)
        nc_buf_char(&indent, ' ');
    if (list->u.list.ordered && list->first == n && list->u.list.start != 1)
        nc_buf_printf(&b, "[@%u] ", list->u.list.start);
    put_box(w, &b, n);
    org_put_text(w, &b);
    nc_lines_push(&w->lines, nc_buf_view(&indent));
    if (org_is_target(w, n))
        put_target(w, n, ' ');
    report_task_note(w, n);
    nc_buf_dispose(&b);
    nc_buf_dispose(&indent);
}

static void put_caption(struct org_writer *w, const struct nc_node *figure)
{
    const struct nc_node *caption = org_figure_caption(figure);
    struct nc_buf b = {0};
    if (!caption)
        return;
    blank(w);
    org_inlines(w, &b, caption, ORG_KEYWORD);
    if (b.n)
        org_line(w, "#+caption: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

static void put_title_line(struct org_writer *w, const struct nc_node *n)
{
    if (n->first) {
        put_text(w, n, ORG_TITLE);
    } else if (n->kind == NC_CALLOUT_TITLE) {
        struct nc_buf b = {0};
        struct org_cells cells = {0};
        nc_callout_caption(&b, n->parent);
        org_cell_add(&cells, '*', ORG_OPEN);
        org_cells_text(&cells, nc_buf_view(&b), ORG_LITERAL);
        org_cell_add(&cells, '*', ORG_CLOSE);
        nc_buf_clear(&b);
        org_resolve(&b, &cells, ORG_TITLE, &w->text);
        org_begin_prose(w);
        org_put_text(w, &b);
        org_end_prose(w);
        org_cells_dispose(&cells);
        nc_buf_dispose(&b);
    }
}

/* Whether the row is written as titles of the cells below it. */
static bool is_head_of_cells(const struct nc_node *row)
{
    return row->u.row.head && row->next && !row->next->u.row.head && row->parent->first == row;
}

/* Writes the text that heads the column of a cell. */
static void put_cell_head(struct org_writer *w, const struct nc_node *cell)
{
    const struct nc_node *row = cell->parent->parent->first;
    if (!cell->first || !is_head_of_cells(row))
        return;
    for (const struct nc_node *head = row->first; head; head = head->next) {
        bool heads = head->u.cell.column <= cell->u.cell.column &&
                     cell->u.cell.column < head->u.cell.column + head->u.cell.colspan;
        if (heads && nc_cell_text(head)) {
            org_before(w, cell->first);
            put_title_line(w, nc_cell_text(head));
            nc_lines_blank(&w->lines, 1);
        }
    }
}

static void put_embed(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf b = {0};
    put_mark(w, n);
    org_before(w, n);
    org_embed(w, &b, n);
    org_begin_prose(w);
    org_put_text(w, &b);
    org_end_prose(w);
    nc_buf_dispose(&b);
}

static void start_footnote(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf b = {0};
    blank(w);
    w->footnote = w->lines.out->n;
    nc_buf_puts(&b, "[fn:");
    org_footnote_label(&b, n->u.footnote.label, n->u.footnote.number);
    nc_buf_puts(&b, "] ");
    org_put_text(w, &b);
    w->in_footnote = true;
    w->definition = n;
    nc_buf_dispose(&b);
}

/* Whether the innermost list consists of headlines. */
static bool in_todo(const struct org_writer *w)
{
    return w->list_count > 0 && w->lists[w->list_count - 1].todo;
}

static void push_list(struct org_writer *w, struct org_list list)
{
    nc_grow(&w->lists, &w->list_cap, w->list_count + 1, sizeof *w->lists);
    w->lists[w->list_count++] = list;
}

static void start_list(struct org_writer *w, const struct nc_node *n)
{
    if (org_is_todo_list(w, n)) {
        if (!in_todo(w))
            blank(w);
        push_list(w, (struct org_list){.todo = true});
        return;
    }
    bool follows = w->list_end && w->list_end == w->lines.out->n; /* also through containers */
    org_before(w, n);
    if (follows) {
        /* A comment: a single blank line would not end the list before it. */
        org_put(w, "#\n");
        blank(w);
    }
    org_target_name(w, n);
    push_list(w, (struct org_list){.number = n->kind == NC_LIST ? n->u.list.start : 0});
}

static void put_term(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf b = {0};
    if (n->parent->first != n)
        nc_lines_end(&w->lines);
    nc_buf_puts(&b, "- ");
    org_inlines(w, &b, n, ORG_TERM);
    nc_buf_puts(&b, " :: ");
    org_put_text(w, &b);
    if (!n->next || n->next->kind == NC_DEF_TERM)
        org_put(w, "\n");
    nc_buf_dispose(&b);
}

static void start_definition(struct org_writer *w, const struct nc_node *n)
{
    nc_lines_push(&w->lines, NC_LIT("  "));
    if (org_is_target(w, n))
        put_target(w, n, ' ');
}

static void start_centre(struct org_writer *w, const struct nc_node *n)
{
    org_before(w, n);
    org_target_name(w, n);
    org_block_line(w, "begin", "center", 1);
}

static const char *quote_name(unsigned depth)
{
    return depth == 1 ? "quote" : "quotation";
}

static void enter(struct org_writer *w, const struct nc_node *n)
{
    org_report_lang(w, n);
    switch (n->kind) {
    case NC_QUOTE:
        org_before(w, n);
        org_target_name(w, n);
        w->quotes++;
        org_block_line(w, "begin", quote_name(w->quotes), w->quotes > 1 ? w->quotes - 1 : 1);
        if (!n->first)
            org_put(w, "\n"); /* Emacs exports "nil" for a block without a line */
        break;
    case NC_LIST:
    case NC_DEF_LIST:
        start_list(w, n);
        break;
    case NC_ITEM:
        if (in_todo(w))
            org_todo_item(w, n);
        else
            start_item(w, n);
        break;
    case NC_DEF_BODY:
        start_definition(w, n);
        break;
    case NC_CALLOUT:
    case NC_DETAILS:
        org_start_special(w, n);
        break;
    case NC_DIV:
        if (org_is_special(n))
            org_start_special(w, n);
        else if (org_is_verse(n))
            org_start_verse(w, n);
        else if (org_is_centred(n))
            start_centre(w, n);
        else
            put_mark(w, n);
        break;
    case NC_TAB_TITLE:
        put_title_line(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_CAPTION:
        if (org_figure_caption(n->parent) != n) {
            org_lost(w, n, "a caption is written as a paragraph beside what it belongs to");
            put_paragraph(w, n);
        }
        nc_walk_skip(&w->walk);
        break;
    case NC_TABS:
        org_lost(w, n, "tabs are written one after the other, each under its title");
        org_before(w, n);
        put_mark(w, n);
        break;
    case NC_TAB:
        org_before(w, n);
        put_mark(w, n);
        break;
    case NC_FIGURE:
        put_mark(w, n);
        put_caption(w, n);
        break;
    case NC_CALLOUT_TITLE:
    case NC_SUMMARY:
        put_title_line(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_FOOTNOTE:
        start_footnote(w, n);
        break;
    case NC_EMBED:
        if (!org_is_expanded(w, n)) {
            put_embed(w, n);
            nc_walk_skip(&w->walk);
        } else {
            put_mark(w, n);
        }
        break;
    case NC_TABLE:
        if (org_table_needs_blocks(n)) {
            org_lost(w, n, "a table whose cells hold code or tables is written cell by cell");
            put_mark(w, n);
            break;
        }
        org_before(w, n);
        org_target_name(w, n);
        org_table(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_HEADING:
        if (!org_is_todo_title(w, n))
            put_heading(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_PARAGRAPH:
    case NC_PLAIN:
        if (!org_is_todo_title(w, n))
            put_paragraph(w, n);
        else if (org_todo_rest(n))
            put_text_from(w, n, org_todo_rest(n), ORG_PARAGRAPH);
        nc_walk_skip(&w->walk);
        break;
    case NC_DEF_TERM:
        put_term(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_CODE_BLOCK:
        org_put_code(w, n);
        break;
    case NC_MATH_BLOCK:
        org_put_math(w, n);
        break;
    case NC_COMMENT_BLOCK:
        put_mark(w, n);
        if (!org_is_schedule(n->u.text)) {
            org_before(w, n);
            org_comment(w, n->u.text);
        }
        break;
    case NC_RAW_BLOCK:
        org_before(w, n);
        org_code(w, org_code_is_live(n->u.text) ? "#+begin_src html\n" : "#+begin_example html\n",
                 n->u.text, org_code_is_live(n->u.text) ? "#+end_src\n" : "#+end_example\n");
        break;
    case NC_RULE:
        put_mark(w, n);
        org_before(w, n);
        org_put(w, "-----\n");
        break;
    case NC_DOC: /* only their content is written */
    case NC_TURN:
    case NC_FOOTNOTES:
        break;
    case NC_ROW: /* of a table that is not one in Org */
        put_mark(w, n);
        if (is_head_of_cells(n)) {
            for (const struct nc_node *c = n->first; c; c = c->next)
                put_mark(w, c);
            nc_walk_skip(&w->walk);
        }
        break;
    case NC_CELL:
        put_mark(w, n);
        put_cell_head(w, n);
        break;
#define K(kind, ...) case NC_##kind:
#include "doc/inlines.def"
#undef K
    case NC_KIND_COUNT: /* orginline.c */
        break;
    }
}

/* Ends what enter began, for kinds whose content is walked. */
static void leave(struct org_writer *w, const struct nc_node *n)
{
    enum nc_kind k = n->kind;
    if (k == NC_QUOTE) {
        org_block_line(w, "end", quote_name(w->quotes), w->quotes > 1 ? w->quotes - 1 : 1);
        w->quotes--;
    } else if (k == NC_LIST || k == NC_DEF_LIST) {
        w->list_count--;
        nc_lines_end(&w->lines);
        w->list_end = w->lines.out->n;
    } else if (k == NC_CALLOUT || k == NC_DETAILS || k == NC_DIV) {
        if (org_is_special(n))
            org_end_special(w, n);
        else if (org_is_verse(n))
            org_end_verse(w);
        else if (org_is_centred(n))
            org_block_line(w, "end", "center", 1);
    } else if ((k == NC_ITEM && !in_todo(w)) || k == NC_DEF_BODY) {
        nc_lines_end(&w->lines);
        nc_lines_pop(&w->lines);
    } else if (k == NC_FOOTNOTE) {
        org_close_footnote(w);
        nc_lines_end(&w->lines);
        w->in_footnote = false;
    } else if (k == NC_FOOTNOTES) {
        /* Two blank lines end the last definition. */
        nc_lines_blank(&w->lines, 2);
    }
}

void org_blocks(struct org_writer *w)
{
    nc_walk_begin(&w->walk, w->doc->root);
    for (enum nc_event e = nc_walk_next(&w->walk); e != NC_WALK_DONE; e = nc_walk_next(&w->walk)) {
        const struct nc_node *n = w->walk.node;
        if (e == NC_WALK_ENTER) {
            w->blocked = w->blocked == n ? NULL : w->blocked;
            enter(w, n);
        } else {
            leave(w, n);
        }
    }
}
