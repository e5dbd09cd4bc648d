/* Renders one note into its chapter files: pure, on any thread. The plan says where each file
 * begins; epubheadings.c says at which level headings stand; export/xhtml makes the fragments. */
#include "export/epub/epubrender.h"

#include "base/xmltext.h"
#include "doc/division.h"
#include "export/xhtml/xhtml.h"
#include "lang/lang.h"

#include <stdlib.h>

void epub_note_free(void *data)
{
    struct epub_note *note = data;
    if (!note)
        return;
    for (size_t i = 0; i < note->file_count; i++)
        nc_deflated_dispose(&note->files[i].data);
    free(note->files);
    free(note->toc.items);
    free(note->media);
    for (size_t i = 0; i < note->drawn_count; i++)
        nc_buf_dispose(&note->drawn[i].form.bytes);
    free(note->drawn);
    nc_arena_free(note->arena);
    free(note);
}

static int put_byline(struct epub_render *r)
{
    return epub_byline(&r->body, r->run, &r->out->facts, r->fail);
}

/* Sets the levels of headings in quotations, callouts and lists: one below the section around them,
 * however the author numbered them. shown: the section's own, 0 before the first heading. */
static void set_levels(struct epub_render *r, unsigned shown)
{
    memset(r->shown, shown < 6 ? (int)shown + 1 : 6, sizeof r->shown);
}

static void begin_file(struct epub_render *r, struct nc_str file, const struct nc_node *heading)
{
    r->file = file;
    r->file_title = r->lead_title;
    nc_buf_clear(&r->body);
    set_levels(r, epub_has_title(r) && r->out->file_count == 0);
    if (r->shows_title && r->out->file_count == 0) {
        nc_buf_puts(&r->body, "<h1>");
        nc_xml_escape(&r->body, r->title);
        nc_buf_puts(&r->body, "</h1>\n");
        r->file_title = r->title;
    } else if (heading && !(r->is_titled && r->out->file_count == 0)) {
        r->file_title = r->doc->anchors[heading->anchor].name;
    }
}

/* Writes the ids that the plan promised but no block printed. */
static void put_missing_ids(struct epub_render *r)
{
    for (; r->next_id < r->doc->anchor_count; r->next_id++) {
        const struct nc_place *p = nc_place_of(r->run, r->note, r->next_id);
        if (!nc_str_eq(p->file, r->file))
            break;
        if (!p->frag.n || r->written[r->next_id])
            continue;
        nc_buf_puts(&r->body, "<span id=\"");
        nc_buf_str(&r->body, p->frag);
        nc_buf_puts(&r->body, "\"></span>\n");
    }
}

static int end_file(struct epub_render *r)
{
    struct nc_str lang =
        nc_str_eqz(r->doc->lang, "und") || r->doc->lang.n == 0 ? r->run->site->lang : r->doc->lang;
    nc_xhtml_footnotes(&r->body, &r->x);
    put_missing_ids(r);
    struct nc_tmpl_var vars[] = {{.name = "lang", .text = lang},
                                 {.name = "dir", .text = epub_direction(lang)},
                                 {.name = "class", .text = epub_class(lang)},
                                 {.name = "title", .text = r->file_title},
                                 {.name = "body", .text = nc_buf_view(&r->body), .is_markup = true},
                                 r->properties};
    struct nc_tmpl_row row = {vars, sizeof vars / sizeof *vars};
    r->properties.row_count = 0;
    struct epub_note *out = r->out;
    nc_grow(&out->files, &r->file_cap, out->file_count + 1, sizeof *out->files);
    struct epub_file *f = &out->files[out->file_count];
    memset(f, 0, sizeof *f);
    if (epub_page(f, r->run, EPUB_T_PAGE, &row, r->fail) != 0)
        return -1;
    f->name = nc_arena_str(out->arena, r->file);
    out->facts.has_math |= f->has_mathml;
    out->file_count++;
    return 0;
}

