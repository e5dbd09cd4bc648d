/* Inlines to cells. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/org/orgout.h"
#include "export/org/orgwriter.h"
#include "export/url/url.h"
#include "lang/lang.h"

#include <stdlib.h>

#define MAX_OPEN 4 /* one of each marker */

struct inline_writer {
    struct org_writer *w;
    struct org_cells cells;
    enum org_place place;
    uint32_t open[MAX_OPEN]; /* markers open, outermost first */
    size_t depth;
    unsigned nested[MAX_OPEN];     /* by place in open: how many of its own kind are inside */
    bool apart;                    /* the link that is open is outside of all markup */
    const struct nc_node *address; /* the last link that was written as its address */
    unsigned links;                /* link nodes around the place */
    unsigned linked;  /* which of them, from outside, is a link in Org: they do not nest; 0: none */
    size_t link_base; /* depth where that was opened: what is open around it stays so inside */
    struct nc_buf link_start;     /* what it begins with, for the part of it after a footnote */
    size_t part_from, part_begin; /* cells before that, or the whole link, and before its text */
    bool is_rest;                 /* such a part is open */
    struct nc_walk walk;
    unsigned lines; /* of a table's cell, each a block of it */
};

static void raw(struct inline_writer *i, const char *z)
{
    org_cells_text(&i->cells, nc_str(z), ORG_RAW);
}

static void raw_str(struct inline_writer *i, struct nc_str s)
{
    org_cells_text(&i->cells, s, ORG_RAW);
}

/* In the description of a link that was written. */
static size_t closable(const struct inline_writer *i)
{
    return i->linked ? i->link_base : 0;
}

static void close_all(struct inline_writer *i)
{
    for (size_t k = i->depth; k-- > closable(i);)
        org_cell_add(&i->cells, i->open[k], ORG_CLOSE);
}

static void reopen_all(struct inline_writer *i)
{
    for (size_t k = closable(i); k < i->depth; k++)
        org_cell_add(&i->cells, i->open[k], ORG_OPEN);
}

static uint32_t marker_of(enum nc_kind k)
{
    return k == NC_STRONG      ? '*'
           : k == NC_EMPH      ? '/'
           : k == NC_UNDERLINE ? '_'
           : k == NC_STRIKE    ? '+'
                               : 0;
}

/* The place of a marker among the open ones; depth when it is not open. */
static size_t open_place(const struct inline_writer *i, uint32_t marker)
{
    size_t k = 0;
    while (k < i->depth && i->open[k] != marker)
        k++;
    return k;
}

/* Markup of its own kind inside does not exist in Org, and adds nothing. */
static void open_markup(struct inline_writer *i, uint32_t marker)
{
    size_t place = open_place(i, marker);
    if (place < i->depth) {
        i->nested[place]++;
        return;
    }
    i->nested[place] = 0;
    i->open[i->depth++] = marker;
    org_cell_add(&i->cells, marker, ORG_OPEN);
}

static void close_markup(struct inline_writer *i, uint32_t marker)
{
    size_t place = open_place(i, marker);
    if (i->nested[place]) {
        i->nested[place]--;
        return;
    }
    i->depth--;
    org_cell_add(&i->cells, marker, ORG_CLOSE);
}

/* A marker at k of the text, which is in code, would close markup around it. */
static bool closes_at(struct nc_str s, size_t k, uint32_t next)
{
    unsigned len;
    bool after_blank = k > 0 && org_is_space(nc_utf8_at(s, nc_utf8_prev(s, k), &len));
    return !after_blank && org_is_post(k + 1 < s.n ? nc_utf8_at(s, k + 1, &len) : next);
}

/* Whether the content would not end at a marker inside it. */
static bool fits_verbatim(struct nc_str s, uint32_t marker)
{
    for (size_t k = 1; k < s.n; k++)
        if ((unsigned char)s.p[k] == marker && closes_at(s, k, 0))
            return false;
    return true;
}

static bool edges_are_blank(struct nc_str s)
{
    unsigned len;
    if (!s.n)
        return true;
    return org_is_space(nc_utf8_at(s, 0, &len)) ||
           org_is_space(nc_utf8_at(s, nc_utf8_prev(s, s.n), &len));
}

