/* Reads HTML blocks through libxml2's SAX interface. The parser closes open elements and drops
 * unmatched closing tags, so each block is balanced by itself. */
#include "parse/html/htmlblock.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/langtag.h"
#include "doc/ref.h"
#include "parse/construct/imagesize.h"
#include "parse/html/htmlcursor.h"
#include "parse/html/htmlgrid.h"
#include "parse/html/htmltext.h"
#include "parse/inline/commonmark.h"
#include "parse/inline/htmlelement.h"
#include "parse/inline/inlines.h"
#include "parse/leaf/origin.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_DEPTH 200
/* Names of open elements. libxml2 compares a closing tag with all of them, so what comes after more
 * is text. They are counted after each piece of a block. */
#define MAX_NAMES 1000
#define PIECE 8192      /* bytes */
#define FREE_CELLS 1000 /* empty cells that the spans of a block may ask for, whatever its size */

struct open_element {
    /* NULL: unknown */
    const struct nc_html_element *e;
    /* NULL: none was made */
    struct nc_node *node;
    /* where blocks and inlines went before it opened */
    struct nc_node *outer;
    /* the block before node; NULL: none */
    struct nc_node *prev;
};

struct builder {
    struct nc_doc *doc;
    struct nc_diags *diags;
    struct nc_html_around *around;
    /* number of elements of around that have been opened again */
    unsigned resumed;
    /* number of elements on the stack that stay open when the block ends */
    size_t staying;
    /* NULL until the parser has all of the block */
    htmlParserCtxtPtr ending;
    struct nc_html_cursor cursor;
    /* where the next block or inline goes */
    struct nc_node *parent;
    /* a paragraph made for bare inlines; the next block ends it */
    struct nc_node *text_of;
    /* the text of the open <pre> */
    struct nc_buf code;
    /* empty cells that tables may still ask for */
    size_t budget;
    /* open cells */
    size_t cells;
    /* the table or list that text_of was put before; NULL: none */
    struct nc_node *stray_of;
    /* the address that the open <picture> offers for light pages; empty: none */
    struct nc_str light;
    struct open_element stack[MAX_DEPTH];
    size_t depth, too_deep, dropping;
    /* the table or list that the end of the block cuts, or no node */
    struct open_element cut;
    /* a blank before the next word, at cursor.blank_pos */
    bool pending_blank;
};

/* Copies a text from libxml2, which has resolved references, into the arena. */
static struct nc_str copy_shown(struct builder *b, struct nc_str s)
{
    struct nc_buf out = {0};
    for (size_t i = 0, to; i < s.n; i = to) {
        unsigned len;
        to = nc_str_find(s, '\xEF', i);
        nc_buf_put(&out, s.p + i, to - i);
        if (to == s.n)
            break;
        nc_buf_cp(&out, nc_html_shown(nc_utf8_decode(s, to, &len)));
        to += len;
    }
    return nc_buf_keep(&out, b->doc->arena);
}

static struct nc_str attr(struct builder *b, const xmlChar **atts, const char *name)
{
    for (; atts && atts[0]; atts += 2)
        if (atts[1] && strcmp((const char *)atts[0], name) == 0)
            return copy_shown(b, nc_str((const char *)atts[1]));
    return NC_NONE;
}

static bool has_attr(const xmlChar **atts, const char *name)
{
    for (; atts && atts[0]; atts += 2)
        if (strcmp((const char *)atts[0], name) == 0)
            return true;
    return false;
}

/* The paragraph for a text that stands outside the cells of a table or the items of a list: before
 * that table or list, as in browsers. */
static struct nc_node *stray_paragraph(struct builder *b)
{
    size_t k = b->depth;
    while (k > 0 && (!b->stack[k - 1].node || b->stack[k - 1].node->kind == NC_ROW ||
                     !nc_html_holds_parts(b->stack[k - 1].node->kind)))
        k--;
    if (k == 0)
        return NULL;
    struct open_element *around = &b->stack[k - 1];
    if (b->text_of && b->stray_of == around->node)
        return b->text_of;
    b->stray_of = around->node;
    b->text_of = nc_node_new(b->doc, NC_PARAGRAPH, b->cursor.pos);
    around->prev = nc_node_put(around->node->parent, around->prev, b->text_of);
    b->pending_blank = false;
    return b->text_of;
}

