/* Callouts of Obsidian and alerts of GitHub: quotations that begin with "[!type]". */
#include "parse/construct/callout.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "parse/leaf/origin.h"

struct nc_str nc_callout_type(struct nc_str word)
{
    static const struct {
        const char *word, *type;
    } types[] = {{"note", "note"},         {"abstract", "abstract"}, {"summary", "abstract"},
                 {"tldr", "abstract"},     {"info", "info"},         {"todo", "todo"},
                 {"tip", "tip"},           {"tips", "tip"},          {"hint", "tip"},
                 {"important", "tip"},     {"success", "success"},   {"check", "success"},
                 {"done", "success"},      {"question", "question"}, {"help", "question"},
                 {"faq", "question"},      {"warning", "warning"},   {"caution", "warning"},
                 {"attention", "warning"}, {"failure", "failure"},   {"fail", "failure"},
                 {"missing", "failure"},   {"danger", "danger"},     {"error", "danger"},
                 {"bug", "bug"},           {"example", "example"},   {"quote", "quote"},
                 {"cite", "quote"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (nc_str_ieq(word, nc_str(types[i].word)))
            return nc_str(types[i].type);
    return NC_NONE;
}

/* Reads "[!type|meta]±" at the beginning of s. Returns the offset after it, or 0 if there is none.
 */
static size_t callout_mark(struct nc_str s, struct nc_str *raw, char *fold)
{
    if (!nc_str_starts(s, NC_LIT("[!")))
        return 0;
    size_t close = nc_str_find(s, ']', 2), bar = nc_str_find(nc_str_sub(s, 0, close), '|', 2);
    *raw = close < s.n ? nc_str_trim(nc_str_sub(s, 2, bar)) : NC_NONE;
    if (!raw->n)
        return 0;
    size_t i = close + 1;
    *fold = i < s.n && (s.p[i] == '+' || s.p[i] == '-') ? s.p[i++] : '\0';
    i = nc_str_past_blanks(s, i, s.n);
    return i;
}

bool nc_callout_is_label(struct nc_str line)
{
    return nc_str_starts(line, NC_LIT("[!")) &&
           nc_str_starts(nc_str_sub(line, nc_str_find(line, ']', 0), line.n), NC_LIT("]:"));
}

/* Moves the children of a paragraph before its first break into title and removes the break. */
static void take_title(struct nc_node *title, struct nc_node *paragraph)
{
    struct nc_node *n = paragraph->first;
    while (n && !nc_is_break(n)) {
        struct nc_node *next = n->next;
        nc_node_unlink(n, NULL);
        nc_node_append(title, n);
        n = next;
    }
    if (n)
        nc_node_unlink(n, NULL);
}

void nc_callout_of_docsify(struct nc_doc *doc, struct nc_node *paragraph)
{
    struct nc_node *t = paragraph->first;
    if (!t || t->kind != NC_TEXT || !nc_is_open_text(t))
        return;
    bool important = nc_str_starts(t->u.text, NC_LIT("!>"));
    if (!important && !nc_str_starts(t->u.text, NC_LIT("?>")))
        return;
    size_t from = nc_str_past_blanks(t->u.text, 2, t->u.text.n);
    if (from == t->u.text.n && !t->next)
        return;
    struct nc_node *title = nc_node_new(doc, NC_CALLOUT_TITLE, paragraph->pos),
                   *p = nc_node_new(doc, NC_PARAGRAPH, paragraph->pos);
    t->pos.col += (uint32_t)from; /* ASCII */
    t->u.text = nc_str_sub(t->u.text, from, t->u.text.n);
    nc_node_adopt(p, paragraph);
    p->pos = t->u.text.n ? t->pos : t->next->pos;
    title->pos = p->pos;
    nc_node_become(doc, paragraph, NC_CALLOUT);
    paragraph->u.callout.raw = important ? NC_LIT("important") : NC_LIT("tip");
    paragraph->u.callout.type = nc_callout_type(paragraph->u.callout.raw);
    nc_node_append(paragraph, title);
    nc_node_append(paragraph, p);
}

void nc_callout_read(struct nc_doc *doc, struct nc_node *quote)
{
    struct nc_node *p = quote->first, *t = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    struct nc_str raw;
    char fold;
    size_t from = t && t->kind == NC_TEXT ? callout_mark(t->u.text, &raw, &fold) : 0;
    if (!from)
        return;
    quote->kind = NC_CALLOUT;
    struct nc_str type = nc_callout_type(raw);
    quote->u.callout.type = type.n ? type : NC_LIT("note");
    quote->u.callout.raw = raw;
    quote->u.callout.fold = fold;
    t->pos.col += (uint32_t)nc_utf8_count(nc_str_sub(t->u.text, 0, from));
    t->u.text = nc_str_sub(t->u.text, from, t->u.text.n);
    struct nc_node *title = nc_node_new(doc, NC_CALLOUT_TITLE, t->pos);
    take_title(title, p);
    if (p->first)
        p->pos = p->first->pos;
    else
        nc_node_unlink(p, NULL);
    nc_node_prepend(quote, title);
}

static bool is_empty(const struct nc_node *title)
{
    const struct nc_node *n = title->first;
    return !n || (n->kind == NC_TEXT && !n->u.text.n && !n->next);
}

void nc_callout_of_history(struct nc_doc *doc, struct nc_node *callout)
{
    const struct nc_node *title = callout->first, *kept = title ? title->next : NULL;
    if (!kept || kept->next || kept->kind != NC_COMMENT_BLOCK || !is_empty(title) ||
        !nc_str_eqz(callout->u.callout.raw, "sr") ||
        !nc_str_starts(nc_str_trim(kept->u.text), NC_LIT("SR:")))
        return;
    struct nc_str id = kept->id, text = kept->u.text;
    callout->first = callout->last = NULL;
    callout->pos = kept->pos;
    nc_node_become(doc, callout, NC_COMMENT_BLOCK);
    callout->id = id;
    callout->u.text = text;
}
