/* Tags of site generators within a text: {{< ref "a.md" >}}, {% youtube id %}, and comments of JSX.
 */
#include "doc/ref.h"
#include "parse/construct/constructs.h"
#include "parse/construct/genpart.h"
#include "parse/leaf/source.h"

#define MAX_RAW 4000 /* bytes of a line searched for the partner of a tag */

/* Finds the closing tag of one of the generator's comments, which are not shown. False: none is
 * near. */
static bool closes_comment(struct nc_gentag *close, struct nc_str s, const struct nc_gentag *tag,
                           size_t limit)
{
    const struct nc_gen_word *word = nc_gen_word("lh"[tag->family == NC_GEN_HUGO], tag -> name);
    if (!word || word->means != NC_GEN_COMMENT || tag->closes)
        return false;
    s = nc_str_sub(s, 0, limit < tag->end + MAX_RAW ? limit : tag->end + MAX_RAW);
    for (size_t at = nc_str_find(s, '{', tag->end); at < s.n; at = nc_str_find(s, '{', at + 1))
        if (nc_gentag_read(close, s, at, s.n) && close->closes && close->family == tag->family &&
            nc_str_eq(close->name, tag->name))
            return true;
    return false;
}

static size_t hugo_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    struct nc_gentag tag, close;
    (void)previous;
    if (!nc_gentag_read(&tag, s, i, limit))
        return 0;
    return closes_comment(&close, s, &tag, limit) ? close.end : tag.end;
}

/* Whether {% raw %} and {% endraw %} are on one line with braces between them, which is their
 * purpose. Elsewhere the text is about the tags. */
static bool guards(struct nc_str s, const struct nc_gentag *tag, size_t limit)
{
    struct nc_gentag other;
    size_t from = tag->end, to = tag->from;
    if (!tag->closes) {
        struct nc_str line = nc_str_sub(s, 0, limit < from + MAX_RAW ? limit : from + MAX_RAW);
        line = nc_str_sub(line, 0, nc_str_find(line, '\n', from));
        for (to = nc_str_search(line, NC_LIT("{%"), from); to < line.n;
             to = nc_str_search(line, NC_LIT("{%"), to + 2))
            if (nc_gentag_read(&other, s, to, limit) && other.closes &&
                nc_str_eq(other.name, tag->name))
                return nc_str_find(nc_str_sub(s, 0, to), '{', from) < to;
        return false;
    }
    while (to > 1 && tag->from - to < MAX_RAW && s.p[to - 1] != '\n') {
        to--;
        if (s.p[to] == '{' && s.p[to + 1] == '%' && nc_gentag_read(&other, s, to, limit) &&
            !other.closes && nc_str_eq(other.name, tag->name))
            return nc_str_find(nc_str_sub(s, 0, tag->from), '{', other.end) < tag->from;
    }
    return false;
}

/* Reads only the tags of Liquid that insert something. Other tags stay, because the text may be
 * about templates. */
static size_t liquid_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    struct nc_gentag tag, other;
    (void)previous;
    if (!nc_gentag_read(&tag, s, i, limit))
        return 0;
    const struct nc_gen_word *word = nc_gen_word('l', tag.name);
    if (!word || nc_gen_includes_other(&tag, s))
        return 0;
    if (closes_comment(&other, s, &tag, limit))
        return other.end;
    bool shows =
        word->means == NC_GEN_LINK || word->means == NC_GEN_PATH || word->means == NC_GEN_IMAGE;
    return shows || (word->means == NC_GEN_SILENT && guards(s, &tag, limit)) ? tag.end : 0;
}

/* Finds {{ site.baseurl }} where an address begins, after "](". It holds blanks, so it must become
 * a token to be part of an address. */
static size_t variable_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    if (previous != '(' || i < 2 || s.p[i - 2] != ']')
        return 0;
    size_t close = nc_find_on_line(s, i + 2, limit, NC_LIT("}}"));
    return close < limit && s.p[close] == '}' ? close + 2 : 0;
}

static size_t comment_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    size_t close = nc_find_on_line(s, i + 3, limit, NC_LIT("*/}"));
    return close < limit && s.p[close] == '*' ? close + 3 : 0;
}

/* Makes the text that a tag shows, as a link if it has an address. NULL: it has no text. */
static struct nc_node *make_shown(struct nc_making *m, const struct nc_gen_part *p)
{
    static const char *const texts[] = {"text", "content", NULL};
    static const char *const addresses[] = {"link", "href", "url", NULL};
    struct nc_range r;
    if (!nc_gentag_arg(&r, &p->tag, m->src, texts) && !nc_gentag_positional(&r, &p->tag, m->src, 0))
        return NULL;
    struct nc_node *text = nc_node_text(m->doc, NC_TEXT, m->pos, nc_gen_copy(p, r));
    if (!nc_gentag_arg(&r, &p->tag, m->src, addresses))
        return text;
    struct nc_node *link = nc_node_new(m->doc, NC_LINK, m->pos);
    nc_ref_init(link->u.ref, nc_gen_copy(p, r));
    nc_node_append(link, text);
    return link;
}

static struct nc_node *make_tag(struct nc_making *m)
{
    struct nc_gen_part p = nc_gen_part_read(m->src, m->st);
    p.doc = m->doc;
    p.diags = m->diags;
    p.where = m->where;
    p.pos = m->pos;
    struct nc_gentag close;
    struct nc_node *text;
    if (closes_comment(&close, m->src, &p.tag, m->st->to))
        return nc_node_text(
            m->doc, NC_COMMENT, m->pos,
            nc_str_trim(nc_source_text(m->doc, m->src, m->st, p.tag.end, close.from)));
    if (p.means == NC_GEN_TEXT && !p.tag.closes && (text = make_shown(m, &p)))
        return text;
    struct nc_node *n = p.means == NC_GEN_LINK || p.means == NC_GEN_PATH ? nc_gen_link(&p)
                        : p.means == NC_GEN_IMAGE                        ? nc_gen_image(&p)
                                                                         : NULL;
    if (!n && p.means != NC_GEN_SILENT && !p.tag.closes)
        nc_gen_warn(&p, "is not run; it was left out");
    return n;
}

/* Makes text of a variable that turned out not to begin an address. */
static struct nc_node *make_text(struct nc_making *m)
{
    return nc_node_text(m->doc, NC_TEXT, m->pos,
                        nc_source_text(m->doc, m->src, m->st, m->st->from, m->st->to));
}

static struct nc_node *make_comment(struct nc_making *m)
{
    return nc_node_text(
        m->doc, NC_COMMENT, m->pos,
        nc_str_trim(nc_source_text(m->doc, m->src, m->st, m->st->from + 3, m->st->to - 3)));
}

static bool is_not_logseq(const struct nc_parse_options *opts)
{
    return opts->dialect != NC_DIALECT_LOGSEQ;
}

const struct nc_construct nc_gen_hugo = {.begins = "{{<", .end = hugo_end, .make = make_tag};
const struct nc_construct nc_gen_hugo_text = {.begins = "{{%", .end = hugo_end, .make = make_tag};
const struct nc_construct nc_gen_liquid = {.begins = "{%", .end = liquid_end, .make = make_tag};
const struct nc_construct nc_gen_variable = {
    .begins = "{{ ", .is_read = is_not_logseq, .end = variable_end, .make = make_text};
const struct nc_construct nc_jsx_comment = {
    .begins = "{/*", .closes = "*/}", .on_line = true, .end = comment_end, .make = make_comment};
