/* Searches for residue in texts only, so that code never counts. Each kind has one function, which
 * examines one place. Signs that people also write in prose are not reported. */
#include "parse/tidy/residue.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "base/words.h"
#include "doc/walk.h"
#include "parse/construct/attrlist.h"
#include "parse/construct/emoji.h"
#include "parse/construct/gentable.h"
#include "parse/construct/gentag.h"
#include "parse/leaf/origin.h"
#include "parse/leaf/texlike.h"

#include <stdio.h>

#define MAX_TAG 300 /* bytes */

/* A text, whether it begins a line, the first node it was joined from, and the node after the
 * last. */
struct place {
    struct nc_str s;
    bool at_line_start, is_mdx, is_gfm, after_formula;
    const struct nc_node *text, *next;
};

static bool is_open(const struct nc_node *n)
{
    return n && n->kind == NC_TEXT && nc_is_open_text(n);
}

/* The place of an offset in the texts from `text` on. */
static struct nc_pos pos_in(const struct nc_node *text, size_t at)
{
    for (; at >= text->u.text.n && is_open(text->next); text = text->next)
        at -= text->u.text.n;
    struct nc_pos pos = text->pos;
    pos.col += (uint32_t)nc_utf8_count(nc_str_sub(text->u.text, 0, at));
    return pos;
}

/* Whether something in the same text, not far away, closes what begins at i. */
static bool is_closed(struct nc_str s, size_t i, struct nc_str close)
{
    size_t limit = i + MAX_TAG < s.n ? i + MAX_TAG : s.n;
    return nc_str_search(nc_str_sub(s, 0, limit), close, i) < limit;
}

static bool begins(const struct place *p, size_t i, const char *mark)
{
    return nc_str_starts(nc_str_sub(p->s, i, p->s.n), nc_str(mark));
}

static bool is_liquid(const struct place *p, size_t i)
{
    struct nc_gentag tag;
    return begins(p, i, "{%") && nc_gentag_read(&tag, p->s, i, p->s.n);
}

static bool is_hugo(const struct place *p, size_t i)
{
    return (begins(p, i, "{{<") && is_closed(p->s, i, NC_LIT(">}}"))) ||
           (begins(p, i, "{{%") && is_closed(p->s, i, NC_LIT("%}}")));
}

static bool is_variable(const struct place *p, size_t i)
{
    size_t k = i + 2, limit = k + MAX_TAG < p->s.n ? k + MAX_TAG : p->s.n;
    if (!begins(p, i, "{{") || (i > 0 && p->s.p[i - 1] == '{'))
        return false;
    while (k < limit && strchr(" #/>^&{", p->s.p[k]))
        k++;
    bool named = k < limit && (nc_ascii_is_letter(p->s.p[k]) || strchr("$[", p->s.p[k]));
    bool sum = k < limit && nc_ascii_is_digit(p->s.p[k]) && begins(p, i, "{{ ");
    return (named && is_closed(p->s, k, NC_LIT("}}"))) ||
           (sum && is_closed(p->s, k, NC_LIT(" }}")));
}

static bool is_tab(const struct place *p, size_t i)
{
    return i == 0 && p->at_line_start && begins(p, i, "=== \"");
}

static bool is_admonition(const struct place *p, size_t i)
{
    size_t k = i + 4;
    return i == 0 && p->at_line_start && (begins(p, i, "!!! ") || begins(p, i, "??? ")) &&
           k < p->s.n && nc_ascii_is_letter(p->s.p[k]);
}

static bool is_div(const struct place *p, size_t i)
{
    size_t k = 0;
    if (i > 0 || !p->at_line_start)
        return false;
    while (k < p->s.n && p->s.p[k] == ':')
        k++;
    return k >= 3 && (k == p->s.n || nc_ascii_is_letter(p->s.p[k]) || strchr(" {", p->s.p[k]));
}

static bool is_toc(const struct place *p, size_t i)
{
    static const char *const marks[] = {"[TOC]",   "[toc]",  "[[toc]]", "[[_TOC_]]",
                                        "[[TOC]]", "{:toc}", "@[toc]",  NULL};
    return i == 0 && p->at_line_start && nc_str_starts_among(nc_str_sub(p->s, i, p->s.n), marks);
}

