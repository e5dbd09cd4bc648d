/* Roam's components: {{[[TODO]]}}, {{DONE}}, {{[[video]]: address}}, {{[[embed]]: [[page]]}}. Only
 * Roam's own names are read; other braces belong to templates. */
#include "parse/construct/roam.h"

#include "base/utf8.h"
#include "doc/ref.h"
#include "parse/construct/constructs.h"
#include "parse/construct/wikilink.h"
#include "parse/leaf/origin.h"
#include "parse/leaf/source.h"

#define LONGEST_NAME ((size_t)40) /* bytes of a component's name, with blanks before it */
#define MAX_COMPONENT ((size_t)2000)

struct component {
    struct nc_str name, arg;
};

/* Names that may stand without brackets. */
static const char *const plain[] = {"embed", "video", "youtube", "iframe", "pdf",
                                    "audio", "tweet", "twitter", NULL};

/* Reads "[[name]]", "[[name]]: arg", "name: arg", or a task's word. */
static bool read_component(struct component *c, struct nc_str s)
{
    static const char *const others[] = {
        "TODO",   "DONE",    "embed-path", "embed-children", "query",      "attr-table",
        "table",  "kanban",  "diagram",    "mermaid",        "mentions",   "slider",
        "POMO",   "calc",    "or",         "date",           "word-count", "orphans",
        "search", "encrypt", "roam/js",    "roam/render",    "∆",          NULL};
    *c = (struct component){0};
    s = nc_str_trim(s);
    bool linked = nc_str_starts(s, NC_LIT("[["));
    size_t from = linked ? 2 : 0;
    size_t to = linked ? nc_str_search(s, NC_LIT("]]"), from) : nc_str_find(s, ':', 0);
    if (to == s.n && linked)
        return false;
    c->name = nc_str_sub(s, from, to);
    struct nc_str rest = nc_str_trim(nc_str_sub(s, to + from, s.n));
    bool asks = rest.n > 0 && rest.p[0] == ':';
    c->arg = asks ? nc_str_trim(nc_str_sub(rest, 1, rest.n)) : NC_NONE;
    bool is_task = nc_str_eqz(c->name, "TODO") || nc_str_eqz(c->name, "DONE");
    bool known = nc_str_is_among(c->name, plain) ||
                 ((linked || is_task) && nc_str_is_among(c->name, others));
    return known && (asks ? !is_task : !rest.n && (linked || is_task));
}

size_t nc_roam_close(struct nc_str s, size_t i, size_t limit)
{
    size_t open = 0;
    limit = limit - i > MAX_COMPONENT ? i + MAX_COMPONENT : limit;
    for (size_t k = i + 2; k + 1 < limit && s.p[k] != '\n'; k++) {
        if (s.p[k] == '}' && !open)
            return s.p[k + 1] == '}' ? k : 0;
        open += s.p[k] == '{' ? 1 : s.p[k] == '}' ? (size_t)-1 : 0;
    }
    return 0;
}

bool nc_roam_is_component(struct nc_str inside)
{
    struct component c;
    return read_component(&c, inside);
}

/* Whether what follows "{{" may be a component, so that its end is worth a search. */
static bool may_begin(struct nc_str s)
{
    s = nc_str_trim(nc_str_sub(s, 0, s.n < LONGEST_NAME ? s.n : LONGEST_NAME));
    for (size_t k = 0; plain[k]; k++)
        if (nc_str_starts(s, nc_str(plain[k])))
            return true;
    return nc_str_starts(s, NC_LIT("[[")) || nc_str_starts(s, NC_LIT("TODO")) ||
           nc_str_starts(s, NC_LIT("DONE"));
}

/* Reads {{…}} on one line. The length is limited, so that many openings before one end take only
 * linear time. */
static size_t end_of(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    if (!may_begin(nc_str_sub(s, i + 2, limit)))
        return 0;
    limit = limit - i > MAX_COMPONENT ? i + MAX_COMPONENT : limit;
    size_t close = nc_find_on_line(s, i + 2, limit, NC_LIT("}}"));
    if (close >= limit || s.p[close] != '}')
        return 0;
    size_t balanced = nc_roam_close(s, i, limit);
    close = balanced ? balanced : close;
    return nc_roam_is_component(nc_str_sub(s, i + 2, close)) ? close + 2 : 0;
}

static struct nc_node *leads_to(struct nc_making *m, enum nc_kind kind, struct nc_str where)
{
    struct nc_node *n = nc_node_new(m->doc, kind, m->pos);
    struct nc_str dest = nc_arena_str(m->doc->arena, where);
    if (kind == NC_LINK)
        nc_ref_init(n->u.ref, dest);
    else
        nc_wikilink_ref(n->u.embed.ref, dest);
    nc_add_source_text(m, n, dest, nc_offset_in(m->src, where));
    return n;
}

struct nc_node *nc_roam_make(struct nc_making *m)
{
    struct nc_str whole = nc_str_sub(m->src, m->st->from, m->st->to);
    struct component c;
    if (!read_component(&c, nc_str_sub(whole, 2, whole.n - 2)))
        return NULL;
    bool done = nc_str_eqz(c.name, "DONE"), block = nc_str_starts(c.arg, NC_LIT("(("));
    struct nc_str page = nc_str_starts(c.arg, NC_LIT("[[")) && nc_str_ends(c.arg, NC_LIT("]]"))
                             ? nc_str_trim(nc_str_sub(c.arg, 2, c.arg.n - 2))
                             : NC_NONE;
    if (done || nc_str_eqz(c.name, "TODO") || block) {
        struct nc_node *t = nc_node_text(m->doc, NC_TEXT, m->pos,
                                         nc_arena_str(m->doc->arena, block ? c.arg : whole));
        t->origin = block ? NC_ORIGIN_PLAIN : done ? NC_ORIGIN_DONE : NC_ORIGIN_TODO;
        t->pos.col +=
            block ? (uint32_t)nc_utf8_count(nc_str_sub(whole, 0, nc_offset_in(whole, c.arg))) : 0;
        return t;
    }
    if (nc_str_starts(c.name, NC_LIT("embed")) && page.n)
        return leads_to(m, NC_EMBED_LINK, page);
    if (nc_is_url(c.arg))
        return leads_to(m, NC_LINK, c.arg);
    nc_report_dropped(m, "a component {{…}} of Roam is not run; such parts were left out");
    return NULL;
}

static bool is_notes(const struct nc_parse_options *opts)
{
    return opts->dialect == NC_DIALECT_NOTES;
}

const struct nc_construct nc_roam = {.begins = "{{",
                                     .is_read = is_notes,
                                     .closes = "}}",
                                     .on_line = true,
                                     .end = end_of,
                                     .make = nc_roam_make};
