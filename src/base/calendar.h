/* Dates and times of the proleptic Gregorian calendar as people write them, and days counted from
 * 1970-01-01. It does not read the clock and knows no time zone rules: a zone is the offset that
 * was written. */
#ifndef NC_BASE_CALENDAR_H
#define NC_BASE_CALENDAR_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>

/* A day, with or without a time; the time may have a zone. Nothing converts it to another zone: a
 * reader sees what was written. month 0 means no date (a zeroed struct). */
struct nc_when {
    /* 0 to 9999 */
    uint16_t year;
    /* second 60 is a leap second */
    uint8_t month, day, hour, minute, second;
    bool has_time, has_zone;
    /* only a year, or a year and a month, was written; the missing parts are 1 */
    bool no_month, no_day;
    /* minutes east of Greenwich */
    int16_t zone;
};

/* How a date may be written. */
enum nc_when_form {
    NC_WHEN_YAML, /* YYYY-MM-DD, as the core schema and ISO 8601 have it */
    NC_WHEN_FREE, /* also 2025/12/29, 2025.1.2, 2025-1-2 and 2025年12月29日; 7:14 PM, 下午7:14 */
    NC_WHEN_BOOK,   /* also a year or a month alone: 2025-12, 2025年12月, 2025; English months */
    NC_WHEN_JOURNAL /* YYYY-MM-DD or YYYY_MM_DD, and no time */
};

/* Reads the date at the beginning of s, and a time after it if there is one: T or blanks, hh:mm or
 * hh:mm:ss with a fraction, then Z, +hh, +hhmm, +hh:mm or nothing. Returns how many bytes it read.
 * Returns 0, with an empty *out, if s does not begin with a date. A day that its month does not
 * have is not a date. */
size_t nc_when_scan(struct nc_when *out, struct nc_str s, enum nc_when_form form);
/* The same, but s must be a date as a whole. */
bool nc_when_parse(struct nc_when *out, struct nc_str s, enum nc_when_form form);
/* The same, but s may also be 13 digits: milliseconds since 1970, as Dendron writes moments. They
 * become a moment in UTC, of whole seconds. */
bool nc_when_parse_moment(struct nc_when *out, struct nc_str s, enum nc_when_form form);

static inline bool nc_when_is_set(const struct nc_when *w)
{
    return w->month != 0;
}
/* Whether both name the same date or moment, though perhaps in different zones. */
bool nc_when_same(const struct nc_when *a, const struct nc_when *b);
/* Appends ISO 8601: YYYY-MM-DD or the part of it that was written, then Thh:mm:ss, then Z or
 * +hh:mm. Appends nothing for an empty date. */
void nc_when_put(struct nc_buf *out, const struct nc_when *w);
/* Seconds since 1970 in UTC, for machines. A time without a zone counts as UTC. */
int64_t nc_when_seconds(const struct nc_when *w);
/* The same moment in UTC, with a time. */
struct nc_when nc_when_from_seconds(int64_t seconds);
/* The day of the week, from 0 for Monday to 6 for Sunday. */
unsigned nc_when_weekday(const struct nc_when *w);

/* The number of the day; month from 1 to 12, day from 1. */
int64_t nc_days_from_date(int64_t year, unsigned month, unsigned day);
void nc_date_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day);
/* The day of the week, from 0 for Monday to 6 for Sunday. */
unsigned nc_weekday(int64_t days);

#endif
