/* Initials of titles and what ranges of them are called. */
#include "lang/initial.h"
#include "tests/unit/check.h"

static void check(const char *title, const char *name)
{
    struct nc_buf b = {0};
    uint32_t initial = nc_initial_of(nc_str(title));
    nc_initial_put(&b, initial, initial, NC_LIT("zh"));
    CHECK_STR(b.p, name);
    nc_buf_dispose(&b);
}

static void check_range(const char *first, const char *last, const char *lang, const char *name)
{
    struct nc_buf b = {0};
    nc_initial_put(&b, nc_initial_of(nc_str(first)), nc_initial_of(nc_str(last)), nc_str(lang));
    CHECK_STR(b.p, name);
    CHECK(nc_initial_of(nc_str(first)) < nc_initial_of(nc_str(last)));
    nc_buf_dispose(&b);
}

int main(void)
{
    check("apple", "A");
    check("  “Éclair”", "E");
    check("ｆull width", "F");
    check("🍀 жук", "Ж");
    check("42", "0–9");
    check("٣ things", "0–9");
    check("!!!", "#");
    check("", "#");
    check("がまん", "か");
    check("パン", "は");
    check("ｶﾅ", "か");
    check("ょ", "や");
    check("ん", "わ");
    check("ヴ", "あ");
    check("빵", "ㅂ");
    check("하늘", "ㅎ");
    check("一", "1 画");
    check("龘", "48 画");
    check("㐀", "5 画");
    check("\xE4\xB8", "#");
    check_range("a", "c", "en", "A–C");
    check_range("7", "c", "en", "0–C");
    check_range("!", "z", "en", "#–Z");
    check_range("z", "あ", "ja", "Z–あ");
    check_range("人", "語", "zh-Hant", "2–14 畫");
    check_range("가", "人", "ko", "ㄱ–2획");
    return check_result();
}
