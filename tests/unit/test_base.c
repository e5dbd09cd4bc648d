/* Slices, UTF-8, hashes, names of files, output that appears whole. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/calendar.h"
#include "base/fsio.h"
#include "base/hash.h"
#include "base/outset.h"
#include "base/sha256.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "base/xmltext.h"
#include "tests/unit/check.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void test_slices(void)
{
    struct nc_str s = NC_LIT("abcabc");
    CHECK(nc_str_find(s, 'c', 3) == 5 && nc_str_find(s, 'x', 0) == s.n);
    CHECK(nc_str_search(s, NC_LIT("ca"), 0) == 2 && nc_str_search(s, NC_LIT("cab"), 3) == s.n);
    CHECK(nc_str_search(s, NC_LIT("abcabcd"), 0) == s.n);
    CHECK(nc_str_search(s, NC_LIT(""), 2) == 2 && nc_str_search(s, NC_LIT(""), s.n + 1) == s.n);
    CHECK(nc_str_cmp(NC_LIT("ab"), NC_LIT("abc")) < 0 &&
          nc_str_cmp(NC_LIT("b"), NC_LIT("abc")) > 0);
    CHECK(nc_str_ieq(NC_LIT("Md"), NC_LIT("mD")) && !nc_str_ieq(NC_LIT("É"), NC_LIT("é")));
    CHECK(nc_str_eqz(nc_str_trim(NC_LIT(" \t\r\na b\n")), "a b") &&
          nc_str_trim(NC_LIT("  ")).n == 0);
    CHECK(nc_str_eq(NC_NONE, NC_LIT("")));
}

static void test_utf8(void)
{
    unsigned len;
    CHECK(nc_utf8_at(NC_LIT("中"), 0, &len) == 0x4E2D && len == 3);
    CHECK(nc_utf8_at(NC_LIT("\xF0\x9F\x98\x80"), 0, &len) == 0x1F600 && len == 4);
    CHECK(nc_utf8_count(NC_LIT("a中😀")) == 3);
    struct nc_buf b = {0};
    nc_buf_cp(&b, 0xD800);
    nc_buf_cp(&b, 0x110000);
    CHECK_STR(b.p, "\xEF\xBF\xBD\xEF\xBF\xBD");
    nc_buf_clear(&b);
    nc_buf_clean(&b, NC_LIT("a\xC0\xAF\xED\xA0\x80z"));
    CHECK(nc_utf8_count(nc_buf_view(&b)) >= 4 && b.p[0] == 'a' && b.p[b.n - 1] == 'z');
    nc_buf_clear(&b);
    nc_nfc_fold(&b, NC_LIT("E\xCC\x81Straße"));
    CHECK_STR(b.p, "éstrasse");
    nc_buf_dispose(&b);
}

/* Every code point is read as it was written, alone and cut short; the malformed sequences of
 * Unicode 15, table 3-7, give U+FFFD and the length of their maximal bad prefix. */
static void test_utf8_all(void)
{
    unsigned len;
    size_t wrong = 0;
    for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
        char p[4];
        if (cp >= 0xD800 && cp <= 0xDFFF)
            continue;
        unsigned n = nc_utf8_put(p, cp);
        wrong += nc_utf8_at((struct nc_str){p, n}, 0, &len) != cp || len != n;
        if (n > 1)
            wrong += nc_utf8_at((struct nc_str){p, n - 1}, 0, &len) != 0xFFFD || len != n - 1;
    }
    CHECK(wrong == 0);
    static const struct {
        struct nc_str bytes;
        unsigned len;
    } bad[] = {{NC_LIT("\xED\xA0\x80"), 1},  {NC_LIT("\xE0\x80\x80"), 1},
               {NC_LIT("\xE0\x9F\xBF"), 1},  {NC_LIT("\xF4\x90\x80\x80"), 1},
               {NC_LIT("\xF0\x9F\x98z"), 3}, {NC_LIT("\xE4\xB8z"), 2},
               {NC_LIT("\xE4\xFF\x80"), 1},  {NC_LIT("\xC1\x80"), 1},
               {NC_LIT("\x80\x80"), 1},      {NC_LIT("\xF8\x88\x80\x80"), 1}};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        CHECK(nc_utf8_at(bad[i].bytes, 0, &len) == 0xFFFD && len == bad[i].len);
}

