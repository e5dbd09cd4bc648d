/* Makes the outline of a document. */
#include "doc/outline.h"

#include "doc/metabook.h"
#include "doc/walk.h"

/* Whether nodes of this kind show more than the text in them. */
static bool more_than_text(enum nc_kind k)
{
    return k == NC_LINK || k == NC_WIKILINK || k == NC_IMAGE || k == NC_EMBED_LINK ||
           k == NC_FOOTNOTE_REF;
}

/* Whether the heading shows something that its plain text omits. */
static bool says_more(const struct nc_node *heading)
{
    struct nc_walk w;
    nc_walk_begin(&w, heading);
    while (heading->kind == NC_HEADING && nc_walk_next(&w) != NC_WALK_DONE)
        if (w.event == NC_WALK_ENTER && more_than_text(w.node->kind))
            return true;
    return false;
}

static bool says_title(const struct nc_doc *doc)
{
    const struct nc_value *v = nc_value_lone(nc_meta_get(&doc->meta, "title"));
    return nc_value_is_scalar(v) ? nc_str_trim(v->raw).n
                                 : nc_meta_structured(&doc->meta, "title", "type", NULL).n;
}

/* The heading that begins a note and has no other beside or above it; may be empty. */
static struct nc_str sole_heading(const struct nc_outline *o)
{
    const struct nc_outline_anchor *first = NULL;
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_outline_anchor *a = &o->anchors[i];
        if (!a->top || !a->level)
            continue;
        if (first && a->name.n && a->level <= first->level)
            return NC_NONE;
        first = first ? first : a;
    }
    return first && !o->has_lead ? first->name : NC_NONE;
}

static bool has_number(struct nc_str s, unsigned wanted)
{
    for (size_t i = 0; i < s.n;) {
        unsigned number = 0;
        size_t digits = 0;
        for (; i < s.n && nc_ascii_is_digit(s.p[i]); i++, digits++)
            number = digits < 8 ? number * 10 + (unsigned)(s.p[i] - '0') : 0;
        if (digits && number == wanted)
            return true;
        i += digits == 0;
    }
    return false;
}

/* Whether a note is a day's journal: its file is named by that day. Its first heading then says
 * what happened, unless it spells the day. */
static bool is_journal(struct nc_str path, struct nc_str heading)
{
    struct nc_when day;
    size_t slash = path.n, dot = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    while (dot > slash && path.p[dot - 1] != '.')
        dot--;
    struct nc_str stem = nc_str_sub(path, slash, dot > slash ? dot - 1 : path.n);
    return (nc_when_parse(&day, stem, NC_WHEN_FREE) ||
            nc_when_parse(&day, stem, NC_WHEN_JOURNAL)) &&
           !(has_number(heading, day.year) && has_number(heading, day.day));
}

struct nc_outline *nc_outline_of(struct nc_arena *arena, const struct nc_doc *doc,
                                 struct nc_str path)
{
    struct nc_outline *o = NC_NEW(arena, struct nc_outline);
    memcpy(o->digest, doc->digest, sizeof o->digest);
    o->key = nc_arena_str(arena, doc->key);
    o->path = nc_arena_str(arena, path);
    o->id = nc_arena_str(arena, doc->meta.id);
    o->title = nc_arena_str(arena, doc->meta.title);
    o->lang = nc_arena_str(arena, doc->lang);
    o->uuid = doc->uuid;
    o->count = doc->anchor_count;
    o->anchors = nc_arena_array(arena, o->count, sizeof *o->anchors);
    for (size_t i = 0; i < o->count; i++) {
        const struct nc_anchor *a = &doc->anchors[i];
        o->anchors[i] = (struct nc_outline_anchor){.name = nc_arena_str(arena, a->name),
                                                   .key = nc_arena_str(arena, a->key),
                                                   .id = nc_arena_str(arena, a->node->id),
                                                   .level = a->level,
                                                   .says_more = says_more(a->node)};
    }
    nc_outline_take_blocks(o, arena, doc);
    struct nc_str heading = sole_heading(o);
    o->says_title = says_title(doc) || (heading.n && is_journal(path, heading));
    if (!o->says_title && heading.n)
        o->title = heading;
    return o;
}
