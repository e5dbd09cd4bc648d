/* Block ids: "^id" at the end of a block. */
#include "parse/construct/blockid.h"

#include "base/ascii.h"

static bool is_id_char(char c)
{
    return nc_ascii_is_alnum(c) || c == '-' || c == '_';
}

/* The offset of '^' of an id at the end of s, after a blank or at the beginning; s.n if there is
 * none. */
static size_t id_in(struct nc_str s)
{
    size_t to = s.n;
    to = nc_str_before_blanks(s, 0, to);
    size_t i = to;
    while (i > 0 && is_id_char(s.p[i - 1]))
        i--;
    if (i == to || i == 0 || s.p[i - 1] != '^')
        return s.n;
    i--;
    return i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\t' ? i : s.n;
}

/* The block that an id at the end of leaf names: Obsidian links to a whole list item or quotation.
 */
static struct nc_node *named_by(struct nc_node *leaf, bool own_line)
{
    struct nc_node *parent = leaf->parent;
    if (parent->kind == NC_ITEM && parent->first == leaf)
        return parent;
    if ((parent->kind == NC_QUOTE || parent->kind == NC_CALLOUT) && own_line && !leaf->next)
        return parent;
    if (leaf->kind == NC_CALLOUT_TITLE)
        return parent;
    return leaf;
}

/* Lets a paragraph that is only an id name the block before it. True: the paragraph is now empty.
 */
static bool name_block_before(struct nc_node *p, struct nc_node *prev, struct nc_str id)
{
    struct nc_node *named = prev;
    if (!prev || prev->kind == NC_CALLOUT_TITLE)
        named = p->parent->kind == NC_QUOTE || p->parent->kind == NC_CALLOUT ? p->parent : NULL;
    if (!named)
        return false;
    if (!named->id.n)
        named->id = id;
    p->first = p->last = NULL;
    return true;
}

void nc_block_id_take(struct nc_node *leaf, struct nc_node *prev)
{
    struct nc_node *t = leaf->last;
    if (!t || t->kind != NC_TEXT)
        return;
    size_t at = id_in(t->u.text);
    if (at == t->u.text.n)
        return;
    struct nc_str id = nc_str_trim(nc_str_sub(t->u.text, at + 1, t->u.text.n));
    bool own_line = at == 0;
    if (own_line && leaf->first == t) {
        if (leaf->kind == NC_PARAGRAPH)
            name_block_before(leaf, prev, id);
        return;
    }
    struct nc_node *last = nc_node_before(t);
    if (own_line && !nc_is_break(last))
        return;
    t->u.text.n = nc_str_before_blanks(t->u.text, 0, at);
    if (own_line) {
        nc_node_unlink(t, last);
        nc_node_unlink(last, NULL);
    }
    struct nc_node *named = named_by(leaf, own_line);
    if (!named->id.n)
        named->id = id;
}

bool nc_block_id_is_line(struct nc_str s)
{
    s = nc_str_trim(s);
    size_t i = 1;
    while (i < s.n && is_id_char(s.p[i]))
        i++;
    return s.n > 1 && s.p[0] == '^' && i == s.n;
}
