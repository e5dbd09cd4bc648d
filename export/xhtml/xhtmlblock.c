/* Blocks as XHTML. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/xmltext.h"
#include "code/spans.h"
#include "doc/ref.h"
#include "export/xhtml/xhtmlwriter.h"
#include "lang/lang.h"

#define TWO_DIGITS 99

static void newline(struct xhtml_writer *w)
{
    nc_x_textz(&w->o, "\n");
}

static const char *align_name(enum nc_align a)
{
    return a == NC_ALIGN_LEFT     ? "left"
           : a == NC_ALIGN_CENTER ? "center"
           : a == NC_ALIGN_RIGHT  ? "right"
                                  : NULL;
}

/* Writes the class and the alignment of a block. own: the class that names it, or NULL. */
static void put_looks(struct xhtml_writer *w, const struct nc_attrs *a, const char *own)
{
    const char *align = align_name(a->align);
    struct nc_buf class = {0};
    nc_buf_puts(&class, own ? own : "");
    if (a->classes.n)
        nc_buf_word(&class, a->classes);
    if (align && !w->x->target->aligns) {
        const char name[] = {'a', 'l', '-', align[0], '\0'};
        nc_buf_word(&class, nc_str(name));
    }
    if (class.n)
        nc_x_attr(&w->o, "class", nc_buf_view(&class));
    if (align && w->x->target->aligns)
        nc_x_attrz(&w->o, "align", align);
    nc_buf_dispose(&class);
}

/* Starts an element. own: the class that names the block; the author's classes follow it. */
static void start(struct xhtml_writer *w, const struct nc_node *n, const char *element,
                  const char *own)
{
    nc_x_start(&w->o, element);
    if (n->attrs)
        put_looks(w, n->attrs, own);
    else if (own && *own)
        nc_x_attr(&w->o, "class", nc_str(own));
    xhtml_language(w, n);
    xhtml_id(w, n);
}

static void open_with_newline(struct xhtml_writer *w, const struct nc_node *n, const char *element,
                              const char *class)
{
    start(w, n, element, class);
    newline(w);
}

static void end(struct xhtml_writer *w)
{
    nc_x_end(&w->o);
    newline(w);
}

static bool is_box(const struct nc_node *item)
{
    return item && item->u.item.task && item->u.item.task->mark;
}

/* Whether a list has numbers of three digits, which need more room before the text. */
static bool counts_hundreds(const struct nc_node *n)
{
    uint64_t number = n->u.list.start;
    for (const struct nc_node *c = n->first; c && c->next && number <= TWO_DIGITS; c = c->next)
        number++;
    return n->u.list.ordered && number > TWO_DIGITS;
}

static void start_list(struct xhtml_writer *w, const struct nc_node *n)
{
    bool hundreds = w->x->target->pages && counts_hundreds(n);
    const char *class = is_box(n->first) ? hundreds ? "tasks hundreds" : "tasks"
                        : hundreds       ? "hundreds"
                                         : NULL;
    start(w, n, n->u.list.ordered ? "ol" : "ul", class);
    if (n->u.list.ordered && n->u.list.start != 1)
        nc_x_attru(&w->o, "start", n->u.list.start);
    newline(w);
}

/* The box of a task. States other than done, open and cancelled show their character. */
static const char *task_box(uint32_t task)
{
    return task == ' '          ? "\xE2\x98\x90 "
           : (task | 32) == 'x' ? "\xE2\x98\x91 "
           : task == '-'        ? "\xE2\x98\x92 "
                                : NULL;
}

/* Puts a check box. A web page has boxes of its own; e-readers and Anki show no forms. */
static bool put_checkbox(struct xhtml_writer *w, uint32_t task)
{
    if (!w->x->target->boxes || (task != ' ' && (task | 32) != 'x'))
        return false;
    nc_x_start(&w->o, "input");
    if (task != ' ')
        nc_x_attrz(&w->o, "checked", "");
    nc_x_attrz(&w->o, "disabled", "");
    nc_x_attrz(&w->o, "type", "checkbox");
    nc_x_end_void(&w->o);
    nc_x_textz(&w->o, " ");
    return true;
}

