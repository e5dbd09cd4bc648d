/* The table of known elements. */
#include "parse/inline/htmlelement.h"

#include "base/buf.h"
#include "doc/ref.h"
#include "parse/inline/inlines.h"
#include "parse/leaf/origin.h"

#define MAX_QUOTED 200 /* bytes of a tag's attributes in a message */

static const struct nc_html_element elements[] = {
    {"p", NC_HTML_BLOCK, NC_PARAGRAPH, 0},
    {"div", NC_HTML_BLOCK, NC_DIV, 0},
    {"center", NC_HTML_BLOCK, NC_DIV, 0},
    {"blockquote", NC_HTML_BLOCK, NC_QUOTE, 0},
    {"section", NC_HTML_BLOCK, NC_DIV, 0},
    {"article", NC_HTML_BLOCK, NC_DIV, 0},
    {"figure", NC_HTML_BLOCK, NC_FIGURE, 0},
    {"figcaption", NC_HTML_BLOCK, NC_CAPTION, 0},
    {"ul", NC_HTML_BLOCK, NC_LIST, 0},
    {"ol", NC_HTML_BLOCK, NC_LIST, 0},
    {"li", NC_HTML_BLOCK, NC_ITEM, 0},
    {"pre", NC_HTML_BLOCK, NC_CODE_BLOCK, 0},
    {"h1", NC_HTML_BLOCK, NC_HEADING, 1},
    {"h2", NC_HTML_BLOCK, NC_HEADING, 2},
    {"h3", NC_HTML_BLOCK, NC_HEADING, 3},
    {"h4", NC_HTML_BLOCK, NC_HEADING, 4},
    {"h5", NC_HTML_BLOCK, NC_HEADING, 5},
    {"h6", NC_HTML_BLOCK, NC_HEADING, 6},
    {"table", NC_HTML_BLOCK, NC_TABLE, 0},
    {"tr", NC_HTML_BLOCK, NC_ROW, 0},
    {"td", NC_HTML_BLOCK, NC_CELL, 0},
    {"th", NC_HTML_BLOCK, NC_CELL, 0},
    {"details", NC_HTML_BLOCK, NC_DETAILS, 0},
    {"summary", NC_HTML_BLOCK, NC_SUMMARY, 0},
    {"caption", NC_HTML_BLOCK, NC_PARAGRAPH, 0},
    {"dl", NC_HTML_BLOCK, NC_DEF_LIST, 0},
    {"dt", NC_HTML_BLOCK, NC_DEF_TERM, 0},
    {"dd", NC_HTML_BLOCK, NC_DEF_BODY, 0},
    {"b", NC_HTML_INLINE, NC_STRONG, 0},
    {"strong", NC_HTML_INLINE, NC_STRONG, 0},
    {"i", NC_HTML_INLINE, NC_EMPH, 0},
    {"em", NC_HTML_INLINE, NC_EMPH, 0},
    {"cite", NC_HTML_INLINE, NC_EMPH, 0},
    {"dfn", NC_HTML_INLINE, NC_EMPH, 0},
    {"var", NC_HTML_INLINE, NC_EMPH, 0},
    {"u", NC_HTML_INLINE, NC_UNDERLINE, 0},
    {"ins", NC_HTML_INLINE, NC_UNDERLINE, 0},
    {"s", NC_HTML_INLINE, NC_STRIKE, 0},
    {"del", NC_HTML_INLINE, NC_STRIKE, 0},
    {"strike", NC_HTML_INLINE, NC_STRIKE, 0},
    {"mark", NC_HTML_INLINE, NC_HIGHLIGHT, 0},
    {"sub", NC_HTML_INLINE, NC_SUB, 0},
    {"sup", NC_HTML_INLINE, NC_SUP, 0},
    {"small", NC_HTML_INLINE, NC_SMALL, 0},
    {"kbd", NC_HTML_INLINE, NC_KBD, 0},
    {"code", NC_HTML_INLINE, NC_KBD, 0},
    {"samp", NC_HTML_INLINE, NC_KBD, 0},
    {"tt", NC_HTML_INLINE, NC_KBD, 0},
    {"ruby", NC_HTML_INLINE, NC_RUBY, 0},
    {"rt", NC_HTML_INLINE, NC_RUBY_TEXT, 0},
    {"a", NC_HTML_INLINE, NC_LINK, 0},
    {"span", NC_HTML_INLINE, NC_SPAN, 0},
    {"abbr", NC_HTML_INLINE, NC_SPAN, 0},
    {"q", NC_HTML_QUOTE, NC_SPAN, 0},
    {"br", NC_HTML_VOID, NC_HARD_BREAK, 0},
    {"hr", NC_HTML_VOID, NC_RULE, 0},
    {"img", NC_HTML_VOID, NC_IMAGE, 0},
    {"wbr", NC_HTML_VOID, NC_TEXT, 0},
    {"font", NC_HTML_PASS, NC_SPAN, 0},
    {"rb", NC_HTML_PASS, NC_SPAN, 0},
    {"time", NC_HTML_PASS, NC_SPAN, 0},
    {"bdi", NC_HTML_INLINE, NC_SPAN, 0},
    {"bdo", NC_HTML_INLINE, NC_SPAN, 0},
    {"nobr", NC_HTML_PASS, NC_SPAN, 0},
    {"tbody", NC_HTML_PASS, NC_SPAN, 0},
    {"thead", NC_HTML_PASS, NC_SPAN, 0},
    {"tfoot", NC_HTML_PASS, NC_SPAN, 0},
    {"html", NC_HTML_PASS, NC_SPAN, 0},
    {"body", NC_HTML_PASS, NC_SPAN, 0},
    {"head", NC_HTML_PASS, NC_SPAN, 0},
    {"big", NC_HTML_PASS, NC_SPAN, 0},
    {"picture", NC_HTML_PASS, NC_SPAN, 0},
    {"col", NC_HTML_PASS, NC_SPAN, 0},
    {"colgroup", NC_HTML_PASS, NC_SPAN, 0},
    {"nav", NC_HTML_PASS, NC_SPAN, 0},
    {"header", NC_HTML_PASS, NC_SPAN, 0},
    {"footer", NC_HTML_PASS, NC_SPAN, 0},
    {"main", NC_HTML_PASS, NC_SPAN, 0},
    {"aside", NC_HTML_PASS, NC_SPAN, 0},
    {"button", NC_HTML_PASS, NC_SPAN, 0},
    {"label", NC_HTML_PASS, NC_SPAN, 0},
    {"form", NC_HTML_PASS, NC_SPAN, 0},
    {"noscript", NC_HTML_PASS, NC_SPAN, 0},
    {"video", NC_HTML_MEDIA, NC_EMBED_LINK, 0},
    {"audio", NC_HTML_MEDIA, NC_EMBED_LINK, 0},
    {"source", NC_HTML_MEDIA, NC_EMBED_LINK, 0},
    {"iframe", NC_HTML_MEDIA, NC_LINK, 0},
    {"embed", NC_HTML_MEDIA, NC_LINK, 0},
    {"rp", NC_HTML_DROP, NC_SPAN, 0},
    {"script", NC_HTML_DROP, NC_SPAN, 0},
    {"style", NC_HTML_DROP, NC_SPAN, 0},
    {"object", NC_HTML_DROP, NC_SPAN, 0},
    {"svg", NC_HTML_DROP, NC_SPAN, 0},
    {"select", NC_HTML_DROP, NC_SPAN, 0},
    {"textarea", NC_HTML_DROP, NC_SPAN, 0},
    {"title", NC_HTML_DROP, NC_SPAN, 0},
    {"input", NC_HTML_DROP, NC_SPAN, 0},
    {"base", NC_HTML_DROP, NC_SPAN, 0},
    {"meta", NC_HTML_DROP, NC_SPAN, 0},
    {"link", NC_HTML_DROP, NC_SPAN, 0},
    {"track", NC_HTML_DROP, NC_SPAN, 0},
    {"param", NC_HTML_DROP, NC_SPAN, 0},
    {"area", NC_HTML_DROP, NC_SPAN, 0},
};

