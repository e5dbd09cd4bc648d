/* Reads attribute lists in one walk. */
#include "parse/construct/attrlist.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "doc/walk.h"
#include "parse/construct/attrword.h"
#include "parse/construct/imagesize.h"
#include "parse/leaf/origin.h"

#define MAX_LIST 2000   /* bytes */
#define MAX_BRACKETS 20 /* open at once in one text */

static bool is_name(struct nc_str s)
{
    return nc_attr_is_name(s) && !nc_ascii_is_digit(s.p[0]);
}

size_t nc_attr_list_read(struct nc_attr_list *list, struct nc_str s)
{
    static const char *const titles[] = {"file", "filename", "title", NULL};
    *list = (struct nc_attr_list){0};
    s.n = s.n < MAX_LIST ? s.n : MAX_LIST;
    if (s.n < 4 || s.p[0] != '{' || nc_str_find(s, '}', 0) == s.n)
        return 0;
    size_t i = 1 + (s.p[1] == ':'), words = 0;
    list->colon = i > 1;
    struct nc_attr_word word;
    for (; nc_attr_word(&word, s, &i, s.n); words++) {
        struct nc_str value = word.kind == '=' ? nc_str_sub(s, word.value, word.value_to) : NC_NONE;
        if (!is_name(word.name) || !word.kind)
            return 0;
        if (word.kind == '#')
            list->id = word.name;
        else if (nc_str_eqz(word.name, "id") && is_name(value))
            list->id = value;
        else if (nc_str_eqz(word.name, "fig-alt") || nc_str_eqz(word.name, "alt"))
            list->alt = value;
        else if (nc_str_eqz(word.name, "width"))
            list->width = value;
        else if (nc_str_eqz(word.name, "height"))
            list->height = value;
        else if (nc_str_eqz(word.name, "style"))
            list->style = value;
        else if (word.kind == '.')
            nc_buf_word(&list->classes, word.name);
        else if (nc_str_is_among(word.name, titles))
            list->title = value;
    }
    return words && i < s.n ? i + 1 : 0;
}

/* Removes n bytes from a text's beginning. */
static void cut_front(struct nc_node *t, size_t n)
{
    t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(t->u.text, 0, n));
    t->u.text = nc_str_sub(t->u.text, n, t->u.text.n);
}

/* Whether an image is all that its paragraph shows, where a figure may stand. */
static bool may_be_figure(const struct nc_node *image)
{
    const struct nc_node *p = image->parent;
    bool fits = p->kind == NC_PARAGRAPH || (p->kind == NC_PLAIN && p->parent->kind == NC_ITEM);
    return fits && p->parent->kind != NC_FIGURE && nc_node_is_alone(image);
}

/* Turns the paragraph of an image into a figure: the image's text becomes the caption. */
static void make_figure(struct nc_doc *doc, struct nc_node *image)
{
    struct nc_node *figure = image->parent, *p = nc_node_new(doc, NC_PARAGRAPH, figure->pos),
                   *caption = nc_node_new(doc, NC_CAPTION, image->first->pos);
    nc_node_adopt(caption, image);
    nc_node_adopt(p, figure);
    nc_node_become(doc, figure, NC_FIGURE);
    nc_node_append(figure, p);
    nc_node_append(figure, caption);
}

/* Sets the alternative text of an image. What its brackets hold is then a caption; within a line it
 * is the title. */
static void set_alt(struct nc_doc *doc, struct nc_node *image, struct nc_str alt)
{
    struct nc_ref *ref = image->u.image.ref;
    if (image->first && may_be_figure(image)) {
        make_figure(doc, image);
    } else if (image->first && !ref->title.n) {
        struct nc_buf title = {0};
        nc_plain_text(&title, image);
        ref->title = nc_buf_keep(&title, doc->arena);
        image->first = image->last = NULL;
    }
    if (!image->first)
        nc_node_append(image, nc_node_text(doc, NC_TEXT, image->pos, alt));
}

