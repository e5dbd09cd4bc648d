/* Reads references to blocks. */
#include "parse/construct/blockref.h"

#include "base/ascii.h"
#include "doc/ref.h"
#include "parse/construct/constructs.h"

/* ((8-4-4-4-12 hexadecimal digits)) */
static size_t ref_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    const size_t uuid = 36;
    if (i + uuid + 4 > limit || s.p[i + 1] != '(' || s.p[i + 2 + uuid] != ')' ||
        s.p[i + 3 + uuid] != ')')
        return 0;
    for (size_t k = 0; k < uuid; k++) {
        bool dash = k == 8 || k == 13 || k == 18 || k == 23;
        char c = s.p[i + 2 + k];
        if (dash ? c != '-' : !nc_ascii_is_hex(c))
            return 0;
    }
    return i + uuid + 4;
}

struct nc_node *nc_block_ref_make(struct nc_making *m, enum nc_kind kind, struct nc_str uuid)
{
    struct nc_buf dest = {0};
    nc_buf_puts(&dest, "#^");
    nc_buf_str(&dest, uuid);
    struct nc_node *n = nc_node_new(m->doc, kind, m->pos);
    nc_ref_init(nc_node_ref(n), nc_buf_keep(&dest, m->doc->arena));
    nc_add_source_text(m, n, nc_arena_str(m->doc->arena, uuid), nc_offset_in(m->src, uuid));
    return n;
}

void nc_inner_link_read(struct nc_doc *doc, struct nc_node *link)
{
    struct nc_str dest = link->u.ref->dest;
    if (dest.n > 4 && nc_str_starts(dest, NC_LIT("[[")) && nc_str_ends(dest, NC_LIT("]]"))) {
        nc_ref_init(link->u.ref, nc_str_sub(dest, 2, dest.n - 2));
        link->kind = NC_WIKILINK;
        return;
    }
    if (!dest.n || dest.p[0] != '(' || ref_end(dest, 0, dest.n, 0) != dest.n)
        return;
    struct nc_buf b = {0};
    nc_buf_puts(&b, "#^");
    nc_buf_str(&b, nc_str_sub(dest, 2, dest.n - 2));
    nc_ref_init(link->u.ref, nc_buf_keep(&b, doc->arena));
}

static struct nc_node *make(struct nc_making *m)
{
    return nc_block_ref_make(m, NC_WIKILINK, nc_str_sub(m->src, m->st->from + 2, m->st->to - 2));
}

static bool is_logseq(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_construct nc_block_ref = {
    .begins = "(", .is_read = is_logseq, .end = ref_end, .make = make};
