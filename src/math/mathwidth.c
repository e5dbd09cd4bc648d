/* Estimates widths, and breaks long formulas. */
#include "math/mathwidth.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include <stdlib.h>

#define LETTER 55 /* hundredths of an em, typical of fonts: a letter, a digit, a bracket … */
#define BRACKET 40
#define SIGN 78
#define SIGN_BLANK 50 /* both sides together */
#define WIDE 100
#define SCRIPT_PERCENT 70
#define ROOT_SIGN 85
#define CELL_BLANK 80
#define INDENT "2em"

static unsigned of_text(struct nc_str s, unsigned each)
{
    unsigned width = 0;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        width += nc_is_wide(nc_utf8_at(s, i, &len)) ? WIDE : each;
        i += len;
    }
    return width;
}

static bool is_bracket(const struct mml_node *n)
{
    return mml_get(n, "stretchy").n || mml_get(n, "fence").n || mml_get(n, "separator").n;
}

static unsigned of_token(const struct mml_node *n)
{
    if (n->kind != MML_MO)
        return of_text(n->text, LETTER);
    if (is_bracket(n))
        return of_text(n->text, BRACKET);
    bool between = n->prev && n->next && !(n->prev->kind == MML_MO && !is_bracket(n->prev));
    return of_text(n->text, SIGN) + (between ? SIGN_BLANK : 0);
}

/* Hundredths of a length in em: "0.1667em" gives 16; 0 if it is negative or not in em. */
static unsigned of_space(const struct mml_node *n)
{
    struct nc_str width = mml_get(n, "width");
    unsigned hundredths = 0, unit = 100;
    size_t i = 0;
    for (; i < width.n && nc_ascii_is_digit(width.p[i]) && hundredths < 10000; i++)
        hundredths = hundredths * 10 + (unsigned)(width.p[i] - '0') * 100;
    for (i++; i < width.n && nc_ascii_is_digit(width.p[i]) && unit > 1; i++)
        hundredths += (unsigned)(width.p[i] - '0') * (unit /= 10);
    return hundredths;
}

static unsigned greater(unsigned a, unsigned b)
{
    return a > b ? a : b;
}

/* The width of a table's columns side by side. */
static unsigned of_table(const struct mml_node *table)
{
    unsigned width = 0, columns = 0;
    for (const struct mml_node *row = table->first; row; row = row->next) {
        unsigned count = 0;
        for (const struct mml_node *cell = row->first; cell; cell = cell->next)
            count++;
        columns = greater(columns, count);
    }
    const struct mml_node **cells = nc_calloc(table->first ? columns + 1 : 1, sizeof(void *));
    unsigned *widest = nc_calloc(columns + 1, sizeof *widest);
    for (const struct mml_node *row = table->first; row; row = row->next) {
        unsigned c = 0;
        for (const struct mml_node *cell = row->first; cell; cell = cell->next, c++)
            widest[c] = greater(widest[c], cell->width);
    }
    for (unsigned c = 0; c < columns; c++)
        width += widest[c] + CELL_BLANK;
    free(cells);
    free(widest);
    return width;
}

static unsigned of_children(const struct mml_node *n)
{
    unsigned sum = 0, most = 0, first = n->first ? n->first->width : 0;
    for (const struct mml_node *c = n->first; c; c = c->next) {
        sum += c->width;
        most = greater(most, c->width);
    }
    unsigned scripts = 0;
    for (const struct mml_node *c = n->first ? n->first->next : NULL; c; c = c->next)
        scripts = greater(scripts, c->width * SCRIPT_PERCENT / 100);
    if (n->kind >= MML_MSUB && n->kind <= MML_MSUBSUP)
        return first + scripts;
    if (n->kind >= MML_MUNDER && n->kind <= MML_MUNDEROVER)
        return greater(first, scripts);
    if (n->kind == MML_MFRAC)
        return most + 20;
    return sum + (n->kind == MML_MSQRT || n->kind == MML_MROOT ? ROOT_SIGN : 0);
}

void mml_measure(struct mml_node *root)
{
    for (struct mml_node *n = mml_deepest(root); n; n = mml_next_up(root, n))
        n->width = mml_is_token(n)         ? of_token(n)
                   : n->kind == MML_MSPACE ? of_space(n)
                   : n->kind == MML_MTABLE ? of_table(n)
                                           : of_children(n);
}

