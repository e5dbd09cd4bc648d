/* Wikilinks and embeds of Obsidian, Logseq and others (reference: docs/dialect.md). */
#include "parse/construct/wikilink.h"

#include "base/ascii.h"
#include "doc/filetype.h"
#include "doc/ref.h"
#include "parse/construct/constructs.h"
#include "parse/construct/imagesize.h"
#include "parse/leaf/source.h"

#define MAX_ADDRESS 4096 /* bytes in parentheses after "]]" */
#define MAX_SUFFIX 5     /* bytes of a file name's suffix */

/* --- the end of a link --- */

/* Whether a word is written like an address: "#part", "/a", "./a", "<a>", "scheme:a", "a.md?x". */
static bool is_address(struct nc_str s)
{
    const struct nc_str begins[] = {NC_LIT("#"), NC_LIT("/"), NC_LIT("./"), NC_LIT("../"),
                                    NC_LIT("<")};
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (nc_str_starts(s, begins[i]))
            return true;
    size_t scheme = 0;
    while (scheme < s.n && nc_ascii_is_letter(s.p[scheme]))
        scheme++;
    if (scheme > 1 && scheme + 1 < s.n && s.p[scheme] == ':')
        return true;
    size_t query = nc_str_find(s, '?', 0), part = nc_str_find(s, '#', 0);
    s = nc_str_sub(s, 0, query < part ? query : part);
    size_t dot = s.n;
    while (dot > 0 && (nc_ascii_is_alnum(s.p[dot - 1])))
        dot--;
    size_t suffix = s.n - dot;
    return dot > 1 && s.p[dot - 1] == '.' && suffix > 0 && suffix <= MAX_SUFFIX &&
           !nc_ascii_is_digit(s.p[dot]);
}

/* Whether "(address)" stands at i, with or without a title: [[1]](address) is CommonMark's link
 * with the text "[1]". After "[[Name]]" other words in parentheses are text. The path of an image
 * may hold blanks. */
static bool is_followed_by_address(struct nc_str s, size_t i, size_t limit, bool image)
{
    if (i >= limit || s.p[i] != '(')
        return false;
    size_t last = i + MAX_ADDRESS < limit ? i + MAX_ADDRESS : limit, to = i + 1, depth = 0;
    for (; to < last && s.p[to] != '\n' && (depth || s.p[to] != ')'); to++) {
        depth += s.p[to] == '(';
        depth -= s.p[to] == ')';
    }
    if (to == last || s.p[to] != ')')
        return false;
    struct nc_str inside = nc_str_trim(nc_str_sub(s, i + 1, to));
    size_t blank = nc_str_find(inside, ' ', 0), title = blank;
    while (title < inside.n && inside.p[title] == ' ')
        title++;
    bool titled = title < inside.n && strchr("\"'(", inside.p[title]);
    return is_address(titled ? nc_str_sub(inside, 0, blank) : inside) &&
           (image || titled || blank == inside.n || inside.p[0] == '<');
}

/* Only "]]" on the same line closes a link, and the innermost "[[" counts. Brackets within a name
 * must pair: [[a[0]]]. */
size_t nc_wikilink_end(struct nc_str s, size_t i, size_t limit, uint32_t previous)
{
    (void)previous;
    size_t open = i + (s.p[i] == '!'), k = open + 2, opened = 0, closed = 0;
    while (k + 1 < limit && s.p[k] != '\n' && !(s.p[k] == ']' && s.p[k + 1] == ']')) {
        if (s.p[k] == '[' && s.p[k + 1] == '[')
            return 0; /* the inner link is found later */
        opened += s.p[k] == '[';
        closed += s.p[k] == ']';
        k++;
    }
    bool found = k + 1 < limit && s.p[k] == ']';
    struct nc_str inside = found ? nc_str_trim(nc_str_sub(s, open + 2, k)) : NC_NONE;
    /* [[^^x]] and [[##x]] are searches of an editor; [[|x]] names nothing. */
    if (!inside.n || inside.p[0] == '|' || nc_str_starts(inside, NC_LIT("^^")) ||
        nc_str_starts(inside, NC_LIT("##")))
        return 0;
    for (; opened > closed && k + 2 < limit && s.p[k + 2] == ']'; closed++)
        k++;
    if (is_followed_by_address(s, k + 2, limit, open > 0 && s.p[open - 1] == '!'))
        return 0;
    return k + 2;
}

