/* Distinguishes languages of one script by the letters that its main language lacks. */
#include "lang/siblings.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* Of languages that cover the foreign letters of a text equally well, the first one counts, so
 * languages with fewer letters of their own come first. Old Russian and Arabic texts have letters
 * that are not in today's alphabets. */
static const struct {
    const char *main, *lang, *letters;
} siblings[NC_LANG_SIBLINGS] = {
    {"ru", "uk", "іїєґІЇЄҐ"},
    {"ru", "be", "іўІЎ"},
    {"ru", "ru", "іѣѳѵІѢѲѴ"},
    {"ru", "mn", "өүӨҮ"},
    {"ru", "ky", "ңөүҢӨҮ"},
    {"ru", "tt", "әҗңөүһӘҖҢӨҮҺ"},
    {"ru", "kk", "әғқңөұүһіӘҒҚҢӨҰҮҺІ"},
    {"ru", "tg", "ғӣқӯҳҷҒӢҚӮҲҶ"},
    {"ru", "uz", "ўқғҳЎҚҒҲ"},
    {"ru", "sr", "јљњџђћЈЉЊЏЂЋ"},
    {"ru", "mk", "јљњџѓѕќЈЉЊЏЃЅЌ"},
    {"ar", "fa", "پچژگکیۀ"},
    {"ar", "ur", "پچژگکیٹڈڑںھہۂۃۓے"},
    {"ar", "ps", "پچژگکیټځڅډړږښګڼۍې"},
    {"ar", "sd", "پچگکڀٻٺٽٿڄڃڇڌڏڊڍڙڦڪڱڳڻھ"},
    {"ar", "ckb", "پچژگکیڕڤڵۆێھە"},
    {"ar", "ug", "پچژگڭۇۆۈۋېەھ"},
};

#define LEAST_FOREIGN 100 /* one letter in 100 is one that the main language does not have */
#define LEAST_HARD 200    /* one letter in 200 of Bulgarian is a hard sign before a consonant */
#define MOSTLY 8          /* at most one foreign letter in 8 may be missing from the language too */

/* Whether cp is a Cyrillic letter other than the Russian ones and marks. */
static bool is_foreign_cyrillic(uint32_t cp)
{
    bool russian = (cp >= 0x410 && cp <= 0x44F) || cp == 0x401 || cp == 0x451;
    return cp >= 0x400 && cp <= 0x52F && !russian && !(cp >= 0x482 && cp <= 0x489);
}

/* Whether cp is a letter beyond the Arabic alphabet, except those used only in the Quran. */
static bool is_foreign_arabic(uint32_t cp)
{
    return (cp >= 0x672 && cp <= 0x6D3) || cp == 0x6D5;
}

static void count_foreign(struct nc_sibling_counts *c, const char *main, uint32_t cp)
{
    char bytes[4];
    struct nc_str letter = {bytes, nc_utf8_put(bytes, cp)};
    for (size_t i = 0; i < NC_LANG_SIBLINGS; i++) {
        struct nc_str has = nc_str(siblings[i].letters);
        if (!strcmp(siblings[i].main, main))
            c->letters[i] += nc_str_search(has, letter, 0) < has.n;
    }
}

/* Whether a letter is a Cyrillic consonant. */
static bool is_consonant(uint32_t cp)
{
    uint32_t small = cp >= 0x410 && cp <= 0x42F ? cp + 0x20 : cp;
    static const char vowels[] = "аеиоуъыьэюя";
    char bytes[4];
    struct nc_str letter = {bytes, nc_utf8_put(bytes, small)};
    return small >= 0x430 && small <= 0x44F &&
           nc_str_search(nc_str(vowels), letter, 0) == sizeof vowels - 1;
}

void nc_siblings_count(struct nc_sibling_counts *c, uint32_t cp, uint32_t next)
{
    if (is_foreign_cyrillic(cp)) {
        c->foreign_cyrillic++;
        count_foreign(c, "ru", cp);
    } else if (is_foreign_arabic(cp)) {
        c->foreign_arabic++;
        count_foreign(c, "ar", cp);
    } else if (cp == 0x44A || cp == 0x42A) {
        c->hard_signs += is_consonant(next);
    }
}

const char *nc_siblings_decide(const struct nc_sibling_counts *c, const char *lang,
                               uint64_t letters)
{
    bool is_cyrillic = !strcmp(lang, "ru"), is_arabic = !strcmp(lang, "ar");
    uint64_t foreign = is_cyrillic ? c->foreign_cyrillic : is_arabic ? c->foreign_arabic : 0;
    if (is_cyrillic && foreign * LEAST_FOREIGN < letters && c->hard_signs * LEAST_HARD >= letters)
        return "bg";
    if (!foreign || foreign * LEAST_FOREIGN < letters)
        return lang;
    size_t best = NC_LANG_SIBLINGS;
    for (size_t i = 0; i < NC_LANG_SIBLINGS; i++)
        if (!strcmp(siblings[i].main, lang) &&
            (best == NC_LANG_SIBLINGS || c->letters[i] > c->letters[best]))
            best = i;
    bool covers = (foreign - c->letters[best]) * MOSTLY <= foreign;
    return covers ? siblings[best].lang : lang;
}
