/* The words that noteconv itself adds to outputs. */
#include "lang/lang.h"

static const struct {
    const char *lang;
    /* in the order of enum nc_label */
    const char *labels[NC_L_LABEL_COUNT];
} table[] = {
    {"en",
     {"Contents", "Cover", "Title page", "Text", "Notes", "Back to the text", "Guide", "Image",
      "Foreword", "Source of a diagram",
      "Converted from notes; with a table of contents and headings in order."}},
    {"zh-Hant",
     {"目錄", "封面", "書名頁", "正文", "註釋", "返回正文", "導覽", "圖", "前言", "圖表原始碼",
      "由筆記轉換而成；有目錄，標題依層級排列。"}},
    {"zh",
     {"目录", "封面", "书名页", "正文", "注释", "返回正文", "导览", "图", "前言", "图表源代码",
      "由笔记转换而成；有目录，标题按层级排列。"}},
    {"ja",
     {"目次", "表紙", "扉", "本文", "脚注", "本文に戻る", "案内", "画像", "まえがき", "図のソース",
      "ノートから変換したもの。目次があり、見出しは階層順に並ぶ。"}},
    {"ko",
     {"차례", "표지", "속표지", "본문", "각주", "본문으로", "안내", "그림", "머리말", "도표의 소스",
      "노트에서 변환한 책. 차례가 있고 제목은 단계 순서를 따른다."}},
    {"de",
     {"Inhalt", "Umschlag", "Titelseite", "Text", "Anmerkungen", "Zurück zum Text", "Übersicht",
      "Bild", "Vorwort", "Quelltext eines Diagramms",
      "Aus Notizen umgewandelt; mit Inhaltsverzeichnis und geordneten Überschriften."}},
    {"fr",
     {"Table des matières", "Couverture", "Page de titre", "Texte", "Notes", "Retour au texte",
      "Repères", "Image", "Avant-propos", "Source d’un diagramme",
      "Converti à partir de notes ; avec une table des matières et des titres hiérarchisés."}},
    {"es",
     {"Índice", "Cubierta", "Portada", "Texto", "Notas", "Volver al texto", "Guía", "Imagen",
      "Prólogo", "Código de un diagrama",
      "Convertido a partir de notas; con índice y títulos jerarquizados."}},
    {"it",
     {"Indice", "Copertina", "Frontespizio", "Testo", "Note", "Torna al testo", "Guida", "Immagine",
      "Premessa", "Sorgente di un diagramma",
      "Convertito da appunti; con un indice e titoli in ordine gerarchico."}},
    {"pt",
     {"Índice", "Capa", "Folha de rosto", "Texto", "Notas", "Voltar ao texto", "Guia", "Imagem",
      "Prefácio", "Código de um diagrama",
      "Convertido a partir de notas; com índice e títulos hierarquizados."}},
    {"ru",
     {"Оглавление", "Обложка", "Титульная страница", "Текст", "Примечания", "Вернуться к тексту",
      "Навигация", "Изображение", "Предисловие", "Исходный код диаграммы",
      "Преобразовано из заметок; с оглавлением и упорядоченными заголовками."}},
    {"vi",
     {"Mục lục", "Bìa", "Trang tên sách", "Nội dung", "Chú thích", "Quay lại nội dung", "Chỉ dẫn",
      "Hình", "Lời nói đầu", "Mã nguồn của sơ đồ",
      "Chuyển đổi từ ghi chú; có mục lục và các tiêu đề theo thứ bậc."}},
    {"ar",
     {"المحتويات", "الغلاف", "صفحة العنوان", "النص", "الحواشي", "العودة إلى النص", "الدليل", "صورة",
      "تمهيد", "مصدر رسم تخطيطي", "محوَّل من ملاحظات، مع فهرس للمحتويات وعناوين مرتبة."}},
    {"he",
     {"תוכן העניינים", "כריכה", "שער", "טקסט", "הערות", "חזרה לטקסט", "מדריך", "תמונה", "הקדמה",
      "קוד המקור של תרשים", "הומר מהערות; עם תוכן עניינים וכותרות לפי סדר."}},
    {"th",
     {"สารบัญ", "ปก", "หน้าชื่อเรื่อง", "เนื้อหา", "เชิงอรรถ", "กลับไปที่เนื้อหา", "คำแนะนำ", "ภาพ", "คำนำ",
      "ซอร์สของแผนภาพ", "แปลงจากบันทึก มีสารบัญและหัวข้อตามลำดับ"}},
};

/* Whether Chinese is written in traditional characters, by script or region. */
static bool is_traditional(struct nc_str lang)
{
    static const char *const marks[] = {"-hant", "-tw", "-hk", "-mo"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        struct nc_str m = nc_str(marks[i]);
        if (lang.n >= 2 + m.n && nc_str_ieq(nc_str_sub(lang, 2, 2 + m.n), m))
            return true;
    }
    return false;
}

const char *nc_lang_label(struct nc_str lang, enum nc_label label)
{
    struct nc_str want = nc_lang_primary(lang);
    if (nc_str_ieq(want, NC_LIT("zh")) && is_traditional(lang))
        want = NC_LIT("zh-Hant");
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (nc_str_ieq(want, nc_str(table[i].lang)))
            return table[i].labels[label];
    return table[0].labels[label];
}

const char *nc_lang_class(struct nc_str lang)
{
    struct nc_str p = nc_lang_primary(lang);
    return nc_str_ieq(p, NC_LIT("zh"))   ? "zh"
           : nc_str_ieq(p, NC_LIT("ja")) ? "ja"
           : nc_str_ieq(p, NC_LIT("ko")) ? "ko"
                                         : "";
}
