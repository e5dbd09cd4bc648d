/* How a note's headings appear in its book: whether to show the note's title or a heading already
 * does; the level at which each heading is written (none is skipped, because EPUB accessibility
 * checkers and screen readers want h1, h2 … in order); and the note's lines in the table of
 * contents. */
#include "export/epub/epubrender.h"

#include "lang/lang.h"

/* Many readers flatten or cut contents deeper than three levels. */
#define TOC_DEPTH 3

/* Whether n is a heading with a text in the note itself, not in a quotation or a list. */
static bool is_section_heading(const struct epub_render *r, const struct nc_node *n)
{
    if (n->kind != NC_HEADING || r->doc->anchors[n->anchor].name.n == 0)
        return false;
    for (n = n->parent; n && n->kind != NC_DOC; n = n->parent) {
        if (n->kind != NC_DIV)
            return false;
    }
    return true;
}

/* Examines the note's headings before anything is written. */
void epub_look_at_headings(struct epub_render *r)
{
    const struct nc_doc *doc = r->doc;
    const struct nc_outline *o = r->run->site->notes[r->note];
    size_t level1 = 0, rivals = 0; /* rivals: headings not below the first one */
    uint32_t first = NC_NO_ANCHOR;
    for (size_t i = 0; i < doc->anchor_count; i++) {
        if (!is_section_heading(r, doc->anchors[i].node))
            continue;
        if (first == NC_NO_ANCHOR)
            first = (uint32_t)i;
        level1 += doc->anchors[i].level == 1;
        rivals += i > first && doc->anchors[i].level <= doc->anchors[first].level;
    }
    bool begins =
        !epub_has_lead(o) && first != NC_NO_ANCHOR && doc->anchors[first].node->parent == doc->root;
    bool begins_h1 = begins && doc->anchors[first].level == 1;
    bool says_title = begins && nc_str_eq(doc->anchors[first].name, nc_str_trim(r->title));
    bool begins_title = says_title && (begins_h1 || rivals == 0);
    /* A folder has a name of its own, even if it holds only one note. */
    bool is_book = r->run->site->count == 1 && !r->run->site->is_folder;

    r->out->facts.has_byline = is_book && begins_title && epub_facts_visible(&r->out->facts);
    /* If the first heading differs from the front matter's title, the title is shown above it. */
    bool differs = o->says_title && begins_h1 && level1 == 1;
    if (is_book) {
        r->is_titled = (level1 == 0 || differs) && !begins_title;
        r->shows_title = r->is_titled && !epub_facts_visible(&r->out->facts);
    } else {
        r->is_titled = r->shows_title = !begins_title && (differs || !(begins_h1 && level1 == 1));
    }
    r->title_heading = says_title && r->is_titled ? first : NC_NO_ANCHOR;
    r->shows_title &= r->title_heading == NC_NO_ANCHOR;
}

/* The levels of the open headings. */
struct ranks {
    unsigned open[6];
    unsigned count;
};

/* The depth of a heading of this level among the headings passed so far. A level that a note skips
 * is skipped here too. */
static unsigned rank(struct ranks *l, unsigned level)
{
    while (l->count > 0 && l->open[l->count - 1] >= level)
        l->count--;
    l->open[l->count++] = level;
    return l->count - 1;
}

static struct nc_str href_of(struct nc_arena *arena, const struct nc_place *p)
{
    struct nc_buf href = {0};
    nc_buf_str(&href, p->file);
    if (p->frag.n) {
        nc_buf_char(&href, '#');
        nc_buf_str(&href, p->frag);
    }
    return nc_buf_keep(&href, arena);
}

/* Whether a level-1 heading, or the note's only heading of that level, is in the first file. */
static bool first_file_has_heading1(const struct epub_render *r)
{
    const struct nc_place *start = nc_place_of(r->run, r->note, NC_NO_ANCHOR);
    for (uint32_t i = 0; i < r->doc->anchor_count; i++) {
        if (!nc_str_eq(nc_place_of(r->run, r->note, i)->file, start->file))
            return false;
        if (r->doc->anchors[i].level == 1 && is_section_heading(r, r->doc->anchors[i].node))
            return true;
    }
    return false;
}

/* Makes the note's table of contents and sets the level at which each section heading is written.
 */
void epub_outline(struct epub_render *r)
{
    const struct nc_site *site = r->run->site;
    const struct nc_place *start = nc_place_of(r->run, r->note, NC_NO_ANCHOR);
    struct epub_note *out = r->out;
    struct ranks toc = {0}, file = {0};
    struct nc_str current = start->file;
    unsigned base = r->is_titled, deepest = site->count == 1 ? TOC_DEPTH : TOC_DEPTH - 1;
    bool has_lead = epub_has_lead(site->notes[r->note]);

    r->lead_title = r->title;
    if (r->is_titled) {
        epub_toc_add(&out->toc, r->title, href_of(out->arena, start), 0);
    } else if (has_lead && !first_file_has_heading1(r)) {
        r->lead_title = nc_str(nc_lang_label(site->lang, NC_L_FOREWORD));
        epub_toc_add(&out->toc, r->lead_title, href_of(out->arena, start), 0);
    }
    for (uint32_t i = 0; i < r->doc->anchor_count; i++) {
        const struct nc_anchor *a = &r->doc->anchors[i];
        const struct nc_place *place = nc_place_of(r->run, r->note, i);
        if (!is_section_heading(r, a->node))
            continue;
        if (!nc_str_eq(place->file, current))
            file.count = 0;
        bool below_title = epub_has_title(r) && nc_str_eq(place->file, start->file);
        current = place->file;
        if (i == r->title_heading) {
            r->levels[i] = 1;
            continue;
        }
        unsigned level = rank(&file, a->level) + 1 + below_title;
        r->levels[i] = (uint8_t)(level < 6 ? level : 6);
        unsigned depth = rank(&toc, a->level) + base;
        /* The outline's name is used, because the document is freed. */
        struct nc_str name = nc_outline_at(site->notes[r->note], i)->name;
        if (depth < deepest && site->count <= EPUB_TOC_NOTES)
            epub_toc_add(&out->toc, name, href_of(out->arena, place), depth);
    }
    if (out->toc.count == 0)
        epub_toc_add(&out->toc, r->title, href_of(out->arena, start), 0);
}
