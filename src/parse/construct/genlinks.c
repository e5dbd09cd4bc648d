/* Reads addresses that hold tags. */
#include "parse/construct/genlinks.h"

#include "doc/ref.h"
#include "doc/walk.h"
#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"

/* Writes the path of a tag and what follows the tag. */
static bool path_of_tag(struct nc_buf *out, struct nc_str s)
{
    struct nc_gentag tag;
    struct nc_range path;
    if (!nc_gentag_read(&tag, s, 0, s.n))
        return false;
    const struct nc_gen_word *word = nc_gen_word_of(&tag);
    if (!word || word->means != NC_GEN_PATH || !nc_gentag_positional(&path, &tag, s, 0))
        return false;
    nc_buf_str(out, nc_str_sub(s, path.from, path.to));
    nc_buf_str(out, nc_str_sub(s, tag.end, s.n));
    return true;
}

/* {{ site.baseurl }}/a, {{ "/a" | relative_url }} */
static bool path_of_variable(struct nc_buf *out, struct nc_str s)
{
    size_t close = nc_str_search(s, NC_LIT("}}"), 0);
    if (!nc_str_starts(s, NC_LIT("{{ ")) || close == s.n)
        return false;
    size_t quote = nc_str_find(s, '"', 0);
    quote = quote < close ? quote : nc_str_find(s, '\'', 0);
    if (quote < close) {
        size_t to = nc_str_find(s, s.p[quote], quote + 1);
        nc_buf_str(out, nc_str_sub(s, quote + 1, to < close ? to : close));
    }
    nc_buf_str(out, nc_str_sub(s, close + 2, s.n));
    return out->n > 0;
}

void nc_gen_links(struct nc_doc *doc)
{
    struct nc_walk w;
    struct nc_buf path = {0};
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || (w.node->kind != NC_LINK && w.node->kind != NC_IMAGE))
            continue;
        struct nc_ref *ref = nc_node_ref(nc_node_mutable(w.node));
        if (ref->dest.n < 4 || ref->dest.p[0] != '{')
            continue;
        nc_buf_clear(&path);
        if (path_of_tag(&path, ref->dest) || path_of_variable(&path, ref->dest))
            nc_ref_init(ref, nc_arena_str(doc->arena, nc_buf_view(&path)));
    }
    nc_buf_dispose(&path);
}