static bool begins_section(const struct epub_render *r, const struct nc_node *n)
{
    return n->kind == NC_HEADING && r->doc->anchors[n->anchor].name.n > 0;
}

/* Writes the blocks from first to before end (NULL: to the last). Of these only first may be a
 * heading of the note itself. */
static void put_section(struct epub_render *r, const struct nc_node *first,
                        const struct nc_node *end)
{
    const struct nc_node *last = first;
    if (!first || first == end)
        return;
    if (begins_section(r, first))
        set_levels(r, r->levels[first->anchor]);
    while (last->next != end)
        last = last->next;
    nc_xhtml_blocks(&r->body, &r->x, first, last);
}

/* The current place in a note: a child of the root, its index among the outline's blocks, and the
 * next cut of the plan. */
struct writing {
    const struct nc_node *node;
    uint32_t block;
    size_t cut;
};

/* The number of the outline's blocks that the child comprises. */
static uint32_t pieces_of(const struct epub_render *r, const struct writing *at)
{
    const struct nc_outline *o = r->run->site->notes[r->note];
    return at->block < o->block_count ? o->blocks[at->block].pieces : 1;
}

static void go_on(const struct epub_render *r, struct writing *at)
{
    at->block += pieces_of(r, at);
    at->node = at->node->next;
}

static bool is_cut(const struct epub_render *r, const struct writing *at)
{
    const struct nc_plan *plan = &r->run->plans[r->note];
    return at->cut < plan->cut_count && plan->cuts[at->cut].block == at->block;
}

/* Whether the plan cuts within the child. */
static bool is_divided(const struct epub_render *r, const struct writing *at)
{
    const struct nc_plan *plan = &r->run->plans[r->note];
    uint32_t pieces = pieces_of(r, at);
    size_t cut = at->cut + is_cut(r, at);
    return pieces > 1 && cut < plan->cut_count && plan->cuts[cut].block < at->block + pieces;
}

/* Moves on to the first child that begins a section or a part, is divided, or stands after the
 * byline. */
static struct writing end_of_section(const struct epub_render *r, struct writing at, bool one)
{
    go_on(r, &at);
    while (at.node && !begins_section(r, at.node) && !is_cut(r, &at) && !is_divided(r, &at) && !one)
        go_on(r, &at);
    return at;
}

/* Begins another file where the plan cuts a section, or before a heading planned to begin one. */
static int begin_part(struct epub_render *r, struct writing *at)
{
    bool cut = is_cut(r, at);
    bool heads = begins_section(r, at->node);
    struct nc_str file = cut     ? r->run->plans[r->note].cuts[at->cut++].file
                         : heads ? nc_place_of(r->run, r->note, at->node->anchor)->file
                                 : r->file;
    if (nc_str_eq(file, r->file))
        return 0;
    struct nc_str title = r->file_title;
    uint8_t shown[sizeof r->shown];
    memcpy(shown, r->shown, sizeof shown);
    if (end_file(r) != 0)
        return -1;
    begin_file(r, file, heads ? at->node : NULL);
    if (!heads) { /* the section continues */
        r->file_title = title;
        memcpy(r->shown, shown, sizeof shown);
    }
    return 0;
}

/* Skips cuts when an embed shows less than planned, because what follows it belongs to the last
 * part. */
static void skip_to_last_part(const struct epub_render *r, struct writing *at, uint32_t end)
{
    const struct nc_plan *plan = &r->run->plans[r->note];
    while (at->cut + 1 < plan->cut_count && plan->cuts[at->cut + 1].block < end)
        at->cut++;
    at->block = plan->cuts[at->cut].block;
}