/* --- the meaning of a link --- */

static struct nc_str without_fragment(const struct nc_ref *ref)
{
    return nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
}

void nc_wikilink_ref(struct nc_ref *ref, struct nc_str dest)
{
    nc_ref_init(ref, dest);
    /* "[[Title: subtitle]]" is a note. */
    if (nc_str_search(dest, NC_LIT("://"), 0) == dest.n)
        ref->state = NC_REF_NONE;
}

/* The text shown for a link without an alias: an address unchanged, else "Note > Heading" without
 * folder and suffix. */
static struct nc_str default_text(struct nc_making *m, const struct nc_ref *ref)
{
    if (ref->state == NC_REF_URL)
        return ref->dest;
    struct nc_str path = without_fragment(ref), f = ref->fragment;
    if (!m->whole_names)
        path = nc_base_name(path);
    if (nc_has_suffix(path, NC_LIT(".md")))
        path.n -= 3;
    if (!f.n)
        return path.n ? path : ref->dest;
    struct nc_buf b = {0};
    nc_buf_str(&b, path);
    for (size_t from = 0; from <= f.n;) {
        size_t to = nc_str_find(f, '#', from);
        if (b.n)
            nc_buf_puts(&b, " > ");
        nc_buf_str(&b, nc_str_trim(nc_str_sub(f, from, to)));
        from = to + 1;
    }
    return nc_buf_keep(&b, m->doc->arena);
}

/* The parts of [[target|alias|…]] as source offsets; alias_from == to if there is no alias. */
struct link_parts {
    size_t from, target_to, alias_from, to;
};

static struct link_parts parts_of(struct nc_str src, const struct nc_stash *st)
{
    struct link_parts p = {.from = st->from + 2 + (src.p[st->from] == '!'), .to = st->to - 2};
    size_t bar = nc_str_find(nc_str_sub(src, 0, p.to), '|', p.from);
    p.target_to = bar;
    if (bar > p.from && bar < p.to && src.p[bar - 1] == '\\')
        p.target_to--;
    p.alias_from = bar < p.to ? bar + 1 : p.to;
    while (p.alias_from < p.to && src.p[p.alias_from] == ' ')
        p.alias_from++;
    while (p.to > p.alias_from && src.p[p.to - 1] == ' ')
        p.to--;
    return p;
}

static struct nc_str target_of(struct nc_making *m, const struct link_parts *p)
{
    struct nc_str s = nc_str_trim(nc_str_sub(m->src, p->from, p->target_to));
    size_t hash = nc_str_find(s, '#', 0);
    struct nc_str path = nc_str_trim(nc_str_sub(s, 0, hash));
    if (hash == s.n)
        return nc_arena_str(m->doc->arena, path);
    struct nc_buf b = {0};
    nc_buf_str(&b, path);
    nc_buf_char(&b, '#');
    nc_buf_str(&b, nc_str_trim(nc_str_sub(s, hash + 1, s.n)));
    return nc_buf_keep(&b, m->doc->arena);
}

/* The source offset of the text shown for a link without an alias: an address as a whole, a name
 * without its folders, or all of it. */
static size_t default_from(struct nc_str src, const struct link_parts *p, bool address, bool whole)
{
    if (address)
        return p->from;
    size_t to = p->target_to, hash = nc_str_find(nc_str_sub(src, 0, to), '#', p->from);
    struct nc_str path = nc_str_trim(nc_str_sub(src, p->from, hash)),
                  fragment = nc_str_trim(nc_str_sub(src, hash < to ? hash + 1 : to, to));
    struct nc_str name = whole ? path : nc_base_name(path);
    if (path.n)
        return (size_t)((name.n ? name : path).p - src.p);
    return fragment.n ? (size_t)(fragment.p - src.p) : p->from;
}

