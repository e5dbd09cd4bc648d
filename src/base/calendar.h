/* Dates of the proleptic Gregorian calendar, and days counted from 1970-01-01. */
#ifndef NC_BASE_CALENDAR_H
#define NC_BASE_CALENDAR_H

#include <stdint.h>

/* The day of a date; month from 1 to 12, day from 1. */
int64_t nc_days_from_date(int64_t year, unsigned month, unsigned day);
void nc_date_from_days(int64_t days, int64_t *year, unsigned *month, unsigned *day);
/* 0 Monday … 6 Sunday. */
unsigned nc_weekday(int64_t days);

#endif
