/* Advice on words that people know from other programs or put in the wrong place: what to write
 * instead. */
#ifndef NC_APP_OTHERWORDS_H
#define NC_APP_OTHERWORDS_H

#include "base/fail.h"
#include "base/nearest.h"
#include "base/str.h"

/* The format that an everyday word means ("anki", "kobo"); empty if none. */
struct nc_str nc_format_meant(struct nc_str word);
/* Fails for -t WORD; names what serves instead, else the nearest format. Returns -1. */
int nc_fail_format(struct nc_fail *f, struct nc_str word);
/* What serves instead of a format that noteconv does not write, such as "pdf"; NULL: no advice. */
const char *nc_format_advice(struct nc_str word);
/* Likewise for --from=WORD, --NAME and -L. */
const char *nc_input_advice(struct nc_str word);
const char *nc_option_advice(struct nc_str name);
const char *nc_letter_advice(int letter);
/* The help topics about an everyday word; NULL: none. */
const char *nc_topic_advice(struct nc_str word);

#endif