/* Blanks, signs and letters at the edges of their kinds; what no text may hold. */
static void test_kinds(void)
{
    static const uint32_t blanks[] = {0x20, 0xA0, 0x1680, 0x2000, 0x200A, 0x202F, 0x205F, 0x3000};
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++)
        CHECK(nc_is_space(blanks[i]) && !nc_is_punct(blanks[i]) && !nc_is_letter(blanks[i]));
    CHECK(nc_is_punct(0x203F) && nc_is_punct(0xA6) && !nc_is_punct(0xC0) && !nc_is_punct(0x2160));
    CHECK(nc_is_letter(0xC0) && nc_is_letter(0x5D0) && !nc_is_letter(0x301) && !nc_is_letter('1'));
    CHECK(nc_is_alnum(0xC0) && nc_is_alnum(0x5D0) && !nc_is_alnum(0x203F));
    CHECK(nc_is_cjk_letter(0xFF21) && nc_is_cjk_letter(0x3007) && nc_is_cjk_letter(0x4E00) &&
          !nc_is_cjk_letter(0x3001));
    CHECK(nc_is_control(0x2028) && nc_is_control(0x2029) && !nc_is_control(0x2027) &&
          !nc_is_control(0x2030));
    CHECK(nc_is_xml_char('\t') && nc_is_xml_char('\n') && nc_is_xml_char('\r') &&
          !nc_is_xml_char('\v'));
}

static void check_safe(const char *name, const char *safe)
{
    struct nc_buf b = {0};
    nc_safe_filename(&b, nc_str(name));
    CHECK_STR(b.p, safe);
    nc_buf_dispose(&b);
}

/* Windows takes superscripts for digits in the names of devices. */
static void test_device_names(void)
{
    static const char *const ports[] = {"com1", "lpt9", "COM¹", "com²", "Lpt³"};
    for (size_t i = 0; i < sizeof ports / sizeof ports[0]; i++) {
        struct nc_buf b = {0};
        nc_safe_filename(&b, nc_str(ports[i]));
        CHECK(strcmp(b.p, ports[i]) != 0);
        nc_buf_dispose(&b);
    }
    check_safe("com⁴", "com⁴");
    check_safe(" .a b", "a b");
}

/* Text that is folded without utf8proc is folded as utf8proc does it: the comparison appends a
 * letter that only utf8proc can fold. */
static void test_utf8_floor(void)
{
    struct nc_str s = NC_LIT("a\u00E9\u4E2D\U0001F600");
    static const size_t begins[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10};
    for (size_t i = 0; i <= s.n; i++)
        CHECK(nc_utf8_floor(s, i) == begins[i]);
}

static void test_fold(void)
{
    size_t wrong = 0;
    struct nc_buf alone = {0}, long_way = {0}, both = {0};
    for (uint32_t cp = 1; cp < 0x10000; cp += cp == 0xD7FF ? 0x801 : 1) {
        nc_buf_clear(&alone);
        nc_buf_clear(&long_way);
        nc_buf_clear(&both);
        nc_buf_puts(&both, "A");
        nc_buf_cp(&both, cp);
        nc_nfc_fold(&alone, nc_buf_view(&both));
        nc_buf_cp(&both, 0xC9);
        nc_nfc_fold(&long_way, nc_buf_view(&both));
        nc_buf_cp(&alone, 0xE9);
        wrong += !nc_str_eq(nc_buf_view(&alone), nc_buf_view(&long_way));
    }
    CHECK(wrong == 0);
    nc_buf_clear(&alone);
    nc_nfc_fold(&alone, NC_LIT("\xE3\x81\x8B\xE3\x82\x99")); /* か and the mark that makes it が */
    CHECK_STR(alone.p, "が");
    nc_buf_clear(&alone);
    nc_nfc(&alone, NC_LIT("\xEA\xB0\x80\xE1\x86\xA8")); /* 가 and the jamo that makes it 각 */
    CHECK_STR(alone.p, "각");
    nc_buf_dispose(&alone);
    nc_buf_dispose(&long_way);
    nc_buf_dispose(&both);
}

