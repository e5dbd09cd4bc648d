/* Destinations of links and images. */
#include "doc/ref.h"

bool nc_is_url(struct nc_str dest)
{
    if (nc_str_starts(dest, NC_LIT("//")))
        return true;
    size_t i = 0;
    while (i < dest.n && (nc_ascii_is_letter(dest.p[i]) ||
                          (i > 0 && (nc_ascii_is_digit(dest.p[i]) || dest.p[i] == '+' ||
                                     dest.p[i] == '.' || dest.p[i] == '-'))))
        i++;
    return i >= 2 && i < dest.n && dest.p[i] == ':';
}

bool nc_is_local_url(struct nc_str dest)
{
    return nc_str_istarts(dest, NC_LIT("file:")) || nc_str_istarts(dest, NC_LIT("attachment:"));
}

struct nc_str nc_embed_label(const struct nc_node *embed)
{
    struct nc_str dest = embed->u.embed.ref->dest;
    size_t mark = nc_str_starts(dest, NC_LIT("#^")) ? 2 : 0;
    return embed->u.embed.label.n ? embed->u.embed.label : nc_str_sub(dest, mark, dest.n);
}

void nc_ref_init(struct nc_ref *ref, struct nc_str dest)
{
    dest = nc_str_trim(dest); /* as browsers do: <img src=" https://… "> is an address */
    ref->dest = dest;
    size_t hash = nc_str_find(dest, '#', 0);
    ref->fragment = hash < dest.n ? nc_str_sub(dest, hash + 1, dest.n) : NC_NONE;
    ref->state = nc_is_url(dest) ? NC_REF_URL : NC_REF_NONE;
    ref->anchor = NC_NO_ANCHOR;
}
