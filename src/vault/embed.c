/* Embeds notes: reads them, cuts them to the requested section or block, and puts the rest below
 * the embed. One walk goes over the document and over what it inserts, so nested embeds need no
 * recursion. Nodes know their file; links in them are resolved from there. */
#include "doc/walk.h"
#include "vault/embedding.h"

#include <stdlib.h>

#define MAX_NODES ((size_t)2 << 20)

static size_t note_of(const struct embedding *e, const struct nc_node *n)
{
    return n->pos.file < e->file_count ? e->file_notes[n->pos.file] : e->r->note;
}

static void add_file(struct embedding *e, uint32_t note)
{
    struct nc_doc *doc = e->r->doc;
    if (doc->file_count >= e->room) { /* what the arena gave before stays in it, so it doubles */
        e->room = 2 * doc->file_count;
        struct nc_str *files = nc_arena_array(doc->arena, e->room, sizeof *files);
        memcpy(files, doc->files, doc->file_count * sizeof *files);
        doc->files = files;
    }
    doc->files[doc->file_count++] = nc_arena_str(doc->arena, e->r->v->notes[note].shown);
    nc_grow(&e->file_notes, &e->file_cap, doc->file_count, sizeof *e->file_notes);
    while (e->file_count < doc->file_count)
        e->file_notes[e->file_count++] = note;
}

static bool has_file(const struct embedding *e, uint32_t note)
{
    for (size_t i = 0; i < e->file_count; i++)
        if (e->file_notes[i] == note)
            return true;
    return false;
}

static uint32_t file_of(struct embedding *e, uint32_t note)
{
    for (size_t i = 0; i < e->file_count; i++)
        if (e->file_notes[i] == note)
            return (uint32_t)i;
    add_file(e, note);
    return (uint32_t)e->file_count - 1;
}

/* Replaces a partial block by the nearest complete ancestor. */
static struct nc_node *complete_block(struct nc_node *n)
{
    while (n->parent && n->parent->kind != NC_DOC &&
           (n->kind >= NC_FIRST_INLINE || n->kind == NC_ROW || n->kind == NC_CELL ||
            n->kind == NC_CALLOUT_TITLE || n->kind == NC_SUMMARY || n->kind == NC_DEF_TERM ||
            n->kind == NC_DEF_BODY || n->kind == NC_FOOTNOTES))
        n = n->parent;
    return n;
}

static struct nc_node *end_of_section(struct nc_node *heading)
{
    struct nc_node *n = heading->next;
    while (n && n->kind != NC_FOOTNOTES &&
           !(n->kind == NC_HEADING && n->u.heading.level <= heading->u.heading.level))
        n = n->next;
    return n;
}

/* Moves the children of from, or its siblings from first up to end, below to. */
static void move(struct nc_node *to, struct nc_node *first, struct nc_node *end)
{
    while (first && first != end) {
        struct nc_node *next = first->next;
        if (first->kind != NC_FOOTNOTES) {
            first->parent = first->next = NULL;
            nc_node_append(to, first);
        }
        first = next;
    }
}

/* Moves one block. An item of a list goes into a list of its own. */
static void move_block(struct nc_doc *doc, struct nc_node *to, struct nc_node *n)
{
    struct nc_node *list = n->parent;
    if (n->kind == NC_ITEM && list && list->kind == NC_LIST) {
        struct nc_node *copy = nc_node_new(doc, NC_LIST, n->pos);
        copy->u.list = list->u.list;
        copy->u.list.ordered = false;
        nc_node_append(to, copy);
        to = copy;
    }
    if (n->kind == NC_PLAIN)
        n->kind = NC_PARAGRAPH;
    n->parent = n->next = NULL;
    nc_node_append(to, n);
}

static void insert_content(struct embedding *e, struct nc_node *embed, struct nc_doc *from,
                           uint32_t anchor)
{
    if (anchor >= from->anchor_count) {
        move(embed, from->root->first, NULL);
        return;
    }
    struct nc_node *n = from->anchors[anchor].node;
    if (n->kind == NC_HEADING)
        move(embed, n, end_of_section(n));
    else
        move_block(e->r->doc, embed, complete_block(n));
}

/* Marks the inserted nodes with their file and puts their headings below the one above the embed.
 */
