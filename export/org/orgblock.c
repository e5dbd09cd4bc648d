/* Blocks as Org elements. */
#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "code/language.h"
#include "export/org/orgattach.h"
#include "export/org/orgline.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "lang/lang.h"

#include <stdio.h>
#include <stdlib.h>

static void blank(struct org_writer *w)
{
    nc_lines_blank(&w->lines, 1);
}

/* Nothing marks lines of text as a paragraph: Org joins two that are in a row, and what was
 * resolved as text in one of them could end as markup in the other. */
static void begin_prose(struct org_writer *w)
{
    if (w->prose_end && w->prose_end == w->lines.out->n)
        blank(w);
}

static void end_prose(struct org_writer *w)
{
    nc_lines_end(&w->lines);
    w->prose_end = w->lines.out->n;
}

static bool in_item(const struct nc_node *n)
{
    return n->parent && n->parent->kind == NC_ITEM;
}

/* Org's block of verse holds paragraphs only; other verse is text whose lines end in breaks. */
static bool is_verse(const struct nc_node *n)
{
    if (n->kind != NC_DIV || !n->attrs || !nc_str_ieq(n->attrs->classes, NC_LIT("verse")))
        return false;
    for (const struct nc_node *c = n->first; c; c = c->next)
        if (c->kind != NC_PARAGRAPH || org_lone_image(c))
            return false;
    return n->first != NULL;
}

/* A div that an author gave a class is a block of that name. */
static bool is_special(const struct nc_node *n)
{
    struct nc_str classes = n->attrs ? n->attrs->classes : NC_NONE;
    return n->kind == NC_CALLOUT || n->kind == NC_DETAILS ||
           (n->kind == NC_DIV && classes.n && !nc_str_ieq(classes, NC_LIT("verse")));
}

/* Containers that leave no mark of their own in Org. */
static bool is_transparent(const struct nc_node *n)
{
    return n->kind == NC_TURN || (n->kind == NC_DIV && !is_special(n) && !is_verse(n)) ||
           (n->kind == NC_EMBED && n->first);
}

/* Containers that a mark before their content names. */
static bool is_marked(const struct org_writer *w, const struct nc_node *n)
{
    return is_transparent(n) && org_is_target(w, n);
}

/* The caption that is a keyword before the only other block of a figure; NULL: there is none. */
static const struct nc_node *figure_caption(const struct nc_node *figure)
{
    const struct nc_node *caption = NULL, *other = NULL;
    if (figure->kind != NC_FIGURE)
        return NULL;
    for (const struct nc_node *n = figure->first; n; n = n->next) {
        const struct nc_node **to = n->kind == NC_CAPTION ? &caption : &other;
        if (*to)
            return NULL;
        *to = n;
    }
    bool fits = other && (other->kind == NC_TABLE || other->kind == NC_CODE_BLOCK ||
                          (other->kind == NC_PARAGRAPH && org_lone_image(other)));
    return fits ? caption : NULL;
}

/* Space before a block: none inside a tight item, none after a container's own beginning. After
 * a bullet or a label Org reads text only: any other block begins on the next line. */
static void before(struct org_writer *w, const struct nc_node *n)
{
    bool is_text = nc_holds_inlines(n->kind) || is_transparent(n) || n->kind == NC_EMBED;
    while (n->parent && is_transparent(n->parent) && n->parent->first == n) {
        if (is_marked(w, n->parent))
            return;
        n = n->parent;
    }
    const struct nc_node *p = n->parent;
    if (p && figure_caption(p))
        return;
    if (p && p->first == n && p->kind != NC_DOC) {
        bool labelled = p->kind == NC_ITEM || p->kind == NC_DEF_BODY || p->kind == NC_FOOTNOTE;
        if (labelled && !is_text)
            nc_lines_end(&w->lines);
        return;
    }
    bool tight = in_item(n) && p->parent->kind == NC_LIST && p->parent->u.list.tight;
    if (!tight)
        blank(w);
    else
        nc_lines_end(&w->lines);
}