static void test_characters(void)
{
    CHECK(nc_is_cjk(0x4E2D) && nc_is_cjk(0xAC00) && nc_is_cjk(0x3002) && !nc_is_cjk(0x201C) &&
          !nc_is_cjk(0x1F600));
    CHECK(nc_is_wide(0x1100) && !nc_is_wide(0x10FF));
    CHECK(nc_is_wide(0x4E2D) && !nc_is_wide('a') && nc_is_hangul(0xAC00) && !nc_is_hangul(0x4E2D));
    CHECK(nc_is_punct('$') && nc_is_punct(0x3001) && !nc_is_punct('a'));
    CHECK(nc_is_space(0x3000) && nc_is_space(0xA0) && nc_is_space(0) && !nc_is_space(0x200B));
    CHECK(!nc_is_xml_char(1) && !nc_is_xml_char(0xFFFE) && nc_is_xml_char('\t') &&
          nc_is_xml_char(0x10000));
    CHECK(nc_str_width(NC_LIT("a中e\xCC\x81")) == 4);
}

static void test_calendar(void)
{
    CHECK(nc_days_from_date(1970, 1, 1) == 0 && nc_days_from_date(2000, 3, 1) == 11017);
    CHECK(nc_weekday(0) == 3 && nc_weekday(-1) == 2); /* a Thursday, a Wednesday */
    CHECK(nc_weekday(nc_days_from_date(2025, 12, 29)) == 0);
    size_t wrong = 0;
    for (int64_t day = -800000; day < 800000; day += 13) {
        int64_t y;
        unsigned m, d;
        nc_date_from_days(day, &y, &m, &d);
        wrong += nc_days_from_date(y, m, d) != day || m < 1 || m > 12 || d < 1 || d > 31;
    }
    CHECK(wrong == 0);
}

/* What a text says as a date, in ISO's form, and the moment it means. */
static void check_when(const char *text, enum nc_when_form form, const char *iso, int64_t seconds)
{
    struct nc_when w;
    struct nc_buf put = {0};
    CHECK(nc_when_parse(&w, nc_str(text), form));
    nc_when_put(&put, &w);
    CHECK_STR(put.p, iso);
    CHECK(nc_when_seconds(&w) == seconds);
    nc_buf_dispose(&put);
}