static void put_task(struct xhtml_writer *w, const struct nc_node *item)
{
    uint32_t mark = item->u.item.task->mark;
    const char *box = task_box(mark);
    if (!mark || put_checkbox(w, mark))
        return;
    if (box) {
        nc_x_textz(&w->o, box);
        return;
    }
    struct nc_buf b = {0};
    nc_buf_char(&b, '[');
    nc_buf_cp(&b, mark);
    nc_buf_puts(&b, "] ");
    nc_x_text(&w->o, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

static void start_item(struct xhtml_writer *w, const struct nc_node *n)
{
    bool among_tasks = w->x->target->ids && is_box(n->parent->first) && !is_box(n);
    start(w, n, "li", among_tasks ? "no-task" : NULL);
    if (n->u.item.task && !nc_is_text_block(n->first)) {
        put_task(w, n);
        xhtml_task_note(w, n);
    }
    if (n->first && n->first->kind != NC_PLAIN)
        newline(w);
}

void xhtml_footnote_number(struct xhtml_writer *w, const struct nc_node *note)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%u", note->u.footnote.number);
    if (!w->x->target->ids || !note->u.footnote.referred) {
        nc_x_start(&w->o, "sup");
        nc_x_text(&w->o, nc_buf_view(&b));
        nc_x_end(&w->o);
    } else {
        struct nc_buf href = {0};
        nc_buf_printf(&href, "#fnref-%s", b.p);
        nc_x_start(&w->o, "a");
        nc_x_attr(&w->o, "href", nc_buf_view(&href));
        if (w->x->target->types)
            nc_x_attrz(&w->o, "role", "doc-backlink");
        nc_x_attrz(&w->o, "title", nc_lang_label(w->x->lang, NC_L_BACK_TO_TEXT));
        nc_x_text(&w->o, nc_buf_view(&b));
        nc_x_end(&w->o);
        nc_buf_dispose(&href);
    }
    nc_buf_dispose(&b);
}

/* Puts what precedes the text of a paragraph: a task's box, a footnote's back-link. */
static void start_text(struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_node *p = n->parent;
    if (p && p->kind == NC_ITEM && p->first == n && p->u.item.task && n != w->boxless) {
        put_task(w, p);
        w->task = p;
    }
    if (!w->note || w->note->first != n)
        return;
    xhtml_footnote_number(w, w->note);
    nc_x_textz(&w->o, " ");
}

/* Whether a paragraph of a book holds nothing but places for links, such as <a name="x"></a>. Some
 * readers would show an empty line. */
static bool holds_only_places(const struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_node *p = n->parent, *c = n->first;
    bool numbered = w->note && w->note->first == n;
    bool begins_item = p && p->kind == NC_ITEM && p->first == n;
    while (c && (c->kind == NC_SOFT_BREAK || (c->kind == NC_SPAN && !c->first)))
        c = c->next;
    return w->x->target->pages && n->first && !c && !numbered && !begins_item;
}

static bool folds(const struct xhtml_writer *w, const struct nc_node *callout)
{
    return callout->u.callout.fold && w->x->target->details;
}

static void start_callout(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf class = {0};
    char fold[2] = {n->u.callout.fold};
    nc_buf_puts(&class, "callout callout-");
    for (size_t i = 0; i < n->u.callout.type.n; i++) {
        char c = n->u.callout.type.p[i];
        nc_buf_char(&class, (c >= 'a' && c <= 'z') || nc_ascii_is_digit(c) ? c : '-');
    }
    /* Not <aside>, which is a landmark: each one would need a name of its own. */
    start(w, n, folds(w, n) ? "details" : "div", class.p);
    if (w->x->target->ids && !folds(w, n))
        nc_x_attrz(&w->o, "role", "note");
    if (folds(w, n) && fold[0] == '+')
        nc_x_attrz(&w->o, "open", "open");
    else if (fold[0] && !folds(w, n))
        nc_x_attrz(&w->o, "data-callout-fold", fold);
    newline(w);
    nc_buf_dispose(&class);
}

/* Starts the title of a callout. Without one it shows its type with a capital first letter. */
static void start_callout_title(struct xhtml_writer *w, const struct nc_node *n)
{
    start(w, n, folds(w, n->parent) ? "summary" : "p", "callout-title");
    if (n->first)
        return;
    struct nc_buf b = {0};
    nc_callout_caption(&b, n->parent);
    nc_x_text(&w->o, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* Whether a summary has no text. It is not written: browsers then show a word of their own beside
 * the triangle, and a book has no empty line. */
static bool is_idle_summary(const struct nc_node *n)
{
    return n->kind == NC_SUMMARY && !n->first && n->anchor == NC_NO_ANCHOR;
}

static void start_details(struct xhtml_writer *w, const struct nc_node *n)
{
    if (!w->x->target->details) {
        open_with_newline(w, n, "div", "details");
        return;
    }
    start(w, n, "details", NULL);
    if (n->u.details.open)
        nc_x_attrz(&w->o, "open", "open");
    newline(w);
}

/* The innermost open table. */
static struct xhtml_table *open_table(struct xhtml_writer *w)
{
    return &w->open_tables[w->tables % XHTML_TABLES];
}

static void end_part(struct xhtml_writer *w)
{
    if (open_table(w)->part != XHTML_NO_PART)
        end(w);
    open_table(w)->part = XHTML_NO_PART;
}

/* Starts a row. Heads of columns further down are rows of the body. */
static void start_row(struct xhtml_writer *w, const struct nc_node *n)
{
    bool is_head = n->u.row.head && open_table(w)->part != XHTML_BODY;
    uint8_t part = is_head ? XHTML_HEAD : XHTML_BODY;
    if (part != open_table(w)->part) {
        end_part(w);
        open_table(w)->part = part;
        nc_x_start(&w->o, is_head ? "thead" : "tbody");
        newline(w);
    }
    nc_x_start(&w->o, "tr");
    xhtml_language(w, n);
    xhtml_id(w, n);
    newline(w);
}

/* Starts a table. A book's page cannot scroll sideways, so a table that is too wide would be cut
 * off. */
static void start_table(struct xhtml_writer *w, const struct nc_node *n)
{
    w->tables++;
    bool pages = w->x->target->pages, wide = pages && xhtml_table_is_wide(n);
    *open_table(w) = (struct xhtml_table){XHTML_NO_PART, pages ? xhtml_kept_word(n) : 0};
    open_with_newline(w, n, "table", wide ? "wide" : NULL);
}

static void put_cell_attributes(struct xhtml_writer *w, const struct nc_node *n)
{
    bool head = n->parent->u.row.head;
    const char *align = align_name(n->u.cell.align);
    bool of_row = n->u.cell.head && !n->parent->last->u.cell.head;
    if (head ? w->x->target->scopes : of_row)
        nc_x_attrz(&w->o, "scope", head ? "col" : "row");
    if (n->u.cell.colspan > 1)
        nc_x_attru(&w->o, "colspan", n->u.cell.colspan);
    if (n->u.cell.rowspan > 1)
        nc_x_attru(&w->o, "rowspan", n->u.cell.rowspan);
    if (align && w->x->target->aligns) {
        nc_x_attrz(&w->o, "align", align);
        xhtml_id(w, n);
        return;
    }
    struct nc_buf class = {0};
    if (align)
        nc_buf_printf(&class, "al-%c", align[0]);
    if (w->x->target->pages && xhtml_longest_word(n) > open_table(w)->kept_word)
        nc_buf_puts(&class, class.n ? " long" : "long");
    if (class.n)
        nc_x_attr(&w->o, "class", nc_buf_view(&class));
    xhtml_language(w, n);
    xhtml_id(w, n);
    nc_buf_dispose(&class);
}

static void start_cell(struct xhtml_writer *w, const struct nc_node *n)
{
    nc_x_start(&w->o, n->parent->u.row.head || n->u.cell.head ? "th" : "td");
    put_cell_attributes(w, n);
    if (n->first && n->first->kind != NC_PLAIN)
        newline(w);
}

/* Code being written, with the tags for its emphasised parts. */
struct code_writer {
    struct nc_xmlout *o;
    struct nc_str text;
    size_t written;
    /* for each kind, then for comments with wide characters */
    const struct nc_x_mark *marks;
};

static bool has_wide(struct nc_str s)
{
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        if (i + NC_WORD_BYTES <= s.n && nc_word_is_ascii(nc_word_at(s.p + i))) {
            i += NC_WORD_BYTES;
            continue;
        }
        if (nc_is_wide(nc_utf8_at(s, i, &len)))
            return true;
        i += len;
    }
    return false;
}

#define TAG(text)                                                                                  \
    {                                                                                              \
        text, sizeof(text) - 1                                                                     \
    }
enum { WIDE_COMMENT = NC_CODE_NUMBER + 1 };

/* In books a tenth of a code's bytes are marked words, so the tags are short. Wide characters have
 * no italics. */
static const struct nc_x_mark shapes[] = {
    [NC_CODE_COMMENT] = {TAG("<i>"), TAG("</i>")},
    [NC_CODE_KEYWORD] = {TAG("<b>"), TAG("</b>")},
    [WIDE_COMMENT] = {TAG("<i class=\"hw\">"), TAG("</i>")},
};
static const struct nc_x_mark colours[] = {
    [NC_CODE_COMMENT] = {TAG("<span class=\"hc\">"), TAG("</span>")},
    [NC_CODE_STRING] = {TAG("<span class=\"hs\">"), TAG("</span>")},
    [NC_CODE_KEYWORD] = {TAG("<span class=\"hk\">"), TAG("</span>")},
    [NC_CODE_NUMBER] = {TAG("<span class=\"hn\">"), TAG("</span>")},
    [WIDE_COMMENT] = {TAG("<span class=\"hc hw\">"), TAG("</span>")},
};

static void put_span(void *ctx, enum nc_code_kind kind, size_t from, size_t to)
{
    struct code_writer *c = ctx;
    struct nc_str piece = {c->text.p + from, to - from};
    const struct nc_x_mark *mark = &c->marks[kind];
    if (!mark->begin.n)
        return;
    if (kind == NC_CODE_COMMENT && has_wide(piece))
        mark = &c->marks[WIDE_COMMENT];
    nc_x_marked(c->o, (struct nc_str){c->text.p + c->written, from - c->written}, piece, mark);
    c->written = to;
}

static void put_code_text(struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_code_language *language = w->x->code ? nc_code_language(n->u.code->lang) : NULL;
    struct code_writer c = {.o = &w->o,
                            .text = n->u.code->text,
                            .marks = w->x->code == NC_XHTML_CODE_SHAPES ? shapes : colours};
    nc_code_spans(language, c.text, put_span, &c);
    nc_x_text(&w->o, nc_str_sub(c.text, c.written, c.text.n));
}

static void put_code(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf class = {0};
    if (n->u.code->role == NC_CODE_DIAGRAM) {
        nc_x_start(&w->o, "p");
        nc_x_attrz(&w->o, "class", "diagram");
        nc_x_textz(&w->o, nc_lang_label(w->x->lang, NC_L_DIAGRAM));
        end(w);
    }
    if (n->u.code->title.n) {
        nc_x_start(&w->o, "p");
        nc_x_attrz(&w->o, "class", "code-title");
        nc_x_text(&w->o, n->u.code->title);
        end(w);
    }
    start(w, n, "pre", NULL);
    xhtml_code_direction(w, n);
    nc_x_start(&w->o, "code");
    if (n->u.code->lang.n) {
        nc_buf_puts(&class, "language-");
        nc_buf_str(&class, n->u.code->lang);
        nc_x_attr(&w->o, "class", nc_buf_view(&class));
    }
    put_code_text(w, n);
    nc_x_end(&w->o);
    end(w);
    nc_buf_dispose(&class);
}

/* Puts a formula; nothing for one that only defines macros. */
static void put_math(struct xhtml_writer *w, const struct nc_node *n)
{
    const struct nc_math_entry *e = w->x->math ? xhtml_formula(w, n) : NULL;
    if (e && e->is_definition && !n->id.n)
        return;
    start(w, n, "p", xhtml_formula_class(w, e));
    xhtml_math(w, n);
    end(w);
}

/* Puts an embed without content: a player for audio and video, else a link, else its label. */
static void put_embed(struct xhtml_writer *w, const struct nc_node *n)
{
    struct nc_buf src = {0};
    const struct nc_ref *ref = n->u.embed.ref;
    enum nc_embed_type t = n->u.embed.type;
    struct nc_str label = nc_embed_label(n);
    bool have = !w->x->target->sounds && ref->state == NC_REF_MEDIA && w->x->hooks &&
                w->x->hooks->media && w->x->hooks->media(w->x->ctx, &src, ref, n);
    start(w, n, "p", NULL);
    if (xhtml_anki_sound(w, n)) {
        end(w);
        return;
    }
    if (have && (t == NC_EMBED_AUDIO || t == NC_EMBED_VIDEO)) {
        nc_x_start(&w->o, t == NC_EMBED_AUDIO ? "audio" : "video");
        nc_x_attrz(&w->o, "controls", "controls");
        nc_x_attr(&w->o, "src", nc_buf_view(&src));
        if (t == NC_EMBED_VIDEO && n->u.embed.width)
            nc_x_attru(&w->o, "width", n->u.embed.width);
        if (t == NC_EMBED_VIDEO && n->u.embed.height)
            nc_x_attru(&w->o, "height", n->u.embed.height);
        nc_x_text(&w->o, label);
        nc_x_end(&w->o);
    } else {
        nc_buf_clear(&src);
        bool link = xhtml_href(w, &src, n);
        if (link) {
            nc_x_start(&w->o, "a");
            nc_x_attr(&w->o, "href", nc_buf_view(&src));
        }
        nc_x_text(&w->o, label);
        if (link)
            nc_x_end(&w->o);
    }
    end(w);
    nc_buf_dispose(&src);
}

/* Whether a heading has no text: screen readers ignore it, and checkers report it as an error. */
static bool is_silent(const struct nc_node *n)
{
    struct nc_buf text = {0};
    nc_plain_text(&text, n);
    bool silent = nc_str_trim(nc_buf_view(&text)).n == 0;
    nc_buf_dispose(&text);
    return silent;
}

static unsigned heading_level(const struct nc_xhtml *x, const struct nc_node *n)
{
    unsigned level = n->u.heading.level;
    if (x->anchor_levels && n->anchor != NC_NO_ANCHOR && x->anchor_levels[n->anchor])
        return x->anchor_levels[n->anchor];
    return x->levels ? x->levels[level] : level;
}

static void start_heading(struct xhtml_writer *w, const struct nc_node *n)
{
    if (w->x->target->pages && is_silent(n)) {
        start(w, n, "p", NULL);
        return;
    }
    static const char *const names[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    unsigned level = heading_level(w->x, n);
    assert(level >= 1 && level <= 6);
    start(w, n, names[level - 1], NULL);
}

void xhtml_enter_block(struct xhtml_writer *w, const struct nc_node *n)
{
    switch (n->kind) {
    case NC_DOC:
        break;
    case NC_QUOTE:
        open_with_newline(w, n, "blockquote", NULL);
        break;
    case NC_LIST:
        start_list(w, n);
        break;
    case NC_ITEM:
        start_item(w, n);
        break;
    case NC_CALLOUT:
        start_callout(w, n);
        break;
    case NC_TURN:
        open_with_newline(w, n, "div", "turn");
        break;
    case NC_DIV:
        open_with_newline(w, n, "div", NULL);
        break;
    case NC_DETAILS:
        start_details(w, n);
        break;
    case NC_FIGURE:
        open_with_newline(w, n, "figure", NULL);
        break;
    case NC_CAPTION:
        start(w, n, "figcaption", NULL);
        break;
    case NC_TABS:
        open_with_newline(w, n, "div", "tabs");
        break;
    case NC_TAB:
        open_with_newline(w, n, "div", "tab");
        break;
    case NC_TAB_TITLE:
        start(w, n, "p", "tab-title");
        break;
    case NC_DEF_LIST:
        open_with_newline(w, n, "dl", NULL);
        break;
    case NC_DEF_BODY:
        open_with_newline(w, n, "dd", NULL);
        break;
    case NC_EMBED:
        if (n->first)
            open_with_newline(w, n, "div", "embed");
        else
            put_embed(w, n);
        break;
    case NC_FOOTNOTES:
        xhtml_list_unreferred(w);
        nc_walk_skip(&w->walk); /* printed by nc_xhtml_footnotes */
        break;
    case NC_FOOTNOTE:
        break;
    case NC_TABLE:
        start_table(w, n);
        break;
    case NC_ROW:
        start_row(w, n);
        break;
    case NC_HEADING:
        start_heading(w, n);
        break;
    case NC_PARAGRAPH:
        start(w, n, "p", holds_only_places(w, n) ? "place" : NULL);
        start_text(w, n);
        break;
    case NC_PLAIN:
        xhtml_place(w, n);
        start_text(w, n);
        break;
    case NC_CALLOUT_TITLE:
        start_callout_title(w, n);
        break;
    case NC_SUMMARY:
        if (is_idle_summary(n))
            break;
        start(w, n, w->x->target->details ? "summary" : "p",
              w->x->target->details ? NULL : "summary");
        break;
    case NC_DEF_TERM:
        start(w, n, "dt", NULL);
        break;
    case NC_CELL:
        start_cell(w, n);
        break;
    case NC_CODE_BLOCK:
        put_code(w, n);
        break;
    case NC_MATH_BLOCK:
        put_math(w, n);
        break;
    case NC_COMMENT_BLOCK:
        xhtml_place(w, n);
        break;
    case NC_RAW_BLOCK:
        xhtml_raw(w, n);
        break;
    case NC_RULE:
        nc_x_start(&w->o, "hr");
        xhtml_id(w, n);
        nc_x_end_void(&w->o);
        newline(w);
        break;
#define K(kind, ...) case NC_##kind:
#include "doc/inlines.def"
#undef K
    case NC_KIND_COUNT:
        break; /* xhtmlinline.c */
    }
}

/* Kinds whose element stays open until their exit. */
static bool stays_open(const struct nc_node *n)
{
    return n->kind == NC_QUOTE || n->kind == NC_LIST || n->kind == NC_ITEM ||
           n->kind == NC_CALLOUT || n->kind == NC_TURN || n->kind == NC_DIV ||
           n->kind == NC_DETAILS || n->kind == NC_FIGURE || n->kind == NC_CAPTION ||
           n->kind == NC_TABS || n->kind == NC_TAB || n->kind == NC_TAB_TITLE ||
           n->kind == NC_DEF_LIST || n->kind == NC_DEF_BODY || (n->kind == NC_EMBED && n->first) ||
           n->kind == NC_TABLE || n->kind == NC_ROW || n->kind == NC_HEADING ||
           n->kind == NC_PARAGRAPH || n->kind == NC_CALLOUT_TITLE ||
           (n->kind == NC_SUMMARY && !is_idle_summary(n)) || n->kind == NC_DEF_TERM ||
           n->kind == NC_CELL;
}

void xhtml_exit_block(struct xhtml_writer *w, const struct nc_node *n)
{
    if (w->task && n->parent == w->task)
        xhtml_task_note(w, w->task);
    if (n->kind == NC_TABLE)
        end_part(w);
    if (stays_open(n))
        end(w);
    else if (n->kind == NC_PLAIN && n->next)
        newline(w);
    w->tables -= n->kind == NC_TABLE;
}
