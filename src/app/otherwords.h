/* Words that people bring from other programs, or put in another place: what to write instead. */
#ifndef NC_APP_OTHERWORDS_H
#define NC_APP_OTHERWORDS_H

#include "base/fail.h"
#include "base/nearest.h"
#include "base/str.h"

/* The format that a word of ordinary use means ("anki", "kobo"); empty: none. */
struct nc_str nc_format_meant(struct nc_str word);
/* Fails for -t WORD: names what serves instead, else the nearest format. Returns -1. */
int nc_fail_format(struct nc_fail *f, struct nc_str word);
/* What serves instead of a format that noteconv does not write: "pdf"; NULL: no advice. */
const char *nc_format_advice(struct nc_str word);
/* Likewise of --from=WORD, of --NAME and of -L. */
const char *nc_input_advice(struct nc_str word);
const char *nc_option_advice(struct nc_str name);
const char *nc_letter_advice(int letter);
/* The topics of help that are about a word of ordinary use; NULL: none. */
const char *nc_topic_advice(struct nc_str word);

#endif