static void put_name(struct org_writer *w, const struct nc_node *n)
{
    org_line(w, "#+name: ", nc_place_of(w->run, w->note, n->anchor)->frag);
}

static void target_name(struct org_writer *w, const struct nc_node *n)
{
    if (org_is_target(w, n) && n->kind != NC_HEADING && n->kind != NC_ITEM)
        put_name(w, n);
}

/* The mark that links find; end: what is after it. */
static void put_target(struct org_writer *w, const struct nc_node *n, char end)
{
    struct nc_buf b = {0};
    org_target(w, &b, n);
    nc_buf_char(&b, end);
    org_put_text(w, &b);
    nc_buf_dispose(&b);
}

/* That of a block that has no name in Org; on a line of its own, which a text goes on. */
static void put_mark(struct org_writer *w, const struct nc_node *n)
{
    if (!org_is_target(w, n))
        return;
    before(w, n);
    begin_prose(w);
    put_target(w, n, '\n');
}

/* The first line holds " :: ". */
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

static void put_text(struct org_writer *w, const struct nc_node *n, enum org_place place)
{
    struct nc_buf b = {0};
    org_inlines(w, &b, n, place);
    size_t end = b.n;
    while (end > 0 && b.p[end - 1] == ' ')
        end--;
    b.n = end;
    /* What cannot be parted (code, a formula) makes no term in the line after the bullet. */
    if (org_has_terms(place) && !w->lines.at_start && has_term(nc_buf_view(&b)))
        nc_lines_end(&w->lines);
    if (b.n) {
        begin_prose(w);
        org_put_text(w, &b);
        end_prose(w);
    }
    nc_lines_end(&w->lines);
    nc_buf_dispose(&b);
}

static void put_heading(struct org_writer *w, const struct nc_node *n)
{
    if (!org_is_headline(n)) {
        before(w, n);
        org_lost(w, n, "Org has no headings inside other blocks; a bold line is written");
        if (org_is_target(w, n))
            put_name(w, n);
        put_text(w, n, ORG_TITLE);
        return;
    }
    if (w->titled && n == w->doc->root->first)
        return;
    unsigned level = org_level(w, n);
    w->deepest = level > w->deepest ? level : w->deepest;
    w->section = level;
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
    if (image->u.image.ref.title.n) {
        org_plain_text(&b, image->u.image.ref.title, &w->text);
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
    before(w, n);
    target_name(w, n);
    if (image)
        put_image_keywords(w, image);
    put_text(w, n, place_of(n));
}

/* Org knows three states of a task. */
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

/* Where no text begins the item nothing holds what is known of the task. */
static void tell_task_note(struct org_writer *w, const struct nc_node *item)
{
    const struct nc_node *first = item->first;
    struct nc_buf b = {0};
    if (item->u.item.task && !(first && (first->kind == NC_PARAGRAPH || first->kind == NC_PLAIN)))
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
    tell_task_note(w, n);
    nc_buf_dispose(&b);
    nc_buf_dispose(&indent);
}

/* Blocks of one name do not nest: inner ones get another. */
static void block_line(struct org_writer *w, const char *edge, const char *name, unsigned depth)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "#+%s_%s", edge, name);
    if (depth > 1)
        nc_buf_printf(&b, "%u", depth);
    nc_buf_char(&b, '\n');
    nc_lines_end(&w->lines);
    org_put_text(w, &b);
    nc_buf_dispose(&b);
}

static const char *quote_name(unsigned depth)
{
    return depth == 1 ? "quote" : "quotation";
}

/* What a block is called after: a callout's type, a div's first class. */
static struct nc_str special_word(const struct nc_node *n)
{
    return n->kind == NC_CALLOUT ? n->u.callout.type
           : n->kind == NC_DIV
               ? nc_str_sub(n->attrs->classes, 0, nc_str_find(n->attrs->classes, ' ', 0))
               : NC_LIT("details");
}

