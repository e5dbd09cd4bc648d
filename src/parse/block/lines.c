/* Reads lines. A place in a line is an offset and a column, which can lie inside a tab. */
#include "parse/block/lines.h"

#include "base/ascii.h"
#include "base/uchar.h"
#include "base/utf8.h"

struct place {
    size_t i;
    unsigned col;
    /* columns of the tab at i already consumed */
    unsigned used;
    /* where the blanks at i end, and the column there; computed once */
    size_t next;
    unsigned next_col;
    bool next_known;
};

/* The columns of blanks at a place. *at: where they end. */
static unsigned blanks_at(struct place *p, struct nc_str s, size_t end, size_t *at)
{
    if (!p->next_known) {
        p->next_col = p->col;
        for (p->next = p->i; p->next < end && nc_ascii_is_blank(s.p[p->next]); p->next++)
            p->next_col += s.p[p->next] == '\t' ? 4 - p->next_col % 4 : 1;
        p->next_known = true;
    }
    *at = p->next;
    return p->next_col - p->col;
}

/* Moves past n columns of blanks. */
static void advance(struct place *p, struct nc_str s, size_t end, unsigned n)
{
    while (n > 0 && p->i < end && nc_ascii_is_blank(s.p[p->i])) {
        unsigned width = s.p[p->i] == '\t' ? 4 - p->col % 4 : 1;
        if (width > n) {
            p->col += n;
            p->used += n;
            return;
        }
        p->used = 0;
        p->col += width;
        n -= width;
        p->i++;
    }
}

static void skip_blanks(struct place *p, struct nc_str s, size_t end)
{
    size_t at;
    p->col += blanks_at(p, s, end, &at);
    p->used = at == p->i ? p->used : 0;
    p->i = at;
}

/* Moves past a marker of n bytes. */
static void skip_marker(struct place *p, size_t n)
{
    p->i += n;
    p->col += (unsigned)n;
    p->next_known = false;
}

static bool is_rule_at(struct nc_str s, size_t i, size_t end)
{
    char c = i < end ? s.p[i] : '\0';
    unsigned count = 0;
    if (c != '*' && c != '-' && c != '_')
        return false;
    for (; i < end; i++) {
        if (s.p[i] == c)
            count++;
        else if (!nc_ascii_is_blank(s.p[i]))
            return false;
    }
    return count >= 3;
}

static bool is_underline_at(struct nc_str s, size_t i, size_t end)
{
    char c = i < end ? s.p[i] : '\0';
    if (c != '-' && c != '=')
        return false;
    while (i < end && s.p[i] == c)
        i++;
    i = nc_str_past_blanks(s, i, end);
    return i == end;
}

/* Whether GitLab's fence stands alone at p. */
static bool is_quote_fence(const struct nc_containers *c, struct place *p, struct nc_str s,
                           size_t end)
{
    size_t at;
    return c->quote_fences && blanks_at(p, s, end, &at) < 4 &&
           nc_str_eqz(nc_str_trim(nc_str_sub(s, at, end)), ">>>");
}

static void take_quote(struct nc_line *l, struct place *p, struct nc_str s)
{
    skip_blanks(p, s, l->end);
    skip_marker(p, 1);
    advance(p, s, l->end, 1);
    l->quotes++;
}

/* Whether an open container continues at p. Moves p past what the container takes. */
static bool container_continues(const struct nc_container *c, struct nc_line *l, struct place *p,
                                struct nc_str s)
{
    size_t at;
    unsigned indent = blanks_at(p, s, l->end, &at);
    if (c->kind == NC_IN_QUOTE) {
        if (indent > 3 || at == l->end || s.p[at] != '>')
            return false;
        take_quote(l, p, s);
        return true;
    }
    if (c->kind == NC_IN_ELEMENT) {
        advance(p, s, l->end, at == l->end ? 0 : c->width);
        return true;
    }
    if (indent < c->width && (at < l->end || c->empty))
        return false;
    advance(p, s, l->end, c->width);
    return true;
}

static void set_inner(struct nc_line *l, const struct place *p)
{
    l->inner = p->i;
    l->inner_col = p->col;
    l->inner_used = p->used;
}

static struct place match(struct nc_line *l, const struct nc_containers *c, struct nc_str s,
                          size_t start)
{
    *l = (struct nc_line){.start = start, .end = nc_str_find(s, '\n', start)};
    l->too_deep = l->end;
    struct place p = {.i = start};
    while (l->matched < c->count &&
           !(c->open[l->matched].kind == NC_IN_QUOTE && is_quote_fence(c, &p, s, l->end)) &&
           container_continues(&c->open[l->matched], l, &p, s))
        l->matched++;
    set_inner(l, &p);
    return p;
}

/* The offset after the last character before `end` that is not white space; from if there is
 * none. */
static size_t before_spaces(struct nc_str s, size_t from, size_t end)
{
    unsigned len;
    while (end > from && nc_is_space(nc_utf8_at(s, nc_utf8_prev(s, end), &len)))
        end = nc_utf8_prev(s, end);
    return end;
}

