/* Makes line blocks of paragraphs. */
#include "parse/construct/lineblock.h"

#include "doc/walk.h"

static bool is_line(const struct nc_node *n)
{
    return n && n->kind == NC_TEXT && n->u.text.n && n->u.text.p[0] == '|' &&
           (n->u.text.n == 1 || n->u.text.p[1] == ' ');
}

/* Removes the bar; blanks after the first become no-break blanks, which no format drops. */
static void take_bar(struct nc_doc *doc, struct nc_node *text)
{
    struct nc_str s = text->u.text;
    size_t i = s.n > 1 ? 2 : 1;
    struct nc_buf b = {0};
    text->pos.col += (uint32_t)i;
    for (; i < s.n && s.p[i] == ' '; i++)
        nc_buf_puts(&b, "\xC2\xA0");
    nc_buf_str(&b, nc_str_sub(s, i, s.n));
    text->u.text = nc_buf_keep(&b, doc->arena);
}

void nc_line_block_make(struct nc_doc *doc, struct nc_node *paragraph)
{
    if (!is_line(paragraph->first))
        return;
    take_bar(doc, paragraph->first);
    struct nc_node *last = NULL; /* the break before the node, if the node begins a line */
    struct nc_walk w;
    nc_walk_begin(&w, paragraph);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (last && e == NC_WALK_ENTER && is_line(n)) {
            last->kind = NC_HARD_BREAK;
            take_bar(doc, n);
        }
        last = nc_is_break(n) ? n : NULL;
    }
}
