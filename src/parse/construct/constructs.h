/* The constructs within lines. */
#ifndef NC_PARSE_CONSTRUCTS_H
#define NC_PARSE_CONSTRUCTS_H

#include "parse/leaf/construct.h"

#define C(name) extern const struct nc_construct name;
#include "parse/construct/constructs.def"
#undef C

#endif