/* The text, which is written as it is with next after it, holds a marker that would close one of
 * those open in the places from first to before end. */
static bool holds_open_marker(const struct inline_writer *i, struct nc_str s, uint32_t next,
                              size_t first, size_t end)
{
    for (size_t k = 0; k < s.n; k++) {
        size_t place = open_place(i, (unsigned char)s.p[k]);
        if (place >= first && place < end && closes_at(s, k, next))
            return true;
    }
    return false;
}

/* Appends Org's own syntax; markup that would end within it ends before it and goes on after it. */
static void put_apart(struct inline_writer *i, struct nc_str s)
{
    bool split = holds_open_marker(i, s, 0, closable(i), i->depth);
    if (split)
        close_all(i);
    raw_str(i, s);
    if (split)
        reopen_all(i);
}

/* The same within a link, whose surroundings cannot be parted: a gap goes before each marker. */
static void part_from_markup(const struct inline_writer *i, struct nc_buf *out, struct nc_str s,
                             const char *gap)
{
    for (size_t k = 0; k < s.n; k++) {
        if (open_place(i, (unsigned char)s.p[k]) < closable(i) && closes_at(s, k, 0))
            nc_buf_puts(out, gap);
        nc_buf_char(out, s.p[k]);
    }
}

/* Code: ~x~, or =x= where a tilde would end it, or an HTML snippet around plain text. */
static void put_code(struct inline_writer *i, struct nc_str s)
{
    bool pipe = i->place == ORG_TABLE_CELL && nc_str_find(s, '|', 0) < s.n;
    uint32_t marker = fits_verbatim(s, '~') ? '~' : fits_verbatim(s, '=') ? '=' : 0;
    /* Two brackets would end the description of a link, also inside code. */
    bool brackets = i->linked && nc_str_search(s, NC_LIT("]]"), 0) < s.n;
    bool outer = i->linked && holds_open_marker(i, s, '~', 0, i->link_base);
    bool priority = i->place == ORG_HEADLINE && nc_str_search(s, NC_LIT("[#"), 0) < s.n;
    if (!marker || edges_are_blank(s) || pipe || brackets || outer || priority ||
        org_code_is_live(s)) {
        raw(i, "@@html:<code>@@");
        org_cells_text(&i->cells, s, ORG_LITERAL);
        raw(i, "@@html:</code>@@");
        return;
    }
    bool split = holds_open_marker(i, s, '~', closable(i), i->depth);
    if (split)
        close_all(i);
    org_cell_add(&i->cells, marker, ORG_OPEN);
    raw_str(i, s);
    org_cell_add(&i->cells, marker, ORG_CLOSE);
    if (split)
        reopen_all(i);
}

/* Without what would end the snippet, or the cell around it, early. */
static void put_snippet(struct inline_writer *i, const char *backend, struct nc_str s)
{
    struct nc_buf line = {0}, b = {0};
    org_value(&line, s);
    for (size_t k = 0; k < line.n; k++) {
        if (line.p[k] == '|' && i->place == ORG_TABLE_CELL)
            nc_buf_puts(&b, "\\vbar{}");
        else
            nc_buf_char(&b, line.p[k]);
        if (line.p[k] == '@' && (k + 1 == line.n || line.p[k + 1] == '@'))
            nc_buf_char(&b, ' ');
        if (line.p[k] == ']' && i->linked) /* two would end the link */
            nc_buf_puts(&b, "\xE2\x80\x8B");
    }
    nc_buf_clear(&line);
    nc_buf_printf(&line, "@@%s:", backend);
    part_from_markup(i, &line, nc_buf_view(&b), "\xE2\x80\x8B");
    nc_buf_puts(&line, "@@");
    put_apart(i, nc_buf_view(&line));
    nc_buf_dispose(&line);
    nc_buf_dispose(&b);
}

/* A formula that Org would end too early, as the author wrote it. */
static void put_broken_math(struct inline_writer *i, const struct nc_node *n, struct nc_str tex,
                            bool display)
{
    const char *sign = display ? "$$" : "$";
    org_lost(i->w, n,
             "a formula that contains its own end, \\) or \\], is written as text: Org would end "
             "it there");
    org_cells_text(&i->cells, nc_str(sign), ORG_LITERAL);
    org_cells_text(&i->cells, tex, ORG_LITERAL);
    org_cells_text(&i->cells, nc_str(sign), ORG_LITERAL);
}

