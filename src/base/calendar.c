/* Counts days, and holds the only parser of dates. Days are counted in eras of 400 years that begin
 * on the first of March, so that the leap day comes last in its year. */
#include "base/calendar.h"

#include "base/ascii.h"

#include <string.h>

int64_t nc_days_from_date(int64_t year, unsigned month, unsigned day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * ((int64_t)month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void nc_date_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t doe = days - era * 146097; /* day of the era */
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t march = (5 * doy + 2) / 153; /* months since March */
    *day = (unsigned)(doy - (153 * march + 2) / 5 + 1);
    *month = (unsigned)(march < 10 ? march + 3 : march - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

unsigned nc_weekday(int64_t days)
{
    int64_t since_monday = (days + 3) % 7; /* 1970 began on a Thursday */
    return (unsigned)(since_monday < 0 ? since_monday + 7 : since_monday);
}

struct scan {
    struct nc_str s;
    size_t i;
};

static bool digits(struct scan *c, unsigned min, unsigned max, unsigned *out)
{
    unsigned n = 0;
    *out = 0;
    while (n < max && c->i < c->s.n && nc_ascii_is_digit(c->s.p[c->i])) {
        *out = *out * 10 + (unsigned)(c->s.p[c->i++] - '0');
        n++;
    }
    return n >= min;
}

static bool eat(struct scan *c, const char *z)
{
    size_t n = strlen(z);
    if (c->s.n - c->i < n || memcmp(c->s.p + c->i, z, n) != 0)
        return false;
    c->i += n;
    return true;
}

static void eat_blanks(struct scan *c)
{
    while (eat(c, " "))
        ;
}

/* Reads Z, +hh:mm, +hhmm or +hh, perhaps after blanks. False, with nothing read, if there is none.
 */
static bool zone(struct scan *c, struct nc_when *w)
{
    struct scan at = *c;
    unsigned h = 0, m = 0;
    eat_blanks(&at);
    if (!eat(&at, "Z") && !eat(&at, "z")) {
        bool minus = eat(&at, "-");
        if ((!minus && !eat(&at, "+")) || !digits(&at, 1, 2, &h))
            return false;
        struct scan minutes = at;
        eat(&minutes, ":");
        if (digits(&minutes, 2, 2, &m))
            at = minutes;
        if (h > 23 || m > 59)
            return false;
        w->zone = (int16_t)((minus ? -1 : 1) * (int)(h * 60 + m));
    }
    w->has_zone = true;
    *c = at;
    return true;
}

/* Reads the half of the day when it stands before the time: 1 for the first half, 2 for the second,
 * 0 if it is not given. */
static unsigned half_before(struct scan *c)
{
    static const char *const halves[][2] = {
        {"\xE4\xB8\x8A\xE5\x8D\x88", "\xE4\xB8\x8B\xE5\x8D\x88"},  /* 上午, 下午 */
        {"\xE5\x8D\x88\xE5\x89\x8D", "\xE5\x8D\x88\xE5\xBE\x8C"},  /* 午前, 午後 */
        {"\xEC\x98\xA4\xEC\xA0\x84", "\xEC\x98\xA4\xED\x9B\x84"}}; /* 오전, 오후 */
    for (size_t i = 0; i < sizeof halves / sizeof halves[0]; i++)
        for (unsigned half = 0; half < 2; half++)
            if (eat(c, halves[i][half])) {
                eat_blanks(c);
                return half + 1;
            }
    return 0;
}

/* Reads AM or PM after the time. */
static unsigned half_after(struct scan *c)
{
    struct scan at = *c;
    eat_blanks(&at);
    bool first = eat(&at, "AM") || eat(&at, "am");
    if (!first && !eat(&at, "PM") && !eat(&at, "pm"))
        return 0;
    if (at.i < at.s.n && nc_ascii_is_letter((unsigned char)at.s.p[at.i]))
        return 0;
    *c = at;
    return first ? 1 : 2;
}

/* 12 AM is midnight. Some programs write 19:14 PM. */
static bool to_24_hours(unsigned *hour, unsigned half)
{
    if (half == 1 && *hour > 12)
        return false;
    if (half && *hour <= 12)
        *hour = *hour % 12 + (half == 2 ? 12 : 0);
    return true;
}

static bool time_of_day(struct scan *c, enum nc_when_form form, struct nc_when *w)
{
    bool free = form == NC_WHEN_FREE || form == NC_WHEN_BOOK;
    unsigned h, m, s = 0, fraction, half = free ? half_before(c) : 0;
    if (!digits(c, 1, 2, &h) || !eat(c, ":") || !digits(c, 2, 2, &m) || h > 23 || m > 59)
        return false;
    if (eat(c, ":")) {
        if (!digits(c, 2, 2, &s) || s > 60)
            return false;
        if (eat(c, ".") && !digits(c, 1, 9, &fraction))
            return false;
    }
    if (free && !half)
        half = half_after(c);
    if (!to_24_hours(&h, half))
        return false;
    w->hour = (uint8_t)h;
    w->minute = (uint8_t)m;
    w->second = (uint8_t)s;
    w->has_time = true;
    return true;
}

static bool is_day(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= lengths[month - 1] + (month == 2 && leap ? 1u : 0u);
}

/* The separator that stands here, or NULL if it is none of them. */
static const char *separator(struct scan *c, enum nc_when_form form)
{
    static const char *const of_forms[][4] = {[NC_WHEN_YAML] = {"-"},
                                              [NC_WHEN_FREE] = {"-", "/", "."},
                                              [NC_WHEN_BOOK] = {"-", "/", "."},
                                              [NC_WHEN_JOURNAL] = {"-", "_"}};
    for (const char *const *sep = of_forms[form]; *sep; sep++)
        if (eat(c, *sep))
            return *sep;
    return NULL;
}

/* Reads the month and the day after a year, or as much of them as form requires. */
static bool below_year(struct scan *c, enum nc_when_form form, struct nc_when *w)
{
    struct scan year = *c;
    unsigned m, d, least = form == NC_WHEN_YAML || form == NC_WHEN_JOURNAL ? 2 : 1;
    bool han = least == 1 && eat(c, "\xE5\xB9\xB4"); /* 年 */
    const char *between = han ? "\xE6\x9C\x88" : separator(c, form);
    if (between && digits(c, least, 2, &m) && is_day(w->year, m, 1)) {
        bool ended = eat(c, between);
        struct scan month = *c;
        w->month = (uint8_t)m;
        if (ended && digits(c, least, 2, &d) && (!han || eat(c, "\xE6\x97\xA5")) &&
            is_day(w->year, m, d)) {
            w->day = (uint8_t)d;
            return true;
        }
        *c = month;
        w->no_day = true;
        return form == NC_WHEN_BOOK && ended == han;
    }
    *c = year;
    if (han)
        eat(c, "\xE5\xB9\xB4");
    w->no_month = w->no_day = true;
    return form == NC_WHEN_BOOK;
}

/* --- with the name of the month --- */

/* Reads letters, and a full stop after them. */
static struct nc_str letters(struct scan *c)
{
    size_t from = c->i;
    while (c->i < c->s.n && nc_ascii_is_letter(c->s.p[c->i]))
        c->i++;
    struct nc_str word = nc_str_sub(c->s, from, c->i);
    if (word.n)
        eat(c, ".");
    return word;
}

/* The number from 1 of an English name, or of its first three or four letters; 0: it is none. */
static unsigned number_of(struct nc_str word, const char *const *names)
{
    for (unsigned k = 0; names[k]; k++) {
        struct nc_str name = nc_str(names[k]);
        if (word.n >= 3 && (word.n <= 4 || word.n == name.n) && nc_str_istarts(name, word))
            return k + 1;
    }
    return 0;
}

static bool month_name(struct scan *c, unsigned *month)
{
    static const char *const months[] = {"January",  "February", "March",  "April",     "May",
                                         "June",     "July",     "August", "September", "October",
                                         "November", "December", NULL};
    *month = number_of(letters(c), months);
    return *month;
}

/* Reads "2" or "2nd", and what separates it from the next word. */
static bool day_number(struct scan *c, unsigned *day)
{
    if (!digits(c, 1, 2, day))
        return false;
    if (!eat(c, "st") && !eat(c, "nd") && !eat(c, "rd"))
        eat(c, "th");
    eat(c, ",");
    eat(c, ".");
    size_t from = c->i;
    eat_blanks(c);
    if (eat(c, "of "))
        eat_blanks(c);
    return c->i > from || eat(c, "-");
}

/* Reads "Thursday, 2 May 2024", "May 2nd, 2024", "2-May-2024", "May 2024". */
static bool named_date(struct scan *c, struct nc_when *out)
{
    static const char *const days[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                       "Friday", "Saturday", "Sunday",    NULL};
    struct scan first = *c;
    unsigned y, m = 0, d = 0;
    if (number_of(letters(&first), days)) {
        eat(&first, ",");
        eat_blanks(&first);
        *c = first;
    }
    size_t from = c->i;
    bool before = day_number(c, &d);
    if ((!before && c->i > from) || !month_name(c, &m))
        return false;
    eat(c, ",");
    if (!eat(c, "-"))
        eat_blanks(c);
    struct scan year = *c;
    if (!before && day_number(c, &d) && digits(c, 4, 4, &y))
        before = true;
    else
        *c = year;
    if (c->i == year.i && !digits(c, 4, 4, &y))
        return false;
    if (!is_day(y, m, before ? d : 1))
        return false;
    *out = (struct nc_when){.year = (uint16_t)y,
                            .month = (uint8_t)m,
                            .day = (uint8_t)(before ? d : 1),
                            .no_day = !before};
    return true;
}

static bool date(struct scan *c, enum nc_when_form form, struct nc_when *out)
{
    unsigned y;
    struct nc_when w = {.month = 1, .day = 1};
    struct scan named = *c;
    if (form == NC_WHEN_BOOK && named_date(&named, out)) {
        *c = named;
        return true;
    }
    if (!digits(c, 4, 4, &y))
        return false;
    w.year = (uint16_t)y;
    if (!below_year(c, form, &w))
        return false;
    *out = w;
    return true;
}

size_t nc_when_scan(struct nc_when *out, struct nc_str s, enum nc_when_form form)
{
    struct scan c = {s, 0};
    *out = (struct nc_when){0};
    if (!date(&c, form, out))
        return 0;
    struct scan at = c, half = c;
    struct nc_when with_time = *out;
    bool mark = eat(&at, "T") || eat(&at, "t") || eat(&at, " ") ||
                ((form == NC_WHEN_FREE || form == NC_WHEN_BOOK) && half_before(&half));
    if (form == NC_WHEN_JOURNAL || out->no_day || !mark)
        return c.i;
    eat_blanks(&at);
    if (!time_of_day(&at, form, &with_time))
        return c.i;
    zone(&at, &with_time);
    *out = with_time;
    return at.i;
}

bool nc_when_parse(struct nc_when *out, struct nc_str s, enum nc_when_form form)
{
    size_t n = nc_when_scan(out, s, form);
    while (n && n < s.n && s.p[n] == ' ')
        n++;
    if (n && n == s.n)
        return true;
    *out = (struct nc_when){0};
    return false;
}

static void put_zone(struct nc_buf *out, const struct nc_when *w)
{
    unsigned off = (unsigned)(w->zone < 0 ? -w->zone : w->zone);
    if (w->zone == 0)
        nc_buf_char(out, 'Z');
    else
        nc_buf_printf(out, "%c%02u:%02u", w->zone < 0 ? '-' : '+', off / 60, off % 60);
}

static void put_day(struct nc_buf *out, const struct nc_when *w)
{
    nc_buf_printf(out, "%04u", w->year);
    if (!w->no_month)
        nc_buf_printf(out, "-%02u", w->month);
    if (!w->no_day)
        nc_buf_printf(out, "-%02u", w->day);
}

void nc_when_put(struct nc_buf *out, const struct nc_when *w)
{
    if (!nc_when_is_set(w))
        return;
    put_day(out, w);
    if (w->has_time)
        nc_buf_printf(out, "T%02u:%02u:%02u", w->hour, w->minute, w->second);
    if (w->has_zone)
        put_zone(out, w);
}

int64_t nc_when_seconds(const struct nc_when *w)
{
    int64_t hour = w->hour, minute = w->minute, zone = w->zone;
    return nc_days_from_date(w->year, w->month, w->day) * 86400 + hour * 3600 + minute * 60 +
           w->second - zone * 60;
}

bool nc_when_same(const struct nc_when *a, const struct nc_when *b)
{
    return a->no_month == b->no_month && a->no_day == b->no_day &&
           nc_when_seconds(a) == nc_when_seconds(b);
}

bool nc_when_parse_moment(struct nc_when *out, struct nc_str s, enum nc_when_form form)
{
    enum { MILLISECONDS = 13 };
    int64_t seconds = 0;
    size_t digits = 0;
    for (; digits < s.n && nc_ascii_is_digit(s.p[digits]); digits++)
        if (digits < MILLISECONDS - 3)
            seconds = seconds * 10 + (s.p[digits] - '0');
    if (s.n != MILLISECONDS || digits != s.n || s.p[0] == '0')
        return nc_when_parse(out, s, form);
    *out = nc_when_from_seconds(seconds);
    return true;
}

struct nc_when nc_when_from_seconds(int64_t seconds)
{
    int64_t days = seconds / 86400 - (seconds % 86400 < 0), rest = seconds - days * 86400, year;
    unsigned month, day;
    nc_date_from_days(days, &year, &month, &day);
    return (struct nc_when){.year = (uint16_t)(year < 0      ? 0
                                               : year > 9999 ? 9999
                                                             : year),
                            .month = (uint8_t)month,
                            .day = (uint8_t)day,
                            .hour = (uint8_t)(rest / 3600),
                            .minute = (uint8_t)(rest / 60 % 60),
                            .second = (uint8_t)(rest % 60),
                            .has_time = true,
                            .has_zone = true};
}

unsigned nc_when_weekday(const struct nc_when *w)
{
    return nc_weekday(nc_days_from_date(w->year, w->month, w->day));
}