static void set_attributes(struct nc_doc *doc, struct nc_node *n, const struct nc_attr_list *list)
{
    if (list->id.n && !n->id.n)
        n->id = nc_arena_str(doc->arena, list->id);
    if (n->kind == NC_CODE_BLOCK && !n->u.code->title.n)
        n->u.code->title = nc_arena_str(doc->arena, list->title);
    if (n->kind == NC_IMAGE && (list->width.n || list->height.n || list->style.n))
        nc_image_lengths(n, list->width, list->height, list->style);
    bool holds = n->kind == NC_SPAN || n->kind == NC_DIV || n->kind == NC_HEADING;
    if (!list->classes.n || !holds)
        return;
    if (!n->attrs)
        n->attrs = NC_NEW(doc->arena, struct nc_attrs);
    n->attrs->classes = nc_arena_str(doc->arena, nc_buf_view(&list->classes));
}

/* --- after inlines --- */

static bool takes_list(enum nc_kind k)
{
    return k == NC_LINK || k == NC_WIKILINK || k == NC_CODE || k == NC_STRONG || k == NC_EMPH ||
           k == NC_IMAGE || k == NC_SPAN || k == NC_HIGHLIGHT || k == NC_STRIKE ||
           k == NC_UNDERLINE || k == NC_MATH;
}

/* Whether what follows in s stands in quotation marks. */
static bool is_in_quotes(struct nc_str s)
{
    bool quoted = false;
    for (size_t i = 0; i < s.n; i++)
        quoted ^= s.p[i] == '"';
    return quoted;
}

/* The length of the list at offset `at` of t. The list may continue in the texts and lines after t,
 * because a '_' and an escaped character are texts of their own. scratch holds its bytes. */
static size_t list_at(struct nc_attr_list *list, const struct nc_node *t, size_t at,
                      struct nc_buf *scratch)
{
    nc_buf_clear(scratch);
    *list = (struct nc_attr_list){0};
    if (t->kind == NC_TEXT && at < t->u.text.n && t->u.text.p[at] != '{')
        return 0;
    for (const struct nc_node *n = t; n && scratch->n < MAX_LIST; n = n->next) {
        size_t from = n == t ? at : 0;
        bool text = nc_is_open_text(n) ||
                    (n->kind == NC_TEXT && n != t && is_in_quotes(nc_buf_view(scratch)));
        if (n->kind == NC_SOFT_BREAK && scratch->n)
            nc_buf_char(scratch, ' ');
        else if (text)
            nc_buf_str(scratch, nc_str_sub(n->u.text, from, n->u.text.n));
        else
            break;
        if (text && nc_str_find(n->u.text, '}', from) < n->u.text.n)
            break;
    }
    return nc_attr_list_read(list, nc_buf_view(scratch));
}

/* Removes `length` bytes from offset `at` of t and from the texts after it. */
static void cut_list(struct nc_node *t, size_t at, size_t length)
{
    size_t here = t->u.text.n - at < length ? t->u.text.n - at : length;
    if (at == 0)
        cut_front(t, here);
    else
        t->u.text.n -= here; /* a list that continues in other texts ends this one */
    for (length -= here; length; length -= here) {
        t = t->next;
        here = 1;
        if (t->kind == NC_SOFT_BREAK) {
            t->kind = NC_TEXT;
            t->u.text = NC_NONE;
            continue;
        }
        here = t->u.text.n < length ? t->u.text.n : length;
        cut_front(t, here);
    }
}

/* The bytes between n and its list: a blank may stand after a display formula, as Quarto and
 * pandoc-crossref write it: $$x$$ {#eq-x}. */
static size_t blanks_after(const struct nc_node *n)
{
    size_t i = 0;
    if (n->kind == NC_MATH && n->u.math.display && n->next->kind == NC_TEXT)
        while (i < n->next->u.text.n && n->next->u.text.p[i] == ' ')
            i++;
    return i;
}