static void put_tex(struct inline_writer *i, const struct nc_node *n, struct nc_str source,
                    bool display)
{
    struct nc_buf tex = {0}, b = {0};
    if (!org_tex(&tex, source, display ? ']' : ')')) {
        put_broken_math(i, n, source, display);
        return;
    }
    for (size_t k = 0; k < tex.n; k++) {
        bool brackets = tex.p[k] == ']' && k > 0 && tex.p[k - 1] == ']';
        if (brackets && i->linked)
            nc_buf_char(&b, ' '); /* two would end the link's description */
        if (tex.p[k] == '|' && i->place == ORG_TABLE_CELL)
            nc_buf_puts(&b, "\\vert ");
        else
            nc_buf_char(&b, tex.p[k]);
    }
    nc_buf_clear(&tex);
    nc_buf_puts(&tex, display ? "\\[" : "\\(");
    part_from_markup(i, &tex, nc_buf_view(&b), " ");
    nc_buf_puts(&tex, display ? "\\]" : "\\)");
    put_apart(i, nc_buf_view(&tex));
    nc_buf_dispose(&tex);
    nc_buf_dispose(&b);
}

static void put_math(struct inline_writer *i, const struct nc_node *n)
{
    put_tex(i, n, n->u.math.tex, n->u.math.display);
}

static void put_break(struct inline_writer *i, bool hard)
{
    bool no_line = i->place == ORG_TABLE_CELL || i->linked;
    if (no_line && hard) { /* Org has no break of lines in the description of a link */
        raw(i, "@@html:<br>@@");
    } else if (org_is_one_line(i->place) || (!hard && i->depth)) {
        org_cell_add(&i->cells, ' ', ORG_LITERAL);
    } else {
        close_all(i);
        if (hard && !i->w->in_verse)
            raw(i, "\\\\");
        org_cell_add(&i->cells, '\n', ORG_NEWLINE);
        reopen_all(i);
    }
}

/* A title that says what the link shows anyway is no loss. */
static void tell_lost_of_link(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_str title = nc_node_cref(n)->title;
    struct nc_buf text = {0};
    nc_plain_text(&text, n);
    if (title.n && !nc_str_eq(title, nc_buf_view(&text)))
        org_lost(i->w, n, "the title of a link is not written");
    nc_buf_dispose(&text);
}