static void set_origin(struct embedding *e, struct nc_node *embed, uint32_t file, unsigned level)
{
    unsigned least = 6;
    struct nc_walk w;
    nc_walk_begin(&w, embed);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev != NC_WALK_ENTER || n == embed)
            continue;
        n->pos.file = file;
        e->nodes++;
        if (n->kind == NC_HEADING && n->u.heading.level < least)
            least = n->u.heading.level;
    }
    nc_walk_begin(&w, embed);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev != NC_WALK_ENTER || n->kind != NC_HEADING)
            continue;
        unsigned to = n->u.heading.level - least + level + 1;
        n->u.heading.level = (uint8_t)(to > 6 ? 6 : to);
    }
}

static bool is_open(const struct embedding *e, uint32_t note, uint32_t anchor)
{
    bool open = note == e->r->note && anchor == NC_NO_ANCHOR;
    for (size_t i = 0; i < e->depth; i++)
        open |= e->open[i].note == note &&
                (e->open[i].anchor == anchor || e->open[i].anchor == NC_NO_ANCHOR);
    return open;
}

/* Whether n may be embedded; if not, reports why. */
static bool may_embed(struct embedding *e, const struct nc_node *n)
{
    const struct nc_ref *ref = n->u.embed.ref;
    if (is_open(e, ref->note, ref->anchor)) {
        nc_resolve_report(
            e->r, NC_D_EMBED_CYCLE, n,
            "'%.*s' embeds itself, directly or through others; a link is written here",
            NC_FMT(ref->dest));
        return false;
    }
    if (e->depth >= NC_EMBED_DEPTH) {
        nc_resolve_report(e->r, NC_D_EMBED_DEPTH, n,
                          "embeds nested deeper than %d levels become links", NC_EMBED_DEPTH);
        return false;
    }
    if (e->embeds >= NC_EMBEDS_MAX || e->nodes >= MAX_NODES) {
        nc_resolve_report(
            e->r, NC_D_EMBED_DEPTH, n,
            "this note embeds too much (over %d notes, or too many blocks); from here "
            "on links are written",
            NC_EMBEDS_MAX);
        return false;
    }
    return true;
}

static bool is_embeddable(const struct nc_node *n)
{
    for (const struct nc_node *p = n->parent; n->pos.file && p; p = p->parent)
        if (p->kind == NC_FOOTNOTES)
            return false;
    return n->kind == NC_EMBED && !n->first && n->u.embed.ref->state == NC_REF_NOTE &&
           n->u.embed.type == NC_EMBED_NOTE;
}

/* The level of the last heading before the current place. */
static unsigned level_at(const struct embedding *e)
{
    return e->depth ? e->open[e->depth - 1].level : e->level;
}

static void open_embed(struct embedding *e, struct nc_node *n)
{
    const struct nc_ref *ref = n->u.embed.ref;
    if (e->depth < NC_EMBED_DEPTH)
        e->open[e->depth++] = (struct open_embed){n, ref->note, ref->anchor, level_at(e)};
}

static void put_in(struct embedding *e, struct nc_node *n)
{
    struct nc_resolving *r = e->r;
    const struct nc_ref *ref = n->u.embed.ref;
    const struct nc_vault_note *note = &r->v->notes[ref->note];
    unsigned level = level_at(e);
    if (!may_embed(e, n))
        return;
    /* Faults of a note in the product are reported with that note; those of another note are
     * reported once. */
    bool is_reported = note->wanted || has_file(e, ref->note);
    struct nc_doc *doc = nc_vault_parse(r->v, ref->note, r->opts, is_reported ? NULL : r->diags);
    if (!doc) {
        if (nc_vault_excludes(r->v, note->rel))
            nc_resolve_report(r, NC_D_EMBED_MISSING, n, "'%.*s' could not be read, and is excluded",
                              NC_FMT(ref->dest));
        else
            r->doc->is_partial = true;
        return;
    }
    if (r->v->surveys[ref->note].outline && !nc_vault_is_as_surveyed(r->v, ref->note, doc)) {
        nc_vault_report_changed(r->v, ref->note, r->diags);
        r->doc->is_partial = true;
        nc_doc_free(doc);
        return;
    }
    nc_drawing_show(r->v, ref->note, &r->v->surveys[ref->note].drawing, doc,
                    is_reported ? NULL : r->diags);
    e->embeds++;
    insert_content(e, n, doc, ref->anchor);
    set_origin(e, n, file_of(e, ref->note), level);
    embed_footnotes(e, n, doc);
    nc_arena_adopt(r->doc->arena, doc->arena);
    if (n->first)
        open_embed(e, n);
}

