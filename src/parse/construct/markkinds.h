/* The kinds of marks in running text. */
#ifndef NC_PARSE_MARKKINDS_H
#define NC_PARSE_MARKKINDS_H

#include "parse/construct/mark.h"

#define M(name) extern const struct nc_mark_kind name;
#include "parse/construct/markkinds.def"
#undef M

#endif
