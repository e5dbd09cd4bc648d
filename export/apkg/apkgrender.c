/* Cards of a document as notes of a package: fields, tags, deck, media, and digests of what they
 * say. */
#include "base/arena.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "export/apkg/apkgdeck.h"
#include "export/xhtml/xhtml.h"

#include <stdlib.h>

#define SHOWN_BYTES 60

struct field_context {
    const struct nc_run *run;
    struct apkg_file *files;
    size_t count, cap;
};

/* The file's name in the package, appended; the file is packed. */
static void use_file(struct field_context *c, struct nc_buf *name, uint32_t media, bool linked)
{
    /* Anki takes a file that no field shows only under such a name. */
    if (linked)
        nc_buf_char(name, '_');
    nc_media_package_name(name, &c->run->site->media->items[media]);
    for (size_t i = 0; i < c->count; i++)
        if (c->files[i].media == media && c->files[i].linked == linked)
            return;
    nc_grow(&c->files, &c->cap, c->count + 1, sizeof *c->files);
    c->files[c->count++] = (struct apkg_file){media, linked};
}

static bool field_media(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                        const struct nc_node *node)
{
    (void)node;
    use_file(ctx, src, ref->media, false);
    return true;
}

/* A card holds files, and no other notes. Of files only those that are known to do nothing when
 * they are opened. */
static bool field_link(void *ctx, struct nc_buf *href, const struct nc_ref *ref)
{
    const struct field_context *c = ctx;
    if (ref->state != NC_REF_MEDIA)
        return false;
    enum nc_media_type type = c->run->site->media->items[ref->media].type;
    if (type == NC_MEDIA_UNKNOWN || type == NC_MEDIA_SVG)
        return false;
    use_file(ctx, href, ref->media, true);
    return true;
}

static struct nc_str keep(struct nc_arena *arena, struct nc_buf *b)
{
    struct nc_str s = nc_arena_str(arena, nc_str_trim(nc_buf_view(b)));
    nc_buf_dispose(b);
    return s;
}

/* One note in the making. */
struct making {
    const struct nc_run *run;
    struct nc_arena *arena;
    const struct nc_doc *doc;
    const struct nc_card *card;
    struct nc_xhtml x;
    struct field_context ctx;
};

/* The HTML of a side, composed (Anki stores NFC). */
static struct nc_str side(struct making *m, const struct nc_slice *s)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_slice(&html, &m->x, s);
    nc_xhtml_footnotes(&html, &m->x);
    nc_nfc(&nfc, nc_buf_view(&html));
    nc_buf_dispose(&html);
    return keep(m->arena, &nfc);
}

static struct nc_str text(struct making *m, struct nc_str s)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_text(&html, &m->x, s);
    nc_nfc(&nfc, nc_buf_view(&html));
    nc_buf_dispose(&html);
    return keep(m->arena, &nfc);
}

/* The digest of what a side says, and of the media that were met from `from` on. */
static struct nc_str side_digest(struct making *m, const struct nc_slice *s, size_t from)
{
    struct nc_buf content = {0};
    size_t count = m->ctx.count - from;
    struct nc_str *parts = nc_calloc(count + 1, sizeof *parts);
    nc_card_content(&content, m->doc, s);
    parts[0] = nc_buf_view(&content);
    for (size_t i = 0; i < count; i++) {
        const struct nc_media *media = &m->run->site->media->items[m->ctx.files[from + i].media];
        parts[i + 1] = (struct nc_str){(const char *)media->sha256, sizeof media->sha256};
    }
    struct nc_str digest = apkg_digest(m->arena, parts, count + 1);
    nc_buf_dispose(&content);
    free(parts);
    return digest;
}

static void put_fields(struct making *m, struct apkg_note *n)
{
    const struct nc_card *c = m->card;
    bool cloze = c->kind == NC_CARD_CLOZE;
    struct nc_str *f = nc_arena_array(m->arena, apkg_fields_of(c->kind), sizeof *f);
    m->x.cloze = cloze;
    f[0] = side(m, &c->front);
    n->front = side_digest(m, &c->front, 0);
    m->x.cloze = false;
    size_t media = m->ctx.count;
    f[1] = side(m, &c->back);
    n->back = side_digest(m, &c->back, media);
    media = m->ctx.count;
    struct nc_str extra = side(m, &c->extra), said = side_digest(m, &c->extra, media);
    f[cloze ? APKG_CLOZE_CONTEXT : APKG_CONTEXT] = text(m, c->context);
    f[cloze ? APKG_CLOZE_SOURCE : APKG_SOURCE] = text(m, m->doc->meta.title);
    if (!cloze) {
        f[APKG_EXTRA] = extra;
        f[APKG_ADD_REVERSE] = c->reverse ? NC_LIT("1") : NC_NONE;
        f[APKG_TYPE] = c->type_in ? NC_LIT("1") : NC_NONE;
    }
    n->fields = f;
    n->field_count = apkg_fields_of(c->kind);
    struct nc_str flags = c->reverse && c->type_in ? NC_LIT("rt")
                          : c->reverse             ? NC_LIT("r")
                          : c->type_in             ? NC_LIT("t")
                                                   : NC_NONE;
    const struct nc_str parts[] = {n->front, n->back,           said, flags, c->context,
                                   n->tags,  m->doc->meta.title};
    n->content = apkg_digest(m->arena, parts, sizeof parts / sizeof parts[0]);
}

