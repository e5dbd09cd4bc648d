/* Constructs that are never closed. */
#ifndef NC_PARSE_UNCLOSED_H
#define NC_PARSE_UNCLOSED_H

#include "parse/construct/mark.h"

/* Warns of two characters c at pos that no other two close. */
void nc_run_warn_unclosed(struct nc_text_run *r, char c, struct nc_pos pos);

#endif