static bool holds_quoted(struct nc_str list)
{
    return nc_str_search(list, NC_LIT("=\""), 0) < list.n ||
           nc_str_search(list, NC_LIT("='"), 0) < list.n;
}

static bool is_attribute_list(const struct place *p, size_t i)
{
    static const char *const keys[] = {"{target=", "{width=", "{height=", "{rel=", "{loading=",
                                       "{align=",  "{style=", "{class=",  NULL};
    struct nc_attr_list list = {0};
    struct nc_str s = nc_str_sub(p->s, i, p->s.n);
    size_t length = nc_attr_list_read(&list, s);
    bool found = length > 0 && (list.colon || nc_str_starts_among(s, keys) ||
                                holds_quoted(nc_str_sub(s, 0, length)));
    nc_buf_dispose(&list.classes);
    return found;
}

/* Finds {.class … that was not read after an image or the like, because its quotation marks do not
 * pair or the node before it takes no attributes. */
static bool is_broken_list(const struct place *p, size_t i)
{
    return i == 0 && !p->at_line_start && (begins(p, i, "{.") || begins(p, i, "{#")) &&
           p->s.n > 2 && nc_ascii_is_letter(p->s.p[2]) && is_closed(p->s, i, NC_LIT("}"));
}

/* Finds {::comment} and {:/comment}. */
static bool is_extension(const struct place *p, size_t i)
{
    bool word = i + 3 < p->s.n && nc_ascii_is_letter(p->s.p[i + 3]);
    return ((begins(p, i, "{::") && word) || begins(p, i, "{:/")) &&
           is_closed(p->s, i, NC_LIT("}"));
}

/* Finds {++x++}, {--x--}, {>>x<<}, and {==x==} and {~~x~~} around a highlight and what is struck
 * out. */
static bool is_critic_mark(const struct place *p, size_t i)
{
    const struct nc_node *n = i + 1 == p->s.n ? p->next : NULL;
    const struct nc_node *after = n ? n->next : NULL;
    while (after && after->kind == NC_TEXT && !after->u.text.n) /* a delimiter was there */
        after = after->next;
    bool around = after && (n->kind == NC_HIGHLIGHT || n->kind == NC_STRIKE) &&
                  after->kind == NC_TEXT && nc_str_starts(after->u.text, NC_LIT("}"));
    return around || (begins(p, i, "{++") && is_closed(p->s, i + 3, NC_LIT("++}"))) ||
           (begins(p, i, "{--") && is_closed(p->s, i + 3, NC_LIT("--}"))) ||
           (begins(p, i, "{>>") && is_closed(p->s, i + 3, NC_LIT("<<}")));
}

/* Finds {props.x} and {`text ${x}`}. */
static bool is_expression(const struct place *p, size_t i)
{
    size_t k = i + 1;
    if (!p->is_mdx)
        return false;
    if (k == p->s.n)
        return p->next && p->next->kind == NC_CODE && p->next->next &&
               p->next->next->kind == NC_TEXT && nc_str_starts(p->next->next->u.text, NC_LIT("}"));
    while (k < p->s.n && (nc_ascii_is_alnum(p->s.p[k]) || strchr("._$[]()'\"", p->s.p[k])))
        k++;
    return k > i + 1 && k < p->s.n && p->s.p[k] == '}' && !nc_ascii_is_digit(p->s.p[i + 1]);
}

/* Finds *[HTML]: Hyper Text. */
static bool is_abbreviation(const struct place *p, size_t i)
{
    return i == 0 && p->at_line_start && begins(p, i, "*[") && is_closed(p->s, i, NC_LIT("]: "));
}

/* Finds (name)= alone on a line. */
static bool is_target(const struct place *p, size_t i)
{
    size_t k = 1;
    if (i > 0 || !p->at_line_start)
        return false;
    while (k < p->s.n && (nc_ascii_is_alnum(p->s.p[k]) || strchr("-_:.", p->s.p[k])))
        k++;
    return k > 1 && k + 2 == p->s.n && p->s.p[k] == ')' && p->s.p[k + 1] == '=';
}