const struct nc_html_element *nc_html_element(const char *name)
{
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (elements[i].name[0] == name[0] && strcmp(elements[i].name, name) == 0)
            return &elements[i];
    return NULL;
}

bool nc_html_is_lone(const char *name)
{
    static const char *const names[] = {"input", "base",  "meta",  "link", "source",
                                        "embed", "track", "param", "area", NULL};
    return nc_str_is_among(nc_str(name), names);
}

/* The direction as the formats spell it; empty if s is not one. */
static struct nc_str dir_of(struct nc_str s)
{
    static const char *const names[] = {"rtl", "ltr", "auto"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (nc_str_ieq(s, nc_str(names[k])))
            return nc_str(names[k]);
    return NC_NONE;
}

void nc_html_set_attributes(struct nc_doc *doc, struct nc_node *n,
                            const struct nc_html_attributes *a)
{
    n->id = n->kind == NC_LINK && !a->id.n ? a->name : a->id;
    if (n->kind == NC_LINK && !a->href.n)
        n->kind = NC_SPAN;
    if (n->kind == NC_LINK) {
        nc_ref_init(n->u.ref, a->href);
        n->u.ref->title = a->title;
    }
    struct nc_str dir = dir_of(a->dir);
    if (n->kind != NC_SPAN || (!a->lang.n && !a->classes.n && !a->title.n && !dir.n))
        return;
    n->attrs = NC_NEW(doc->arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.lang = a->lang, .classes = a->classes, .title = a->title};
    if (dir.n)
        n->attrs->dir = dir;
}

void nc_html_set_language(struct nc_doc *doc, struct nc_node *n, struct nc_str lang,
                          struct nc_str dir)
{
    dir = dir_of(dir);
    if (!lang.n && !dir.n)
        return;
    if (!n->attrs)
        n->attrs = NC_NEW(doc->arena, struct nc_attrs);
    n->attrs->lang = lang;
    n->attrs->dir = dir;
}

void nc_html_as_code(struct nc_doc *doc, struct nc_node *n, const struct nc_html_element *e)
{
    if (n->kind != NC_KBD || strcmp(e->name, "kbd") == 0 || !n->first)
        return;
    for (const struct nc_node *c = n->first; c; c = c->next)
        if (c->kind != NC_TEXT || c->origin == NC_ORIGIN_DELIMITER)
            return;
    struct nc_buf text = {0};
    for (const struct nc_node *c = n->first; c; c = c->next)
        nc_buf_str(&text, c->u.text);
    n->kind = NC_CODE;
    n->first = n->last = NULL;
    n->u.text = nc_buf_keep(&text, doc->arena);
}

void nc_html_report_unknown(struct nc_diags *diags, struct nc_str file, struct nc_pos pos,
                            const char *name, struct nc_str attrs)
{
    struct nc_buf b = {0};
    nc_buf_quote(&b, nc_str_trim(attrs), MAX_QUOTED);
    struct nc_str shown = nc_buf_view(&b);
    if (shown.n)
        nc_diag(diags, NC_D_HTML_UNKNOWN, file, pos,
                "<%s %.*s> is not known; its content is kept, its attributes are not", name,
                NC_FMT(shown));
    else
        nc_diag(diags, NC_D_HTML_UNKNOWN, file, pos,
                "<%s> is not known; its content is kept, here and elsewhere in the note", name);
    nc_buf_dispose(&b);
}