/* Whether the bullet at i ends the line too, after a blank: "*　*　*" and "-　1　-" are ornaments,
 * not items. */
static bool is_ornament(struct nc_str s, size_t i, size_t end)
{
    size_t last = before_spaces(s, i + 1, end) - 1;
    return last > i && s.p[last] == s.p[i] && before_spaces(s, i + 1, last) < last;
}

/* The length of the list marker at i, or 0. interrupts: the marker would interrupt a paragraph.
 * any_blank: any blank may stand between the marker and its text. */
static size_t marker_length(struct nc_str s, size_t i, size_t end, bool interrupts, bool any_blank)
{
    size_t k = i;
    if (s.p[i] == '-' || s.p[i] == '+' || s.p[i] == '*') {
        k++;
    } else {
        while (k < end && k - i < 9 && nc_ascii_is_digit(s.p[k]))
            k++;
        if (k == i || k == end || (s.p[k] != '.' && s.p[k] != ')') ||
            (interrupts && !(k == i + 1 && s.p[i] == '1')))
            return 0;
        k++;
    }
    if (k < end && !nc_ascii_is_blank(s.p[k])) {
        size_t text = any_blank ? nc_past_spaces(s, k, end) : k;
        return text > k && text < end && (k > i + 1 || !is_ornament(s, i, end)) ? k - i : 0;
    }
    return interrupts && !nc_str_trim(nc_str_sub(s, k, end)).n ? 0 : k - i;
}

static void take_item(struct nc_line *l, struct nc_container *item, struct place *p,
                      struct nc_str s, size_t length)
{
    size_t at;
    unsigned indent = blanks_at(p, s, l->end, &at);
    skip_blanks(p, s, l->end);
    skip_marker(p, length);
    unsigned blanks = blanks_at(p, s, l->end, &at);
    bool empty = at == l->end;
    unsigned padding = empty || blanks > 4 ? 1 : blanks;
    l->has_odd_blank = !empty && !blanks;
    if (l->has_odd_blank) {
        padding = 1;
        p->i = nc_past_spaces(s, p->i, l->end);
        p->col += padding;
        p->next_known = false;
    }
    advance(p, s, l->end, l->has_odd_blank ? 0 : padding);
    *item = (struct nc_container){.kind = NC_IN_ITEM,
                                  .width = indent + (unsigned)length + padding,
                                  .at = l->content,
                                  .empty = empty};
    l->has_marker = true;
}

/* Finds the container that begins at p and moves p past its marker. False if none begins. */
static bool begins(struct nc_line *l, struct nc_container *new, struct place *p, struct nc_str s,
                   bool in_paragraph, bool any_blank)
{
    size_t at = l->content;
    if (s.p[at] == '>') {
        take_quote(l, p, s);
        *new = (struct nc_container){.kind = NC_IN_QUOTE, .at = at};
        return true;
    }
    if ((in_paragraph && is_underline_at(s, at, l->end)) || is_rule_at(s, at, l->end))
        return false;
    size_t length = marker_length(s, at, l->end, in_paragraph, any_blank);
    if (length)
        take_item(l, new, p, s, length);
    return length > 0;
}

/* Reads the containers that begin at p. into: where to open them; NULL: nowhere. open: how many
 * continue. */
static void read_markers(struct nc_line *l, const struct nc_containers *c,
                         struct nc_containers *into, struct nc_str s, struct place p)
{
    bool all = l->matched == c->count, in_paragraph = c->in_paragraph;
    unsigned depth = l->matched;
    for (;;) {
        l->indent = blanks_at(&p, s, l->end, &l->content);
        if (l->content == l->end)
            return;
        struct nc_str rest = nc_str_sub(s, l->content, l->end);
        bool block = c->outline && !l->opened &&
                     (nc_str_starts(rest, NC_LIT("- ")) || nc_str_eqz(nc_str_trim(rest), "-"));
        if (l->indent >= 4 && !block) {
            l->code = !in_paragraph || l->opened;
            return;
        }
        struct nc_container new;
        if (is_quote_fence(c, &p, s, l->end))
            return;
        if (!begins(l, &new, &p, s, in_paragraph && all && !l->opened && !block, c->any_blank))
            return;
        if (depth == NC_MAX_CONTAINERS) {
            l->too_deep = l->content;
            l->quotes -= new.kind == NC_IN_QUOTE;
            l->has_marker = false;
            return;
        }
        if (into)
            into->open[depth] = new;
        set_inner(l, &p);
        depth++;
        l->opened++;
    }
}

static bool begins_leaf(const struct nc_line *l, struct nc_str s)
{
    char c;
    return l->indent < 4 &&
           (nc_line_fence(l, s, &c) || nc_line_is_heading(l, s) || nc_line_is_rule(l, s));
}