/* Finds @fig-rain. */
static bool is_cross_reference(const struct place *p, size_t i)
{
    static const char *const references[] = {"@fig-", "@tbl-", "@sec-", "@eq-", "@lst-", NULL};
    return (i == 0 || !nc_ascii_is_alnum(p->s.p[i - 1])) &&
           nc_str_starts_among(nc_str_sub(p->s, i, p->s.n), references);
}

/* Finds :smile:. */
static bool is_emoji_name(const struct place *p, size_t i)
{
    bool within = i > 0 && (nc_ascii_is_alnum(p->s.p[i - 1]) || p->s.p[i - 1] == ':');
    /* ":END:" and ":id: x" are lines of drawers. */
    bool drawer =
        begins(p, i, ":id:") || (i + 1 < p->s.n && p->s.p[i + 1] >= 'A' && p->s.p[i + 1] <= 'Z');
    return !p->is_gfm && !within && !drawer &&
           nc_emoji_name_length(nc_str_sub(p->s, i, p->s.n)) > 0;
}

/* Finds {ref}`name` of MyST. */
static bool is_role(const struct place *p, size_t i)
{
    size_t k = i + 1;
    while (k < p->s.n && (nc_ascii_is_alnum(p->s.p[k]) || strchr("-_:+", p->s.p[k])))
        k++;
    return p->next && p->next->kind == NC_CODE && k > i + 2 && k + 1 == p->s.n &&
           p->s.p[k] == '}' && nc_ascii_is_letter(p->s.p[i + 1]);
}

/* Finds ![text](an address that is not valid). */
static bool is_image(const struct place *p, size_t i)
{
    return begins(p, i, "![") && is_closed(p->s, i, NC_LIT("]("));
}

/* Finds [text](an address that is not valid). The text in the parentheses must look like an address
 * or be a link. */
static bool is_link(const struct place *p, size_t i)
{
    size_t open = i, limit = i + MAX_TAG < p->s.n ? i + MAX_TAG : p->s.n;
    while (open > 0 && i - open < MAX_TAG && p->s.p[open] != '[')
        open--;
    if (!begins(p, i, "](") || p->s.p[open] != '[' || (open > 0 && p->s.p[open - 1] == '!'))
        return false;
    if (i + 2 == p->s.n) { /* if ')' comes right after the address, the brackets are escaped */
        const struct nc_node *after = p->next && p->next->kind == NC_LINK ? p->next->next : NULL;
        return after && after->kind == NC_TEXT && nc_str_starts(after->u.text, NC_LIT(" "));
    }
    struct nc_str inside = nc_str_sub(p->s, i + 2, limit);
    inside = nc_str_sub(inside, 0, nc_str_find(inside, ')', 0));
    return nc_str_search(inside, NC_LIT("://"), 0) < inside.n ||
           nc_str_starts(inside, NC_LIT("../")) || nc_str_starts(inside, NC_LIT("./")) ||
           nc_str_ends(inside, NC_LIT(".md")) || nc_str_ends(inside, NC_LIT(".pdf"));
}

/* Finds [!note] that does not begin a quotation. */
static bool is_callout(const struct place *p, size_t i)
{
    size_t k = i + 2;
    while (k < p->s.n && nc_ascii_is_letter(p->s.p[k]))
        k++;
    return i == 0 && p->at_line_start && begins(p, i, "[!") && k > 3 && k < p->s.n &&
           p->s.p[k] == ']';
}

/* Finds "- [x] task" within a paragraph. */
static bool is_task(const struct place *p, size_t i)
{
    static const char *const boxes[] = {"- [ ] ", "- [x] ", "- [X] ", NULL};
    return i == 0 && p->at_line_start && nc_str_starts_among(p->s, boxes);
}

static bool is_nan(const struct place *p, size_t i)
{
    return begins(p, i, "&#xNAN;");
}

