/* Reads attributes of headings. */
#include "parse/construct/headingattrs.h"

#include "base/ascii.h"
#include "parse/construct/attrword.h"
#include "parse/leaf/origin.h"

/* The words in the braces. */
struct attributes {
    struct nc_str id;
    /* words separated by single blanks */
    struct nc_buf classes, lost;
};

/* Reads "#id .class key=value -". False if anything else stands there. An id may hold any
 * characters. */
static bool read_words(struct nc_str s, struct attributes *a)
{
    struct nc_attr_word word;
    size_t i = 0;
    while (nc_attr_word(&word, s, &i, s.n))
        if (word.kind == '=' && nc_str_eqz(word.name, "id"))
            a->id = nc_str_sub(s, word.value, word.value_to);
        else if (word.kind == '=')
            nc_buf_word(&a->lost, word.whole);
        else if (nc_str_eqz(word.name, "-"))
            nc_buf_word(&a->classes, NC_LIT("unnumbered"));
        else if (word.kind == '#')
            a->id = word.name;
        else if (!word.kind || !nc_attr_is_name(word.name))
            return false;
        else
            nc_buf_word(&a->classes, word.name);
    return i == s.n;
}

static void set_attributes(struct nc_doc *doc, struct nc_node *heading, const struct attributes *a,
                           struct nc_diags *diags)
{
    if (a->id.n && !heading->id.n)
        heading->id = nc_arena_str(doc->arena, a->id);
    if (a->classes.n) {
        if (!heading->attrs)
            heading->attrs = NC_NEW(doc->arena, struct nc_attrs);
        heading->attrs->classes = nc_arena_str(doc->arena, nc_buf_view(&a->classes));
    }
    if (a->lost.n)
        nc_diag(diags, NC_D_PLUGIN_DROPPED, doc->files[0], heading->pos,
                "'%.*s' tells another program how to show this heading; it was left out",
                NC_FMT(nc_buf_view(&a->lost)));
}

/* The last text at the end of the heading that holds a brace, which may open a list. run joins it
 * with the texts after it, because '_' is a text of its own. NULL: no text has a brace. */
static struct nc_node *last_brace(struct nc_buf *run, const struct nc_node *heading)
{
    struct nc_node *at = NULL;
    for (struct nc_node *n = heading->first; n; n = n->next) {
        bool open = nc_is_open_text(n);
        if (!open || nc_str_find(n->u.text, '{', 0) < n->u.text.n) {
            at = open ? n : NULL;
            nc_buf_clear(run);
        }
        if (at)
            nc_buf_str(run, n->u.text);
    }
    return at;
}

/* Moves the attributes of the list at the end of s, the joined texts from t, to the heading. */
static void take_list(struct nc_doc *doc, struct nc_node *heading, struct nc_node *t,
                      struct nc_str texts, struct nc_diags *diags)
{
    struct nc_str s = nc_str_trim(texts);
    size_t open = s.n;
    while (open > 0 && s.p[open - 1] != '{')
        open--;
    if (!open || s.p[s.n - 1] != '}' || open == s.n - 1)
        return;
    size_t words = open + (s.p[open] == ':');
    if (!strchr("#.- ", s.p[words]))
        return;
    struct attributes a = {0};
    if (read_words(nc_str_sub(s, words, s.n - 1), &a)) {
        set_attributes(doc, heading, &a, diags);
        size_t to = (size_t)(s.p - texts.p) + open - 1;
        while (to > 0 && t->u.text.p[to - 1] == ' ')
            to--;
        t->u.text.n = to;
        while ((t = t->next) != NULL)
            t->u.text.n = 0;
    }
    nc_buf_dispose(&a.classes);
    nc_buf_dispose(&a.lost);
}

void nc_heading_attrs(struct nc_doc *doc, struct nc_node *heading, struct nc_diags *diags)
{
    struct nc_buf run = {0};
    struct nc_node *t = last_brace(&run, heading);
    if (t)
        take_list(doc, heading, t, nc_buf_view(&run), diags);
    nc_buf_dispose(&run);
}