static void put_media(struct making *m, struct apkg_note *n)
{
    size_t count = m->ctx.count;
    struct apkg_file *files = nc_arena_array(m->arena, count, sizeof *files);
    struct nc_str *names = nc_arena_array(m->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        struct nc_buf name = {0};
        files[i] = m->ctx.files[i];
        use_file(&m->ctx, &name, files[i].media, files[i].linked);
        names[i] = keep(m->arena, &name);
    }
    n->files = files;
    n->names = names;
    n->file_count = n->name_count = count;
    free(m->ctx.files);
}

static void put_history(struct making *m, struct apkg_note *n)
{
    struct nc_review reviews[APKG_ORDS];
    size_t count = nc_card_history(reviews, APKG_ORDS, &m->card->back);
    if (!count)
        count = nc_card_history(reviews, APKG_ORDS, &m->card->front);
    struct nc_review *kept = nc_arena_array(m->arena, count, sizeof *kept);
    if (count)
        memcpy(kept, reviews, count * sizeof *kept);
    n->history = kept;
    n->history_count = count;
}

static struct nc_str first_words(struct nc_arena *arena, const struct nc_slice *front)
{
    struct nc_buf b = {0};
    nc_slice_plain(&b, front);
    struct nc_str s = nc_buf_view(&b);
    s.n = nc_str_find(s, '\n', 0);
    while (s.n > SHOWN_BYTES)
        s.n = nc_utf8_prev(s, s.n);
    s = nc_arena_str(arena, s);
    nc_buf_dispose(&b);
    return s;
}

/* The tags in a side's text. */
static void text_tags(struct nc_buf *b, const struct nc_slice *side)
{
    struct nc_walk w;
    for (const struct nc_node *n = side->first; n; n = n == side->last ? NULL : n->next) {
        nc_walk_begin(&w, n);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            if (e != NC_WALK_ENTER || w.node->kind != NC_TAG)
                continue;
            nc_buf_char(b, ' ');
            apkg_tag(b, w.node->u.text);
        }
    }
}

#define MAX_TAGS 100 /* of a note, that each of its cards gets */

/* The note's tags and the card's own, a blank on both sides of each. Of a note with more tags than
 * cards can bear a card gets those of the front matter and those in its own text. */
