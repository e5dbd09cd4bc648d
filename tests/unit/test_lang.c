/* Languages recognised from texts. */
#include "lang/date.h"
#include "lang/lang.h"
#include "tests/unit/check.h"

static void check(const char *text, const char *lang)
{
    struct nc_lang_counts c = {0};
    nc_lang_count(&c, nc_str(text));
    CHECK_STR(nc_lang_decide(&c), lang);
}

static void test_dates(void)
{
    static const char *const rows[][3] = {
        {"zh-Hant", "2024-05-31T23:30:00+09:00", "2024年5月31日"},
        {"ja", "2024-01-01", "2024年1月1日"},
        {"ko", "2024-12-09", "2024년 12월 9일"},
        {"en-GB", "2024-05-01", "1 May 2024"},
        {"de-AT", "2024-03-03", "3. März 2024"},
        {"fr", "2024-05-01", "1er mai 2024"},
        {"fr", "2024-08-31", "31 août 2024"},
        {"es", "2024-12-02", "2 de diciembre de 2024"},
        {"it", "2024-06-01", "1º giugno 2024"},
        {"pt-BR", "2024-01-31", "31 de janeiro de 2024"},
        {"ru", "2024-05-31", "31 мая 2024 г."},
        {"vi", "2024-05-31", "31 tháng 5, 2024"},
        {"ar", "2024-05-31", "31 مايو 2024"},
        {"he", "2024-05-31", "31 במאי 2024"},
        {"th", "2024-05-31", "31 พฤษภาคม ค.ศ. 2024"},
        {"und", "2024-05-31", "2024-05-31"},
        {"nl", "2024-05-31", "2024-05-31"},
        {"en", "", ""},
        {"en", "2024-05", "May 2024"},
        {"en", "2024", "2024"},
        {"zh", "2024-05", "2024年5月"},
        {"zh", "2024", "2024年"},
        {"ko", "2024-12", "2024년 12월"},
        {"ko", "2024", "2024년"},
        {"es", "2024-12", "diciembre de 2024"},
        {"it", "2024-06", "giugno 2024"},
        {"ru", "2024-05", "май 2024 г."},
        {"ru", "2024", "2024 г."},
        {"vi", "2024-05", "tháng 5 năm 2024"},
        {"he", "2024-05", "מאי 2024"},
        {"th", "2024-05", "พฤษภาคม ค.ศ. 2024"},
        {"th", "2024", "ค.ศ. 2024"},
        {"nl", "2024-05", "2024-05"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct nc_buf out = {0};
        nc_lang_date(&out, nc_str(rows[i][0]), nc_str(rows[i][1]));
        nc_buf_puts(&out, "");
        CHECK_STR(out.p ? out.p : "", rows[i][2]);
        nc_buf_dispose(&out);
    }
}

/* Languages that share the Cyrillic or the Arabic script, by their letters. */
static void test_siblings(void)
{
    check("Це текст українською мовою, і він не має нічого спільного з російською.", "uk");
    check("Гэта тэкст на беларускай мове, ён не мае нічога агульнага з рускай, але ў ім ёсць "
          "свае літары.",
          "be");
    check(
        "Това е текст на български език. Той няма нищо общо с руския, но има твърд знак в средата "
        "на думите: пътят е дълъг.",
        "bg");
    check("Ово је текст на српском језику, написан ћирилицом.", "sr");
    check("Ова е текст на македонски јазик. Ќе има и други букви, меѓу нив ѕвезда.", "mk");
    check("Бұл қазақ тілінде жазылған мәтін, оның өз әріптері бар.", "kk");
    check("Энэ бол монгол хэл дээр бичсэн өгүүлбэр бөгөөд үсэг нь өөр.", "mn");
    check("Бул кыргыз тилинде жазылган текст, анын өз тамгалары бар жана үнү башка жаңы.", "ky");
    check("Бу татар телендә язылган текст, аның үз хәрефләре бар, җыр һәм өй.", "tt");
    check("Ин матн ба забони тоҷикӣ навишта шудааст ва ҳарфҳои худро дорад, ғайр аз қоида ӯ.",
          "tg");
    check("Бу матн ўзбек тилида ёзилган, ҳарфлари бошқача ва ғалати эмас.", "uz");
    /* One letter in a hundred, or a hard sign before a vowel, does not make another language. */
    check("Объект и субъект: подъезд, съезд, объём.", "ru");
    check("Львів по-русски называется Львов, а в этом предложении речь идёт о городе, который "
          "стоит на холмах и давно известен своими улицами.",
          "ru");
    check("Въ старой орѳографіи этотъ текстъ писали съ ятемъ: бѣлый снѣгъ.", "ru");
    /* Foreign letters of no language in the table. */
    check("Ҥ ҕ ӡ ҫ ҭ ҟ", "ru");
    check("هذا نص مكتوب باللغة العربية وليس بلغة أخرى.", "ar");
    check("این یک متن فارسی است و با زبان دیگری کاری ندارد.", "fa");
    check("یہ اردو زبان میں ایک تحریر ہے اور اس میں بہت سے الفاظ ہیں۔", "ur");
    check("دا په پښتو ژبه لیکل شوی متن دی او ځینې ځانګړي توري لري.", "ps");
    check("هي سنڌي ٻوليءَ ۾ لکيل متن آهي، جنهن ۾ پنهنجا اکر آهن.", "sd");
    check("ئەمە دەقێکی کوردییە و بە زمانێکی تر نییە، چونکە پیتی تایبەتی هەیە وەک ڵ و ۆ.", "ckb");
    check("بۇ ئۇيغۇر تىلىدا يېزىلغان تېكىست بولۇپ، ئۆزىنىڭ ھەرپلىرى بار.", "ug");
}

int main(void)
{
    check("我们这里说的是简体中文，还有一些词语。", "zh-Hans");
    check("我們這裡說的是繁體中文，還有一些詞語。", "zh-Hant");
    check("これは日本語の文章です。漢字とかな。", "ja");
    /* A fifth of its letters are kana; a little less. */
    check("经济学习の", "ja");
    check("经济学习者の", "zh-Hans");
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
    test_siblings();
    test_dates();
    return check_result();
}
