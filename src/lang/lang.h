/* Which language a text is in, from its characters alone (never the locale). */
#ifndef NC_LANG_LANG_H
#define NC_LANG_LANG_H

#include "base/str.h"
#include <stdint.h>

/* What was counted; zeroed at first. Feed it any number of texts in any order. */
struct nc_lang_counts {
    uint64_t han, kana, hangul, latin_words;
    uint64_t simplified, traditional, shinjitai; /* Han that only one of the scripts uses */
    uint64_t other; /* letters of other scripts, by block: see lang.c */
    uint64_t script[16];
};

void nc_lang_count(struct nc_lang_counts *c, struct nc_str text);
/* "zh-Hans", "zh-Hant", "zh", "ja", "ko", "en", another script's main language ("ru", "el", "ar",
 * "he", "th", "hi"), or "und" for a text without letters. Static. Rules: docs/language.md. */
const char *nc_lang_decide(const struct nc_lang_counts *c);

/* The words noteconv itself prints in a book, in the book's language. */
enum nc_label {
    NC_L_CONTENTS,
    NC_L_COVER,
    NC_L_TITLE_PAGE,
    NC_L_BODY,
    NC_L_NOTES,
    NC_L_BACK_TO_TEXT,
    NC_L_LANDMARKS,
    NC_L_IMAGE,
    NC_L_FOREWORD,
    NC_L_LABEL_COUNT
};
/* The label in lang (BCP 47; its primary tag and script count), English for languages not in the
 * table. */
const char *nc_lang_label(struct nc_str lang, enum nc_label label);
/* "zh", "ja", "ko", or "" : the class style sheets use. */
const char *nc_lang_class(struct nc_str lang);

#endif