/* Writes a child that the plan cuts: a copy of each part goes to a file of its own. */
static int put_divided(struct epub_render *r, struct writing *at)
{
    const struct nc_outline_block *blocks = r->run->site->notes[r->note]->blocks;
    struct nc_parts parts;
    struct writing next = *at;
    uint32_t end = at->block + pieces_of(r, at);
    bool more = true;
    nc_parts_begin(&parts, at->node);
    while (next.block < end) {
        if (!more)
            skip_to_last_part(r, &next, end);
        if (is_cut(r, &next) && begin_part(r, &next) != 0)
            return -1;
        struct nc_arena *arena = nc_arena_new();
        do
            more = nc_parts_add(&parts, arena, blocks[next.block++].depth);
        while (next.block < end && !is_cut(r, &next));
        while (next.block == end && nc_parts_add(&parts, arena, 1)) {
        } /* an embed shows more than planned */
        const struct nc_node *part = nc_parts_take(&parts);
        if (part)
            nc_xhtml_blocks(&r->body, &r->x, part, part);
        nc_arena_free(arena);
    }
    at->cut = next.cut;
    go_on(r, at);
    return 0;
}

static int put_note(struct epub_render *r)
{
    bool byline = r->out->facts.has_byline;
    bool starts_with_heading = !epub_has_lead(r->run->site->notes[r->note]);
    struct writing at = {.node = r->doc->root->first};
    const struct nc_node *heading = at.node;
    while (heading && !begins_section(r, heading))
        heading = heading->next;
    begin_file(r, nc_place_of(r->run, r->note, NC_NO_ANCHOR)->file,
               starts_with_heading ? heading : NULL);
    while (at.node) {
        if (begin_part(r, &at) != 0)
            return -1;
        if (is_divided(r, &at)) {
            if (put_divided(r, &at) != 0)
                return -1;
            continue;
        }
        bool says_by = byline && at.node == heading;
        struct writing end = end_of_section(r, at, says_by);
        put_section(r, at.node, end.node);
        if (says_by && put_byline(r) != 0)
            return -1;
        at = end;
    }
    return end_file(r);
}

/* Trims the buffers that are kept for every note until the book is written. */
static void trim(struct epub_note *n)
{
    if (n->file_count)
        n->files = nc_realloc(n->files, n->file_count * sizeof *n->files);
    if (n->toc.count)
        n->toc.items = nc_realloc(n->toc.items, n->toc.count * sizeof *n->toc.items);
    n->toc.cap = n->toc.count;
}

int epub_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                struct nc_rendered *out)
{
    (void)worker;
    const struct nc_site *site = run->site;
    struct epub_note *made = nc_calloc(1, sizeof *made);
    struct epub_render r = {.run = run, .note = note, .doc = doc, .diags = diags, .fail = fail};
    made->arena = nc_arena_new();
    made->number = note;
    out->data = made;
    out->free = epub_note_free;
    r.out = made;
    r.title = epub_title(made->arena, site->is_folder ? site->notes[note]->title : site->title,
                         site->lang);
    r.levels = nc_calloc(doc->anchor_count + 1, sizeof *r.levels);
    r.written = nc_calloc(doc->anchor_count + 1, sizeof *r.written);
    r.media_used.arena = nc_arena_new();
    r.x = (struct nc_xhtml){.target = epub_target_of(run)->xhtml,
                            .hooks = &epub_hooks,
                            .ctx = &r,
                            .doc = doc,
                            .lang = site->lang,
                            .levels = r.shown,
                            .anchor_levels = r.levels,
                            .code = NC_XHTML_CODE_SHAPES,
                            .marks_latin = nc_lang_class(doc->lang)[0] != 0,
                            .diags = diags};
    nc_xhtml_choose_math(&r.x, run->math, nc_run_option(run, "math"),
                         nc_run_option(run, "math-cmd"));
    epub_facts_of(&made->facts, made->arena, doc, run->now);
    nc_xhtml_properties(&r.properties, made->arena, doc, site->is_folder);
    epub_look_at_headings(&r);
    epub_outline(&r);
    epub_check_links(&r);
    int result = put_note(&r);
    made->facts.has_image = r.x.has_image;
    made->facts.has_alt_missing = r.x.has_alt_missing;
    nc_xhtml_dispose(&r.x);
    nc_buf_dispose(&r.body);
    free(r.levels);
    free(r.written);
    nc_arena_free(r.media_used.arena);
    trim(made);
    return result;
}