/* Finds "| a | b |". */
static bool is_bars(const struct place *p, size_t i)
{
    if (i > 0 || !p->at_line_start || !begins(p, i, "| "))
        return false;
    size_t second = nc_str_search(p->s, NC_LIT(" |"), 1);
    return second < p->s.n && (second + 2 == p->s.n || p->s.p[second + 2] == ' ');
}

static bool is_tex(const struct place *p, size_t i)
{
    return begins(p, i, "\\begin{") && is_closed(p->s, i, NC_LIT("}"));
}

/* Finds a command of TeX for pages that is a line by itself. */
static bool is_page_command(const struct place *p, size_t i)
{
    static const char *const commands[] = {
        "\\newpage",         "\\pagebreak", "\\clearpage", "\\cleardoublepage",
        "\\tableofcontents", "\\maketitle", NULL};
    return i == 0 && p->at_line_start && nc_str_is_among(nc_str_trim(p->s), commands);
}

/* Finds "% comment" at the beginning of a paragraph; later lines of prose may begin with a %. */
static bool is_line_comment(const struct place *p, size_t i)
{
    const struct nc_node *block = p->text->parent;
    return i == 0 && block->first == p->text && !nc_is_inline(block->kind) && begins(p, i, "% ") &&
           p->s.n > 2;
}

/* Finds (label) after a display formula, alone on its line. A single letter or a number is meant
 * for readers. */
static bool is_formula_label(const struct place *p, size_t i)
{
    struct nc_str s = nc_str_trim(nc_str_sub(p->s, i, p->s.n));
    if (!p->after_formula || nc_str_trim(nc_str_sub(p->s, 0, i)).n || s.n < 4 ||
        !nc_ascii_is_letter(s.p[1]) || s.p[s.n - 1] != ')' || (p->next && !nc_is_break(p->next)))
        return false;
    for (size_t k = 1; k + 1 < s.n; k++)
        if (!nc_ascii_is_alnum(s.p[k]) && !strchr(":-_.", s.p[k]))
            return false;
    return true;
}

static bool is_unclosed_tex(const struct place *p, size_t i)
{
    return nc_tex_unclosed(p->s, i, p->s.n) > 0;
}

static bool is_content_reference(const struct place *p, size_t i)
{
    return begins(p, i, ":contentReference");
}

static bool is_front_matter(const struct place *p, size_t i)
{
    return i == 0 && p->at_line_start && nc_str_eqz(nc_str_trim(p->s), "+++");
}

static bool is_snippet(const struct place *p, size_t i)
{
    return begins(p, i, "--8<--");
}

/* Finds <Tag key=…>, <Tag />, </Tag>. People write about <T> and Vec<T>. */
static bool is_component(const struct place *p, size_t i)
{
    struct nc_gentag tag;
    bool is_line = i == 0 && p->at_line_start && !p->next && nc_str_ends(p->s, NC_LIT("/>"));
    if (p->s.p[i] != '<' || (i > 0 && nc_ascii_is_alnum(p->s.p[i - 1])) ||
        !nc_gentag_read(&tag, p->s, i, p->s.n) || (tag.name.n < 3 && !is_line))
        return false;
    struct nc_str args = nc_str_sub(p->s, tag.args.from, tag.args.to);
    return tag.alone || tag.closes || nc_str_find(args, '=', 0) < args.n;
}

static bool is_row(const struct place *p, size_t i)
{
    if (i > 0 || !p->at_line_start)
        return false;
    struct nc_str s = nc_str_trim(p->s);
    bool dashes = s.n > 2;
    for (size_t k = 0; k < s.n; k++)
        dashes &= strchr("|-: ", s.p[k]) != NULL;
    return dashes && s.p[0] == '|' && nc_str_find(s, '-', 0) < s.n;
}

/* Finds ((dE3-_xyZ0)): nine characters, not a word in parentheses. */
static bool is_block_ref(const struct place *p, size_t i)
{
    const size_t length = 9;
    bool sign = false;
    if (!begins(p, i, "((") || i + length + 4 > p->s.n || p->s.p[i + length + 2] != ')' ||
        p->s.p[i + length + 3] != ')')
        return false;
    for (size_t k = i + 2; k < i + 2 + length; k++) {
        char c = p->s.p[k];
        if (!nc_ascii_is_alnum(c) && c != '-' && c != '_')
            return false;
        sign |= nc_ascii_is_digit(c) || c == '_' || (c >= 'A' && c <= 'Z' && k > i + 2);
    }
    return sign;
}