/* The node for inlines. Makes a paragraph where only blocks may stand. */
static struct nc_node *inline_parent(struct builder *b)
{
    if (nc_holds_inlines(b->parent->kind))
        return b->parent;
    if (nc_html_holds_parts(b->parent->kind))
        return stray_paragraph(b);
    if (!b->text_of || b->text_of->parent != b->parent || b->stray_of) {
        bool plain = b->parent->kind == NC_CELL || (b->cells && b->parent->kind == NC_ITEM);
        enum nc_kind kind = plain ? NC_PLAIN : NC_PARAGRAPH;
        b->text_of = nc_node_new(b->doc, kind, b->cursor.pos);
        b->stray_of = NULL;
        nc_node_append(b->parent, b->text_of);
        b->pending_blank = false;
    }
    return b->text_of;
}

/* Adds the blank before the word at b->cursor.pos. */
static void put_blank(struct builder *b, struct nc_node *p)
{
    struct nc_pos pos = b->cursor.pos;
    pos.col -= b->cursor.after_blank;
    struct nc_node *blank = nc_node_text(b->doc, NC_TEXT, pos, NC_LIT(" "));
    blank->origin = NC_ORIGIN_BLANK;
    nc_node_append(p, blank);
}

static void put_text(struct builder *b, struct nc_str s)
{
    struct nc_buf out = {0};
    /* Made first, so that a new paragraph begins without the pending blank but keeps the blanks of
     * s. */
    struct nc_node *p = nc_str_trim(s).n ? inline_parent(b) : NULL;
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        if (nc_html_is_blank(c)) {
            b->pending_blank = true;
            continue;
        }
        if (b->pending_blank)
            nc_buf_char(&out, ' ');
        b->pending_blank = false;
        nc_buf_char(&out, c);
    }
    if (p) {
        struct nc_str text = nc_buf_view(&out);
        bool at_start = !p->first && !nc_is_inline(p->kind);
        bool blank = text.p[0] == ' ';
        if (blank && !at_start)
            put_blank(b, p);
        text = nc_arena_str(b->doc->arena, nc_str_sub(text, blank, text.n));
        nc_node_append(p, nc_node_text(b->doc, NC_TEXT, b->cursor.pos, text));
    }
    nc_buf_dispose(&out);
}

/* The end of the part of s, from i, that can be shown unchanged: blanks at its beginning, then
 * words separated by single blanks. */
static size_t verbatim_part(struct nc_str s, size_t i)
{
    while (i < s.n && nc_html_is_blank(s.p[i]))
        i++;
    while (i < s.n && !nc_html_is_blank(s.p[i])) {
        while (i < s.n && !nc_html_is_blank(s.p[i]))
            i++;
        if (i + 1 < s.n && s.p[i] == ' ' && !nc_html_is_blank(s.p[i + 1]))
            i++;
    }
    return i;
}

/* Returns s without characters that no document may hold. Only references can be unclean (see
 * cleantext.c), and a reference arrives as a text of its own. */
static struct nc_str shown(struct builder *b, struct nc_str s)
{
    return s.n <= 4 ? copy_shown(b, s) : s;
}

/* Finds the elements that stay open after the block. */
static void list_open(struct builder *b)
{
    struct nc_html_around *a = b->around;
    size_t place[NC_MAX_DIVS + 1] = {0};
    a->count = 0;
    for (size_t k = 1; k < b->depth && a->count < a->most; k++) {
        const struct open_element *o = &b->stack[k];
        if (!o->node)
            continue;
        if (!nc_html_may_stay_open(o->node, o->e->name))
            break;
        a->open[a->count++] = (struct nc_html_open){o->node, o->prev, o->e->name};
        place[a->count] = k + 1;
    }
    a->count = nc_html_count_closed(a);
    b->staying = place[a->count];
}

/* Warns of a table or list that a blank line cuts and that is never closed: the Markdown after it
 * is not part of it. Returns the outermost one, or one without a node. */
static struct open_element warn_cut(struct builder *b)
{
    for (size_t k = b->staying; k < b->depth; k++) {
        const struct open_element *o = &b->stack[k];
        if (!o->node || !nc_html_holds_parts(o->node->kind))
            continue;
        nc_diag(b->diags, NC_D_HTML_UNCLOSED, b->doc->files[0], o->node->pos,
                "<%s> is not closed before the next blank line; what follows is kept, outside it",
                o->e->name);
        return *o;
    }
    return (struct open_element){0};
}