static void take_after(struct nc_doc *doc, struct nc_node *n, struct nc_buf *scratch)
{
    size_t length = takes_list(n->kind) && n->next ? 1 : 0;
    struct nc_str alt = NC_NONE;
    while (length) {
        struct nc_attr_list list;
        size_t blanks = blanks_after(n);
        length = list_at(&list, n->next, blanks, scratch);
        if (blanks && !list.id.n)
            length = 0;
        if (length) {
            set_attributes(doc, n, &list);
            if (list.alt.n)
                alt = nc_arena_str(doc->arena, list.alt);
            cut_list(n->next, 0, blanks + length);
        }
        nc_buf_dispose(&list.classes);
    }
    if (alt.n && n->kind == NC_IMAGE)
        set_alt(doc, n, alt);
}

/* Removes the list at the end of a heading if it holds only keys; headingattrs.c handles ids and
 * classes. */
static void take_heading(struct nc_doc *doc, struct nc_node *heading, struct nc_buf *scratch)
{
    struct nc_node *at = NULL;
    for (struct nc_node *n = heading->first; n; n = n->next)
        if (!nc_is_open_text(n))
            at = NULL;
        else if (nc_str_find(n->u.text, '{', 0) < n->u.text.n)
            at = n;
    if (!at)
        return;
    size_t open = at->u.text.n;
    while (at->u.text.p[open - 1] != '{')
        open--;
    if (open < at->u.text.n && strchr("#.-: ", at->u.text.p[open]))
        return;
    struct nc_attr_list list;
    size_t length = list_at(&list, at, open - 1, scratch), rest = at->u.text.n - (open - 1);
    for (const struct nc_node *n = at->next; n; n = n->next)
        rest += n->u.text.n;
    if (length && length == rest && open > 1) {
        set_attributes(doc, heading, &list);
        cut_list(at, open - 1, length);
        while (at->u.text.n && at->u.text.p[at->u.text.n - 1] == ' ')
            at->u.text.n--;
    }
    nc_buf_dispose(&list.classes);
}

/* --- [text]{.class} --- */

struct bracket {
    struct nc_node *text;
    size_t at;
};

/* Splits a text after its first n bytes; returns the second part. */
static struct nc_node *split(struct nc_doc *doc, struct nc_node *t, size_t n)
{
    struct nc_node *rest = nc_node_text(doc, NC_TEXT, t->pos, t->u.text);
    rest->origin = t->origin;
    cut_front(rest, n);
    t->u.text.n = n;
    nc_node_insert(t, rest);
    return rest;
}

static enum nc_kind span_kind(struct nc_attr_list *list)
{
    struct nc_str c = nc_buf_view(&list->classes);
    enum nc_kind kind = nc_str_eqz(c, "underline") || nc_str_eqz(c, "ul") ? NC_UNDERLINE
                        : nc_str_eqz(c, "mark")                           ? NC_HIGHLIGHT
                                                                          : NC_SPAN;
    if (kind != NC_SPAN)
        nc_buf_clear(&list->classes);
    return kind;
}

/* Makes a span of the nodes between the bracket and the ']' at offset close of t; a list of
 * `length` bytes follows that ']'. Returns the text after the list. */
static struct nc_node *make_span(struct nc_doc *doc, const struct bracket *b, struct nc_node *t,
                                 size_t close, size_t length, struct nc_attr_list *list)
{
    struct nc_node *after = split(doc, t, close);
    cut_front(after, 1);
    cut_list(after, 0, length);
    struct nc_node *inner = split(doc, b->text, b->at);
    struct nc_node *span = nc_node_new(doc, span_kind(list), inner->pos);
    cut_front(inner, 1);
    set_attributes(doc, span, list);
    b->text->next = span;
    span->parent = b->text->parent;
    for (struct nc_node *n = inner, *next; n != after; n = next) {
        next = n->next;
        n->next = n->parent = NULL;
        nc_node_append(span, n);
    }
    span->next = after;
    return after;
}