static struct nc_range alias_of(struct nc_str src, const struct nc_stash *st)
{
    struct link_parts p = parts_of(src, st);
    return (struct nc_range){p.alias_from, p.to};
}

static struct nc_node *make_wikilink(struct nc_making *m)
{
    struct link_parts p = parts_of(m->src, m->st);
    struct nc_node *n = nc_node_new(m->doc, NC_WIKILINK, m->pos);
    nc_wikilink_ref(n->u.ref, target_of(m, &p));
    return n;
}

/* Adds the text of a link without an alias. */
static void show_target(struct nc_making *m, struct nc_node *n)
{
    struct link_parts p = parts_of(m->src, m->st);
    if (!n->first)
        nc_add_source_text(m, n, default_text(m, n->u.ref),
                           default_from(m->src, &p, n->u.ref->state == NC_REF_URL, m->whole_names));
}

/* Reads the parts of an embed's alias between bars ("\\|" in a cell). Removes the last part that is
 * a size. The others are the label, a slice of alias from the first of them to the last. */
static struct nc_str read_sizes(struct nc_str alias, bool in_cell, uint32_t *width,
                                uint32_t *height)
{
    struct nc_str label = NC_NONE;
    for (size_t from = 0; from <= alias.n && alias.n;) {
        size_t to = nc_str_find(alias, '|', from);
        bool escaped = in_cell && to < alias.n && to > from && alias.p[to - 1] == '\\';
        struct nc_str part = nc_str_trim(nc_str_sub(alias, from, escaped ? to - 1 : to));
        if (!nc_image_size(part, width, height) && part.n && part.p[0] != '#')
            label = label.n ? (struct nc_str){label.p, (size_t)(part.p + part.n - label.p)} : part;
        from = to + 1;
    }
    return label;
}

static struct nc_node *make_embed(struct nc_making *m)
{
    struct nc_str src = m->src;
    const struct nc_stash *st = m->st;
    struct link_parts p = parts_of(src, st);
    struct nc_str alias = nc_str_sub(src, p.alias_from, p.to), dest = target_of(m, &p);
    uint32_t width = 0, height = 0;
    struct nc_str label = read_sizes(alias, st->in_cell, &width, &height);
    size_t label_at = label.n ? (size_t)(label.p - src.p) : 0;
    label = nc_source_text(m->doc, m->src, st, label_at, label_at + label.n);
    bool image = nc_is_image_path(nc_str_sub(dest, 0, nc_str_find(dest, '#', 0)));
    struct nc_node *n = nc_node_new(m->doc, image ? NC_IMAGE : NC_EMBED_LINK, m->pos);
    nc_wikilink_ref(nc_node_ref(n), dest);
    if (image) {
        n->u.image.width = width;
        n->u.image.height = height;
        if (!label.n) {
            label = nc_base_name(without_fragment(n->u.image.ref));
            label_at = default_from(src, &p, false, false);
        }
    } else {
        n->u.embed.type = nc_embed_type_of(without_fragment(n->u.embed.ref));
        n->u.embed.width = width;
        n->u.embed.height = height;
        n->u.embed.label = label;
    }
    if (label.n)
        nc_add_source_text(m, n, label, label_at);
    else
        nc_add_source_text(
            m, n, default_text(m, nc_node_ref(n)),
            default_from(src, &p, nc_node_ref(n)->state == NC_REF_URL, m->whole_names));
    return n;
}

const struct nc_construct nc_wikilink = {.begins = "[[",
                                         .yields_to_reference = true,
                                         .code = NC_CODE_MUST_END,
                                         .end = nc_wikilink_end,
                                         .text = alias_of,
                                         .make = make_wikilink,
                                         .finish = show_target};

/* The alias of an embed is a label without inlines. */
const struct nc_construct nc_embed = {
    .begins = "![[", .code = NC_CODE_MUST_END, .end = nc_wikilink_end, .make = make_embed};
