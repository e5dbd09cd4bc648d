/* Words after which a full stop does not end the sentence: abbreviations, and numbers in languages
 * that write an ordinal as "3.". */
#ifndef NC_LANG_ABBREVIATION_H
#define NC_LANG_ABBREVIATION_H

#include "base/str.h"

#include <stdbool.h>

/* Whether word is an abbreviation. word: the text before the full stop, with the points within it
 * ("e.g"). lang: the text's BCP 47 tag, or empty. A word that is an ordinary word elsewhere counts
 * only in its language. */
bool nc_is_abbreviation(struct nc_str word, struct nc_str lang);
/* Whether the word is an abbreviation before a number: "No. 4", but "No. Never." */
bool nc_precedes_number(struct nc_str word);
/* Whether lang writes ordinals with a full stop, as German does. */
bool nc_has_pointed_ordinals(struct nc_str lang);
/* Whether the word, which stands before a number, makes it an ordinal: German "am", "der". */
bool nc_precedes_ordinal(struct nc_str word);
/* Whether the word, which stands after a number and a full stop, is the name of a month written
 * with a capital. */
bool nc_is_month(struct nc_str word);
/* Whether the word, which has a capital, begins a sentence and so follows no ordinal: German "Das".
 */
bool nc_begins_sentence(struct nc_str word);

#endif
