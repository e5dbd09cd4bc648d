/* Makes nodes of blocks whose lines are kept. */
#include "parse/block/keptlines.h"

#include "parse/leaf/source.h"
#include "parse/leaf/texlike.h"

struct nc_node *nc_kept_block(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              struct nc_pos pos)
{
    bool math = st->kind == NC_STASH_MATH_BLOCK;
    struct nc_str block = nc_str_sub(src, st->from, st->to);
    bool doubled = nc_str_starts(block, NC_LIT("\\\\"));
    size_t mark = block.p[0] == '{' || doubled              ? 3
                  : nc_str_starts(block, NC_LIT("\\begin")) ? 0
                                                            : 2;
    struct nc_str s = nc_source_lines(doc, src, st, st->from + mark, st->to - mark, '\n');
    if (doubled)
        s = nc_tex_less_escapes(doc->arena, s);
    return nc_node_text(doc, math ? NC_MATH_BLOCK : NC_COMMENT_BLOCK, pos, s);
}

/* The words after "#+BEGIN_" on the first line. */
static struct nc_str org_words(struct nc_str src, const struct nc_stash *st)
{
    return nc_str_trim(
        nc_str_sub(src, st->from + strlen("#+BEGIN_"), nc_str_find(src, '\n', st->from)));
}

struct nc_node *nc_kept_code(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             struct nc_pos pos)
{
    struct nc_str name = NC_NONE, info = NC_NONE;
    struct nc_buf b = {0};
    size_t from = st->from, to = st->to;
    if (st->kind == NC_STASH_ORG_CODE) {
        struct nc_str words = org_words(src, st);
        size_t blank = nc_str_find(words, ' ', 0);
        name = nc_str_sub(words, 0, blank);
        info = nc_str_trim(nc_str_sub(words, blank, words.n));
        while (src.p[to - 1] != '\n')
            to--;
    }
    nc_source_put(&b, src, st, from, to, '\n');
    if (!name.n)
        nc_buf_char(&b, '\n');
    struct nc_str text = nc_buf_view(&b);
    if (name.n)
        text = nc_str_sub(text, nc_str_find(text, '\n', 0) + 1, text.n);
    bool comment = nc_str_ieq(name, NC_LIT("COMMENT"));
    struct nc_node *n = nc_node_new(doc, comment ? NC_COMMENT_BLOCK : NC_CODE_BLOCK, pos);
    text = nc_arena_str(doc->arena, comment ? nc_str_trim(text) : text);
    nc_buf_dispose(&b);
    if (comment) {
        n->u.text = text;
        return n;
    }
    if (nc_str_ieq(name, NC_LIT("QUERY")))
        info = NC_LIT("query");
    else if (nc_str_ieq(name, NC_LIT("EXAMPLE"))) /* it has switches, no language */
        info = NC_NONE;
    n->u.code->text = text;
    n->u.code->info = nc_arena_str(doc->arena, info);
    n->u.code->lang = nc_str_sub(n->u.code->info, 0, nc_str_find(n->u.code->info, ' ', 0));
    n->u.code->fenced = true;
    return n;
}
