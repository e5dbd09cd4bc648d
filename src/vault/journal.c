/* Names of Logseq's journals. The file 2024_01_31.md is the page of that day. Links name it by the
 * date in the format :journal/page-title-format of the graph's settings. */
#include "vault/vaultdata.h"

static const char *const months[] = {"January",   "February", "March",    "April",
                                     "May",       "June",     "July",     "August",
                                     "September", "October",  "November", "December"};
static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday"};

static const char *ordinal(unsigned day)
{
    if (day / 10 == 1)
        return "th";
    return day % 10 == 1 ? "st" : day % 10 == 2 ? "nd" : day % 10 == 3 ? "rd" : "th";
}

/* Writes one run of a letter, such as "MMM". Any other letter stands for itself. */
static void put_field(struct nc_buf *out, char letter, size_t n, const struct nc_when *d)
{
    const char *weekday_name = weekdays[nc_when_weekday(d)];
    if (letter == 'y')
        nc_buf_printf(out, n == 2 ? "%02u" : "%04u", n == 2 ? d->year % 100u : d->year);
    else if (letter == 'M' && n >= 3)
        nc_buf_put(out, months[d->month - 1], n == 3 ? 3 : strlen(months[d->month - 1]));
    else if (letter == 'M')
        nc_buf_printf(out, n == 2 ? "%02u" : "%u", d->month);
    else if (letter == 'd')
        nc_buf_printf(out, n == 2 ? "%02u" : "%u", d->day);
    else if (letter == 'E')
        nc_buf_put(out, weekday_name, n <= 3 ? 3 : strlen(weekday_name));
    else
        for (size_t i = 0; i < n; i++)
            nc_buf_char(out, letter);
}

void nc_journal_title(struct nc_buf *out, struct nc_str format, const struct nc_when *d)
{
    for (size_t i = 0; i < format.n;) {
        char c = format.p[i];
        size_t to = i;
        if (c == '\'') { /* literal text */
            size_t close = nc_str_find(format, '\'', i + 1);
            nc_buf_str(out, nc_str_sub(format, i + 1, close));
            i = close < format.n ? close + 1 : close;
            continue;
        }
        while (to < format.n && format.p[to] == c)
            to++;
        put_field(out, c, to - i, d);
        if (c == 'd' && to - i == 1 && to < format.n && format.p[to] == 'o') {
            nc_buf_puts(out, ordinal(d->day));
            to++;
        }
        i = to;
    }
}