/* Whether the parser has read the whole block and now closes the open elements. */
static bool is_at_end(const struct builder *b)
{
    return b->ending && b->ending->input->cur >= b->ending->input->end;
}

/* Finds the elements that stay open, before the parser closes them. */
static void come_to_end(struct builder *b)
{
    b->ending = NULL;
    list_open(b);
    b->cut = warn_cut(b);
}

static void on_text(void *ctx, const xmlChar *ch, int len)
{
    struct builder *b = ctx;
    struct nc_str s = {(const char *)ch, (size_t)len};
    if (b->dropping)
        return;
    if (b->parent->kind != NC_CODE_BLOCK) {
        /* A text node has one place, from which later steps count its characters. */
        for (size_t i = 0, to; i < s.n; i = to) {
            to = verbatim_part(s, i);
            nc_html_follow_text(&b->cursor, nc_str_sub(s, i, to));
            put_text(b, shown(b, nc_str_sub(s, i, to)));
        }
        return;
    }
    nc_html_follow_text(&b->cursor, s);
    /* The newline after <pre> is not part of its text. */
    if (!b->code.n && s.n && s.p[0] == '\n')
        s = nc_str_sub(s, 1, s.n);
    nc_buf_str(&b->code, shown(b, s));
}

static void on_comment(void *ctx, const xmlChar *value)
{
    struct builder *b = ctx;
    struct nc_str s = nc_arena_str(b->doc->arena, nc_str_trim(nc_str((const char *)value)));
    bool in_text = b->text_of && b->text_of->parent == b->parent;
    struct nc_node *parent = in_text                      ? b->text_of
                             : b->parent->kind == NC_CELL ? inline_parent(b)
                                                          : b->parent;
    bool inside = nc_holds_inlines(parent->kind);
    nc_html_follow_comment(&b->cursor);
    if (nc_html_holds_parts(b->parent->kind) || b->parent->kind == NC_CODE_BLOCK)
        return;
    nc_node_append(parent,
                   nc_node_text(b->doc, inside ? NC_COMMENT : NC_COMMENT_BLOCK, b->cursor.pos, s));
}

static void add_void(struct builder *b, const struct nc_html_element *e, const xmlChar **atts)
{
    struct nc_node *p = e->kind == NC_RULE ? NULL : inline_parent(b);
    if (e->kind == NC_RULE && !nc_holds_inlines(b->parent->kind) &&
        !nc_html_holds_parts(b->parent->kind)) {
        struct nc_node *rule = nc_node_new(b->doc, NC_RULE, b->cursor.pos);
        rule->id = attr(b, atts, "id");
        nc_node_append(b->parent, rule);
        b->text_of = NULL;
    }
    if (!p)
        return;
    if (b->pending_blank && p->first && e->kind == NC_IMAGE)
        nc_node_append(p, nc_node_text(b->doc, NC_TEXT, b->cursor.blank_pos, NC_LIT(" ")));
    b->pending_blank = false;
    if (e->kind == NC_HARD_BREAK && !p->first)
        return;
    struct nc_node *n = nc_node_new(b->doc, e->kind, b->cursor.pos);
    nc_node_append(p, n);
    if (e->kind != NC_IMAGE)
        return;
    n->id = attr(b, atts, "id");
    nc_html_set_picture(b->doc, n, attr(b, atts, "src"), &b->light, b->diags);
    n->u.image.ref->title = attr(b, atts, "title");
    nc_image_lengths(n, attr(b, atts, "width"), attr(b, atts, "height"), attr(b, atts, "style"));
    struct nc_str alt = attr(b, atts, "alt");
    if (alt.n)
        nc_node_append(n, nc_node_text(b->doc, NC_TEXT, b->cursor.pos, alt));
}

/* Whether a block of this kind may stand in the parent. Parts of a table may stand only in a table.
 */