static void find_lazy(struct nc_line *l, const struct nc_containers *c, struct nc_str s)
{
    l->lazy = c->in_paragraph && l->matched < c->count && !l->opened && !nc_line_is_empty(l) &&
              !begins_leaf(l, s);
}

void nc_line_read(struct nc_line *l, const struct nc_containers *c, struct nc_str s, size_t start)
{
    struct place p = match(l, c, s, start);
    read_markers(l, c, NULL, s, p);
    find_lazy(l, c, s);
}

void nc_line_enter(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t start)
{
    struct place p = match(l, c, s, start);
    read_markers(l, c, c, s, p);
    find_lazy(l, c, s);
    if (l->lazy)
        return;
    bool empty = nc_line_is_empty(l);
    if (l->matched && (l->opened || !empty))
        c->open[l->matched - 1].empty = false;
    c->in_paragraph = c->in_paragraph && !empty && !l->opened && l->matched == c->count;
    c->count = l->matched + l->opened;
}

void nc_line_continue(struct nc_line *l, const struct nc_containers *c, struct nc_str s,
                      size_t start)
{
    struct place p = match(l, c, s, start);
    l->indent = blanks_at(&p, s, l->end, &l->content);
}

void nc_line_enter_rest(struct nc_line *l, struct nc_containers *c, struct nc_str s, size_t at)
{
    c->in_paragraph = false;
    l->matched = c->count;
    l->opened = 0;
    l->inner = at;
    l->inner_col = l->inner_used = 0;
    l->has_marker = l->has_odd_blank = l->code = false;
    read_markers(l, c, c, s, (struct place){.i = at});
    c->count += l->opened;
}

bool nc_containers_push(struct nc_containers *c, enum nc_container_kind kind, unsigned width)
{
    if (c->count == NC_MAX_CONTAINERS)
        return false;
    c->open[c->count++] = (struct nc_container){.kind = kind, .width = width, .is_built = true};
    return true;
}

size_t nc_line_rest(const struct nc_line *l, struct nc_str s, unsigned columns, unsigned *pad)
{
    struct place p = {.i = l->inner, .col = l->inner_col, .used = l->inner_used};
    advance(&p, s, l->end, columns);
    *pad = p.used ? 4 - p.col % 4 : 0;
    return p.i + (p.used > 0);
}

/* --- the kind of the content --- */

unsigned nc_line_fence(const struct nc_line *l, struct nc_str s, char *c)
{
    size_t i = l->content;
    if (i >= l->end || (s.p[i] != '`' && s.p[i] != '~'))
        return 0;
    *c = s.p[i];
    while (i < l->end && s.p[i] == *c)
        i++;
    unsigned n = (unsigned)(i - l->content);
    /* An info string with a backtick makes it a code span. */
    if (n < 3 || (*c == '`' && nc_str_find(nc_str_sub(s, 0, l->end), '`', i) < l->end))
        return 0;
    return n;
}

bool nc_line_closes(const struct nc_line *l, struct nc_str s, char c, unsigned n)
{
    size_t i = l->content;
    while (i < l->end && s.p[i] == c)
        i++;
    if (i - l->content < n || l->indent >= 4)
        return false;
    i = nc_str_past_blanks(s, i, l->end);
    return i == l->end;
}

bool nc_line_is_delimiter_row(const struct nc_line *l, struct nc_str s, size_t *columns)
{
    struct nc_str row = nc_str_trim(nc_str_sub(s, l->content, l->end));
    bool pipe = false;
    *columns = 0;
    if (row.n && row.p[0] == '|')
        row = nc_str_sub(row, 1, row.n);
    if (row.n && row.p[row.n - 1] == '|') {
        pipe = true;
        row.n--;
    }
    for (size_t from = 0; from <= row.n;) {
        size_t to = nc_str_find(row, '|', from);
        struct nc_str cell = nc_str_trim(nc_str_sub(row, from, to));
        size_t k = cell.n && cell.p[0] == ':';
        size_t dashes = k;
        while (k < cell.n && cell.p[k] == '-')
            k++;
        if (k == dashes || (k < cell.n && !(cell.p[k] == ':' && k + 1 == cell.n)))
            return false;
        pipe |= to < row.n || (l->content < l->end && s.p[l->content] == '|');
        ++*columns;
        from = to + 1;
    }
    return pipe || *columns > 1;
}

bool nc_line_is_heading(const struct nc_line *l, struct nc_str s)
{
    size_t i = l->content;
    while (i < l->end && s.p[i] == '#')
        i++;
    size_t n = i - l->content;
    return n >= 1 && n <= 6 && (i == l->end || nc_ascii_is_blank(s.p[i]));
}

bool nc_line_is_rule(const struct nc_line *l, struct nc_str s)
{
    return is_rule_at(s, l->content, l->end);
}

bool nc_line_is_underline(const struct nc_line *l, struct nc_str s)
{
    return l->indent < 4 && is_underline_at(s, l->content, l->end);
}