static void special_name(char out[40], const struct nc_node *n)
{
    static const char *const reserved[] = {"quote",  "quotation", "example", "src",
                                           "center", "verse",     "comment", "export"};
    struct nc_str word = special_word(n);
    size_t k = 0, letters = 0;
    for (size_t i = 0; i < word.n && k < 30; i++) {
        char c = word.p[i] >= 'A' && word.p[i] <= 'Z' ? (char)(word.p[i] + 32) : word.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        out[k++] = letter ? c : '-';
        letters += letter;
    }
    out[k] = '\0';
    /* A digit at the end is the number of an inner block. */
    bool taken = k > 0 && out[k - 1] >= '0' && out[k - 1] <= '9';
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++)
        taken |= strcmp(out, reserved[i]) == 0;
    if (taken)
        strcat(out, "box");
    if (letters == 0)
        strcpy(out, n->kind == NC_DIV ? "div" : "callout");
}

/* How many blocks of that name are around n: Org would end the outer one where the inner does. */
static unsigned same_around(const struct nc_node *n, const char *name)
{
    unsigned count = 0;
    char other[40];
    for (const struct nc_node *p = n->parent; p; p = p->parent) {
        if (!is_special(p))
            continue;
        special_name(other, p);
        count += strcmp(other, name) == 0;
    }
    return count;
}

/* The classes that the block's name does not say; that of an inner block is numbered. */
static struct nc_str unsaid_classes(const struct nc_node *n, const char *name)
{
    struct nc_str classes = n->attrs ? n->attrs->classes : NC_NONE, first = special_word(n);
    bool said = n->kind == NC_DIV && !same_around(n, name) && nc_str_ieq(first, nc_str(name));
    return said ? nc_str_trim(nc_str_sub(classes, first.n, classes.n)) : classes;
}

static void put_classes(struct org_writer *w, const struct nc_node *n, const char *name)
{
    struct nc_buf b = {0}, words = {0};
    struct nc_str classes = unsaid_classes(n, name);
    if (n->kind != NC_DIV)
        nc_buf_puts(&words, n->kind == NC_CALLOUT ? "callout" : "details");
    if (classes.n && words.n)
        nc_buf_char(&words, ' ');
    org_words(&words, classes);
    if (words.n)
        org_attribute(&b, "class", nc_buf_view(&words));
    if (n->kind == NC_CALLOUT && n->u.callout.fold)
        org_attribute(&b, "data-fold", n->u.callout.fold == '-' ? NC_LIT("-") : NC_LIT("+"));
    if (n->kind == NC_DETAILS && n->u.details.open)
        org_attribute(&b, "data-fold", NC_LIT("+"));
    if (b.n)
        org_line(w, "#+attr_html:", nc_buf_view(&b));
    nc_buf_dispose(&b);
    nc_buf_dispose(&words);
}

static void start_special(struct org_writer *w, const struct nc_node *n)
{
    char name[40];
    special_name(name, n);
    before(w, n);
    target_name(w, n);
    put_classes(w, n, name);
    block_line(w, "begin", name, same_around(n, name) + 1);
}

static void end_special(struct org_writer *w, const struct nc_node *n)
{
    char name[40];
    special_name(name, n);
    block_line(w, "end", name, same_around(n, name) + 1);
}

static void start_verse(struct org_writer *w, const struct nc_node *n)
{
    before(w, n);
    target_name(w, n);
    block_line(w, "begin", "verse", 1);
    w->in_verse = true;
}

static void end_verse(struct org_writer *w)
{
    block_line(w, "end", "verse", 1);
    w->in_verse = false;
}

static void put_caption(struct org_writer *w, const struct nc_node *figure)
{
    const struct nc_node *caption = figure_caption(figure);
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
        begin_prose(w);
        org_put_text(w, &b);
        end_prose(w);
        org_cells_dispose(&cells);
        nc_buf_dispose(&b);
    }
}

