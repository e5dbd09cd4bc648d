/* Finds marks that other programs replace with a table of contents. */
#include "parse/construct/tocmark.h"

#include "parse/leaf/origin.h"

/* Whether a lone text is a mark. kramdown's may have attributes: "{:toc .small}". */
static bool is_mark(struct nc_str s)
{
    static const char *const marks[] = {"[toc]",  "{:toc}",  "${toc}", "{{toc}}",
                                        "@[toc]", "[_toc_]", "<toc>"};
    s = nc_str_trim(s);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (nc_str_ieq(s, nc_str(marks[k])))
            return true;
    return nc_str_istarts(s, NC_LIT("{:toc ")) && nc_str_find(s, '}', 0) == s.n - 1;
}

/* "[[toc]]"; in Logseq's notes it leads to a page. */
static bool is_link_mark(const struct nc_node *n, const struct nc_parse_options *opts)
{
    const struct nc_node *text = n->first;
    return n->kind == NC_WIKILINK && opts->dialect != NC_DIALECT_LOGSEQ &&
           (nc_str_ieq(n->u.ref->dest, NC_LIT("toc")) ||
            nc_str_ieq(n->u.ref->dest, NC_LIT("_toc_"))) &&
           text && text->kind == NC_TEXT && nc_str_eq(text->u.text, n->u.ref->dest);
}

/* "@[toc](title)" */
static bool is_titled_mark(const struct nc_node *at)
{
    const struct nc_node *link = at->next;
    return at->kind == NC_TEXT && nc_str_eqz(at->u.text, "@") && link && !link->next &&
           link->kind == NC_LINK && link->first && !link->first->next &&
           link->first->kind == NC_TEXT && nc_str_ieq(link->first->u.text, NC_LIT("toc"));
}

static bool is_line_mark(const struct nc_node *p, const struct nc_parse_options *opts)
{
    const struct nc_node *n = p->first;
    if (!nc_is_text_block(p) || !n)
        return false;
    if (is_titled_mark(n))
        return true;
    if (n->next)
        return false;
    bool strong = n->kind == NC_STRONG || n->kind == NC_EMPH;
    struct nc_buf text = {0};
    if (strong)
        nc_plain_text(&text, n);
    bool found = (strong && is_mark(nc_buf_view(&text))) ||
                 (nc_is_open_text(n) && is_mark(n->u.text)) || is_link_mark(n, opts);
    nc_buf_dispose(&text);
    return found;
}

/* "* TOC", and "{:toc}" on the line below. */
static bool is_list_mark(const struct nc_node *list)
{
    const struct nc_node *item = list->kind == NC_LIST ? list->first : NULL;
    const struct nc_node *p = item && !item->next ? item->first : NULL;
    if (!p || p->next || !nc_is_text_block(p))
        return false;
    const struct nc_node *n = p->first;
    bool line = n && n->kind == NC_TEXT && n->next && nc_is_break(n->next) && n->next->next;
    const struct nc_node *last = line ? n->next->next : NULL;
    return last && !last->next && nc_is_open_text(last) &&
           nc_str_istarts(nc_str_trim(last->u.text), NC_LIT("{:toc")) && is_mark(last->u.text);
}

bool nc_is_toc_mark(const struct nc_node *block, const struct nc_parse_options *opts)
{
    return is_line_mark(block, opts) || is_list_mark(block);
}

struct nc_pos nc_toc_pos(const struct nc_node *block)
{
    while (block->kind == NC_LIST || block->kind == NC_ITEM)
        block = block->first;
    return block->first->pos;
}
