/* The table of marks in running text. */
#include "parse/construct/markkinds.h"

#define M(name) +1
_Static_assert(0
#include "parse/construct/markkinds.def"
                   < NC_MAX_MARK_KINDS,
               "the table ends in NULL");
#undef M

const struct nc_mark_kind *const nc_mark_kinds[NC_MAX_MARK_KINDS] = {
#define M(name) &name,
#include "parse/construct/markkinds.def"
#undef M
};