/* The language as Emacs knows it: the first word, up to what editors and programs append to it
 * ("rust,ignore", "js:app.js", "python {1}"). Empty: no word of that kind. */
static struct nc_str language_of(const struct nc_node *code)
{
    struct nc_str lang = code->u.code.lang;
    size_t n = 0;
    while (n < lang.n) {
        unsigned len;
        uint32_t cp = nc_utf8_at(lang, n, &len);
        bool sign = cp < 0x80 && cp && n > 0 && strchr("+#-_./*", (int)cp);
        if (!sign && !nc_is_alnum(cp))
            break;
        n += len;
    }
    bool cut = n == lang.n || (n > 0 && strchr(",:{ \t", lang.p[n]));
    return cut ? nc_str_sub(lang, 0, n) : NC_NONE;
}

/* What the info string says besides the language. */
static struct nc_str rest_of_info(const struct nc_node *code, struct nc_str lang)
{
    struct nc_str info = code->u.code.info;
    if (!nc_str_starts(info, lang))
        return info;
    size_t from = lang.n;
    while (from < info.n && strchr(",: \t", info.p[from] ? info.p[from] : '.'))
        from++;
    return nc_str_trim(nc_str_sub(info, from, info.n));
}

/* Emacs finds its mode by this name. It knows bash by its own, which Babel runs as such. */
static struct nc_str language_name(struct nc_str lang)
{
    const struct nc_code_language *known = nc_code_language(lang);
    return !known || nc_str_ieq(lang, NC_LIT("bash")) ? lang : nc_str(known->org);
}

static void put_code_title(struct org_writer *w, struct nc_str title)
{
    struct nc_buf b = {0};
    org_plain_text(&b, title, &w->text);
    if (b.n)
        org_line(w, "#+caption: ", nc_buf_view(&b));
    nc_buf_dispose(&b);
}

static void put_info(struct org_writer *w, const struct nc_node *n, struct nc_str lang)
{
    struct nc_buf b = {0};
    struct nc_str info = rest_of_info(n, lang);
    if (info.n && n->u.code.lang.n && !nc_str_eq(info, n->u.code.title)) {
        org_attribute(&b, "data-info", info);
        org_line(w, "#+attr_html:", nc_buf_view(&b));
    }
    put_code_title(w, n->u.code.title);
    if (lang.n && n->u.code.role == NC_CODE_DIAGRAM)
        org_line(w, "#+caption: ", nc_str(nc_lang_label(w->doc->lang, NC_L_DIAGRAM)));
    nc_buf_dispose(&b);
}

static void put_code(struct org_writer *w, const struct nc_node *n)
{
    struct nc_str text = n->u.code.text, lang = language_of(n);
    before(w, n);
    target_name(w, n);
    if (w->in_footnote) {
        org_fixed_width(w, text);
        return;
    }
    put_info(w, n, lang);
    if (!lang.n && org_code_is_live(text))
        lang = NC_LIT("text");
    struct nc_buf words = {0};
    nc_buf_str(&words, language_name(lang));
    if (org_code_is_indented(text))
        nc_buf_puts(&words, words.n ? " -i" : "-i");
    org_line(w,
             lang.n    ? "#+begin_src "
             : words.n ? "#+begin_example "
                       : "#+begin_example",
             nc_buf_view(&words));
    org_code(w, "", text, lang.n ? "#+end_src\n" : "#+end_example\n");
    nc_buf_dispose(&words);
}

/* An environment that TeX takes outside of mathematics, whole: it stands by itself. */
static bool is_display_environment(struct nc_str tex)
{
    static const char *const names[] = {"align",   "alignat", "eqnarray", "equation",
                                        "flalign", "gather",  "multline"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        for (int star = 0; star < 2; star++) {
            char begin[24], end[24];
            snprintf(begin, sizeof begin, "\\begin{%s%s}", names[i], star ? "*" : "");
            snprintf(end, sizeof end, "\\end{%s%s}", names[i], star ? "*" : "");
            if (nc_str_starts(tex, nc_str(begin)))
                return nc_str_search(tex, nc_str(end), 0) + strlen(end) == tex.n;
        }
    }
    return false;
}

