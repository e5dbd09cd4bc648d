/* Look-up in the generated table. */
#include "parse/construct/emoji.h"

#include "parse/construct/emoji_tables.h"

struct nc_str nc_emoji_named(struct nc_str name)
{
    size_t lo = 0, hi = sizeof emoji_names / sizeof emoji_names[0];
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        int order = nc_str_cmp(name, nc_str(emoji_names[mid].name));
        if (order == 0)
            return nc_str(emoji_names[mid].emoji);
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NC_NONE;
}
