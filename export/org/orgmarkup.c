/* Markup among inlines: the open markup, and code, formulas, snippets and breaks that must not end
 * it. */
#include "base/utf8.h"
#include "export/org/orginline.h"
#include "export/org/orgout.h"

void org_raw(struct org_inline_writer *i, const char *z)
{
    org_cells_text(&i->cells, nc_str(z), ORG_RAW);
}

void org_raw_str(struct org_inline_writer *i, struct nc_str s)
{
    org_cells_text(&i->cells, s, ORG_RAW);
}

/* Where the markup that can be closed begins: inside the description of an open link. */
static size_t closable(const struct org_inline_writer *i)
{
    return i->linked ? i->link_base : 0;
}

void org_close_all(struct org_inline_writer *i)
{
    for (size_t k = i->depth; k-- > closable(i);)
        org_cell_add(&i->cells, i->open[k], ORG_CLOSE);
}

void org_reopen_all(struct org_inline_writer *i)
{
    for (size_t k = closable(i); k < i->depth; k++)
        org_cell_add(&i->cells, i->open[k], ORG_OPEN);
}

/* The place of a marker among the open ones; depth if it is not open. */
static size_t open_place(const struct org_inline_writer *i, uint32_t marker)
{
    size_t k = 0;
    while (k < i->depth && i->open[k] != marker)
        k++;
    return k;
}

void org_open_markup(struct org_inline_writer *i, uint32_t marker)
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

void org_close_markup(struct org_inline_writer *i, uint32_t marker)
{
    size_t place = open_place(i, marker);
    if (i->nested[place]) {
        i->nested[place]--;
        return;
    }
    i->depth--;
    org_cell_add(&i->cells, marker, ORG_CLOSE);
}

/* Whether a marker at k of text in code would close markup around it. */
static bool closes_at(struct nc_str s, size_t k, uint32_t next)
{
    unsigned len;
    bool after_blank = k > 0 && org_is_space(nc_utf8_at(s, nc_utf8_prev(s, k), &len));
    return !after_blank && org_is_post(k + 1 < s.n ? nc_utf8_at(s, k + 1, &len) : next);
}

/* Whether no marker inside the content would end it. */
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

bool org_holds_open_marker(const struct org_inline_writer *i, struct nc_str s, uint32_t next,
                           size_t first, size_t end)
{
    for (size_t k = 0; k < s.n; k++) {
        size_t place = open_place(i, (unsigned char)s.p[k]);
        if (place >= first && place < end && closes_at(s, k, next))
            return true;
    }
    return false;
}

void org_put_apart(struct org_inline_writer *i, struct nc_str s)
{
    bool split = org_holds_open_marker(i, s, 0, closable(i), i->depth);
    if (split)
        org_close_all(i);
    org_raw_str(i, s);
    if (split)
        org_reopen_all(i);
}

/* Puts a gap before each marker, within a link whose surroundings cannot be split. */
static void part_from_markup(const struct org_inline_writer *i, struct nc_buf *out, struct nc_str s,
                             const char *gap)
{
    for (size_t k = 0; k < s.n; k++) {
        if (open_place(i, (unsigned char)s.p[k]) < closable(i) && closes_at(s, k, 0))
            nc_buf_puts(out, gap);
        nc_buf_char(out, s.p[k]);
    }
}

void org_put_inline_code(struct org_inline_writer *i, struct nc_str s)
{
    bool pipe = i->place == ORG_TABLE_CELL && nc_str_find(s, '|', 0) < s.n;
    uint32_t marker = fits_verbatim(s, '~') ? '~' : fits_verbatim(s, '=') ? '=' : 0;
    /* Two brackets would end the description of a link, even inside code. */
    bool brackets = i->linked && nc_str_search(s, NC_LIT("]]"), 0) < s.n;
    bool outer = i->linked && org_holds_open_marker(i, s, '~', 0, i->link_base);
    bool priority = i->place == ORG_HEADLINE && nc_str_search(s, NC_LIT("[#"), 0) < s.n;
    if (!marker || edges_are_blank(s) || pipe || brackets || outer || priority ||
        org_code_is_live(s)) {
        org_raw(i, "@@html:<code>@@");
        org_cells_text(&i->cells, s, ORG_LITERAL);
        org_raw(i, "@@html:</code>@@");
        return;
    }
    bool split = org_holds_open_marker(i, s, '~', closable(i), i->depth);
    if (split)
        org_close_all(i);
    org_cell_add(&i->cells, marker, ORG_OPEN);
    org_raw_str(i, s);
    org_cell_add(&i->cells, marker, ORG_CLOSE);
    if (split)
        org_reopen_all(i);
}

void org_put_snippet(struct org_inline_writer *i, const char *backend, struct nc_str s)
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
        if (line.p[k] == ']' && i->linked) /* two brackets would end the link */
            nc_buf_puts(&b, "\xE2\x80\x8B");
    }
    nc_buf_clear(&line);
    nc_buf_printf(&line, "@@%s:", backend);
    part_from_markup(i, &line, nc_buf_view(&b), "\xE2\x80\x8B");
    nc_buf_puts(&line, "@@");
    org_put_apart(i, nc_buf_view(&line));
    nc_buf_dispose(&line);
    nc_buf_dispose(&b);
}

/* Puts a formula that Org would end too early, as the author wrote it. */
static void put_broken_math(struct org_inline_writer *i, const struct nc_node *n, struct nc_str tex,
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

void org_put_tex(struct org_inline_writer *i, const struct nc_node *n, struct nc_str source,
                 bool display)
{
    struct nc_buf tex = {0}, b = {0}, safe = {0};
    source = org_safe_tex(i->w, n, source, &safe);
    if (!org_tex(&tex, source, display ? ']' : ')')) {
        put_broken_math(i, n, source, display);
        nc_buf_dispose(&safe);
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
    org_put_apart(i, nc_buf_view(&tex));
    nc_buf_dispose(&tex);
    nc_buf_dispose(&safe);
    nc_buf_dispose(&b);
}

void org_put_break(struct org_inline_writer *i, bool hard)
{
    bool no_line = i->place == ORG_TABLE_CELL || i->linked;
    if (no_line && hard) { /* Org has no line break in the description of a link */
        org_raw(i, "@@html:<br>@@");
    } else if (org_is_one_line(i->place) || (!hard && i->depth)) {
        org_cell_add(&i->cells, ' ', ORG_LITERAL);
    } else {
        org_close_all(i);
        if (hard && !i->w->in_verse)
            org_raw(i, "\\\\");
        org_cell_add(&i->cells, '\n', ORG_NEWLINE);
        org_reopen_all(i);
    }
}

void org_put_inline_target(struct org_inline_writer *i, const struct nc_node *n)
{
    struct nc_buf b = {0};
    if (!i->linked && org_is_target(i->w, n))
        org_target(i->w, &b, n);
    org_raw_str(i, nc_buf_view(&b));
    nc_buf_dispose(&b);
}
