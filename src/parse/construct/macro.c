/* Macros of Logseq: {{embed [[page]]}}, {{embed ((uuid))}}, {{video url}}, {{cloze text}}. */
#include "doc/ref.h"
#include "parse/construct/blockref.h"
#include "parse/construct/cloze.h"
#include "parse/construct/constructs.h"
#include "parse/construct/roam.h"
#include "parse/construct/wikilink.h"
#include "parse/leaf/source.h"

/* {{…}}, or {{{…}}}, on one line. Braces in it pair: {{query {and: [[a]]}}}. */
static size_t macro_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    uint32_t number;
    size_t close = nc_find_on_line(s, i + 2, limit, NC_LIT("}}"));
    size_t end = nc_cloze_opening(s, i, &number)
                     ? 0
                     : nc_find_pair_end(s, i, close + 2 < limit ? close + 2 : limit, NC_LIT("}}"));
    if (!end)
        return 0;
    bool cloze = nc_str_istarts(nc_str_sub(s, i + 2, limit), NC_LIT("cloze"));
    size_t balanced = cloze ? 0 : nc_roam_close(s, i, limit);
    if (balanced)
        return balanced + 2;
    return end + (s.p[i + 2] == '{' && end < limit && s.p[end] == '}');
}

static struct nc_str inner(struct nc_str s, struct nc_str open, struct nc_str close)
{
    s = nc_str_trim(s);
    bool fits = s.n > open.n + close.n && nc_str_starts(s, open) && nc_str_ends(s, close);
    return fits ? nc_str_sub(s, open.n, s.n - close.n) : NC_NONE;
}

/* Reads the name of a macro and what follows it. */
static void read_macro(struct nc_str src, const struct nc_stash *st, struct nc_str *name,
                       struct nc_str *arg)
{
    struct nc_str s = nc_str_sub(src, st->from, st->to);
    size_t braces = nc_str_starts(s, NC_LIT("{{{")) && nc_str_ends(s, NC_LIT("}}}")) ? 3 : 2;
    s = nc_str_trim(nc_str_sub(s, braces, s.n - braces));
    size_t blank = nc_str_find(s, ' ', 0);
    *name = nc_str_sub(s, 0, blank);
    *arg = nc_str_trim(nc_str_sub(s, blank, s.n));
}

/* Reads {{cloze text}} and {{cloze text\\hint}} and sets where the text and the hint are in arg.
 * Two backslashes in the text are followed by two more: {{cloze \\ \\}}. */
static bool is_cloze(struct nc_str name, struct nc_str arg, struct nc_str *text,
                     struct nc_str *hint)
{
    size_t cut = arg.n;
    for (size_t i = arg.n; i > 1 && cut == arg.n; i--)
        cut = nc_str_starts(nc_str_sub(arg, i - 2, i), NC_LIT("\\\\")) ? i - 2 : cut;
    *text = nc_str_trim(nc_str_sub(arg, 0, cut));
    *hint = cut < arg.n ? nc_str_trim(nc_str_sub(arg, cut + 2, arg.n)) : NC_NONE;
    return nc_str_ieq(name, NC_LIT("cloze")) && text->n && !nc_is_url(arg);
}

static struct nc_range cloze_text(struct nc_str src, const struct nc_stash *st)
{
    struct nc_str name, arg, text, hint;
    read_macro(src, st, &name, &arg);
    if (!is_cloze(name, arg, &text, &hint))
        return (struct nc_range){0};
    size_t at = nc_offset_in(src, text);
    return (struct nc_range){at, at + text.n};
}

static struct nc_node *make_cloze(struct nc_making *m, struct nc_str hint)
{
    struct nc_node *cloze = nc_node_new(m->doc, NC_CLOZE, m->pos);
    size_t at = hint.n ? nc_offset_in(m->src, hint) : 0;
    if (hint.n)
        cloze->u.cloze.hint = nc_source_text(m->doc, m->src, m->st, at, at + hint.n);
    return cloze;
}

static struct nc_node *make_embed(struct nc_making *m, struct nc_str page)
{
    struct nc_node *n = nc_node_new(m->doc, NC_EMBED_LINK, m->pos);
    nc_wikilink_ref(n->u.embed.ref, nc_arena_str(m->doc->arena, page));
    nc_add_source_text(m, n, n->u.embed.ref->dest, nc_offset_in(m->src, page));
    return n;
}

static struct nc_node *make_link(struct nc_making *m, struct nc_str address)
{
    struct nc_node *n = nc_node_new(m->doc, NC_LINK, m->pos);
    nc_ref_init(n->u.ref, nc_arena_str(m->doc->arena, address));
    nc_add_source_text(m, n, n->u.ref->dest, nc_offset_in(m->src, address));
    return n;
}

/* The macro itself, as it is written. */
static struct nc_node *make_code(struct nc_making *m)
{
    struct nc_str text = nc_source_text(m->doc, m->src, m->st, m->st->from, m->st->to);
    return nc_node_text(m->doc, NC_CODE, m->pos, text);
}

/* Makes a node of a macro. Unknown macros are dropped, but names of templates stay. */
static struct nc_node *make_macro(struct nc_making *m)
{
    struct nc_str name, arg, text, hint;
    if (nc_roam_is_component(nc_str_sub(m->src, m->st->from + 2, m->st->to - 2)))
        return nc_roam_make(m);
    read_macro(m->src, m->st, &name, &arg);
    struct nc_str page = inner(arg, NC_LIT("[["), NC_LIT("]]")),
                  block = inner(arg, NC_LIT("(("), NC_LIT("))"));
    if (nc_str_ieq(name, NC_LIT("embed")) && block.n)
        return nc_block_ref_make(m, NC_EMBED_LINK, block);
    if (nc_str_ieq(name, NC_LIT("embed")) && page.n)
        return make_embed(m, page);
    if (nc_is_url(arg))
        return make_link(m, arg);
    if (is_cloze(name, arg, &text, &hint))
        return make_cloze(m, hint);
    if (m->keep_queries && nc_str_ieq(name, NC_LIT("query")))
        return make_code(m);
    nc_report_dropped(m, "a macro {{…}} is not run; such parts were left out");
    return NULL;
}

static bool is_logseq(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_LOGSEQ;
}

const struct nc_construct nc_macro = {.begins = "{{",
                                      .is_read = is_logseq,
                                      .closes = "}}",
                                      .on_line = true,
                                      .end = macro_end,
                                      .text = cloze_text,
                                      .make = make_macro};
