/* Forms of dates. @d, @m and @y stand for day, month and year; @M for the month's name after a
 * number, @N for its name alone. */
#include "lang/date.h"

#include "base/calendar.h"
#include "lang/lang.h"

#include <stddef.h>

static const struct {
    const char *lang, *day, *month, *year;
    /* separated by blanks, which none of the names contains */
    const char *months;
    /* the first day of a month, if not a plain 1 */
    const char *first;
    /* names of months without a day, if different */
    const char *alone;
} forms[] = {
    {"zh", "@y年@m月@d日", "@y年@m月", "@y年", "", NULL, NULL},
    {"ja", "@y年@m月@d日", "@y年@m月", "@y年", "", NULL, NULL},
    {"ko", "@y년 @m월 @d일", "@y년 @m월", "@y년", "", NULL, NULL},
    {"vi", "@d tháng @m, @y", "tháng @m năm @y", "@y", "", NULL, NULL},
    {"en", "@d @M @y", "@M @y", "@y",
     "January February March April May June July August September October November December", NULL,
     NULL},
    {"de", "@d. @M @y", "@M @y", "@y",
     "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", NULL,
     NULL},
    {"fr", "@d @M @y", "@M @y", "@y",
     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "1er",
     NULL},
    {"es", "@d de @M de @y", "@M de @y", "@y",
     "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
     NULL, NULL},
    {"it", "@d @M @y", "@M @y", "@y",
     "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
     "dicembre",
     "1º", NULL},
    {"pt", "@d de @M de @y", "@M de @y", "@y",
     "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
     NULL, NULL},
    {"ru", "@d @M @y г.", "@N @y г.", "@y г.",
     "января февраля марта апреля мая июня июля августа сентября октября ноября декабря", NULL,
     "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь"},
    {"ar", "@d @M @y", "@M @y", "@y",
     "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر", NULL, NULL},
    {"he", "@d ב@M @y", "@M @y", "@y",
     "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר", NULL, NULL},
    {"th", "@d @M ค.ศ. @y", "@M ค.ศ. @y", "ค.ศ. @y",
     "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม", NULL,
     NULL},
};

static void put_month(struct nc_buf *out, struct nc_str months, unsigned month)
{
    size_t from = 0;
    for (; month > 1; month--)
        from = nc_str_find(months, ' ', from) + 1;
    nc_buf_str(out, nc_str_sub(months, from, nc_str_find(months, ' ', from)));
}

static void put(struct nc_buf *out, size_t row, const struct nc_when *d)
{
    const char *p = d->no_month ? forms[row].year : d->no_day ? forms[row].month : forms[row].day;
    for (; *p; p++) {
        if (*p != '@') {
            nc_buf_char(out, *p);
            continue;
        }
        p++;
        if (*p == 'M' || *p == 'N')
            put_month(out, nc_str(*p == 'M' ? forms[row].months : forms[row].alone), d->month);
        else if (*p == 'd' && d->day == 1 && forms[row].first)
            nc_buf_puts(out, forms[row].first);
        else
            nc_buf_printf(out, "%u", *p == 'd' ? d->day : *p == 'm' ? d->month : d->year);
    }
}

void nc_lang_date(struct nc_buf *out, struct nc_str lang, struct nc_str date)
{
    struct nc_when when;
    struct nc_str primary = nc_lang_primary(lang);
    struct nc_str day = nc_str_sub(date, 0, date.n < 10 ? date.n : 10);
    bool is_date = nc_when_parse(&when, day, NC_WHEN_BOOK);
    for (size_t i = 0; is_date && i < sizeof forms / sizeof *forms; i++) {
        if (nc_str_ieq(primary, nc_str(forms[i].lang))) {
            put(out, i, &when);
            return;
        }
    }
    nc_buf_str(out, day);
}