/* If it is a place that links lead to. */
static void put_target(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    if (!i->linked && org_is_target(i->w, n))
        org_target(i->w, &b, n);
    raw_str(i, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* The description of a link holds no marks: those of its content are before it. */
static void put_inner_targets(struct inline_writer *i, const struct nc_node *link)
{
    struct nc_walk w;
    nc_walk_begin(&w, link);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node != link)
            put_target(i, w.node);
}

/* The text of the only node below n; empty: it has others. */
static struct nc_str only_text(const struct nc_node *n)
{
    bool one = n->first && !n->first->next && n->first->kind == NC_TEXT;
    return one ? n->first->u.text : NC_NONE;
}

/* Org's own rule finds all of the address and nothing after it (org-link-plain-re). */
static bool is_plain_address(const struct nc_node *n)
{
    struct nc_str url = n->u.ref.dest;
    char last = url.n ? url.p[url.n - 1] : ' ';
    bool whole =
        last == '/' || (last >= '0' && last <= '9') || ((last | 32) >= 'a' && (last | 32) <= 'z');
    if (!whole || (n->next && n->next->kind != NC_TEXT && !nc_is_break(n->next)))
        return false;
    for (size_t k = 0; k < url.n; k++)
        if ((unsigned char)url.p[k] <= ' ' || (unsigned char)url.p[k] >= 0x7F ||
            strchr("[]()<>|*~+^\\\"'`{}", url.p[k]))
            return false;
    if (!n->next || n->next->kind != NC_TEXT)
        return n->parent->kind == NC_PARAGRAPH || n->parent->kind == NC_PLAIN;
    struct nc_str rest = n->next->u.text;
    size_t k = rest.n && strchr(".,;:!?", rest.p[0]) ? 1 : 0;
    bool ends = k == rest.n && (!n->next->next || nc_is_break(n->next->next));
    return ends || (k < rest.n && rest.p[k] == ' ');
}

/* An address that is its own text is written once: plain, or as a link without description. */
static bool put_address(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    const struct nc_ref *ref = nc_node_cref(n);
    enum nc_url_kind kind = nc_url_kind(ref->dest);
    bool link = kind == NC_URL_WEB || kind == NC_URL_PLAIN || kind == NC_URL_APP;
    if (n->kind != NC_LINK || ref->state != NC_REF_URL || i->linked || !link ||
        !nc_str_eq(only_text(n), ref->dest))
        return false;
    const struct org_cell *before = i->cells.count ? &i->cells.items[i->cells.count - 1] : NULL;
    bool apart = !before || before->cp == ' ' || before->cp == '(' || before->class == ORG_NEWLINE;
    bool plain = i->depth == 0 && apart && org_is_known_type(ref->dest) && is_plain_address(n);
    org_web_path(&b, ref->dest);
    if (plain && nc_str_eq(nc_buf_view(&b), ref->dest)) {
        raw_str(i, ref->dest);
    } else {
        nc_buf_clear(&b);
        org_link_start(i->w, &b, n);
        nc_buf_puts(&b, "]]");
        put_apart(i, nc_buf_view(&b));
    }
    nc_buf_dispose(&b);
    tell_lost_of_link(i, n);
    nc_walk_skip(&i->walk);
    i->address = n;
    return true;
}

/* The link that is open, from its path to the beginning of its description. */
static void begin_description(struct inline_writer *i)
{
    i->part_from = i->cells.count;
    raw_str(i, nc_buf_view(&i->link_start));
    raw(i, "][");
    org_cell_add(&i->cells, 0, ORG_EDGE);
    i->part_begin = i->cells.count;
}

/* Whether the open part of a link shows anything. */
static bool has_description(const struct inline_writer *i)
{
    for (size_t k = i->part_begin; k < i->cells.count; k++) {
        const struct org_cell *c = &i->cells.items[k];
        if (c->class == ORG_RAW || (c->class == ORG_LITERAL && !org_is_space(c->cp)))
            return true;
    }
    return false;
}

static void end_description(struct inline_writer *i)
{
    if (i->cells.count && i->cells.items[i->cells.count - 1].cp == ']')
        org_cell_add(&i->cells, 0x200B, ORG_RAW);
    org_cell_add(&i->cells, ']', ORG_EDGE);
    raw(i, "]]");
}

static void start_link(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    i->links++;
    if (!i->linked)
        put_inner_targets(i, n);
    if (!i->linked && org_link_start(i->w, &b, n)) {
        /* An address that would end the markup around it: the markup goes into the description. */
        i->apart = holds_open_marker(i, nc_buf_view(&b), ']', 0, i->depth);
        if (i->apart)
            close_all(i);
        nc_buf_clear(&i->link_start);
        nc_buf_str(&i->link_start, nc_buf_view(&b));
        begin_description(i);
        tell_lost_of_link(i, n);
        i->linked = i->links;
        i->link_base = i->apart ? 0 : i->depth;
        if (i->apart)
            reopen_all(i);
    }
    nc_buf_dispose(&b);
}

static void end_link(struct inline_writer *i, const struct nc_node *n)
{
    if (n == i->address)
        return;
    if (i->links-- != i->linked) {
        /* If Org would run a link, or it is inside another one, its address is written after its
         * text. */
        if (n->kind == NC_LINK && n->u.ref.state == NC_REF_URL) {
            org_cells_text(&i->cells, NC_LIT(" ("), ORG_LITERAL);
            org_cells_text(&i->cells, n->u.ref.dest, ORG_LITERAL);
            org_cells_text(&i->cells, NC_LIT(")"), ORG_LITERAL);
        }
        return;
    }
    if (!n->first)
        org_cells_text(&i->cells, nc_node_cref(n)->dest, ORG_LITERAL);
    if (i->apart)
        close_all(i);
    i->linked = 0;
    if (i->is_rest && !has_description(i))
        i->cells.count = i->part_from;
    else
        end_description(i);
    if (i->apart)
        reopen_all(i);
    i->apart = i->is_rest = false;
}

/* An image in a data: address. Emacs does not show it, and as text it would fill pages. */
static bool put_data_image(struct inline_writer *i, const struct nc_node *n, struct nc_str alt)
{
    struct nc_str dest = n->u.image.ref.dest;
    bool is_file = n->u.image.ref.state == NC_REF_MEDIA && i->w->run->site->is_folder;
    if (is_file || !nc_str_istarts(dest, NC_LIT("data:")))
        return false;
    org_lost(i->w, n, "an image inside its own address is not written; its text is");
    if (!alt.n) {
        org_cell_add(&i->cells, '[', ORG_LITERAL);
        alt = nc_str(nc_lang_label(i->w->doc->lang, NC_L_IMAGE));
        org_cells_text(&i->cells, alt, ORG_LITERAL);
        org_cell_add(&i->cells, ']', ORG_LITERAL);
        return true;
    }
    org_cells_text(&i->cells, alt, ORG_LITERAL);
    return true;
}

/* What a link to an image within a line has no place for. A text that is the file's name says
 * nothing. */
static void tell_lost_of_image(struct inline_writer *i, const struct nc_node *n, struct nc_str alt)
{
    const struct nc_ref *ref = &n->u.image.ref;
    struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
    if (org_lone_image(n->parent) == n)
        return;
    if ((alt.n && !nc_str_eq(alt, nc_base_name(path))) || ref->title.n)
        org_lost(i->w, n, "an image within a line has no place for a text or title of its own");
    else if (n->u.image.width || n->u.image.height)
        org_lost(i->w, n, "the size of an image within a line is not written");
}

/* The link of an image, and nothing in it that would make it another: Org shows the file. */
static void put_image_link(struct inline_writer *i, const struct nc_node *n, struct nc_str start,
                           struct nc_str alt)
{
    struct nc_buf b = {0};
    tell_lost_of_image(i, n, alt);
    nc_buf_str(&b, start);
    nc_buf_puts(&b, "]]");
    put_apart(i, nc_buf_view(&b));
    nc_buf_dispose(&b);
}

/* A description that is nothing but the bare path of a file, or an address, is an image; that path
 * is no place for brackets, blanks or the ends of markup. */
static bool put_linked_image(struct inline_writer *i, const struct nc_node *n, struct nc_str start,
                             struct nc_str alt)
{
    const struct nc_ref *ref = &n->u.image.ref;
    struct nc_str path = start.n > 2 ? nc_str_sub(start, 2, start.n) : NC_NONE;
    bool whole = nc_node_cref(n->parent) && n->parent->first == n && !n->next;
    for (size_t k = 0; k < path.n; k++)
        if (strchr(" []()<>\\\t", path.p[k]))
            return false;
    if ((ref->state != NC_REF_MEDIA && !org_is_remote_image(ref)) || !path.n || !whole ||
        holds_open_marker(i, path, ']', 0, i->depth))
        return false;
    tell_lost_of_image(i, n, alt);
    raw_str(i, path);
    return true;
}

/* An address that is no image to Org is a link that shows the image's text. */
static void put_text_link(struct inline_writer *i, struct nc_str start, struct nc_str text)
{
    bool split = holds_open_marker(i, start, ']', 0, i->depth);
    if (split)
        close_all(i);
    nc_buf_clear(&i->link_start);
    nc_buf_str(&i->link_start, start);
    begin_description(i);
    org_cells_text(&i->cells, text, ORG_LITERAL);
    end_description(i);
    if (split)
        reopen_all(i);
}

static void put_image(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0}, alt = {0};
    const struct nc_ref *ref = &n->u.image.ref;
    nc_plain_text(&alt, n);
    bool data = put_data_image(i, n, nc_buf_view(&alt));
    if (!data && org_link_start(i->w, &b, n)) {
        bool shown = ref->state == NC_REF_MEDIA || org_is_remote_image(ref);
        if (!i->linked && (shown || !alt.n))
            put_image_link(i, n, nc_buf_view(&b), nc_buf_view(&alt));
        else if (!i->linked)
            put_text_link(i, nc_buf_view(&b), nc_buf_view(&alt));
        else if (!put_linked_image(i, n, nc_buf_view(&b), nc_buf_view(&alt))) {
            org_lost(i->w, n, "an image inside a link is written as its text");
            org_cells_text(&i->cells, alt.n ? nc_buf_view(&alt) : ref->dest, ORG_LITERAL);
        }
    } else if (!data) {
        org_cells_text(&i->cells, alt.n ? nc_buf_view(&alt) : ref->dest, ORG_LITERAL);
    }
    nc_buf_dispose(&b);
    nc_buf_dispose(&alt);
    nc_walk_skip(&i->walk);
}

