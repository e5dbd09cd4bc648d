/* The identity of an AZW3: a PalmDB file whose first record is a MOBI header followed by EXTH, a
 * list of numbered texts (wiki.mobileread.com/wiki/MOBI). Every offset is checked, because the file
 * may be anything. */
#include "export/kindle/kindlebook.h"

#include "base/calendar.h"

#include <stdio.h>
#include <string.h>

#define UUID_TEXT 36
#define CLOCK_TEXT 32 /* 2026-01-31T12:00:00.123456+00:00 */
#define MARK "noteconv"
#define PALM_EPOCH 2082844800u /* seconds from 1904 to 1970 */

static uint32_t read_be(struct nc_str s, size_t at, size_t n)
{
    uint32_t v = 0;
    for (size_t i = 0; i < n && at < s.n && i < s.n - at; i++)
        v = v << 8 | (unsigned char)s.p[at + i];
    return v;
}

static void write_be(char *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (char)(unsigned char)(v >> (24 - 8 * i));
}

/* What to find, as offsets in the bytes; 0: missing. */
struct places {
    /* header of the first record */
    size_t header;
    size_t asin, source, published;
};

/* The offset of the text of an EXTH record with this type and length. */
static size_t find_exth(struct nc_str s, size_t exth, uint32_t type, uint32_t length)
{
    uint32_t count = read_be(s, exth + 8, 4);
    size_t at = exth + 12;
    for (uint32_t i = 0; i < count && at <= s.n && s.n - at >= 8; i++) {
        uint32_t size = read_be(s, at + 4, 4);
        if (size < 8 || size > s.n - at)
            return 0;
        if (read_be(s, at, 4) == type && size == length + 8)
            return at + 8;
        at += size;
    }
    return 0;
}

static bool find_places(struct places *p, struct nc_str s)
{
    if (s.n < 86 || !nc_str_eqz(nc_str_sub(s, 60, 68), "BOOKMOBI"))
        return false;
    p->header = read_be(s, 78, 4);
    if (p->header < 78 || p->header > s.n || s.n - p->header < 132 ||
        !nc_str_eqz(nc_str_sub(s, p->header + 16, p->header + 20), "MOBI"))
        return false;
    size_t exth = p->header + 16 + read_be(s, p->header + 20, 4);
    if (exth > s.n || s.n - exth < 12 || !nc_str_eqz(nc_str_sub(s, exth, exth + 4), "EXTH"))
        return false;
    p->asin = find_exth(s, exth, 113, UUID_TEXT);
    p->source = find_exth(s, exth, 112, (uint32_t)strlen(MARK) + UUID_TEXT);
    p->published = find_exth(s, exth, 106, CLOCK_TEXT);
    return p->asin && p->source;
}

/* Sets the date of a book without one. calibre puts the current time there, to the microsecond; no
 * date that an author wrote is that long. */
static void write_published(char *p, int64_t modified)
{
    struct nc_when when = nc_when_from_seconds(modified);
    char text[CLOCK_TEXT + 1];
    int n = snprintf(text, sizeof text, "%04u-%02u-%02uT%02u:%02u:%02u.000000+00:00", when.year,
                     when.month, when.day, when.hour, when.minute, when.second);
    if (n == CLOCK_TEXT)
        memcpy(p, text, CLOCK_TEXT);
}

bool nc_kindle_identify(struct nc_buf *bytes, struct nc_uuid uuid, int64_t modified)
{
    struct places at;
    char text[UUID_TEXT + 1];
    if (!find_places(&at, nc_buf_view(bytes)))
        return false;
    nc_uuid_print(text, uuid);
    memcpy(bytes->p + at.asin, text, UUID_TEXT);
    memcpy(bytes->p + at.source, MARK, strlen(MARK));
    memcpy(bytes->p + at.source + strlen(MARK), text, UUID_TEXT);
    memcpy(bytes->p + at.header + 32, uuid.b, 4);
    if (at.published)
        write_published(bytes->p + at.published, modified);
    write_be(bytes->p + 36, (uint32_t)(modified + PALM_EPOCH));
    write_be(bytes->p + 40, (uint32_t)(modified + PALM_EPOCH));
    return true;
}

bool nc_kindle_is_ours(struct nc_str bytes)
{
    struct places at;
    return find_places(&at, bytes) && memcmp(bytes.p + at.source, MARK, strlen(MARK)) == 0 &&
           memcmp(bytes.p + at.source + strlen(MARK), bytes.p + at.asin, UUID_TEXT) == 0;
}