static bool may_stand(const struct builder *b, enum nc_kind k)
{
    enum nc_kind p = b->parent->kind;
    if (k == NC_ROW)
        return p == NC_TABLE;
    if (k == NC_CELL)
        return p == NC_ROW;
    if (k == NC_ITEM)
        return p == NC_LIST;
    if (k == NC_SUMMARY)
        return p == NC_DETAILS && !b->parent->first;
    if (k == NC_DEF_TERM || k == NC_DEF_BODY)
        return p == NC_DEF_LIST;
    return !nc_holds_inlines(p) && !nc_html_holds_parts(p) && p != NC_CODE_BLOCK;
}

/* The number in <ol start> if a Markdown list may begin with it, else 1. */
static uint32_t first_number(struct nc_str s)
{
    uint32_t v = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9' || i == 9)
            return 1;
        v = v * 10 + (uint32_t)(s.p[i] - '0');
    }
    return s.n ? v : 1;
}

static void open_cell(struct builder *b, struct nc_node *cell, const struct nc_html_element *e,
                      const xmlChar **atts)
{
    cell->u.cell.align = nc_html_align(attr(b, atts, "align"), attr(b, atts, "style"));
    cell->u.cell.head = e->name[1] == 'h';
    cell->u.cell.colspan = nc_html_span(attr(b, atts, "colspan"), NC_HTML_COLSPAN);
    cell->u.cell.rowspan = nc_html_span(attr(b, atts, "rowspan"), NC_HTML_ROWSPAN);
    b->cells++;
}

/* Whether <pre lang> is a human language, such as "zh-CN"; GitHub puts the language of the code
 * there. */
static bool is_of_people(struct nc_str lang)
{
    size_t dash = nc_str_find(lang, '-', 0);
    return dash < lang.n && dash <= 3 && nc_lang_is_tag(lang);
}

/* The language that a class such as "language-python" of <pre> or <code> names, or nothing. */
static struct nc_str language_class(struct nc_str classes)
{
    static const char *const prefixes[] = {"language-", "lang-"};
    for (size_t i = 0, to; i < classes.n; i = to + 1) {
        to = nc_str_find(classes, ' ', i);
        struct nc_str word = nc_str_sub(classes, i, to);
        for (size_t k = 0; k < sizeof prefixes / sizeof prefixes[0]; k++)
            if (nc_str_istarts(word, nc_str(prefixes[k])))
                return nc_str_sub(word, strlen(prefixes[k]), word.n);
    }
    return NC_NONE;
}

/* Sets the language of code, if it has none yet. */
static void set_code_language(struct nc_node *code, struct nc_str lang)
{
    lang = nc_str_trim(lang);
    if (code->u.code->lang.n || nc_str_find(lang, ' ', 0) < lang.n)
        return;
    code->u.code->lang = code->u.code->info = lang;
    if (nc_str_eqz(lang, "mermaid"))
        code->u.code->role = NC_CODE_DIAGRAM;
}

/* The alignment that a block takes from those around it. */
static enum nc_align align_around(const struct nc_node *n)
{
    for (n = n->parent; n; n = n->parent) {
        if (n->kind == NC_CELL && n->u.cell.align != NC_ALIGN_NONE)
            return n->u.cell.align;
        if (n->attrs && n->attrs->align != NC_ALIGN_NONE)
            return n->attrs->align;
    }
    return NC_ALIGN_NONE;
}

/* Sets the alignment of a text or div. Left is omitted unless a block around it has another
 * alignment. */
static void set_align(struct builder *b, struct nc_node *n, const struct nc_html_element *e,
                      const xmlChar **atts)
{
    enum nc_align align = strcmp(e->name, "center") == 0
                              ? NC_ALIGN_CENTER
                              : nc_html_align(attr(b, atts, "align"), attr(b, atts, "style"));
    if (align == NC_ALIGN_NONE || (align == NC_ALIGN_LEFT && align_around(n) <= NC_ALIGN_LEFT))
        return;
    n->attrs = NC_NEW(b->doc->arena, struct nc_attrs);
    n->attrs->align = align;
}

/* Whether a figure is open. A second caption of it becomes a paragraph later (normalise.c). */
static bool takes_caption(const struct builder *b)
{
    return b->parent->kind == NC_FIGURE;
}

