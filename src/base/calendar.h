/* Dates and times of the proleptic Gregorian calendar as people write them, and days counted from
 * 1970-01-01. Not the clock, and no rules of time zones: a zone is the offset that was written. */
#ifndef NC_BASE_CALENDAR_H
#define NC_BASE_CALENDAR_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* A day, with or without a time, which has a zone or none. Nothing moves it to another zone: a
 * reader sees what was written. month 0: none at all (a zeroed struct). */
struct nc_when {
    uint16_t year;                            /* 0 to 9999 */
    uint8_t month, day, hour, minute, second; /* second 60 is a leap second */
    bool has_time, has_zone;
    bool no_month, no_day; /* a year, or a year and its month, was written; what was not is 1 */
    int16_t zone;          /* minutes east of Greenwich */
};

/* How a date may be written. */
enum nc_when_form {
    NC_WHEN_YAML, /* YYYY-MM-DD, as the core schema and ISO 8601 have it */
    NC_WHEN_FREE, /* also 2025/12/29, 2025.1.2, 2025-1-2 and 2025年12月29日; 7:14 PM, 下午7:14 */
    NC_WHEN_BOOK, /* also a month or a year without what is below it: 2025-12, 2025年12月, 2025 */
    NC_WHEN_JOURNAL /* YYYY-MM-DD or YYYY_MM_DD, and no time */
};

/* Reads the date at the beginning of s, and the time after it if there is one: after T or blanks,
 * hh:mm or hh:mm:ss with a fraction, then Z, +hh, +hhmm or +hh:mm, or nothing. Returns how many
 * bytes it read; 0, and *out is none, if no date begins s. Days that a month does not have are no
 * date. */
size_t nc_when_scan(struct nc_when *out, struct nc_str s, enum nc_when_form form);
/* The whole of s is one. */
bool nc_when_parse(struct nc_when *out, struct nc_str s, enum nc_when_form form);

static inline bool nc_when_is_set(const struct nc_when *w)
{
    return w->month != 0;
}
/* They say the same, though perhaps in different zones. */
bool nc_when_same(const struct nc_when *a, const struct nc_when *b);
/* YYYY-MM-DD, or what was written of it; then Thh:mm:ss, then Z or +hh:mm: ISO 8601. Nothing for
 * none. */
void nc_when_put(struct nc_buf *out, const struct nc_when *w);
/* Seconds since 1970 in UTC, for machines; without a zone the time counts as UTC. */
int64_t nc_when_seconds(const struct nc_when *w);
/* The same moment in UTC, with its time. */
struct nc_when nc_when_from_seconds(int64_t seconds);
/* 0 Monday … 6 Sunday. */
unsigned nc_when_weekday(const struct nc_when *w);

/* The day of a date; month from 1 to 12, day from 1. */
int64_t nc_days_from_date(int64_t year, unsigned month, unsigned day);
void nc_date_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day);
/* 0 Monday … 6 Sunday. */
unsigned nc_weekday(int64_t days);

#endif