/* A description holds no references: the link ends before one and goes on after it. */
static void put_note_ref(struct inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    nc_buf_puts(&b, "[fn:");
    org_footnote_label(&b, n->u.footnote_ref.label, n->u.footnote_ref.number);
    nc_buf_char(&b, ']');
    bool linked = i->linked, shown = linked && has_description(i);
    if (linked)
        close_all(i);
    if (shown)
        end_description(i);
    else if (linked)
        i->cells.count = i->part_from;
    raw_str(i, nc_buf_view(&b));
    if (linked) {
        begin_description(i);
        reopen_all(i);
        i->is_rest = true;
    }
    nc_buf_dispose(&b);
}

/* Of what is named and has no line of its own for a name. A row is found by its first cell. */
static void put_own_target(struct inline_writer *i, const struct nc_node *n)
{
    if (n->kind == NC_CELL && n->parent->first == n)
        put_target(i, n->parent);
    if (n->kind == NC_CELL || n->kind == NC_SUMMARY || n->kind == NC_DEF_TERM)
        put_target(i, n);
    if (i->cells.count)
        raw(i, " ");
}

/* A line of code each; the last line's end is no line. */
static void put_code_lines(struct inline_writer *i, struct nc_str s)
{
    for (size_t from = 0; from < s.n;) {
        size_t to = nc_str_find(s, '\n', from);
        if (from)
            put_break(i, true);
        if (to > from)
            put_code(i, nc_str_sub(s, from, to));
        from = to + 1;
    }
}