/* A further line of mathematics. It must not begin as a table, list or keyword does,
 * nor with a star, which the export to HTML takes for a headline and fails: then it joins the line
 * before, or follows a word that does nothing where a comment may end that line. */
static void put_math_line(struct nc_buf *out, struct nc_str line, bool after_comment)
{
    bool syntax = line.p[0] == '*' || org_text_is_syntax(line);
    nc_buf_puts(out, !syntax ? "\n" : after_comment ? "\n\\relax " : " ");
    org_tex_line(out, line);
}

/* Display math has no blank lines. */
static void put_math(struct org_writer *w, const struct nc_node *n)
{
    struct nc_str tex = nc_str_trim(n->u.text);
    bool environment = is_display_environment(tex), comment = false;
    struct nc_buf b = {0};
    before(w, n);
    target_name(w, n);
    if (!environment && org_tex_ends(tex, ']')) {
        org_lost(w, n, "a formula that contains \\] is written as code: Org would end it there");
        org_code(w, "#+begin_src latex\n", tex, "#+end_src\n");
        return;
    }
    nc_buf_puts(&b, environment ? "" : "\\[");
    for (size_t i = 0; i < tex.n;) {
        size_t end = nc_str_find(tex, '\n', i);
        struct nc_str line = nc_str_trim(nc_str_sub(tex, i, end));
        if (environment && i == 0)
            org_tex_line(&b, line);
        else if (line.n)
            put_math_line(&b, line, comment);
        comment = nc_str_find(line, '%', 0) < line.n;
        i = end + 1;
    }
    nc_buf_puts(&b, environment ? "\n" : "\n\\]\n");
    begin_prose(w);
    org_put_text(w, &b);
    end_prose(w);
    nc_buf_dispose(&b);
}

static void put_embed(struct org_writer *w, const struct nc_node *n)
{
    struct nc_buf b = {0};
    put_mark(w, n);
    before(w, n);
    org_embed(w, &b, n);
    begin_prose(w);
    org_put_text(w, &b);
    end_prose(w);
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
    nc_buf_dispose(&b);
}

/* The innermost list is one of headlines. */
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
        push_list(w, (struct org_list){0, true});
        return;
    }
    bool follows = w->list_end && w->list_end == w->lines.out->n; /* through containers, too */
    before(w, n);
    if (follows) {
        org_put(w, "#\n"); /* a comment: one blank line would not end the list before */
        blank(w);
    }
    target_name(w, n);
    push_list(w, (struct org_list){n->kind == NC_LIST ? n->u.list.start : 0, false});
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

static void start_definition(struct org_writer *w, const struct nc_node *n,
                             const struct nc_node *prev)
{
    if (prev && prev->kind == NC_DEF_BODY)
        blank(w);
    nc_lines_push(&w->lines, NC_LIT("  "));
    if (org_is_target(w, n))
        put_target(w, n, ' ');
}

