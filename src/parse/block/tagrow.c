/* Reads rows of blocks: first checks that all tags of a row pair, then makes its nodes. Recursion
 * ends at MAX_LEVELS. */
#include "parse/block/tagrow.h"

#include "base/ascii.h"
#include "parse/construct/gennodes.h"
#include "parse/construct/gentable.h"
#include "parse/leaf/source.h"

#define MAX_LEVELS 8 /* blocks within each other in a row */

/* A part of the source that is searched for blocks, and how far. */
struct row {
    struct nc_str s;
    size_t i, to;
};

/* A block of a row: its tag, and where its content ends and it ends itself. */
struct row_block {
    struct nc_gentag tag;
    size_t close, end;
};

static enum nc_gen_meaning meaning_of(const struct nc_gentag *tag)
{
    const struct nc_gen_word *word = nc_gen_word_of(tag);
    return word ? word->means : NC_GEN_UNKNOWN;
}

static bool is_block(const struct nc_gentag *tag)
{
    enum nc_gen_meaning means = meaning_of(tag);
    return means == NC_GEN_CALLOUT || means == NC_GEN_DETAILS || means == NC_GEN_TABS ||
           means == NC_GEN_TAB || means == NC_GEN_GROUP || means == NC_GEN_TITLED;
}

/* Finds the closing tag that pairs with b->tag. */
static bool find_close(struct nc_str s, struct row_block *b)
{
    unsigned depth = 1;
    struct nc_gentag tag;
    struct nc_ticks ticks = {0};
    for (size_t i = b->tag.end; i < s.n;) {
        char c = s.p[i];
        if ((c != '<' && c != '{') || !nc_gentag_read(&tag, s, i, s.n)) {
            i = c == '`' ? nc_find_code_end(s, i, s.n, &ticks) : i + 1 + (c == '\\');
            continue;
        }
        i = tag.end;
        if (tag.alone || tag.family != b->tag.family || !nc_str_eq(tag.name, b->tag.name))
            continue;
        depth += tag.closes ? -1u : 1;
        if (depth)
            continue;
        b->close = tag.from;
        b->end = tag.end;
        return true;
    }
    return false;
}

/* Reads the next block. False: the row ends, or something else stands there. */
static bool next_block(struct row *r, struct row_block *b)
{
    struct nc_str s = nc_str_sub(r->s, 0, r->to);
    while (r->i < s.n && nc_ascii_is_space(s.p[r->i])) {
        bool ends = s.p[r->i++] == '\n';
        while (ends && r->i < s.n && strchr(" \t>", s.p[r->i])) /* marks of quotations */
            r->i++;
    }
    if (r->i >= s.n || !strchr("<{", s.p[r->i]) || !nc_gentag_read(&b->tag, s, r->i, s.n) ||
        b->tag.closes || !is_block(&b->tag))
        return false;
    b->close = b->end = b->tag.end;
    if (!b->tag.alone && !find_close(s, b))
        return false;
    r->i = b->end;
    return true;
}

/* The number of blocks in a row; 0: it is none. A group of panels holds blocks only. */
static unsigned count_blocks(struct nc_str s, size_t from, size_t to, unsigned level)
{
    struct row r = {s, from, to};
    struct row_block b;
    unsigned count = 0;
    while (next_block(&r, &b)) {
        enum nc_gen_meaning means = meaning_of(&b.tag);
        bool group = (means == NC_GEN_TABS || means == NC_GEN_GROUP) && !b.tag.alone;
        unsigned inner = group && level ? count_blocks(s, b.tag.end, b.close, level - 1) : 0;
        if (group && !inner)
            return 0;
        count += 1 + inner;
    }
    return r.i == to ? count : 0;
}

bool nc_tag_row_is(struct nc_str s, size_t from, size_t to)
{
    return count_blocks(s, from, to, MAX_LEVELS) > 1;
}

static void put_blocks(struct nc_texts *t, struct nc_node *parent, struct row r, unsigned indent,
                       unsigned level)
{
    struct row_block b;
    while (next_block(&r, &b)) {
        struct nc_pos pos = nc_locate_in_source(&t->locator, b.tag.from);
        bool holds = !b.tag.alone && level && count_blocks(r.s, b.tag.end, b.close, level - 1);
        struct nc_stash st = {.kind = holds ? NC_STASH_TAG_OPEN : NC_STASH_TAG_ALONE,
                              .from = b.tag.from,
                              .to = holds ? b.tag.end : b.end,
                              .indent = indent};
        if (!holds) {
            nc_gen_alone(t, parent, &st, pos);
            continue;
        }
        struct nc_node *n = nc_gen_block(t, &st, pos);
        nc_node_append(parent, n);
        put_blocks(t, n, (struct row){r.s, b.tag.end, b.close}, indent, level - 1);
    }
}

void nc_tag_row_put(struct nc_scan *d, size_t from, size_t to)
{
    put_blocks(&d->b.t, d->b.parent, (struct row){d->h.s, from, to}, nc_scan_item_indent(d),
               MAX_LEVELS);
}
