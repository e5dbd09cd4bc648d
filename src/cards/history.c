/* Reads comments of obsidian-spaced-repetition. */
#include "cards/history.h"

#include "base/calendar.h"

#define LONGEST_INTERVAL 36500
/* The year of the tool's due date for a card that waits for its sibling's first review. */
#define DUMMY_YEAR 2000

static struct nc_str comment_of(const struct nc_node *n)
{
    struct nc_str mark = NC_LIT("SR:");
    if (n->kind != NC_COMMENT && n->kind != NC_COMMENT_BLOCK)
        return NC_NONE;
    struct nc_str s = nc_str_trim(n->u.text);
    return nc_str_starts(s, mark) ? nc_str_sub(s, mark.n, s.n) : NC_NONE;
}

/* The last comment: a later one belongs to what stands before it. */
static struct nc_str find_comment(const struct nc_slice *side)
{
    struct nc_str found = NC_NONE;
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, side);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        struct nc_str s = e == NC_SLICE_ENTER ? comment_of(w.node) : NC_NONE;
        found = s.n ? s : found;
    }
    nc_slice_walk_end(&w);
    const struct nc_node *after = side->last ? side->last->next : NULL;
    struct nc_str s = after ? comment_of(after) : NC_NONE;
    return s.n ? s : found;
}

/* Takes digits and the character after them, except at the end of the text. False: there are no
 * digits. */
static bool take_number(struct nc_str *s, char after, uint32_t *n)
{
    size_t i = 0;
    for (*n = 0; i < s->n && i < 7 && nc_ascii_is_digit(s->p[i]); i++)
        *n = *n * 10 + (uint32_t)(s->p[i] - '0');
    if (!i || (i < s->n && after && s->p[i] != after) || (i == s->n && after))
        return false;
    *s = nc_str_sub(*s, after ? i + 1 : i, s->n);
    return true;
}

/* Skips a fraction: the tool may write intervals with one. */
static void skip_fraction(struct nc_str *s)
{
    size_t i = s->n && s->p[0] == '.' ? 1 : 0;
    while (i && i < s->n && nc_ascii_is_digit(s->p[i]))
        i++;
    *s = nc_str_sub(*s, i, s->n);
}

static uint32_t within(uint32_t n, uint32_t low, uint32_t high)
{
    return n < low ? low : n > high ? high : n;
}

/* Takes "!2024-08-16,51,230" off the beginning of s. */
static bool take_review(struct nc_str *s, struct nc_review *out)
{
    uint32_t year, month, day, interval, ease;
    if (!s->n || s->p[0] != '!')
        return false;
    *s = nc_str_sub(*s, 1, s->n);
    if (!take_number(s, '-', &year) || !take_number(s, '-', &month) || !take_number(s, ',', &day) ||
        !take_number(s, 0, &interval))
        return false;
    skip_fraction(s);
    if (!s->n || s->p[0] != ',')
        return false;
    *s = nc_str_sub(*s, 1, s->n);
    if (!take_number(s, 0, &ease))
        return false;
    skip_fraction(s);
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1970 || year > 9999)
        return false;
    *out = (struct nc_review){nc_days_from_date(year, month, day),
                              year == DUMMY_YEAR ? 0 : within(interval, 1, LONGEST_INTERVAL),
                              within(ease, 130, 1000)};
    return true;
}

size_t nc_card_history(struct nc_review *out, size_t max, const struct nc_slice *side)
{
    struct nc_str s = find_comment(side);
    size_t count = 0;
    while (count < max && take_review(&s, &out[count]))
        count++;
    return count;
}
