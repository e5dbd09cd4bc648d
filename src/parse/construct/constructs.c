/* The table of constructs. */
#include "parse/construct/constructs.h"

#define C(name) +1
_Static_assert(0
#include "parse/construct/constructs.def"
                   < NC_MAX_CONSTRUCTS,
               "the table ends in NULL");
#undef C

const struct nc_construct *const nc_constructs[NC_MAX_CONSTRUCTS] = {
#define C(name) &name,
#include "parse/construct/constructs.def"
#undef C
};
