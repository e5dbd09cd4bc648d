/* Where sentences end: each text stands with a bar at every boundary. */
#include "lang/sentence.h"

#include "base/utf8.h"
#include "tests/unit/check.h"

static const char *const texts[] = {
    /* Chinese: closing quotes, runs of marks, titles, who says it */
    "今天下雨。|明天呢？|后天！|再说吧",
    "他说：“今天下雨。”|然后走了。",
    "“好吧。”他说。|“走！”",
    "“真的吗？”王小明点了点头说，“我不信。”|后来他信了。",
    "“走吧。”说完就走了。|没有回头。",
    "“问题解决了。”|语言模型的问题已经被解决了。",
    "我……不知道。……|也许吧。",
    "什么？！|不会吧！！！|好。",
    "《你好！世界》很好看。|《完。》",
    "他（真的！）来了。|（他走了。）|她也走了。",
    "“学而时习之。”——孔子。|下一句。",
    "圆周率是3.14。|图1.2如下。|版本２．５。",
    "为什么?|不知道.|好的!|走吧",
    "Yahoo!日本が好きだ。|はい。",
    "看 note.md。|用Node.js写的。",
    "可以回答“如何？”的问题。|“好。”是答案。",
    "分号；不断开。|冒号：也不。",
    "来了10人。|2025年也来了。|1. 第一项。|2. 第二项。",
    "见图.txt文件。|例.ok。|完",
    "《没有结束。|下一句。",
    "《一《二。》三。|四》。|五",
    "《一\n二。|三》。|四",
    "〈甲！乙〉丙！|〈甲》！丁〉。",
    /* Japanese */
    "「そうだ。」と言った。|「本当？」って聞いた。",
    "これは変数?なので。|「はい。」",
    "雨だ。|「行こう。」|彼は立った。",
    "嘘だ。|3.5倍です。|10人！|2人？|はい。",
    "３．１４だ！|すごい？|うん。",
    /* Korean */
    "비가 왔다. |그리고 갔다. |\"안녕.\"이라고 했다.",
    "오늘은 2025. 3. 15. 토요일이다. |내일은 쉰다.",
    "\"어디 가?\" 그가 물었다. |\"집에.\"",
    "야매(?) 방식으로 했다. |\"좋아!\"가 아니다. |좋아!가 아닌 것",
    "값은 3.5이다. |맞나? |맞다!",
    /* English: abbreviations, numbers, initials, quotations */
    "Dr. Smith met Mr. J. K. Rowling. |They talked.",
    "It cost 3.14 dollars. |See fig. 3 and No. 4. |No. |That is all.",
    "\"Really?\" he asked. |\"Yes!\" John said. |\"Go.\" |We went.",
    "Use e.g. this, i.e. that. |The U.S. Government agreed. |Fine.",
    "Wait... What? |I see. |(It was late.) |Then",
    "1. First item. |Second sentence.",
    /* Of a word and of a clause only so much is looked at. */
    "By A.A.A.A.A.A.A.A. Next one by A.A.A.A.A.A.A.A.A. |Next.",
    "\"Really?\" B2345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "12345678901 said it. |Yes.",
    "\"Really?\" |B2345678901234567890123456789012345678901234567890123456789012345678901234567890"
    "123456789012 said it. |Yes.",
    "Il dit : « Oui. » |Puis « non ! », dit-elle. |»Ja.« |Gut. |»Nein«, sagte er.",
    "Version 1.2.3 is out! |Get it at example.com. now it is small. |Done",
    "",
};