static struct nc_node *open_block(struct builder *b, const struct nc_html_element *e,
                                  const xmlChar **atts)
{
    if (!may_stand(b, e->kind)) {
        b->pending_blank = true; /* it still separates the words around it */
        b->cursor.blank_pos = b->cursor.pos;
        return NULL;
    }
    bool plain = e->kind == NC_CAPTION && !takes_caption(b);
    enum nc_kind kind = plain ? NC_PARAGRAPH : e->kind;
    struct nc_node *n = nc_node_new(b->doc, kind, b->cursor.pos);
    nc_node_append(b->parent, n);
    n->id = attr(b, atts, "id");
    if (kind == NC_DIV || kind == NC_PARAGRAPH || kind == NC_HEADING)
        set_align(b, n, e, atts);
    struct nc_str lang = attr(b, atts, "lang");
    if (kind == NC_CODE_BLOCK && !is_of_people(lang)) {
        set_code_language(n, lang);
        set_code_language(n, language_class(attr(b, atts, "class")));
        lang = NC_NONE;
    }
    nc_html_set_language(b->doc, n, lang, attr(b, atts, "dir"));
    if (kind == NC_HEADING)
        n->u.heading.level = e->level;
    else if (e->kind == NC_DETAILS)
        n->u.details.open = has_attr(atts, "open");
    else if (e->kind == NC_LIST) {
        n->u.list.ordered = e->name[0] == 'o';
        n->u.list.start = n->u.list.ordered ? first_number(attr(b, atts, "start")) : 0;
        n->u.list.delim = '.';
        n->u.list.tight = b->cells > 0;
    } else if (e->kind == NC_CELL)
        open_cell(b, n, e, atts);
    b->text_of = NULL;
    b->pending_blank = false;
    return n;
}

/* Writes the blank that separates an element from the words before it. */
static void put_pending_blank(struct builder *b, struct nc_node *p)
{
    if (b->pending_blank && p->first)
        nc_node_append(p, nc_node_text(b->doc, NC_TEXT, b->cursor.blank_pos, NC_LIT(" ")));
    b->pending_blank = false;
}

static struct nc_node *open_inline(struct builder *b, const struct nc_html_element *e,
                                   const xmlChar **atts)
{
    struct nc_node *p = inline_parent(b);
    if (!p)
        return NULL;
    put_pending_blank(b, p);
    struct nc_str style = attr(b, atts, "style");
    struct nc_node *n = nc_node_new(b->doc, nc_html_styled(e->kind, style), b->cursor.pos);
    nc_node_append(p, n);
    struct nc_html_attributes a = {.href = attr(b, atts, "href"),
                                   .id = attr(b, atts, "id"),
                                   .name = attr(b, atts, "name"),
                                   .lang = attr(b, atts, "lang"),
                                   .classes = attr(b, atts, "class"),
                                   .title = attr(b, atts, "title"),
                                   .dir = attr(b, atts, "dir")};
    if (strcmp(e->name, "bdi") == 0 && !a.dir.n)
        a.dir = NC_LIT("auto");
    nc_html_set_attributes(b->doc, n, &a);
    return n->kind == NC_SPAN ? nc_html_style(b->doc, n, style) : n;
}

static void report_dropped(const struct builder *b, const struct nc_html_element *e)
{
    nc_diag(b->diags, NC_D_HTML_DROPPED, b->doc->files[0], b->cursor.pos,
            nc_html_is_lone(e->name) ? "<%s> was dropped" : "<%s> and its content were dropped",
            e->name);
}

/* Adds a frame as a link to its address, and a video or sound as an embed of its file. */
static void add_media(struct builder *b, const struct nc_html_element *e, const xmlChar **atts)
{
    struct nc_str src = nc_str_trim(attr(b, atts, "src"));
    struct nc_node *p = src.n ? inline_parent(b) : NULL;
    if (p) {
        put_pending_blank(b, p);
        struct nc_node *n = nc_node_new(b->doc, e->kind, b->cursor.pos);
        nc_node_append(p, n);
        nc_ref_init(nc_node_ref(n), src);
        if (e->kind == NC_EMBED_LINK)
            n->u.embed.type = e->name[0] == 'a' ? NC_EMBED_AUDIO : NC_EMBED_VIDEO;
        nc_node_append(n, nc_node_text(b->doc, NC_TEXT, b->cursor.pos, src));
    }
    if (e->kind != NC_LINK)
        return;
    if (src.n)
        nc_diag(b->diags, NC_D_HTML_DROPPED, b->doc->files[0], b->cursor.pos,
                "<%s> became a link to what it shows", e->name);
    else
        report_dropped(b, e);
    /* libxml2 expects an end of <embed>, which has none. */
    b->dropping = !nc_html_is_lone(e->name);
}