static void test_when(void)
{
    struct nc_when w;
    check_when("2024-01-02", NC_WHEN_YAML, "2024-01-02", 1704153600);
    check_when("2024-01-02T03:04:05+08:00", NC_WHEN_YAML, "2024-01-02T03:04:05+08:00", 1704135845);
    check_when("2024-01-02 3:04", NC_WHEN_YAML, "2024-01-02T03:04:00", 1704164640);
    check_when("2024-01-02t03:04:00.25Z", NC_WHEN_YAML, "2024-01-02T03:04:00Z", 1704164640);
    check_when("2024-01-02 03:04 -0330 ", NC_WHEN_YAML, "2024-01-02T03:04:00-03:30", 1704177240);
    check_when("2024/1/2", NC_WHEN_FREE, "2024-01-02", 1704153600);
    check_when("2024年1月2日", NC_WHEN_FREE, "2024-01-02", 1704153600);
    check_when("2024_01_02", NC_WHEN_JOURNAL, "2024-01-02", 1704153600);
    check_when("2024-05", NC_WHEN_BOOK, "2024-05", 1714521600);
    check_when("2024/5", NC_WHEN_BOOK, "2024-05", 1714521600);
    check_when("2024年5月", NC_WHEN_BOOK, "2024-05", 1714521600);
    check_when("2024", NC_WHEN_BOOK, "2024", 1704067200);
    check_when("2024年", NC_WHEN_BOOK, "2024", 1704067200);
    check_when("2024.5.6 下午3:04", NC_WHEN_BOOK, "2024-05-06T15:04:00", 1715007840);
    static const char *const named[] = {"2 May 2024",           "May 2, 2024",  "2nd of May 2024",
                                        "2-May-2024",           "May 2nd 2024", "Thu, 02 May 2024",
                                        "Thursday, May 2 2024", "2. May 2024"};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        check_when(named[i], NC_WHEN_BOOK, "2024-05-02", 1714608000);
    check_when("May 2024", NC_WHEN_BOOK, "2024-05", 1714521600);
    check_when("Sept. 2024", NC_WHEN_BOOK, "2024-09", 1725148800);
    check_when("Thu, 02 May 2024 10:00:00 +0200", NC_WHEN_BOOK, "2024-05-02T10:00:00+02:00",
               1714636800);
    CHECK(!nc_when_parse(&w, NC_LIT("2 May 2024"), NC_WHEN_FREE));
    CHECK(nc_when_parse_moment(&w, NC_LIT("1596374871999"), NC_WHEN_FREE));
    CHECK(nc_when_seconds(&w) == 1596374871 && w.has_time && w.has_zone && w.zone == 0);
    CHECK(nc_when_parse_moment(&w, NC_LIT("2024-05"), NC_WHEN_BOOK) && w.year == 2024);
    static const char *const no_moment[] = {"159637487199", "15963748719990", "0596374871999",
                                            "159637487199x", "1596374871 999"};
    for (size_t i = 0; i < sizeof no_moment / sizeof *no_moment; i++)
        CHECK(!nc_when_parse_moment(&w, nc_str(no_moment[i]), NC_WHEN_BOOK));
    static const char *const no_book[] = {
        "May",        "2 2024",      "31 June 2024", "Mayor 2024", "Ma 2024",       "2May2024",
        "May 2, 24",  "Spring 2024", "May 2024, 5",  "2024-13",    "2024-05-",      "2024-05-32",
        "2024年13月", "202405",      "2024 May",     "24",         "2024-05 10:30", "2024年5"};
    for (size_t i = 0; i < sizeof no_book / sizeof *no_book; i++)
        if (nc_when_parse(&w, nc_str(no_book[i]), NC_WHEN_BOOK))
            CHECK_STR(no_book[i], "taken for the date of a book");
    CHECK(!nc_when_parse(&w, NC_LIT("2024-05"), NC_WHEN_FREE));
    CHECK(!nc_when_parse(&w, NC_LIT("2024年5月"), NC_WHEN_FREE));
    /* Halves of the day: 15:04:05, midnight, noon, and what a clock of 24 hours says too. */
    static const struct {
        const char *text, *iso;
    } halves[] = {{"2024-01-02 03:04:05 PM", "2024-01-02T15:04:05"},
                  {"2024-1-2 3:04pm +08:00", "2024-01-02T15:04:00+08:00"},
                  {"2024/01/02 12:30 am", "2024-01-02T00:30:00"},
                  {"2024-01-02T12:30 PM", "2024-01-02T12:30:00"},
                  {"2024-01-02 15:04 PM", "2024-01-02T15:04:00"},
                  {"2024年1月2日 下午3:04", "2024-01-02T15:04:00"},
                  {"2024年1月2日下午 3:04", "2024-01-02T15:04:00"},
                  {"2024/1/2 午前 9:30", "2024-01-02T09:30:00"},
                  {"2024-01-02 오후 12:30", "2024-01-02T12:30:00"}};
    for (size_t i = 0; i < sizeof halves / sizeof *halves; i++) {
        struct nc_buf shown = {0};
        CHECK(nc_when_parse(&w, nc_str(halves[i].text), NC_WHEN_FREE));
        nc_when_put(&shown, &w);
        CHECK_STR(shown.p, halves[i].iso);
        nc_buf_dispose(&shown);
    }
    CHECK(!nc_when_parse(&w, NC_LIT("2024-01-02 15:04 AM"), NC_WHEN_FREE));
    CHECK(!nc_when_parse(&w, NC_LIT("2024-01-02 03:04 PM"), NC_WHEN_YAML));
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02 03:04 Amsterdam"), NC_WHEN_FREE) == 16);
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02 03:04 PMs"), NC_WHEN_FREE) == 16 && w.hour == 3);
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02 03:04 PM s"), NC_WHEN_FREE) == 19 && w.hour == 15);
    static const char *const none[] = {
        "",           "2024",           "2024-1-2",          "2023-02-29",       "2024-00-10",
        "2024-01-32", "2024-01-02x",    "2024-01-02T",       "2024-01-02 24:00", "2024/01/02",
        "2024_01_02", "2024-01-02 9:5", "2024-01-02T01:02+", "99999-01-01",      "2024-01-02 x"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (nc_when_parse(&w, nc_str(none[i]), NC_WHEN_YAML) || nc_when_is_set(&w))
            CHECK_STR(none[i], "taken for a date");
    CHECK(!nc_when_parse(&w, NC_LIT("2024-01_02"), NC_WHEN_FREE));
    CHECK(!nc_when_parse(&w, NC_LIT("2024-01-02 03:04"), NC_WHEN_JOURNAL));
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02 at home"), NC_WHEN_YAML) == 10 && !w.has_time);
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02 10:30 home"), NC_WHEN_YAML) == 16 && w.has_time);
    static const struct {
        const char *text;
        size_t length; /* of what is read */
    } parts[] = {{"2024-01-02 03:04:05", 19},    {"2024-01-02 03:04:60", 19},
                 {"2024-01-02 03:04:61", 10},    {"2024-01-02 03:04:5", 10},
                 {"2024-01-02 03:04:05.5", 21},  {"2024-01-02 03:04:05.x", 10},
                 {"2024-01-02 23:59", 16},       {"2024-01-02 23:60", 10},
                 {"2024-01-02T03:04+23:59", 22}, {"2024-01-02T03:04+24:00", 16},
                 {"2024-01-02T03:04+08:60", 16}, {"2024-01-02T03:04-8", 18},
                 {"2024-01-02T03:04 +0800", 22}, {"2024-01-02T03:04+08:5", 19}};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!CHECK(nc_when_scan(&w, nc_str(parts[i].text), NC_WHEN_YAML) == parts[i].length))
            fprintf(stderr, "  of %s\n", parts[i].text);
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02T03:04-08:30"), NC_WHEN_YAML) && w.zone == -510);
    CHECK(nc_when_scan(&w, NC_LIT("2024-01-02T03:04+8"), NC_WHEN_YAML) && w.zone == 480);
    w = nc_when_from_seconds(-100000000000);
    CHECK(w.year == 0);
    w = nc_when_from_seconds(400000000000);
    CHECK(w.year == 9999);
    w = nc_when_from_seconds(253402300799);
    CHECK(w.year == 9999 && w.month == 12 && w.day == 31 && w.second == 59);
    w = nc_when_from_seconds(-1);
    CHECK(w.year == 1969 && w.second == 59 && nc_when_seconds(&w) == -1 &&
          nc_when_weekday(&w) == 2);
}

