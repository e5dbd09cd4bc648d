/* Detects the language of a text from its characters alone (never from the locale), and holds the
 * few words that noteconv itself adds, in that language. docs/language.md describes the rules. */
#ifndef NC_LANG_LANG_H
#define NC_LANG_LANG_H

#include "base/str.h"
#include "doc/doc.h"
#include "doc/outline.h"
#include "lang/siblings.h"

#include <stdint.h>

#define NC_LANG_SCRIPTS 8 /* the other scripts that are distinguished: see lang.c */
#define NC_LANG_LATIN 10  /* the languages in Latin letters that are distinguished */

/* Counts of a text's characters and words. Start with a zeroed struct; texts may be counted in any
 * order. */
struct nc_lang_counts {
    uint64_t han, kana, hangul;
    /* with at least two letters */
    uint64_t latin_words;
    /* accented: those that English does not write */
    uint64_t latin_letters, accented;
    uint64_t simplified, traditional,
        /* Han characters that only one of the scripts uses */
        shinjitai;
    /* letters */
    uint64_t scripts[NC_LANG_SCRIPTS];
    struct nc_sibling_counts siblings;
    uint64_t stop_words[NC_LANG_LATIN];
};

void nc_lang_count(struct nc_lang_counts *c, struct nc_str text);
/* Returns "zh-Hans", "zh-Hant", "zh", "ja", "ko", a language in Latin, Cyrillic or Arabic letters,
 * the main language of another script, or "und" for a text without letters. Static. */
const char *nc_lang_decide(const struct nc_lang_counts *c);
/* The first part of a language tag, a slice of it. */
static inline struct nc_str nc_lang_primary(struct nc_str tag)
{
    return nc_str_sub(tag, 0, nc_str_find(tag, '-', 0));
}
/* Sets doc->lang to the language of the front matter, else to the one detected from the text. */
void nc_lang_set(struct nc_doc *doc);

/* Returns the language of most of the notes' text, ignoring notes whose language is unknown; "und"
 * if all are unknown. notes may hold NULLs. The string belongs to one of the notes or is static. */
struct nc_str nc_lang_of_notes(const struct nc_outline *const *notes, size_t count);

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
    NC_L_DIAGRAM,       /* heading of the source of a diagram that is not drawn */
    NC_L_ACCESSIBILITY, /* a sentence about the accessibility of a book */
    NC_L_LABEL_COUNT
};
/* The label in lang (BCP 47; only its primary tag and script count), or in English for a language
 * that is not in the table. */
const char *nc_lang_label(struct nc_str lang, enum nc_label label);
/* "zh", "ja", "ko" or "": the class that style sheets use. */
const char *nc_lang_class(struct nc_str lang);
/* "rtl" for languages written from right to left, else "ltr". */
const char *nc_lang_direction(struct nc_str lang);

#endif
