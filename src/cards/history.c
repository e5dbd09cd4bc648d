/* Reads comments of obsidian-spaced-repetition. */
#include "cards/history.h"

#include "base/ascii.h"
#include "base/calendar.h"

#define LONGEST_INTERVAL 36500
/* The state of a card that is past its learning steps. The next one, 3, is that of a card that is
 * learned again. */
#define IN_REVIEW 2
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

/* Takes a sign off the beginning. */
static bool take_sign(struct nc_str *s, char sign)
{
    if (!s->n || s->p[0] != sign)
        return false;
    *s = nc_str_sub(*s, 1, s->n);
    return true;
}

/* Takes a number with a fraction, in thousandths. */
static bool take_thousandths(struct nc_str *s, uint32_t *n)
{
    if (!take_number(s, 0, n))
        return false;
    *n = within(*n, 0, LONGEST_INTERVAL) * 1000;
    uint32_t unit = 100;
    for (size_t i = 1; s->n && s->p[0] == '.' && unit && i < s->n && nc_ascii_is_digit(s->p[i]);
         i++, unit /= 10)
        *n += unit * (uint32_t)(s->p[i] - '0');
    skip_fraction(s);
    return true;
}

/* Takes "2024-08-16" and the character after it. */
static bool take_date(struct nc_str *s, char after, int64_t *day, uint32_t *year)
{
    uint32_t month, of_month;
    if (!take_number(s, '-', year) || !take_number(s, '-', &month) ||
        !take_number(s, after, &of_month))
        return false;
    if (month < 1 || month > 12 || of_month < 1 || of_month > 31 || *year < 1970 || *year > 9999)
        return false;
    *day = nc_days_from_date(*year, month, of_month);
    return true;
}

/* Takes what follows "!": "2024-08-16,51,230". */
static bool take_sm2(struct nc_str *s, struct nc_review *out)
{
    uint32_t year, interval, ease;
    if (!take_date(s, ',', &out->due, &year) || !take_number(s, 0, &interval))
        return false;
    skip_fraction(s);
    if (!take_sign(s, ',') || !take_number(s, 0, &ease))
        return false;
    skip_fraction(s);
    out->interval = year == DUMMY_YEAR ? 0 : within(interval, 1, LONGEST_INTERVAL);
    out->ease = within(ease, 130, 1000);
    return true;
}

/* The ease that the tool shows for a difficulty. */
static uint32_t ease_of(uint32_t difficulty)
{
    return 130 + ((10000 - difficulty) * 240 + 4500) / 9000;
}

/* Takes what follows "!fsrs,": when it is due, interval, stability, difficulty, state, and what
 * Anki counts for itself. A card in its learning steps is as one that was never reviewed. */
static bool take_fsrs(struct nc_str *s, struct nc_review *out)
{
    uint32_t year, interval, state;
    if (!take_date(s, 'T', &out->due, &year))
        return false;
    *s = nc_str_sub(*s, nc_str_find(*s, ',', 0), s->n);
    if (!take_sign(s, ',') || !take_number(s, 0, &interval))
        return false;
    skip_fraction(s);
    if (!take_sign(s, ',') || !take_thousandths(s, &out->stability) || !take_sign(s, ',') ||
        !take_thousandths(s, &out->difficulty) || !take_sign(s, ',') ||
        !take_number(s, ',', &state))
        return false;
    *s = nc_str_sub(*s, nc_str_find(*s, '!', 0), s->n);
    out->interval = state < IN_REVIEW ? 0 : within(interval, 1, LONGEST_INTERVAL);
    out->stability = within(out->stability, 1, UINT32_MAX);
    out->difficulty = within(out->difficulty, 1000, 10000);
    out->ease = ease_of(out->difficulty);
    return true;
}

/* Takes "!" and a group off the beginning of s. */
static bool take_review(struct nc_str *s, struct nc_review *out)
{
    struct nc_str fsrs = NC_LIT("fsrs,");
    *out = (struct nc_review){0};
    if (!take_sign(s, '!'))
        return false;
    if (!nc_str_starts(*s, fsrs))
        return take_sm2(s, out);
    *s = nc_str_sub(*s, fsrs.n, s->n);
    return take_fsrs(s, out);
}

size_t nc_card_history(struct nc_review *out, size_t max, const struct nc_slice *side)
{
    struct nc_str s = find_comment(side);
    size_t count = 0;
    while (count < max && take_review(&s, &out[count]))
        count++;
    return count;
}
