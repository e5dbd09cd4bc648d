/* Which language a text is in, from its characters alone (never the locale); and the few words that
 * noteconv prints itself, in that language. docs/language.md tells the rules. */
#ifndef NC_LANG_LANG_H
#define NC_LANG_LANG_H

#include "base/str.h"
#include "doc/doc.h"
#include "doc/outline.h"

#include <stdint.h>

#define NC_LANG_SCRIPTS 8 /* other scripts that are distinguished: lang.c */
#define NC_LANG_LATIN 10  /* languages in Latin letters that are distinguished */

/* What was counted; zeroed at first. Feed it any number of texts in any order. */
struct nc_lang_counts {
    uint64_t han, kana, hangul;
    uint64_t latin_words;             /* of two letters and more */
    uint64_t latin_letters, accented; /* accented: those of them that English does not write */
    uint64_t simplified, traditional, shinjitai; /* Han that only one of the scripts uses */
    uint64_t scripts[NC_LANG_SCRIPTS];           /* letters */
    uint64_t stop_words[NC_LANG_LATIN];
};

void nc_lang_count(struct nc_lang_counts *c, struct nc_str text);
/* Counts the prose of a document: no code, mathematics, comments, raw HTML or bare addresses. */
void nc_lang_count_doc(struct nc_lang_counts *c, const struct nc_doc *doc);
/* "zh-Hans", "zh-Hant", "zh", "ja", "ko", a language in Latin letters, the main language of another
 * script, or "und" for a text without letters. Static. */
const char *nc_lang_decide(const struct nc_lang_counts *c);
/* Sets doc->lang: the front matter's, else the one decided from its text. */
void nc_lang_set(struct nc_doc *doc);

/* The language that most of the notes' text is in, those whose language is not known left out;
 * "und" if it is known of none. notes may hold NULLs; the string is one of theirs, or static. */
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
    NC_L_DIAGRAM,       /* what is above the source of a diagram, which is not drawn */
    NC_L_ACCESSIBILITY, /* a sentence: what a book offers to readers with aids */
    NC_L_LABEL_COUNT
};
/* The label in lang (BCP 47; its primary tag and script count), English for languages not in the
 * table. */
const char *nc_lang_label(struct nc_str lang, enum nc_label label);
/* "zh", "ja", "ko", or "": the class that style sheets use. */
const char *nc_lang_class(struct nc_str lang);
/* "rtl" for languages that are written from right to left, else "ltr". */
const char *nc_lang_direction(struct nc_str lang);

#endif