/* Finds ((20210808180117-6v0mkxr 'text')) and ((20210808180117-6v0mkxr)). */
static bool is_siyuan_ref(const struct place *p, size_t i)
{
    enum { TIME = 14, RANDOM = 7 };
    static const char *const ends[] = {"))", " '", " \"", NULL};
    size_t k = i + 2, dash = k + TIME, end = dash + 1 + RANDOM;
    if (!begins(p, i, "((") || end >= p->s.n || p->s.p[dash] != '-')
        return false;
    for (; k < end; k++)
        if (k < dash ? !nc_ascii_is_digit(p->s.p[k]) : k > dash && !nc_ascii_is_alnum(p->s.p[k]))
            return false;
    return nc_str_starts_among(nc_str_sub(p->s, end, p->s.n), ends);
}

/* Finds :material-rocket: and other icons of Material for MkDocs. */
static bool is_icon(const struct place *p, size_t i)
{
    static const char *const sets[] = {":material-", ":fontawesome-", ":octicons-", ":simple-",
                                       NULL};
    size_t k = i + 1;
    if (!nc_str_starts_among(nc_str_sub(p->s, i, p->s.n), sets))
        return false;
    while (k < p->s.n && (nc_ascii_is_alnum(p->s.p[k]) || strchr("-_", p->s.p[k])))
        k++;
    return k < p->s.n && p->s.p[k] == ':';
}

/* ++ctrl+c++ */
static bool is_keys(const struct place *p, size_t i)
{
    size_t k = i + 2, keys = 1;
    if (!begins(p, i, "++") || (i > 0 && !strchr(" \t(", p->s.p[i - 1])))
        return false;
    for (; k + 1 < p->s.n && (nc_ascii_is_alnum(p->s.p[k]) || strchr("-+\"", p->s.p[k])); k++) {
        if (p->s.p[k] == '+' && p->s.p[k + 1] == '+')
            return keys > 1;
        keys += p->s.p[k] == '+';
    }
    return false;
}

static bool is_snippet_of_vuepress(const struct place *p, size_t i)
{
    return i == 0 && p->at_line_start && begins(p, i, "<<< ") && i + 4 < p->s.n &&
           strchr("@./", p->s.p[i + 4]);
}

static bool is_anki_sound(const struct place *p, size_t i)
{
    return begins(p, i, "[sound:") && is_closed(p->s, i, NC_LIT("]"));
}