/* Whether the reference of n is reported and counted elsewhere: with its own note, if that is part
 * of the product, or where the same place of that note was embedded before. */
static bool is_reported_elsewhere(struct embedding *e, size_t from, const struct nc_node *n)
{
    if (!e->depth && from == e->r->note)
        return false;
    if (e->r->v->notes[from].wanted)
        return true;
    if (!nc_node_cref(n))
        return false;
    uint32_t *times = nc_strmap_at(
        &e->places, nc_arena_printf(e->r->doc->arena, "%zu %u %u", from, n->pos.line, n->pos.col));
    return (*times)++ > 0;
}

/* Clears a reference to a note that is not part of the product: its content is shown here, but
 * there is nothing to link to. */
static void leave_out(struct embedding *e, struct nc_ref *ref)
{
    const struct nc_vault_note *note = &e->r->v->notes[ref->note];
    if (note->wanted)
        return;
    ref->state = NC_REF_NONE;
    ref->left_out = nc_arena_str(e->r->doc->arena, note->rel);
}

static void enter(struct embedding *e, struct nc_node *n)
{
    struct nc_resolving *r = e->r;
    size_t from = note_of(e, n);
    r->quiet = is_reported_elsewhere(e, from, n);
    nc_resolve_ref(r, from, n);
    r->quiet = false;
    if (n->kind == NC_HEADING)
        *(e->depth ? &e->open[e->depth - 1].level : &e->level) = n->u.heading.level;
    if (is_embeddable(n))
        put_in(e, n);
    else if (n->kind == NC_EMBED && n->first && n->u.embed.ref->state == NC_REF_NOTE)
        open_embed(e, n); /* filled when the JSON that this document was read from was written */
    if (n->kind == NC_EMBED && n->u.embed.ref->state == NC_REF_NOTE)
        leave_out(e, n->u.embed.ref);
}

/* Lists the files of a document read from JSON, which may hold content of other notes already. */
static void know_files(struct embedding *e)
{
    const struct nc_doc *doc = e->r->doc;
    const struct nc_vault *v = e->r->v;
    struct nc_strmap shown = {.arena = e->r->doc->arena};
    for (size_t i = 0; doc->file_count > 1 && i < v->count; i++)
        *nc_strmap_at(&shown, v->notes[i].shown) = (uint32_t)i + 1;
    nc_grow(&e->file_notes, &e->file_cap, doc->file_count, sizeof *e->file_notes);
    for (size_t i = 0; i < doc->file_count; i++) {
        uint32_t note = i ? nc_strmap_get(&shown, doc->files[i]) : 0;
        e->file_notes[e->file_count++] = note ? note - 1 : (uint32_t)e->r->note;
    }
}

static void embed_all(struct nc_resolving *r)
{
    struct embedding e = {
        .r = r, .labels = {.arena = r->doc->arena}, .places = {.arena = r->doc->arena}};
    know_files(&e);
    struct nc_walk w;
    nc_walk_begin(&w, r->doc->root);
    for (enum nc_event ev = nc_walk_next(&w); ev != NC_WALK_DONE; ev = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (ev == NC_WALK_ENTER)
            enter(&e, n);
        else if (e.depth && e.open[e.depth - 1].embed == n)
            e.depth--;
    }
    if (e.embeds) {
        embed_renumber(&e);
        nc_doc_number(r->doc);
    }
    free(e.file_notes);
}

void nc_vault_resolve(struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_resolving r = {.v = v, .note = i, .doc = doc, .opts = opts, .diags = diags};
    nc_drawing_show(v, i, &v->surveys[i].drawing, doc, diags);
    embed_all(&r);
    nc_cover_resolve(&r);
    pthread_mutex_lock(&v->lock);
    for (int k = 0; k < NC_FOUND_KINDS; k++) {
        v->counts.resolved[k] += r.counts.resolved[k];
        v->counts.ambiguous[k] += r.counts.ambiguous[k];
        v->counts.missing[k] += r.counts.missing[k];
    }
    v->counts.left_out += r.counts.left_out;
    pthread_mutex_unlock(&v->lock);
}

const struct nc_vault_counts *nc_vault_counts(const struct nc_vault *v)
{
    return &v->counts;
}
