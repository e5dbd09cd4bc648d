/* Words after which a full stop ends no sentence: abbreviations, and numbers where an ordinal is
 * written "3.". */
#ifndef NC_LANG_ABBREVIATION_H
#define NC_LANG_ABBREVIATION_H

#include "base/str.h"

#include <stdbool.h>

/* word: what stands before the full stop, with the points within it ("e.g"). lang: the text's
 * BCP 47 tag, or empty. Words that are common ones elsewhere count in their language only. */
bool nc_is_abbreviation(struct nc_str word, struct nc_str lang);
/* The word is an abbreviation before a number: "No. 4", but "No. Never." */
bool nc_precedes_number(struct nc_str word);
/* lang writes ordinals with a full stop, as German does. */
bool nc_has_pointed_ordinals(struct nc_str lang);
/* The word, which stands before a number, makes an ordinal of it: German "am", "der". */
bool nc_precedes_ordinal(struct nc_str word);
/* The word, which stands after a number and a full stop, is a month that is written with a capital.
 */
bool nc_is_month(struct nc_str word);
/* The word, which begins with a capital, begins a sentence and follows no ordinal: German "Das". */
bool nc_begins_sentence(struct nc_str word);

#endif