static void enter(struct org_writer *w, const struct nc_node *n)
{
    const struct nc_node *prev = w->left;
    switch (n->kind) {
    case NC_QUOTE:
        before(w, n);
        target_name(w, n);
        w->quotes++;
        block_line(w, "begin", quote_name(w->quotes), w->quotes > 1 ? w->quotes - 1 : 1);
        if (!n->first)
            org_put(w, "\n"); /* of a block without a line Emacs exports "nil" */
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
        start_definition(w, n, prev);
        break;
    case NC_CALLOUT:
    case NC_DETAILS:
        start_special(w, n);
        break;
    case NC_DIV:
        org_tell_lang(w, n);
        if (is_special(n))
            start_special(w, n);
        else if (is_verse(n))
            start_verse(w, n);
        else
            put_mark(w, n);
        break;
    case NC_TAB_TITLE:
        put_title_line(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_CAPTION:
        if (figure_caption(n->parent) != n) {
            org_lost(w, n, "a caption is written as a paragraph beside what it belongs to");
            put_paragraph(w, n);
        }
        nc_walk_skip(&w->walk);
        break;
    case NC_TABS:
        org_lost(w, n, "tabs are written one after the other, each under its title");
        put_mark(w, n);
        break;
    case NC_TAB:
        before(w, n);
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
        before(w, n);
        target_name(w, n);
        org_table(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_HEADING:
        put_heading(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_PARAGRAPH:
    case NC_PLAIN:
        if (!org_is_todo_title(w, n))
            put_paragraph(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_DEF_TERM:
        put_term(w, n);
        nc_walk_skip(&w->walk);
        break;
    case NC_CODE_BLOCK:
        put_code(w, n);
        break;
    case NC_MATH_BLOCK:
        put_math(w, n);
        break;
    case NC_COMMENT_BLOCK:
        put_mark(w, n);
        if (!org_is_schedule(n->u.text)) {
            before(w, n);
            org_comment(w, n->u.text);
        }
        break;
    case NC_RAW_BLOCK:
        before(w, n);
        org_code(w, org_code_is_live(n->u.text) ? "#+begin_src html\n" : "#+begin_example html\n",
                 n->u.text, org_code_is_live(n->u.text) ? "#+end_src\n" : "#+end_example\n");
        break;
    case NC_RULE:
        put_mark(w, n);
        before(w, n);
        org_put(w, "-----\n");
        break;
    case NC_DOC: /* what is inside */
    case NC_TURN:
    case NC_FOOTNOTES:
        break;
    case NC_ROW: /* orgtable.c */
    case NC_CELL:
        break;
#define K(kind, ...) case NC_##kind:
#include "doc/inlines.def"
#undef K
    case NC_KIND_COUNT: /* orginline.c */
        break;
    }
}

/* Ends what enter began, of kinds whose inside is walked. */
static void leave(struct org_writer *w, const struct nc_node *n)
{
    enum nc_kind k = n->kind;
    if (k == NC_QUOTE) {
        block_line(w, "end", quote_name(w->quotes), w->quotes > 1 ? w->quotes - 1 : 1);
        w->quotes--;
    } else if (k == NC_LIST || k == NC_DEF_LIST) {
        w->list_count--;
        nc_lines_end(&w->lines);
        w->list_end = w->lines.out->n;
    } else if (k == NC_CALLOUT || k == NC_DETAILS || k == NC_DIV) {
        if (is_special(n))
            end_special(w, n);
        else if (is_verse(n))
            end_verse(w);
    } else if ((k == NC_ITEM && !in_todo(w)) || k == NC_DEF_BODY) {
        nc_lines_end(&w->lines);
        nc_lines_pop(&w->lines);
    } else if (k == NC_FOOTNOTE) {
        org_close_footnote(w);
        nc_lines_end(&w->lines);
        w->in_footnote = false;
    } else if (k == NC_FOOTNOTES) {
        nc_lines_blank(&w->lines, 2); /* what follows is no part of the last definition */
    }
}

void org_blocks(struct org_writer *w)
{
    const struct nc_node *left = NULL;
    nc_walk_begin(&w->walk, w->doc->root);
    for (enum nc_event e = nc_walk_next(&w->walk); e != NC_WALK_DONE; e = nc_walk_next(&w->walk)) {
        const struct nc_node *n = w->walk.node;
        if (e == NC_WALK_ENTER) {
            w->left = left && left->next == n ? left : NULL;
            w->blocked = w->blocked == n ? NULL : w->blocked;
            enter(w, n);
        } else {
            leave(w, n);
            left = n;
        }
    }
}
