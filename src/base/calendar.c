/* Counting in eras of 400 years that begin on the first of March, so that the leap day ends a year.
 */
#include "base/calendar.h"

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
    int64_t doe = days - era * 146097; /* of the era */
    int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    int64_t march = (5 * doy + 2) / 153; /* months since */
    *day = (unsigned)(doy - (153 * march + 2) / 5 + 1);
    *month = (unsigned)(march < 10 ? march + 3 : march - 9);
    *year = yoe + era * 400 + (*month <= 2);
}

unsigned nc_weekday(int64_t days)
{
    int64_t since_monday = (days + 3) % 7; /* 1970 began on a Thursday */
    return (unsigned)(since_monday < 0 ? since_monday + 7 : since_monday);
}