static bool may_hold_span(const struct nc_node *parent)
{
    for (const struct nc_node *n = parent->first; n; n = n->next)
        if (n->kind == NC_TEXT && nc_str_search(n->u.text, NC_LIT("]{"), 0) < n->u.text.n)
            return true;
    return false;
}

static void make_spans(struct nc_doc *doc, struct nc_node *parent, struct nc_buf *scratch)
{
    struct bracket open[MAX_BRACKETS];
    unsigned depth = 0;
    if (!may_hold_span(parent))
        return;
    for (struct nc_node *n = parent->first; n; n = n->next) {
        if (!nc_is_open_text(n))
            continue;
        for (size_t i = 0; i < n->u.text.n; i++) {
            char c = n->u.text.p[i];
            struct nc_attr_list list = {0};
            if (c == '[' && depth < MAX_BRACKETS)
                open[depth++] = (struct bracket){n, i};
            if (c != ']' || !depth)
                continue;
            depth--;
            size_t length = i + 1 < n->u.text.n ? list_at(&list, n, i + 1, scratch) : 0;
            if (length) {
                n = make_span(doc, &open[depth], n, i, length, &list);
                i = (size_t)-1;
                depth = 0;
            }
            nc_buf_dispose(&list.classes);
        }
    }
}

/* --- at the end of blocks --- */

/* Reads ": Caption {#tbl-x .class}" below a table, as pandoc and Quarto write it: removes the colon
 * and the list, whose id goes to the table. Returns whether the paragraph is now empty. */
static bool take_caption(struct nc_doc *doc, struct nc_node *p, struct nc_node *table,
                         struct nc_buf *scratch)
{
    struct nc_node *t = p->first;
    if (!t || !nc_is_open_text(t) || !nc_str_starts(t->u.text, NC_LIT(": ")))
        return false;
    cut_front(t, 2);
    for (; t; t = t->next) {
        struct nc_attr_list list = {0};
        size_t at = nc_is_open_text(t) ? nc_str_find(t->u.text, '{', 0) : 0;
        size_t length = at < t->u.text.n && nc_is_open_text(t) ? list_at(&list, t, at, scratch) : 0;
        if (length) {
            set_attributes(doc, table, &list);
            cut_list(t, at, length);
        }
        nc_buf_dispose(&list.classes);
    }
    for (t = p->first; t; t = t->next)
        if (t->kind != NC_TEXT || nc_str_trim(t->u.text).n)
            return false;
    return true;
}

/* Finds a list that is the whole text, or one that ends it after a blank and has "{:" or a class.
 * *from: where the list begins. */
static bool ends_in_list(const struct nc_node *t, size_t *from, struct nc_attr_list *list)
{
    struct nc_str s = nc_str_trim(t->u.text);
    size_t open = s.n;
    *list = (struct nc_attr_list){0};
    if (!s.n || s.p[s.n - 1] != '}')
        return false;
    while (open > 0 && s.p[open - 1] != '{')
        open--;
    if (!open || nc_attr_list_read(list, nc_str_sub(s, open - 1, s.n)) != s.n - open + 1)
        return false;
    *from = (size_t)(s.p - t->u.text.p) + open - 1;
    return open == 1 ||
           ((list->colon || list->classes.n) && (s.p[open - 2] == ' ' || s.p[open - 2] == '\t'));
}

/* Removes a list that is the last line of a paragraph, or the end of that line. The node or block
 * before the list gets the attributes. Returns whether the paragraph is now empty. */