/* Puts the next element that was open before the block on the stack. */
static void resume(struct builder *b, const struct nc_html_element *e)
{
    const struct nc_html_open *open = &b->around->open[b->resumed++];
    b->stack[b->depth++] = (struct open_element){e, open->node, open->node->parent, open->prev};
    b->parent = open->node;
    b->cells += open->node->kind == NC_CELL;
}

static void report_unknown(struct builder *b, const xmlChar *name, const xmlChar **atts)
{
    struct nc_buf attrs = {0};
    for (; atts && atts[0]; atts += 2) {
        nc_buf_word(&attrs, nc_str((const char *)atts[0]));
        if (atts[1])
            nc_buf_printf(&attrs, "=\"%s\"", (const char *)atts[1]);
    }
    nc_html_report_unknown(b->diags, b->doc->files[0], b->cursor.pos, (const char *)name,
                           nc_buf_view(&attrs));
    nc_buf_dispose(&attrs);
}

static void on_start(void *ctx, const xmlChar *name, const xmlChar **atts)
{
    struct builder *b = ctx;
    const struct nc_html_element *e = nc_html_element((const char *)name);
    if (b->depth && b->resumed < b->around->count) {
        resume(b, e);
        return;
    }
    if (!b->dropping && b->depth) /* the outermost element is the one that begin_parser opens */
        nc_html_follow_tag(&b->cursor, (const char *)name);
    if (b->dropping) {
        b->dropping++;
        return;
    }
    if (b->depth == MAX_DEPTH && !(e && e->role == NC_HTML_DROP)) {
        if (!b->too_deep++)
            nc_diag(b->diags, NC_D_NESTING, b->doc->files[0], b->cursor.pos,
                    "elements nested deeper than %d levels are left out; the text in them is kept",
                    MAX_DEPTH);
        return;
    }
    if (strcmp((const char *)name, "source") == 0)
        nc_html_light_source(&b->light, attr(b, atts, "media"), attr(b, atts, "srcset"));
    else if (strcmp((const char *)name, "picture") == 0)
        b->light = NC_NONE;
    struct nc_node *n = NULL, *outer = b->parent, *prev = outer->last;
    bool in_code = b->parent->kind == NC_CODE_BLOCK; /* <pre><code>: only its text counts */
    if (in_code && strcmp((const char *)name, "br") == 0)
        nc_buf_char(&b->code, '\n');
    else if (in_code && strcmp((const char *)name, "code") == 0)
        set_code_language(b->parent, language_class(attr(b, atts, "class")));
    else if (in_code)
        ;
    else if (!e)
        report_unknown(b, name, atts);
    else if (e->role == NC_HTML_DROP) {
        b->dropping = 1;
        if (strcmp(e->name, "rp") != 0)
            report_dropped(b, e);
        return;
    } else if (e->role == NC_HTML_MEDIA) {
        add_media(b, e, atts);
        if (b->dropping)
            return;
    } else if (e->kind == NC_TEXT)
        put_text(b, NC_LIT("\xE2\x80\x8B"));
    else if (e->role == NC_HTML_VOID)
        add_void(b, e, atts);
    else if (e->role == NC_HTML_BLOCK)
        n = open_block(b, e, atts);
    else if (e->role == NC_HTML_INLINE ||
             (strcmp(e->name, "font") == 0 && attr(b, atts, "style").n))
        n = open_inline(b, e, atts);
    else if (e->role == NC_HTML_QUOTE)
        put_text(b, NC_LIT("\xE2\x80\x9C"));
    b->stack[b->depth++] = (struct open_element){e, n, outer, prev};
    if (n)
        b->parent = n;
}

/* If a cell holds only a paragraph, makes that its text. */
static void end_cell(struct nc_node *cell)
{
    struct nc_node *p = cell->first;
    if (!p || p != cell->last || p->kind != NC_PARAGRAPH || p->id.n)
        return;
    if (p->attrs && nc_attrs_only_align(p->attrs)) {
        cell->u.cell.align = p->attrs->align;
        p->attrs = NULL;
    }
    if (!p->attrs)
        p->kind = NC_PLAIN;
}