/* Each begins with the tag of its language. */
static const char *const texts_of_languages[] = {
    "de: Wir treffen uns am 3. Mai. |Der 21. Band kam am 24. Dez. heraus. |Er ist 35. |Sie ist 30.",
    "de: Im 19. Jahrhundert regierte Ludwig XIV. Frankreich. |Das war 1715. |Danach kam Ludwig XV. "
    "Frankreich litt.",
    "de: Nr. 5 kostet ca. 3 Mio. Euro, d. h. viel. |Vgl. Abb. 3 und S. 12 ff. |Gut, z. B. Äpfel.",
    "de: Das sind Äpfel, Birnen usw. Gut.",
    "FR-ca: Il y a env. Vingt hab. Bleus. |Fin.",
    "en: Il y a env. |Vingt hab. |Bleus. |Fin.",
    "en: We met on 3. Mai in Bonn. |It was \"der 2. Weltkrieg\". |World War II. |She was 13. |I "
    "was 12.",
    "en: Mr. Gen. Smith, Ph.D. and vs. Corp. Inc. agreed. |It is 5 mm. |He was ill. |Open a PR. "
    "|Java EE. |So be it.",
    ": Am 3. Mai kam er, am 4. Juni ging er. |It costs 3. |Then it ends.",
    "fr: M. Dupont et Mme. Durand (av. J.-C.) sont là. |Vraiment ? |Oui ! |Voir p. 5, chap. 3 et "
    "fig. 2. |Fin.",
    "es: El Sr. García y la Sra. López, de EE. UU., vinieron. |¿Cómo? |¡Bien! |Véase pág. 5, núm. "
    "3 y art. 4. |Fin.",
    "pt: A Profa. Ana e o Dr. Silva chegaram. |Pág. 5, séc. XX. |Fim.",
    "it: Il Sig. Rossi e il Dott. Verdi. |L'amico è mio. |È vero, p.es. Roma. |Fine.",
    "da: Det var den 3. Verdenskrig, f.eks. Danmark, bl.a. Norge. |Han er her. |Kl. 5 går vi.",
    "cs: Viz obr. 3 a např. Praha, tj. město. |Byl 2. ročník. |Ul. Dlouhá č. 5. Konec. |Dobře.",
    "cs: To je např. červená. |Tak. čistá věta.",
    "pl: Np. Warszawa, tzn. stolica, ul. Długa. |Koniec. łatwe.",
    "hu: Pl. Budapest 2025. március 15. napján. |II. Lajos király volt. |Vége.",
    "fi: Esim. Helsinki on 1. Kaupunki. |Loppu.",
    "tr: Örn. Ankara, 2. Dünya Savaşı bitti. |Son.",
    "nl: Dhr. Jansen en mevr. Smit, bijv. Piet. |Klaar.",
    "sv: T.ex. Stockholm, bl.a. Uppsala. |Slut.",
    "ru: Рис. Иванова. |В 2020 г. Москва, т. е. столица, ул. Ленина. |Он сказал: см. рис. 5. |Да! "
    "— сказал он. "
    "|Конец.",
    "el: Είναι. ένα πράγμα. |Τέλος.",
    "vi: Tôi đi. |Bạn ở đâu? |Ở nhà.",
    "ka: ეს არის. |მეორე წინადადება.",
    "",
};

/* The texts between the bars, joined. */
static void split(const char *marked, char *plain, size_t bounds[32], size_t *count)
{
    size_t n = 0;
    *count = 0;
    for (; *marked; marked++) {
        if (*marked == '|')
            bounds[(*count)++] = n;
        else
            plain[n++] = *marked;
    }
    plain[n] = '\0';
    bounds[(*count)++] = n;
}

static void check_text(const char *marked, struct nc_str lang)
{
    char plain[512];
    size_t bounds[32], count, at = 0, k = 0;
    split(marked, plain, bounds, &count);
    struct nc_str s = nc_str(plain);
    while (at < s.n) {
        size_t end = nc_sentence_end(s, at, lang);
        if (!CHECK(k < count && end == bounds[k])) {
            fprintf(stderr, "  %s\n  at: %.*s\n", marked, (int)(end - at), plain + at);
            return;
        }
        at = end;
        k++;
    }
}

/* Each mark of a kind does in a text what its kind does: '@' stands for the mark. */
static const struct {
    const char *marks, *text;
} kinds[] = {
    {"。！？．｡‼⁇⁈⁉", "今天下雨@|然后走了。"},
    {".!?؟۔।", "Word@ |Next word."},
    {"…⋯", "走！@@|好。"},
    {"”’」』｣»«\"'", "今天下雨。@|然后走了。"},
    {")]}）］｝〉》】〕〗", "（今天下雨。@|然后走了。"},
    {"([（【", "@今天下雨。）|然后走了。"},
    {",;:-，、；：､‐‑‒–—―⸺～〜・·", "今天！@然后走了。"},
};

static void test_marks(void)
{
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct nc_str marks = nc_str(kinds[k].marks);
        unsigned len;
        for (size_t i = 0; i < marks.n; i += len) {
            char text[512] = "";
            size_t n = 0;
            nc_utf8_at(marks, i, &len);
            for (const char *p = kinds[k].text; *p; p++) {
                memcpy(text + n, *p == '@' ? marks.p + i : p, *p == '@' ? len : 1);
                n += *p == '@' ? len : 1;
            }
            check_text(text, NC_NONE);
        }
    }
}

int main(void)
{
    test_marks();
    for (size_t i = 0; texts[i][0]; i++)
        check_text(texts[i], NC_NONE);
    for (size_t i = 0; texts_of_languages[i][0]; i++) {
        struct nc_str text = nc_str(texts_of_languages[i]);
        size_t colon = nc_str_find(text, ':', 0);
        check_text(text.p + colon + 2, nc_str_sub(text, 0, colon));
    }
    return check_result();
}
