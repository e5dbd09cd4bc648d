/* Names of emoji, ":smile:". */
#ifndef NC_PARSE_EMOJI_H
#define NC_PARSE_EMOJI_H

#include "base/str.h"

/* The length of the name that s begins with, colons included; 0 if GitHub knows no such name. */
size_t nc_emoji_name_length(struct nc_str s);

#endif