static bool lacks_summary(const struct nc_node *n)
{
    return n->kind == NC_DETAILS && (!n->first || n->first->kind != NC_SUMMARY);
}

/* Completes an element as the tree requires: a table's rows get equal lengths, details a
 * summary. */
static void end_block(struct builder *b, struct nc_node *n)
{
    if (n->kind == NC_CODE_BLOCK) {
        n->u.code->text = nc_arena_str(b->doc->arena, nc_buf_view(&b->code));
        nc_buf_clear(&b->code);
    }
    if (n->kind == NC_CELL)
        end_cell(n);
    if (n->kind == NC_TABLE)
        nc_html_grid_finish(b->doc, b->diags, n, &b->budget);
    if (lacks_summary(n))
        nc_node_prepend(n, nc_node_new(b->doc, NC_SUMMARY, n->pos));
}

static void on_end(void *ctx, const xmlChar *name)
{
    struct builder *b = ctx;
    if (is_at_end(b))
        come_to_end(b);
    if (name && strcmp((const char *)name, "picture") == 0)
        b->light = NC_NONE;
    if (b->dropping) {
        if (!--b->dropping && name)
            nc_html_follow_end(&b->cursor, (const char *)name);
        return;
    }
    if (b->too_deep) {
        b->too_deep--;
        return;
    }
    if (!b->depth)
        return;
    const struct open_element *o = &b->stack[--b->depth];
    if (o->e && o->e->role == NC_HTML_QUOTE && b->parent->kind != NC_CODE_BLOCK)
        put_text(b, NC_LIT("\xE2\x80\x9D"));
    b->pending_blank |= !o->node && o->e && o->e->role == NC_HTML_BLOCK;
    if (!o->node)
        return;
    b->cells -= o->node->kind == NC_CELL;
    nc_html_as_code(b->doc, o->node, o->e);
    if (b->depth >= b->staying)
        end_block(b, o->node);
    if (!nc_is_inline(o->node->kind))
        b->text_of = NULL;
    b->parent = o->outer;
}

/* Whether all cells of a table, or all parts of a list, are empty. */
static bool is_empty(const struct nc_node *n)
{
    for (const struct nc_node *part = n->first; part; part = part->next)
        for (const struct nc_node *in = part->first; in; in = in->next)
            if (n->kind != NC_TABLE || in->first)
                return false;
    return true;
}

/* Drops the empty summary of <details>: the real one may follow a blank line. */
static void drop_empty_summary(struct nc_node *details)
{
    struct nc_node *n = details->first;
    if (details->kind == NC_DETAILS && n && n == details->last && n->kind == NC_SUMMARY &&
        !n->first)
        nc_node_unlink(n, NULL);
}

/* Opens the elements that were open before the block, inside a root element that never ends,
 * because the parser reads nothing after the end of the root. */
static void begin_parser(struct builder *b, htmlParserCtxtPtr p)
{
    struct nc_buf tags = {0};
    nc_buf_puts(&tags, "<body>");
    for (unsigned k = 0; k < b->around->count; k++) {
        nc_buf_char(&tags, '<');
        nc_buf_puts(&tags, b->around->open[k].name);
        nc_buf_char(&tags, '>');
    }
    htmlParseChunk(p, tags.p, (int)tags.n, 0);
    nc_buf_dispose(&tags);
}

/* Appends html with the character references that HTML 5 added resolved, because libxml2 does not
 * know them. Comments stay unchanged. */
static void resolve_new(struct nc_buf *out, struct nc_str html)
{
    struct nc_buf shown = {0};
    for (size_t i = 0, to; i < html.n; i = to) {
        bool comment = nc_str_starts(nc_str_sub(html, i, html.n), NC_LIT("<!--"));
        to = comment ? nc_str_search(html, NC_LIT("-->"), i) : i + 1;
        while (!comment && to < html.n && html.p[i] != '&' && !strchr("&<", html.p[to]))
            to++;
        nc_buf_clear(&shown);
        size_t n = html.p[i] == '&' ? nc_commonmark_reference(&shown, html, i) : 0;
        if (!n)
            nc_buf_str(out, nc_str_sub(html, i, to));
        else if (shown.n == 1 && strchr("<&\"'", shown.p[0]))
            nc_buf_printf(out, "&#%d;", shown.p[0]);
        else
            nc_buf_str(out, nc_buf_view(&shown));
        to = n ? i + n : to;
    }
    nc_buf_dispose(&shown);
}

