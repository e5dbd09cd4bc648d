/* Guessing on texts too small, cut or mixed; whole notes are read by tests/encodings.py. */
#include "parse/input/encoding.h"
#include "tests/unit/check.h"

static void check_guess(const char *bytes, size_t n, enum nc_encoding expected,
                        enum nc_encoding expected_likely)
{
    enum nc_encoding likely, e = nc_encoding_guess((struct nc_str){bytes, n}, &likely);
    if (!CHECK(e == expected && likely == expected_likely))
        fprintf(stderr, "  %d, likely %d\n", e, likely);
}
#define GUESS(s, e, likely) check_guess((s), sizeof(s) - 1, (e), (likely))

/* Long texts are judged by a sample, which may end within a character; what follows it must fit. */
static void check_cut(void)
{
    static const char word[] = "\xD5\xE2\xCA\xC7\xCE\xD2\xC3\xC7\xB5\xC4\xCE\xC4\xD7\xD6";
    for (size_t shift = 0; shift < 4; shift++) {
        struct nc_buf b = {0};
        enum nc_encoding likely;
        for (size_t i = 0; i < shift; i++)
            nc_buf_char(&b, 'x');
        for (size_t i = 0; i < 40000; i++)
            nc_buf_put(&b, word, sizeof word - 1);
        /* one of four bytes, which GB 18030 has and GBK has not */
        nc_buf_put(&b, "\x81\x30\x81\x30", 4);
        CHECK(nc_encoding_guess(nc_buf_view(&b), &likely) == NC_ENC_GB18030);
        nc_buf_put(&b, "\xFF\xFF\n", 3);
        CHECK(nc_encoding_guess(nc_buf_view(&b), &likely) == NC_ENC_UNKNOWN);
        CHECK(likely == NC_ENC_UNKNOWN);
        nc_buf_dispose(&b);
    }
    for (size_t bad = 0; bad < 2; bad++) {
        struct nc_buf b = {0};
        enum nc_encoding likely;
        for (size_t i = 0; i < 40; i++)
            nc_buf_put(&b, i == 20 ? bad ? "\x81\x30\x81\x41" : "\x81\x30\x81\x30" : word,
                       i == 20 ? 4 : sizeof word - 1);
        enum nc_encoding e = nc_encoding_guess(nc_buf_view(&b), &likely);
        CHECK(bad ? e != NC_ENC_GB18030 : e == NC_ENC_GB18030);
        nc_buf_dispose(&b);
    }
    CHECK(nc_encoding_fits(NC_LIT("\x81\x30\x81\x30"), NC_ENC_GB18030));
    CHECK(!nc_encoding_fits(NC_LIT("\x81\x30\x81"), NC_ENC_GB18030));
    CHECK(!nc_encoding_fits(NC_LIT("\x81\x30\x80\x30"), NC_ENC_GB18030));
    CHECK(!nc_encoding_fits(NC_LIT("\x81\x30\x81\x40"), NC_ENC_GB18030));
}

int main(void)
{
    GUESS("", NC_ENC_UTF8, NC_ENC_UNKNOWN);
    GUESS("plain\n", NC_ENC_UTF8, NC_ENC_UNKNOWN);
    GUESS("\xC4\xE3\xBA\xC3", NC_ENC_UNKNOWN, NC_ENC_GB18030);
    GUESS("na\xEFve and caf\xE9\n", NC_ENC_WINDOWS_1252, NC_ENC_WINDOWS_1252);
    GUESS("caf\xC3\xA9 \xFF caf\xC3\xA9 caf\xC3\xA9", NC_ENC_UTF8, NC_ENC_UNKNOWN);
    /* Cyrillic in Windows-1251: no encoding that is recognised. */
    enum nc_encoding likely;
    CHECK(nc_encoding_guess(nc_str("\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0! \xDD\xF2\xEE "
                                   "\xF2\xE5\xEA\xF1\xF2."),
                            &likely) == NC_ENC_UNKNOWN);
    GUESS("h\0i\0\n\0", NC_ENC_UTF16LE, NC_ENC_UNKNOWN);
    GUESS("\0h\0i\0\n", NC_ENC_UTF16BE, NC_ENC_UNKNOWN);
    GUESS("\xFF\xFEx", NC_ENC_UTF16LE, NC_ENC_UNKNOWN);
    GUESS("\xFE\xFFx", NC_ENC_UTF16BE, NC_ENC_UNKNOWN);
    GUESS("\xFE\xFF", NC_ENC_UTF16BE, NC_ENC_UNKNOWN);
    check_cut();
    CHECK(nc_encoding_fits(NC_LIT("\xC4\xE3"), NC_ENC_GB18030));
    CHECK(!nc_encoding_fits(NC_LIT("\xC4"), NC_ENC_GB18030));
    struct nc_buf out = {0};
    CHECK(nc_encoding_decode(&out, NC_LIT("\xC4\xE3\xFF\x41"), "GB18030") == 1);
    CHECK_STR(out.p, "你\xEF\xBF\xBD"
                     "A");
    CHECK(nc_encoding_decode(&out, NC_LIT("x"), "no such encoding") == SIZE_MAX);
    CHECK(!nc_encoding_is_known("no such encoding") && nc_encoding_is_known("EUC-KR"));
    nc_buf_dispose(&out);
    return check_result();
}