static const struct kind {
    /* the byte at which to look for this kind */
    char first;
    bool (*is)(const struct place *p, size_t i);
    const char *shown, *what;
} kinds[] = {
    {'{', is_liquid, "{% … %}", "a tag of Liquid (Jekyll, GitBook, Hexo)"},
    {'{', is_hugo, "{{< … >}}", "a shortcode of Hugo"},
    {'{', is_variable, "{{ … }}", "what a template fills in"},
    {'=', is_tab, "=== \"…\"", "a tab of MkDocs without a block below it"},
    {'!', is_admonition, "!!! …", "an admonition of MkDocs without a block below it"},
    {'?', is_admonition, "??? …", "an admonition of MkDocs without a block below it"},
    {':', is_div, ":::", "a fenced div"},
    {'[', is_toc, "[TOC]", "a mark for a table of contents"},
    {'{', is_toc, "{:toc}", "a mark for a table of contents"},
    {'@', is_toc, "@[toc]", "a mark for a table of contents"},
    {'{', is_attribute_list, "{: … }", "a list of attributes"},
    {'{', is_extension, "{::…}", "an extension of kramdown"},
    {'{', is_critic_mark, "{++…++}", "a change or remark of CriticMarkup"},
    {'{', is_broken_list, "{. … }", "a list of attributes"},
    {'{', is_expression, "{…}", "an expression of MDX"},
    {'(', is_block_ref, "((…))", "a reference to a block of Roam, whose export does not say which"},
    {'(', is_siyuan_ref, "((…))", "a reference to a block of SiYuan"},
    {'\\', is_tex, "\\begin{…}", "an environment of TeX"},
    {'\\', is_page_command, "\\newpage", "a command of TeX"},
    {'%', is_line_comment, "% …", "a comment of MyST, or a line of pandoc's title"},
    {'(', is_formula_label, "(…)", "the label of a formula in MyST"},
    {'\\', is_unclosed_tex, "\\[ or \\(", "a formula that nothing in its paragraph closes"},
    {'+', is_front_matter, "+++", "a line around front matter in TOML"},
    {'-', is_snippet, "--8<--", "a snippet of another file (PyMdown)"},
    {'<', is_component, "<Tag …>", "a component of MDX"},
    {':', is_content_reference, ":contentReference[…]", "a mark of ChatGPT's for a source"},
    {':', is_icon, ":material-…:", "an icon of Material for MkDocs"},
    {'*', is_abbreviation, "*[…]: …", "an abbreviation (Markdown Extra)"},
    {'(', is_target, "(…)=", "a target of MyST"},
    {'@', is_cross_reference, "@fig-…", "a cross-reference of Quarto"},
    {':', is_emoji_name, ":name:", "the name of an emoji (--from=gfm reads it)"},
    {'+', is_keys, "++…++", "keys (PyMdown)"},
    {'<', is_snippet_of_vuepress, "<<< …", "a snippet of another file (VuePress)"},
    {'[', is_anki_sound, "[sound:…]", "Anki's mark for a sound (write ![](FILE) instead)"},
    {'{', is_role, "{…}`…`", "a role of MyST"},
    {'!', is_image, "![…](…)",
     "an image whose address cannot be read (one with blanks is written <…>)"},
    {']', is_link, "[…](…)",
     "a link whose address cannot be read (one with blanks is written <…>)"},
    {'[', is_callout, "[!…]", "the mark of a callout, which begins a quotation"},
    {'-', is_task, "- [ ]",
     "a task that is indented too far, or not set off from the text before it"},
    {'&', is_nan, "&#xNAN;", "a mark of GitBook's that shows nothing"},
    {'|', is_row, "|---|", "a row of dashes without a table"},
    {'|', is_bars, "| … |", "a row of a table that has no row of dashes"}};

#define KINDS (sizeof kinds / sizeof kinds[0])

struct finding {
    size_t count;
    struct nc_pos pos;
};

/* The last of the adjacent texts from n on: '_' and '*' are texts of their own. */
static const struct nc_node *join_run(struct nc_buf *out, const struct nc_node *n)
{
    nc_buf_clear(out);
    nc_buf_str(out, n->u.text);
    for (; is_open(n->next); n = n->next)
        nc_buf_str(out, n->next->u.text);
    return n;
}

/* Searches a text. first: the bytes at which a kind may begin. */
static void look(struct finding *found, const struct nc_byte_set *first, struct place p)
{
    for (size_t i = nc_byte_set_find(first, p.s.p, 0, p.s.n); i < p.s.n;
         i = nc_byte_set_find(first, p.s.p, i + 1, p.s.n))
        for (size_t k = 0; k < KINDS; k++) {
            if (kinds[k].first != p.s.p[i] || !kinds[k].is(&p, i))
                continue;
            if (!found[k].count++)
                found[k].pos = pos_in(p.text, i);
            break;
        }
}

/* The name of the directive of MyST that stays as code or as a div; empty if n is none. An engine
 * of knitr, ```{r}, has nothing after its braces. */