static bool take_end(struct nc_doc *doc, struct nc_node *p, struct nc_node *prev)
{
    struct nc_node *t = p->last, *before = NULL;
    struct nc_attr_list list;
    size_t from = 0;
    if (!t || !nc_is_open_text(t))
        return false;
    if (!ends_in_list(t, &from, &list)) {
        nc_buf_dispose(&list.classes);
        return false;
    }
    for (struct nc_node *n = p->first; n != t; n = n->next)
        before = n;
    /* A line that is only a list in braces counts as a list if it can belong to something. */
    bool own_line = from == 0 && (before ? nc_is_break(before) : prev || list.colon);
    bool taken = own_line || ((list.colon || list.classes.n) && from > 0);
    if (taken) {
        set_attributes(doc, before || !prev ? p : prev, &list);
        t->u.text.n = from; /* normalise.c removes the blanks before it with the line's end */
    }
    nc_buf_dispose(&list.classes);
    if (!taken || !own_line)
        return false;
    nc_node_unlink(t, before);
    if (before) {
        struct nc_node *last = NULL;
        for (struct nc_node *n = p->first; n != before; n = n->next)
            last = n;
        nc_node_unlink(before, last);
    }
    return !p->first;
}

/* Removes a first line that is only a list, as MyST and djot write it. */
static void take_first_line(struct nc_doc *doc, struct nc_node *p, struct nc_buf *scratch)
{
    struct nc_attr_list list = {0};
    struct nc_node *t = p->first, *end = t;
    size_t length = t && nc_is_open_text(t) ? list_at(&list, t, 0, scratch) : 0, n = 0;
    for (; length && end && !nc_is_break(end); end = end->next)
        n += nc_is_open_text(end) ? end->u.text.n : MAX_LIST;
    struct nc_node *rest = end ? end->next : NULL;
    if (length && rest && n == length) {
        set_attributes(doc, p, &list);
        while (p->first != rest)
            nc_node_unlink(p->first, NULL);
    }
    nc_buf_dispose(&list.classes);
}

static void take_ends(struct nc_doc *doc, struct nc_node *parent, struct nc_buf *scratch)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        bool line = nc_is_text_block(n);
        bool caption = line && prev && prev->kind == NC_TABLE;
        if ((caption && take_caption(doc, n, prev, scratch)) || (line && take_end(doc, n, prev)))
            nc_node_unlink(n, prev);
        else
            prev = n;
    }
}

/* "- {: .class}text" of kramdown: the list belongs to the item. */
static void take_of_item(struct nc_doc *doc, struct nc_node *item)
{
    struct nc_node *p = item->first, *t = p ? p->first : NULL;
    struct nc_attr_list list;
    bool line = nc_is_text_block(p);
    if (!line || !t || !nc_is_open_text(t) || !nc_str_starts(t->u.text, NC_LIT("{:")))
        return;
    size_t length = nc_attr_list_read(&list, t->u.text);
    if (length) {
        set_attributes(doc, item, &list);
        while (length < t->u.text.n && t->u.text.p[length] == ' ')
            length++;
        cut_front(t, length);
        if (!t->u.text.n && !t->next)
            nc_node_unlink(p, NULL);
    }
    nc_buf_dispose(&list.classes);
}

void nc_attr_lists_take(struct nc_doc *doc)
{
    struct nc_buf scratch = {0};
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_ENTER && n->kind == NC_ITEM)
            take_of_item(doc, n);
        if (e == NC_WALK_ENTER && nc_holds_inlines(n->kind) && n->first) {
            for (struct nc_node *c = n->first; c; c = c->next)
                take_after(doc, c, &scratch);
            make_spans(doc, n, &scratch);
            if (n->kind == NC_PARAGRAPH)
                take_first_line(doc, n, &scratch);
            if (n->kind == NC_HEADING && n->first)
                take_heading(doc, n, &scratch);
        } else if (e == NC_WALK_EXIT && n->first && !nc_holds_inlines(n->kind)) {
            take_ends(doc, n, &scratch);
        }
    }
    nc_buf_dispose(&scratch);
}
