/* Languages told from texts. */
#include "lang/lang.h"
#include "tests/unit/check.h"

static void check(const char *text, const char *lang)
{
    struct nc_lang_counts c = {0};
    nc_lang_count(&c, nc_str(text));
    CHECK_STR(nc_lang_decide(&c), lang);
}

int main(void)
{
    check("我们这里说的是简体中文，还有一些词语。", "zh-Hans");
    check("我們這裡說的是繁體中文，還有一些詞語。", "zh-Hant");
    check("これは日本語の文章です。漢字とかな。", "ja");
    check("이것은 한국어 문장입니다. 漢字도 있다.", "ko");
    check("This is the text of a note and it is in English.", "en");
    check("Das ist der Text und er ist nicht auf Englisch.", "de");
    check("Это русский текст заметки.", "ru");
    check("To jest zwykły tekst po polsku, który nie ma nic wspólnego z innym językiem.", "pl");
    check("Bu, başka bir dille ilgisi olmayan ve çok kısa bir Türkçe metin.", "tr");
    check("Đây là một văn bản tiếng Việt bình thường và không có gì đặc biệt.", "vi");
    check("Toto je obyčejný český text, který nemá nic společného s jiným jazykem.", "und");
    check("Ini teks biasa dalam bahasa Indonesia tanpa hubungan apa pun dengan bahasa lain", "und");
    check("Step a\n\nStep b\n\nStep e\n\nOption o\n\nCase e", "en");
    check("12345 !!! ---", "und");
    check("", "und");
    check("中文", "zh");
    return check_result();
}