unsigned mml_fit(const struct mml_node *root, unsigned line)
{
    if (root->width <= line)
        return 100;
    unsigned percent = line * 100 / root->width;
    return percent < 50 ? 50 : percent;
}

/* --- breaking --- */

/* Whether a line may end before n: before a relation or sign between two things, and after a comma
 * or a wide blank. */
bool mml_may_break_before(const struct mml_node *n)
{
    if (!n->prev)
        return false;
    if (n->prev->kind == MML_MSPACE && n->prev->width >= 100)
        return true;
    if (n->prev->kind == MML_MO && mml_has(n->prev, "separator", "true"))
        return n->kind != MML_MSPACE;
    bool sign =
        n->kind == MML_MO && !is_bracket(n) && n->text.n && !nc_str_eqz(n->text, "\xE2\x81\xA1");
    return sign && n->next && (n->prev->kind != MML_MO || is_bracket(n->prev));
}

/* Brackets that do not grow are siblings of what they enclose: no line ends within them. */
int mml_opens(const struct mml_node *n)
{
    static const char *const opening[] = {
        "(", "[", "{", "\xE2\x8C\x8A", "\xE2\x8C\x88", "\xE2\x9F\xA8", NULL};
    static const char *const closing[] = {
        ")", "]", "}", "\xE2\x8C\x8B", "\xE2\x8C\x89", "\xE2\x9F\xA9", NULL};
    const struct mml_node *mo =
        mml_is_script(n) ? n->first : n; /* (x)^2 has its script on the bracket */
    if (!mo || mo->kind != MML_MO || !mo->text.n)
        return 0;
    return nc_str_is_among(mo->text, opening) ? 1 : nc_str_is_among(mo->text, closing) ? -1 : 0;
}

/* The width from n up to the next place outside brackets where a line may end. */
static unsigned run_of(const struct mml_node *n)
{
    unsigned width = n->width;
    int depth = mml_opens(n);
    for (n = n->next; n && (depth > 0 || !mml_may_break_before(n)); n = n->next) {
        width += n->width;
        depth += mml_opens(n);
    }
    return width;
}

/* The children of root that begin a row, except the first one. */
struct starts {
    struct mml_node **items;
    size_t count, cap;
};

static void find_starts(struct starts *s, struct mml_node *root, unsigned line)
{
    unsigned used = 0;
    int depth = 0;
    for (struct mml_node *n = root->first; n; n = n->next) {
        if (depth <= 0 && mml_may_break_before(n) && used + run_of(n) > line) {
            nc_grow(&s->items, &s->cap, s->count + 1, sizeof(void *));
            s->items[s->count++] = n;
            used = 200;
        }
        used += n->width;
        depth += mml_opens(n);
    }
}

static struct mml_node *new_row(struct nc_arena *a, struct mml_node *table)
{
    struct mml_node *cell = mml_new(a, MML_MTD, mml_new(a, MML_MTR, table));
    mml_set(a, cell, "style", NC_LIT("text-align:left"));
    return cell;
}

/* Adds a continuation row, which is indented. The sign that begins it is still a sign between two
 * operands. */
static struct mml_node *new_further_row(struct nc_arena *a, struct mml_node *table,
                                        struct mml_node *start)
{
    struct mml_node *cell = new_row(a, table), *space = mml_new(a, MML_MSPACE, cell);
    mml_set(a, space, "width", NC_LIT(INDENT));
    if (start->kind == MML_MO && !is_bracket(start))
        mml_set(a, start, "form", NC_LIT("infix"));
    return cell;
}

void mml_break(struct nc_arena *a, struct mml_node *root, unsigned line)
{
    struct starts starts = {0};
    if (root->width > line)
        find_starts(&starts, root, line);
    if (starts.count) {
        struct mml_node *table = mml_new(a, MML_MTABLE, NULL), *cell = new_row(a, table);
        size_t row = 0;
        mml_set(a, table, "columnalign", NC_LIT("left"));
        mml_set(a, table, "displaystyle", NC_LIT("true"));
        while (root->first) {
            struct mml_node *n = root->first;
            if (row < starts.count && n == starts.items[row]) {
                cell = new_further_row(a, table, n);
                row++;
            }
            mml_unlink(n);
            mml_insert(cell, n, NULL);
        }
        mml_insert(root, table, NULL);
        mml_measure(root);
    }
    free(starts.items);
}