static void test_hashes(void)
{
    uint8_t sha1[20], sha256[32];
    char hex[65];
    nc_sha1(sha1, NC_LIT("abc"));
    nc_hex(hex, sha1, 20);
    CHECK_STR(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    nc_sha256(sha256, NC_LIT("abc"));
    nc_hex(hex, sha256, 32);
    CHECK_STR(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    /* Lengths of one block and of two; with and without the processor's instructions. */
    char text[200];
    memset(text, 'x', sizeof text);
    for (size_t n = 0; n <= sizeof text; n++) {
        struct nc_sha256 h;
        uint8_t plain[32], pieces[32];
        text[n / 2] = (char)n;
        nc_sha256(sha256, (struct nc_str){text, n});
        nc_sha256_begin_plain(&h);
        nc_sha256_add(&h, (struct nc_str){text, n});
        nc_sha256_end(&h, plain);
        nc_sha256_begin(&h);
        nc_sha256_add(&h, (struct nc_str){text, n / 3});
        nc_sha256_add(&h, (struct nc_str){text + n / 3, n - n / 3});
        nc_sha256_end(&h, pieces);
        CHECK(memcmp(sha256, plain, 32) == 0 && memcmp(sha256, pieces, 32) == 0);
    }
    uint8_t one[16], other[16];
    for (size_t n = 1; n <= 40; n++)
        for (size_t i = 0; i < n; i++) {
            nc_fingerprint(one, (struct nc_str){text, n});
            text[i] ^= 1;
            nc_fingerprint(other, (struct nc_str){text, n});
            text[i] ^= 1;
            CHECK(memcmp(one, other, 16) != 0);
        }
    nc_fingerprint(one, NC_LIT("a"));
    nc_fingerprint(other, (struct nc_str){"a\0", 2});
    CHECK(memcmp(one, other, 16) != 0);
    /* RFC 4122's name space of domain names; the value is that of Python's uuid.uuid5. */
    struct nc_uuid dns = {{0x6b, 0xa7, 0xb8, 0x10, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0,
                           0x4f, 0xd4, 0x30, 0xc8}};
    char uuid[37];
    nc_uuid_print(uuid, nc_uuid5(dns, NC_LIT("python.org")));
    CHECK_STR(uuid, "886313e1-3b8a-5372-9b90-0c9aee199e5d");
}

static void test_names(void)
{
    static const struct {
        const char *from, *to;
    } names[] = {{"a/b", "a-b"},
                 {".hidden", "hidden"},
                 {"中文 笔记", "中文 笔记"},
                 {"trailing. ", "trailing"}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct nc_buf b = {0};
        nc_safe_filename(&b, nc_str(names[i].from));
        CHECK(b.n > 0 && !memchr(b.p, '/', b.n) && b.p[0] != '.');
        if (i > 0)
            CHECK_STR(b.p, names[i].to);
        nc_buf_dispose(&b);
    }
    struct nc_buf b = {0}, long_name = {0};
    for (int i = 0; i < 100; i++)
        nc_buf_puts(&long_name, "中");
    nc_safe_filename(&b, nc_buf_view(&long_name));
    CHECK(b.n <= 200 && b.n % 3 == 0);
    nc_buf_clear(&b);
    nc_safe_filename(&b, NC_LIT("..."));
    CHECK(b.n > 0);
    nc_buf_dispose(&b);
    nc_buf_dispose(&long_name);
}

static void write_all(struct nc_outset *set, const char *path, const char *text)
{
    struct nc_fail f = {0};
    struct nc_out *out = NULL;
    CHECK(nc_out_open(&out, set, path, &f) == 0);
    CHECK(nc_out_write(out, text, strlen(text)) == 0);
    CHECK(nc_out_close(out) == 0);
}

static void check_file(const char *path, const char *text)
{
    struct nc_buf b = {0};
    struct nc_fail f = {0};
    if (text)
        CHECK(nc_read_file(&b, path, 1000, &f) == 0);
    else
        CHECK(access(path, F_OK) != 0);
    if (text)
        CHECK_STR(b.p, text);
    nc_buf_dispose(&b);
}

/* Without a commit nothing is seen; with it all is. */
static void test_output(void)
{
    bool mixed;
    char folder[] = "/tmp/nc-test-XXXXXX", path[64];
    CHECK(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/x", folder);
    struct nc_fail f = {0};
    struct nc_outset *set = nc_outset_new();
    write_all(set, path, "old");
    check_file(path, NULL);
    CHECK(nc_outset_commit(set, &mixed, &f) == 0);
    nc_outset_free(set);
    check_file(path, "old");
    set = nc_outset_new();
    write_all(set, path, "new");
    nc_outset_free(set);
    check_file(path, "old");
    CHECK(unlink(path) == 0 && rmdir(folder) == 0); /* no temporary file is left */
}

static void test_utf8_valid(void)
{
    static const struct {
        struct nc_str bytes;
        bool valid;
    } texts[] = {{{"", 0}, true},
                 {{"plain text of ASCII", 19}, true},
                 {{"\xE4\xB8\xAD\xE6\x96\x87 and more text", 20}, true},
                 {{"1234567\xED\x9F\xBF\xEE\x80\x80", 13}, true},
                 {{"\xEF\xBF\xBD\xE0\xA0\x80\xF0\x9F\x98\x80", 10}, true},
                 {{"\xE4\xB8\xAD\xED\xA0\x80", 6}, false}, /* a surrogate */
                 {{"\xE4\xB8\xAD\xE0\x9F\xBF", 6}, false}, /* too long a form */
                 {{"\xE4\xB8\xAD\xE6\x96", 5}, false},     /* cut off */
                 {{"\xE4\xB8\xAD\xE6\x96\x41", 6}, false},
                 {{"\xE4\xB8\xAD\xE6\xC0\x87", 6}, false},
                 {{"12345678\x80", 9}, false}};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        CHECK(nc_utf8_valid(texts[i].bytes) == texts[i].valid);
}

static void test_arena_expects(void)
{
    struct nc_arena *a = nc_arena_new();
    nc_arena_alloc(a, 16);
    nc_arena_expect(a, 16000);
    for (size_t k = 0; k < 1000; k++)
        nc_arena_alloc(a, 16);
#ifndef NC_ARENA_MALLOC
    CHECK(nc_arena_held(a) < 16400); /* in blocks that grow it would be more */
#endif
    nc_arena_free(a);
}

static void check_escaped(struct nc_str s, const char *expected)
{
    struct nc_buf out = {0};
    nc_xml_escape(&out, s);
    CHECK_STR(out.p, expected);
    nc_buf_dispose(&out);
}

/* Short texts and long ones are written in different ways: each place of a special character in
 * both. */
static void test_escape(void)
{
    static const struct {
        const char *from, *to;
    } specials[] = {{"<", "&lt;"},        {">", "&gt;"},        {"&", "&amp;"},
                    {"\"", "&quot;"},     {"\n", "\n"},         {"\t", "\t"},
                    {"\r", "&#13;"},      {"\x7F", "\uFFFD"},   {"\x01", "\uFFFD"},
                    {"\u0338", "&#824;"}, {"\u00E9", "\u00E9"}, {"\u4E2D", "\u4E2D"}};
    for (size_t k = 0; k < sizeof specials / sizeof *specials; k++) {
        for (size_t n = 0; n < 80; n++) {
            for (size_t at = 0; at <= n; at += 1 + at / 8) {
                struct nc_buf s = {0}, expected = {0};
                for (size_t i = 0; i <= n; i++) {
                    nc_buf_puts(&s, i == at ? specials[k].from : "a<");
                    nc_buf_puts(&expected, i == at ? specials[k].to : "a&lt;");
                }
                check_escaped(nc_buf_view(&s), expected.p);
                nc_buf_dispose(&s);
                nc_buf_dispose(&expected);
            }
        }
    }
    check_escaped(NC_LIT("a\xFF<"), "a\uFFFD&lt;");
}

static void test_arena(void)
{
    struct nc_arena *a = nc_arena_new(), *b = nc_arena_new();
    struct nc_str kept = nc_arena_str(b, NC_LIT("kept"));
    CHECK(kept.p[4] == '\0');
    nc_arena_adopt(a, b);
    CHECK_STR(kept.p, "kept");
    /* Texts between pieces, which stay aligned; each is kept as it was put. */
    struct nc_str texts[300];
    for (size_t i = 0; i < 300; i++) {
        uint64_t *piece = nc_arena_alloc(a, 24);
        CHECK((uintptr_t)piece % 16 == 0 && !piece[0] && !piece[2]);
        piece[0] = piece[2] = UINT64_MAX;
        texts[i] = nc_arena_str(a, nc_str_sub(NC_LIT("0123456789abcdefghijklm"), 0, i % 23));
    }
    for (size_t i = 0; i < 300; i++)
        CHECK(strncmp(texts[i].p, "0123456789abcdefghijklm", i % 23) == 0 && !texts[i].p[i % 23]);
    char *big = nc_arena_alloc(a, 1 << 20);
    CHECK(big[0] == 0 && big[(1 << 20) - 1] == 0);
    nc_arena_free(a);
}

static void check_xml(void (*convert)(struct nc_buf *, struct nc_str), const char *in,
                      const char *expected)
{
    struct nc_buf b = {0};
    nc_buf_puts(&b, "");
    convert(&b, nc_str(in));
    CHECK_STR(b.p, expected);
    nc_buf_dispose(&b);
}

static void test_xml_text(void)
{
    check_xml(nc_xml_unescape, "a &amp; &lt;b&gt; &quot;&apos;", "a & <b> \"'");
    check_xml(nc_xml_unescape, "&#65;&#x42;&#xe9;&#xE9;&#x1F600;&#128512;", "ABéé😀😀");
    check_xml(nc_xml_unescape, "&#x10FFFF;&#9;", "\xF4\x8F\xBF\xBF\t");
    /* No characters, or unknown: they stay. */
    check_xml(nc_xml_unescape, "&#x110000;&#0;&#1;&#xD800;&#xFFFE;&#99999999;",
              "&#x110000;&#0;&#1;&#xD800;&#xFFFE;&#99999999;");
    check_xml(nc_xml_unescape, "&;&#;&#x;&#a;&#xg;&#6:5;&#x6`;&#X41;&nbsp;&AMP;",
              "&;&#;&#x;&#a;&#xg;&#6:5;&#x6`;&#X41;&nbsp;&AMP;");
    check_xml(nc_xml_unescape, "a & b; &amp &", "a & b; &amp &");
    check_xml(nc_xml_unescape, "&&amp;&#000000065;&#0000000065;", "&&A&#0000000065;");
    check_xml(nc_xml_escape, "a & <b> \"c\" 'd'\r\n\t",
              "a &amp; &lt;b&gt; &quot;c&quot; 'd'&#13;\n\t");
    check_xml(nc_xml_escape, "\x01\x7F\xFF|\xEF\xBF\xBE|\xED\xA0\x80|书😀é",
              "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|\xEF\xBF\xBD|"
              "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD|书😀é");
    check_xml(nc_xml_escape_attribute, "a\tb\nc\r<é>", "a&#9;b&#10;c&#13;&lt;é&gt;");
    /* Long pieces without anything special, and a special one at each place. */
    for (int at = 0; at < 40; at++) {
        char in[41], expected[64];
        memset(in, 'x', 40);
        in[40] = 0;
        in[at] = '<';
        snprintf(expected, sizeof expected, "%.*s&lt;%s", at, in, in + at + 1);
        check_xml(nc_xml_escape, in, expected);
    }
}

int main(void)
{
    test_slices();
    test_utf8();
    test_utf8_all();
    test_kinds();
    test_device_names();
    test_utf8_floor();
    test_fold();
    test_characters();
    test_calendar();
    test_when();
    test_hashes();
    test_names();
    test_output();
    test_escape();
    test_arena();
    test_xml_text();
    test_arena_expects();
    test_utf8_valid();
    return check_result();
}