/* Blocks in a table's cell: a line each, items after their sign. */
static void enter_cell_block(struct inline_writer *i, const struct nc_node *n)
{
    bool is_line = nc_holds_inlines(n->kind) || n->kind == NC_CODE_BLOCK ||
                   n->kind == NC_MATH_BLOCK || n->kind == NC_RAW_BLOCK || n->kind == NC_EMBED;
    if (!is_line)
        return;
    if (i->lines++)
        put_break(i, true);
    if (n->parent->kind == NC_ITEM && n->parent->first == n)
        org_cells_text(&i->cells, NC_LIT("- "), ORG_LITERAL);
    if (n->kind == NC_CODE_BLOCK)
        put_code_lines(i, n->u.code.text);
    else if (n->kind == NC_MATH_BLOCK)
        put_tex(i, n, n->u.text, true);
    else if (n->kind == NC_RAW_BLOCK)
        put_snippet(i, "html", n->u.text);
    else if (n->kind == NC_EMBED && !n->first)
        org_cells_text(&i->cells, n->u.embed.ref.dest, ORG_LITERAL);
}

/* The description of a link holds none. */
static void put_citation(struct inline_writer *i, struct nc_str s)
{
    struct nc_buf b = {0};
    if (!i->linked && org_citation(i->w, &b, s))
        put_apart(i, nc_buf_view(&b));
    else
        org_cells_text(&i->cells, s, ORG_LITERAL);
    nc_buf_dispose(&b);
}

