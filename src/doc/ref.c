/* Destinations of links and images. */
#include "doc/ref.h"

size_t nc_scheme_length(struct nc_str url)
{
    size_t i = 0;
    while (i < url.n && (nc_ascii_is_letter(url.p[i]) ||
                         (i > 0 && (nc_ascii_is_digit(url.p[i]) || url.p[i] == '+' ||
                                    url.p[i] == '.' || url.p[i] == '-'))))
        i++;
    return i > 0 && i < url.n && url.p[i] == ':' ? i + 1 : 0;
}

bool nc_is_url(struct nc_str dest)
{
    return nc_str_starts(dest, NC_LIT("//")) || nc_scheme_length(dest) > strlen("c:");
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
