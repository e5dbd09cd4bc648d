/* Forms of dates: @d, @m and @y stand for day, month and year, @M for the month's name as it is
 * after a number. */
#include "lang/date.h"

#include "base/calendar.h"

#include <stddef.h>

static const struct {
    const char *lang, *form;
    const char *months; /* with blanks between them, which none of the names has */
    const char *first;  /* of a month, where it is no plain 1 */
} forms[] = {
    {"zh", "@y年@m月@d日", "", NULL},
    {"ja", "@y年@m月@d日", "", NULL},
    {"ko", "@y년 @m월 @d일", "", NULL},
    {"vi", "@d tháng @m, @y", "", NULL},
    {"en", "@d @M @y",
     "January February March April May June July August September October November December", NULL},
    {"de", "@d. @M @y",
     "Januar Februar März April Mai Juni Juli August September Oktober November Dezember", NULL},
    {"fr", "@d @M @y",
     "janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "1er"},
    {"es", "@d de @M de @y",
     "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
     NULL},
    {"it", "@d @M @y",
     "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre "
     "dicembre",
     "1º"},
    {"pt", "@d de @M de @y",
     "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
     NULL},
    {"ru", "@d @M @y г.",
     "января февраля марта апреля мая июня июля августа сентября октября ноября декабря", NULL},
    {"ar", "@d @M @y", "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
     NULL},
    {"he", "@d ב@M @y", "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
     NULL},
    {"th", "@d @M ค.ศ. @y",
     "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
     NULL},
};

static void put_month(struct nc_buf *out, struct nc_str months, unsigned month)
{
    size_t from = 0;
    for (; month > 1; month--)
        from = nc_str_find(months, ' ', from) + 1;
    nc_buf_str(out, nc_str_sub(months, from, nc_str_find(months, ' ', from)));
}

static void put(struct nc_buf *out, size_t form, const struct nc_when *d)
{
    for (const char *p = forms[form].form; *p; p++) {
        if (*p != '@') {
            nc_buf_char(out, *p);
            continue;
        }
        p++;
        if (*p == 'M')
            put_month(out, nc_str(forms[form].months), d->month);
        else if (*p == 'd' && d->day == 1 && forms[form].first)
            nc_buf_puts(out, forms[form].first);
        else
            nc_buf_printf(out, "%u", *p == 'd' ? d->day : *p == 'm' ? d->month : d->year);
    }
}

void nc_lang_date(struct nc_buf *out, struct nc_str lang, struct nc_str day)
{
    struct nc_when when;
    struct nc_str primary = nc_str_sub(lang, 0, nc_str_find(lang, '-', 0));
    bool is_day = nc_when_scan(&when, nc_str_sub(day, 0, day.n < 10 ? day.n : 10), NC_WHEN_YAML);
    for (size_t i = 0; is_day && i < sizeof forms / sizeof *forms; i++) {
        if (nc_str_ieq(primary, nc_str(forms[i].lang))) {
            put(out, i, &when);
            return;
        }
    }
    nc_buf_str(out, nc_str_sub(day, 0, day.n < 10 ? day.n : 10));
}
