/* Distinguishes languages from the main language of their script by their letters: Ukrainian from
 * Russian, Persian from Arabic. docs/language.md describes the rule. */
#ifndef NC_LANG_SIBLINGS_H
#define NC_LANG_SIBLINGS_H

#include <stdint.h>

#define NC_LANG_SIBLINGS 17 /* languages and alphabets that are distinguished: see siblings.c */

/* Counts; zeroed at first. */
struct nc_sibling_counts {
    /* letters that the script's main language lacks, and how many of them each sibling has */
    uint64_t foreign_cyrillic, foreign_arabic, letters[NC_LANG_SIBLINGS];
    /* Cyrillic hard signs before a consonant, as Bulgarian has them and Russian does not */
    uint64_t hard_signs;
};

/* Counts a letter, Cyrillic or Arabic, before the letter next. Does nothing for any other one. */
void nc_siblings_count(struct nc_sibling_counts *c, uint32_t cp, uint32_t next);
/* Returns the language of a text with this many letters in the script of lang: lang itself, or a
 * language that shares the script of "ru" or "ar". Any other lang is returned unchanged. Static. */
const char *nc_siblings_decide(const struct nc_sibling_counts *c, const char *lang,
                               uint64_t letters);

#endif
