/* Reading of lines. */
#include "parse/lines.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Past one container marker at i, or i. */
static size_t past_marker(struct nc_line *l, struct nc_str s, size_t i)
{
    size_t end = l->end;
    if (i < end && s.p[i] == '>') {
        l->quotes++;
        return i + 1;
    }
    bool bullet = i < end && (s.p[i] == '-' || s.p[i] == '+' || s.p[i] == '*');
    if (bullet && (i + 1 == end || is_blank(s.p[i + 1]))) {
        l->has_marker = true;
        return i + 1;
    }
    size_t k = i;
    while (k < end && k - i < 9 && is_digit(s.p[k]))
        k++;
    if (k > i && k < end && (s.p[k] == '.' || s.p[k] == ')') &&
        (k + 1 == end || is_blank(s.p[k + 1]))) {
        l->has_marker = true;
        return k + 1;
    }
    return i;
}

/* "* * *" and the like are rules, not lists in lists. */
static bool is_rule(struct nc_str s, size_t i, size_t end)
{
    char c = i < end ? s.p[i] : '\0';
    unsigned count = 0;
    if (c != '*' && c != '-' && c != '_')
        return false;
    for (; i < end; i++) {
        if (s.p[i] == c)
            count++;
        else if (!is_blank(s.p[i]))
            return false;
    }
    return count >= 3;
}

void nc_line_read(struct nc_line *l, struct nc_str s, size_t start)
{
    *l = (struct nc_line){.start = start, .end = nc_str_find(s, '\n', start)};
    l->too_deep = l->end;
    size_t i = start;
    for (unsigned markers = 0;; markers++) {
        l->indent = 0;
        for (; i < l->end && is_blank(s.p[i]); i++)
            l->indent += s.p[i] == '\t' ? 4 - l->indent % 4 : 1;
        if (markers == NC_MAX_MARKERS) {
            l->too_deep = i;
            break;
        }
        if (is_rule(s, i, l->end))
            break;
        size_t next = past_marker(l, s, i);
        if (next == i)
            break;
        i = next;
    }
    l->content = i;
    l->blank = i == l->end && !l->quotes && !l->has_marker;
}

unsigned nc_line_fence(const struct nc_line *l, struct nc_str s, char *c)
{
    size_t i = l->content;
    if (i >= l->end || (s.p[i] != '`' && s.p[i] != '~'))
        return 0;
    *c = s.p[i];
    while (i < l->end && s.p[i] == *c)
        i++;
    unsigned n = (unsigned)(i - l->content);
    /* A backtick in the info string makes it a code span. */
    if (n < 3 || (*c == '`' && nc_str_find(nc_str_sub(s, 0, l->end), '`', i) < l->end))
        return 0;
    return n;
}

bool nc_line_closes(const struct nc_line *l, struct nc_str s, char c, unsigned n)
{
    size_t i = l->content;
    while (i < l->end && s.p[i] == c)
        i++;
    if (i - l->content < n)
        return false;
    while (i < l->end && is_blank(s.p[i]))
        i++;
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

bool nc_line_ends_table(const struct nc_line *l, struct nc_str s, const struct nc_line *first)
{
    char c;
    if (l->blank || l->content == l->end || l->quotes != first->quotes || l->has_marker)
        return true;
    if (nc_line_fence(l, s, &c) || is_rule(s, l->content, l->end))
        return true;
    size_t i = l->content;
    while (i < l->end && s.p[i] == '#')
        i++;
    size_t n = i - l->content;
    return n >= 1 && n <= 6 && (i == l->end || is_blank(s.p[i]));
}