/* The end of the piece that begins at i: before a '<', so that it cuts no text and few tags. */
static size_t piece_end(struct nc_str html, size_t i)
{
    size_t to = html.n - i > PIECE ? i + PIECE : html.n;
    while (to < html.n && to > i && html.p[to] != '<')
        to--;
    return to > i ? to : nc_str_find(html, '<', i + 1);
}

/* Feeds what comes after too many open names: none of it opens or closes anything. */
static void feed_as_text(htmlParserCtxtPtr p, struct nc_str html)
{
    for (size_t i = 0, to; i < html.n; i = to) {
        to = nc_str_find(html, '<', i);
        htmlParseChunk(p, html.p + i, (int)(to - i), 0);
        if (to < html.n) {
            htmlParseChunk(p, "&lt;", 4, 0);
            to++;
        }
    }
}

static void feed(struct builder *b, htmlParserCtxtPtr p)
{
    struct nc_buf text = {0};
    size_t i = 0;
    size_t unclosed = nc_html_keep_text(&text, b->cursor.html);
    if (nc_str_find(b->cursor.html, '&', 0) < b->cursor.html.n) {
        struct nc_buf resolved = {0};
        resolve_new(&resolved, nc_buf_view(&text));
        nc_buf_dispose(&text);
        text = resolved;
    }
    if (unclosed < b->cursor.html.n)
        nc_diag(b->diags, NC_D_UNCLOSED, b->doc->files[0], nc_locate(b->cursor.where, unclosed),
                "a comment is never closed; it and what follows stay text");
    for (size_t to; i < text.n && p->nameNr <= MAX_NAMES; i = to) {
        to = piece_end(nc_buf_view(&text), i);
        htmlParseChunk(p, text.p + i, (int)(to - i), 0);
    }
    feed_as_text(p, nc_str_sub(nc_buf_view(&text), i, text.n));
    nc_buf_dispose(&text);
}

void nc_html_block(struct nc_doc *doc, struct nc_node *parent, struct nc_str html,
                   struct nc_locator *where, struct nc_html_around *around, struct nc_diags *diags)
{
    htmlSAXHandler sax = {.startElement = on_start,
                          .endElement = on_end,
                          .characters = on_text,
                          .cdataBlock = on_text,
                          .ignorableWhitespace = on_text,
                          .comment = on_comment};
    struct builder b = {.doc = doc,
                        .diags = diags,
                        .around = around,
                        .cursor = {.html = html, .where = where},
                        .parent = around->count ? around->open[0].node->parent : parent};
    b.budget = html.n / 2 + (around->count ? around->cells : FREE_CELLS);
    nc_html_move_to(&b.cursor, 0);
    drop_empty_summary(parent);
    htmlParserCtxtPtr p = htmlCreatePushParserCtxt(&sax, &b, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (!p)
        return;
    htmlCtxtUseOptions(p, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NOIMPLIED);
    begin_parser(&b, p);
    feed(&b, p);
    b.ending = p;
    htmlParseChunk(p, NULL, 0, 1);
    while (b.depth || b.too_deep || b.dropping)
        on_end(&b, NULL);
    htmlFreeParserCtxt(p);
    if (b.cut.node && is_empty(b.cut.node))
        nc_node_unlink(b.cut.node, b.cut.prev);
    around->cells = b.budget;
    for (unsigned k = 0; k < around->count; k++)
        if (lacks_summary(around->open[k].node))
            nc_node_prepend(around->open[k].node,
                            nc_node_new(doc, NC_SUMMARY, around->open[k].node->pos));
    if (lacks_summary(parent))
        nc_node_prepend(parent, nc_node_new(doc, NC_SUMMARY, parent->pos));
    nc_buf_dispose(&b.code);
}

void nc_html_end(struct nc_doc *doc, struct nc_node *n, struct nc_diags *diags)
{
    struct builder b = {.doc = doc, .diags = diags, .budget = FREE_CELLS};
    end_block(&b, n);
}