static struct nc_str all_tags(struct nc_arena *arena, const struct nc_doc *doc,
                              const struct nc_card *card)
{
    struct nc_buf b = {0};
    struct nc_str own = card ? card->tags : NC_NONE;
    size_t shared = doc->meta.tag_count;
    if (shared > MAX_TAGS)
        shared = doc->meta.front_tag_count < MAX_TAGS ? doc->meta.front_tag_count : MAX_TAGS;
    if (doc->meta.tag_count > MAX_TAGS && card) {
        text_tags(&b, &card->front);
        text_tags(&b, &card->back);
    }
    for (size_t i = 0; i < shared; i++) {
        nc_buf_char(&b, ' ');
        apkg_tag(&b, doc->meta.tags[i]);
    }
    for (size_t from = 0; from < own.n;) {
        size_t to = nc_str_find(own, ' ', from);
        nc_buf_char(&b, ' ');
        apkg_tag(&b, nc_str_sub(own, from, to));
        from = to + 1;
    }
    if (b.n)
        nc_buf_char(&b, ' ');
    struct nc_str s = nc_arena_str(arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

/* The deck of a note: in a vault below the root's, one level a folder, however the note was named.
 */
static struct nc_str deck_of(const struct nc_run *run, struct nc_arena *arena, uint32_t note,
                             const struct nc_doc *doc)
{
    struct nc_str own = nc_cards_deck(arena, doc);
    if (!run->site->deck.n || nc_cards_has_deck(doc))
        return own;
    struct nc_buf b = {0};
    nc_buf_str(&b, run->site->deck);
    struct nc_str path = run->site->notes[note]->path;
    for (size_t from = 0; from < path.n;) {
        size_t to = nc_str_find(path, '/', from);
        if (to == path.n)
            break;
        nc_buf_printf(&b, "::%.*s", NC_FMT(nc_str_sub(path, from, to)));
        from = to + 1;
    }
    return keep(arena, &b);
}

/* The line after the block, where the next one begins; 0: none does. */
static uint32_t line_after(const struct nc_node *n)
{
    while (n && !n->next)
        n = n->parent;
    return n ? n->next->pos.line : 0;
}

/* An id goes to the end of the question's first block. */
static void put_place(struct apkg_note *n, const struct nc_card *c)
{
    const struct nc_node *block = c->front.first;
    if (block->kind == NC_TURN)
        block = block->first;
    if (!block || (block->kind != NC_HEADING && block->kind != NC_PARAGRAPH) || block->pos.file)
        return;
    n->line = block->pos.line;
    n->before = block->kind == NC_HEADING ? n->line + 1 : line_after(block);
}

static void make_note(struct making *m, struct apkg_note *n, uint32_t note)
{
    static const struct nc_xhtml_hooks hooks = {.link = field_link, .media = field_media};
    const struct nc_card *c = m->card;
    m->ctx = (struct field_context){.run = m->run};
    n->kind = c->kind;
    n->note = nc_arena_str(m->arena, m->doc->key);
    n->path = nc_arena_str(m->arena, m->run->site->notes[note]->path);
    n->id = nc_arena_str(m->arena, c->id);
    n->key = c->key;
    n->times = c->times;
    n->pos = c->pos;
    put_place(n, c);
    n->shown = first_words(m->arena, &c->front);
    m->x.hooks = &hooks;
    m->x.ctx = &m->ctx;
    put_fields(m, n);
    put_media(m, n);
    if (((const struct apkg_deck *)m->run->state)->history)
        put_history(m, n);
}

struct knowing {
    const struct apkg_deck *deck;
    struct nc_str note;
    bool is_known; /* the note had cards before */
};

/* A note that no run has seen may be one that vanished, under another name. */
static uint32_t count_cards(void *ctx, struct nc_str key)
{
    const struct knowing *k = ctx;
    struct nc_buf b = {0};
    if (k->is_known)
        nc_buf_str(&b, k->note);
    nc_buf_char(&b, '\0');
    nc_buf_str(&b, key);
    uint32_t count = nc_strmap_get(&k->deck->known_cards, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return count;
}

void apkg_render_note(const struct nc_run *run, uint32_t note, const struct nc_doc *doc,
                      struct nc_diags *diags, struct apkg_rendered *out)
{
    const struct apkg_deck *d = run->state;
    struct nc_card_set set;
    struct knowing k = {d, doc->key, nc_strmap_get(&d->known_notes, doc->key) != 0};
    const struct nc_cards_known known = {count_cards, &k};
    unsigned modes = d->modes_given ? d->modes : nc_cards_modes(doc, d->modes);
    out->arena = nc_arena_new();
    nc_cards_collect(&set, out->arena, doc, modes, d->past.count ? &known : NULL, diags);
    out->count = set.count;
    out->notes = nc_arena_array(out->arena, set.count, sizeof *out->notes);
    memcpy(out->per_origin, set.per_origin, sizeof set.per_origin);
    struct nc_str deck = set.count ? deck_of(run, out->arena, note, doc) : NC_NONE;
    bool has_many = doc->meta.tag_count > MAX_TAGS;
    struct nc_str tags = set.count ? all_tags(out->arena, doc, NULL) : NC_NONE;
    if (set.count && has_many)
        nc_diag(
            diags, NC_D_FORMAT_LOSS, doc->files[0], (struct nc_pos){0},
            "the note has %zu tags; each card gets those of the front matter and of its own text",
            doc->meta.tag_count);
    for (size_t i = 0; i < set.count; i++) {
        struct making m = {.run = run, .arena = out->arena, .doc = doc, .card = &set.cards[i]};
        m.x = (struct nc_xhtml){
            .target = &nc_xhtml_anki, .doc = doc, .lang = doc->lang, .diags = diags};
        out->notes[i].deck = deck;
        bool has_own = has_many || set.cards[i].tags.n;
        out->notes[i].tags = has_own ? all_tags(out->arena, doc, &set.cards[i]) : tags;
        out->notes[i].place = (uint32_t)i;
        make_note(&m, &out->notes[i], note);
        nc_xhtml_dispose(&m.x);
    }
}