static void enter(struct inline_writer *i, const struct nc_node *n)
{
    uint32_t marker = marker_of(n->kind);
    put_target(i, n);
    org_tell_lang(i->w, n);
    if (marker) {
        open_markup(i, marker);
        return;
    }
    switch (n->kind) {
    case NC_CLOZE:
        if (n->u.cloze.hint.n)
            org_lost(i->w, n, "the hint of a cloze has no place in Org and is left out");
        break;
    case NC_HIGHLIGHT:
        raw(i, "@@html:<mark>@@");
        break;
    case NC_SUP:
        raw(i, "@@html:<sup>@@");
        break;
    case NC_SUB:
        raw(i, "@@html:<sub>@@");
        break;
    case NC_KBD:
        raw(i, "@@html:<kbd>@@");
        break;
    case NC_RUBY_TEXT:
        org_cells_text(&i->cells, NC_LIT("\xEF\xBC\x88"), ORG_LITERAL);
        break;
    case NC_LINK:
    case NC_WIKILINK:
    case NC_EMBED_LINK:
        if (!put_address(i, n))
            start_link(i, n);
        break;
    case NC_IMAGE:
        put_image(i, n);
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
        put_code(i, n->u.text);
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
        put_note_ref(i, n);
        break;
    case NC_COMMENT:
        if (n->u.text.n && !org_is_schedule(n->u.text))
            put_snippet(i, "comment", n->u.text);
        break;
    case NC_RAW:
        org_cells_text(&i->cells, n->u.text, ORG_LITERAL);
        break;
    case NC_SOFT_BREAK:
    case NC_HARD_BREAK:
        put_break(i, n->kind == NC_HARD_BREAK);
        break;
    case NC_EMPH: /* these have markers */
    case NC_STRONG:
    case NC_STRIKE:
    case NC_UNDERLINE:
        break;
    case NC_SPAN: /* their content */
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

/* What <abbr title="…"> shows to those who point at it. */
static void put_title(struct inline_writer *i, struct nc_str title)
{
    org_cells_text(&i->cells, NC_LIT(" ("), ORG_LITERAL);
    org_cells_text(&i->cells, title, ORG_LITERAL);
    org_cells_text(&i->cells, NC_LIT(")"), ORG_LITERAL);
}

static void leave(struct inline_writer *i, const struct nc_node *n)
{
    uint32_t marker = marker_of(n->kind);
    if (marker)
        close_markup(i, marker);
    else if (n->kind == NC_HIGHLIGHT)
        raw(i, "@@html:</mark>@@");
    else if (n->kind == NC_SUP)
        raw(i, "@@html:</sup>@@");
    else if (n->kind == NC_SUB)
        raw(i, "@@html:</sub>@@");
    else if (n->kind == NC_KBD)
        raw(i, "@@html:</kbd>@@");
    else if (n->kind == NC_RUBY_TEXT)
        org_cells_text(&i->cells, NC_LIT("\xEF\xBC\x89"), ORG_LITERAL);
    else if (n->kind == NC_SPAN && n->attrs && n->attrs->title.n)
        put_title(i, n->attrs->title);
    else if (n->kind == NC_LINK || n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK)
        end_link(i, n);
}

/* A headline's last ":word:" would be its tags. */
static bool ends_in_tags(const struct org_cells *c)
{
    size_t i = c->count;
    if (!i || c->items[i - 1].cp != ':')
        return false;
    while (i > 0 && (c->items[i - 1].cp == ':' || nc_is_alnum(c->items[i - 1].cp) ||
                     (c->items[i - 1].cp < 0x80 && strchr("_@#%", (int)c->items[i - 1].cp))))
        i--;
    bool apart = i == 0 || c->items[i - 1].cp == ' ' || c->items[i - 1].cp == '\t';
    return apart && i + 2 < c->count && c->items[i].cp == ':';
}

/* What is known of a task is at the end of its line, as its author wrote it. */
static void put_task_note(struct inline_writer *i, const struct nc_task *task)
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
    struct inline_writer i = {.w = w, .place = place};
    const struct nc_task *task =
        place == ORG_BULLET || place == ORG_NUMBER ? node->parent->u.item.task : NULL;
    put_own_target(&i, node);
    if (place == ORG_TITLE)
        open_markup(&i, '*');
    nc_walk_begin(&i.walk, node);
    for (enum nc_event e = nc_walk_next(&i.walk); e != NC_WALK_DONE; e = nc_walk_next(&i.walk)) {
        if (i.walk.node == node)
            continue;
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
        close_markup(&i, '*');
    if (place == ORG_HEADLINE && ends_in_tags(&i.cells))
        org_cell_add(&i.cells, 0x200B, ORG_RAW);
    org_resolve(out, &i.cells, place, &w->text);
    org_cells_dispose(&i.cells);
    nc_buf_dispose(&i.link_start);
}