static struct nc_str unread_directive(const struct nc_node *n)
{
    struct nc_str s = n->kind == NC_CODE_BLOCK        ? n->u.code->info
                      : n->kind == NC_DIV && n->attrs ? n->attrs->classes
                                                      : NC_NONE;
    bool code = n->kind == NC_CODE_BLOCK;
    size_t close = nc_str_find(s, '}', 0);
    if (!s.n || (code && (s.n < 3 || s.p[0] != '{' || close == s.n)))
        return NC_NONE;
    struct nc_str name = code ? nc_str_sub(s, 1, close) : nc_str_sub(s, 0, nc_str_find(s, ' ', 0));
    const struct nc_gen_word *word = nc_gen_word('m', name);
    if (word)
        return word->means == NC_GEN_UNREAD ? name : NC_NONE;
    for (size_t i = 0; i < name.n; i++)
        if (!nc_ascii_is_alnum(name.p[i]) && (i == 0 || !strchr("-:", name.p[i])))
            return NC_NONE;
    static const char *const of_code[] = {"code",           "code-block", "code-cell", "sourcecode",
                                          "literalinclude", "mermaid",    "math",      NULL};
    bool argument = code && nc_str_trim(nc_str_sub(s, close + 1, s.n)).n;
    bool joined = nc_str_find(name, '-', 0) < name.n || nc_str_find(name, ':', 0) < name.n;
    return code && (argument || joined) && !nc_str_is_among(name, of_code) ? name : NC_NONE;
}

struct unread {
    struct finding found;
    struct nc_str name;
};

static void note_directive(struct unread *u, const struct nc_node *n)
{
    struct nc_str name = unread_directive(n);
    if (name.n && !u->found.count++) {
        u->found.pos = n->pos;
        u->name = name;
    }
}

static void report_directives(const struct nc_doc *doc, const struct unread *u,
                              struct nc_diags *diags)
{
    char others[48] = "";
    if (!u->found.count)
        return;
    if (u->found.count > 1)
        snprintf(others, sizeof others, " and %zu more", u->found.count - 1);
    nc_diag(
        diags, NC_D_FOREIGN_SYNTAX, doc->files[0], u->found.pos,
        "{%.*s}%s: a directive of MyST or Sphinx, which is not run; its content is kept unchanged",
        NC_FMT(u->name), others);
}

void nc_residue_report(const struct nc_doc *doc, bool is_mdx, bool is_gfm, struct nc_diags *diags)
{
    struct finding found[KINDS] = {0};
    struct unread unread = {0};
    struct nc_byte_set first = {0};
    for (size_t k = 0; k < KINDS; k++)
        first.has[(unsigned char)kinds[k].first] = true;
    nc_byte_set_ready(&first);
    bool at_line_start = true, after_formula = false;
    struct nc_buf run = {0};
    const struct nc_node *last = NULL; /* the last text searched together with those before it */
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (!nc_is_inline(w.node->kind) || nc_is_break(w.node)) {
            at_line_start = true;
            if (e == NC_WALK_ENTER && w.node->kind != NC_PARAGRAPH)
                after_formula = w.node->kind == NC_MATH_BLOCK;
            if (e == NC_WALK_ENTER && !is_gfm)
                note_directive(&unread, w.node);
        } else if (e == NC_WALK_ENTER && w.node->kind == NC_TEXT) {
            bool joined = last != NULL;
            if (!joined && is_open(w.node)) {
                last = is_open(w.node->next) ? join_run(&run, w.node) : w.node;
                struct place p = {last == w.node ? w.node->u.text : nc_buf_view(&run),
                                  at_line_start,
                                  is_mdx,
                                  is_gfm,
                                  after_formula,
                                  w.node,
                                  last->next};
                look(found, &first, p);
            }
            if (w.node == last)
                last = NULL;
            at_line_start &= !w.node->u.text.n;
            after_formula = false;
        } else if (e == NC_WALK_ENTER) {
            at_line_start = false;
            after_formula = w.node->kind == NC_MATH && w.node->u.math.display;
        }
    }
    nc_buf_dispose(&run);
    report_directives(doc, &unread, diags);
    for (size_t k = 0; k < KINDS; k++) {
        char times[32] = "";
        if (!found[k].count)
            continue;
        if (found[k].count > 1)
            snprintf(times, sizeof times, ", %zu times", found[k].count);
        nc_diag(diags, NC_D_FOREIGN_SYNTAX, doc->files[0], found[k].pos,
                "%s stays in the text%s: %s, which is not read; write it as code if it is meant "
                "literally",
                kinds[k].shown, times, kinds[k].what);
    }
}
