/* Line beginnings. */
#include "export/org/orgline.h"

#include "base/uchar.h"
#include "base/utf8.h"

/* Characters at the beginning of a line that are examined: more than any syntax but a long number
 * or name needs. */
#define MAX_HEAD 48

struct line {
    uint32_t head[MAX_HEAD];
    /* number of characters in head */
    size_t n;
    /* head is the whole line */
    bool whole;
};

static void read_line(struct line *l, const struct org_cell *c, size_t n)
{
    l->n = 0;
    size_t i = 0;
    while (i < n && c[i].class != ORG_NEWLINE && l->n < MAX_HEAD)
        l->head[l->n++] = c[i++].cp;
    l->whole = i == n || c[i].class == ORG_NEWLINE;
}

static uint32_t at(const struct line *l, size_t i)
{
    return i < l->n ? l->head[i] : 0;
}

static bool begins(const struct line *l, size_t i, const char *word)
{
    for (; *word; word++, i++)
        if (at(l, i) != (unsigned char)*word)
            return false;
    return true;
}

static bool blank_or_end(uint32_t cp)
{
    return cp == 0 || cp == ' ' || cp == '\t';
}

static size_t run_of(const struct line *l, size_t i, uint32_t cp)
{
    size_t k = i;
    while (at(l, k) == cp)
        k++;
    return k - i;
}

/* Whether head ends at k and the line goes on: what follows may be syntax. */
static bool is_cut(const struct line *l, size_t k)
{
    return k == l->n && !l->whole;
}

static bool is_bullet(const struct line *l)
{
    if ((at(l, 0) == '-' || at(l, 0) == '+' || at(l, 0) == '*') && blank_or_end(at(l, 1)))
        return true;
    size_t k = 0;
    while (nc_ascii_is_digit(at(l, k)))
        k++;
    if (k == 0 && nc_ascii_is_letter(at(l, 0)))
        k = 1;
    return is_cut(l, k) || (k > 0 && (at(l, k) == '.' || at(l, k) == ')') &&
                            (is_cut(l, k + 1) || blank_or_end(at(l, k + 1))));
}

/* Whether the line is ":word:" alone, or ": text". */
static bool is_drawer_or_fixed(const struct line *l)
{
    if (at(l, 0) != ':')
        return false;
    if (blank_or_end(at(l, 1)))
        return true;
    size_t k = 1;
    while (nc_is_word(at(l, k)) || at(l, k) == '-' || at(l, k) == '_')
        k++;
    return is_cut(l, k) || (k > 1 && at(l, k) == ':' && l->whole && k + 1 == l->n);
}

static bool is_keyword(const struct line *l)
{
    return begins(l, 0, "CLOCK:") || begins(l, 0, "DEADLINE:") || begins(l, 0, "SCHEDULED:") ||
           begins(l, 0, "CLOSED:");
}

/* Whether the text of a headline is syntax: a state, a priority, or the name of the section that
 * Org drops. */
static bool is_headline_syntax(const struct line *l)
{
    static const char *const words[] = {"TODO", "DONE", "DOING", "WAITING", "CANCELLED"};
    if (begins(l, 0, "COMMENT")) /* Org 9.5 does not look at what follows */
        return true;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (begins(l, 0, words[i]) && blank_or_end(at(l, strlen(words[i]))))
            return true;
    return (begins(l, 0, "Footnotes") && l->whole && l->n == 9) ||
           (run_of(l, 0, '*') && at(l, run_of(l, 0, '*')) == ' ');
}

/* Whether the cell is "<r>", "<10>" or the like. Org takes it for the alignment or width of its
 * column, and exporters leave out a row of nothing else. */
static bool is_cookie_cell(const struct line *l)
{
    size_t k = 1;
    k += at(l, 1) == 'l' || at(l, 1) == 'c' || at(l, 1) == 'r';
    while (nc_ascii_is_digit(at(l, k)))
        k++;
    return at(l, 0) == '<' && at(l, k) == '>' && l->whole && k + 1 == l->n;
}

bool org_line_is_syntax(const struct org_cell *c, size_t n, enum org_place place)
{
    struct line l;
    read_line(&l, c, n);
    if (place == ORG_TABLE_CELL) /* a formula runs when the user leaves the cell with TAB */
        return at(&l, 0) == '=' || begins(&l, 0, ":=") || is_cookie_cell(&l);
    if (place == ORG_HEADLINE)
        return is_headline_syntax(&l);
    if (place == ORG_KEYWORD || place == ORG_TERM)
        return false;
    size_t stars = run_of(&l, 0, '*'), dashes = run_of(&l, 0, '-');
    if (stars && at(&l, stars) == ' ')
        return true;
    if (dashes >= 5 && (dashes == l.n || at(&l, dashes) == ' '))
        return true;
    if (at(&l, 0) == '#' && (blank_or_end(at(&l, 1)) || at(&l, 1) == '+'))
        return true;
    return at(&l, 0) == '|' || (at(&l, 0) == '+' && at(&l, 1) == '-') || is_drawer_or_fixed(&l) ||
           is_bullet(&l) || begins(&l, 0, "\\begin{") || begins(&l, 0, "%%(") ||
           begins(&l, 0, "&%%(") || begins(&l, 0, "[fn:") || is_keyword(&l);
}

bool org_text_is_syntax(struct nc_str line)
{
    struct org_cells cells = {0};
    org_cells_text(&cells, line, ORG_RAW);
    bool syntax = org_line_is_syntax(cells.items, cells.count, ORG_PARAGRAPH);
    org_cells_dispose(&cells);
    return syntax;
}

void org_escape_code(struct nc_buf *out, struct nc_str code)
{
    for (size_t i = 0; i < code.n;) {
        size_t end = nc_str_find(code, '\n', i), k = i;
        while (k < end && (code.p[k] == ' ' || code.p[k] == '\t'))
            k++;
        size_t text = k;
        while (k < end && code.p[k] == ',')
            k++;
        bool live = k < end &&
                    (code.p[k] == '*' || (code.p[k] == '#' && k + 1 < end && code.p[k + 1] == '+'));
        nc_buf_put(out, code.p + i, text - i);
        if (live)
            nc_buf_char(out, ',');
        nc_buf_put(out, code.p + text, end - text);
        nc_buf_char(out, '\n');
        i = end + 1;
    }
}
