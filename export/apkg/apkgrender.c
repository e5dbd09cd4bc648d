/* Turns the cards of a document into notes of a package: their content (apkgfields.c), tags, deck,
 * history and place. */
#include "export/apkg/apkgmaking.h"

#include "base/uchar.h"
#include "base/utf8.h"

#include <stdlib.h>

#define SHOWN_BYTES 60

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

/* Appends the tags in the text of a side. */
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

#define MAX_TAGS 100 /* tags of a note that each of its cards gets */

/* Whether the tag puts other cards of the note into a deck, not this one. */
static bool is_of_others(const struct nc_meta *m, size_t tag, const struct nc_card *card)
{
    bool is_of_some = card && tag >= m->front_tag_count && nc_cards_is_scope_tag(m->tags[tag]);
    for (size_t i = 0; is_of_some && i < card->scope.count; i++)
        is_of_some = !nc_str_ieq(card->scope.tags[i], m->tags[tag]);
    return is_of_some && card->scope.count;
}

/* Appends a tag of the card, unless the note has it too. */
static void add_own_tag(struct nc_buf *b, struct nc_str tag)
{
    struct nc_buf spelled = {0};
    nc_buf_char(&spelled, ' ');
    apkg_tag(&spelled, tag);
    struct nc_str all = nc_buf_view(b), s = nc_buf_view(&spelled);
    size_t at = nc_str_search(all, s, 0);
    while (at < all.n && at + s.n < all.n && all.p[at + s.n] != ' ')
        at = nc_str_search(all, s, at + 1);
    if (at >= all.n)
        nc_buf_str(b, s);
    nc_buf_dispose(&spelled);
}

/* The tags of the note and of the card, with blanks on both sides of each. If the note has more
 * tags than a card can hold, the card gets those of the front matter and those in its own text. */
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
        if (is_of_others(&doc->meta, i, card))
            continue;
        nc_buf_char(&b, ' ');
        apkg_tag(&b, doc->meta.tags[i]);
    }
    for (size_t from = 0; from < own.n;) {
        size_t to = nc_str_find(own, ' ', from);
        add_own_tag(&b, nc_str_sub(own, from, to));
        from = to + 1;
    }
    if (b.n)
        nc_buf_char(&b, ' ');
    return nc_buf_keep(&b, arena);
}

/* The deck of a note. In a vault it is below the root's deck, with one level per folder, whether
 * the note was named alone or by a folder. */
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
        if (to == path.n || nc_is_bundle(nc_str_sub(path, from, to)))
            break;
        nc_buf_printf(&b, "::%.*s", NC_FMT(nc_less_export_mark(nc_str_sub(path, from, to))));
        from = to + 1;
    }
    struct nc_buf nfc = {0};
    nc_nfc(&nfc, nc_buf_view(&b)); /* as Anki has them, whatever the file system writes */
    nc_buf_dispose(&b);
    return apkg_keep(arena, &nfc);
}

/* The line after the block, where the next one begins; 0 if none does. */
static uint32_t line_after(const struct nc_node *n)
{
    while (n && !n->next)
        n = n->parent;
    return n ? n->next->pos.line : 0;
}

static bool can_have_id(const struct nc_node *block)
{
    bool is_of_item = block->kind == NC_PLAIN && block->parent && block->parent->kind == NC_ITEM;
    return !block->pos.file &&
           (block->kind == NC_HEADING || block->kind == NC_PARAGRAPH || is_of_item);
}

/* Finds where an id can be written: at the end of the question's first block. */
static void put_place(struct apkg_note *n, const struct nc_card *c, const struct nc_site *site)
{
    const struct nc_node *block = c->front.first;
    if (block->kind == NC_TURN)
        block = block->first;
    if (!block || !can_have_id(block) || site->is_logseq)
        return;
    n->line = block->pos.line;
    n->before = block->kind == NC_HEADING ? n->line + 1 : line_after(block);
}

static void make_note(struct making *m, struct apkg_note *n, uint32_t note, struct nc_diags *diags)
{
    const struct nc_card *c = m->card;
    n->origin = c->origin;
    n->file = nc_arena_str(m->arena, m->doc->files[0]);
    m->ctx = (struct field_context){.run = m->run, .doc = m->doc, .diags = diags, .note = note};
    n->kind = c->kind;
    n->note = nc_arena_str(m->arena, m->doc->key);
    n->path = nc_arena_str(m->arena, m->run->site->notes[note]->path);
    n->id = nc_arena_str(m->arena, c->id);
    n->counts_clozes = c->front.counts_clozes;
    n->key = c->key;
    n->times = c->times;
    n->pos = c->pos;
    put_place(n, c, m->run->site);
    n->shown = first_words(m->arena, &c->front);
    m->x.hooks = &apkg_field_hooks;
    m->x.ctx = &m->ctx;
    apkg_put_fields(m, n);
    apkg_put_media(m, n);
    if (((const struct apkg_deck *)m->run->state)->history)
        put_history(m, n);
}

static void list_card(struct making *m, struct apkg_note *n)
{
    enum apkg_view view = ((const struct apkg_deck *)m->run->state)->view;
    struct nc_buf b = {0};
    if (view == APKG_LIST)
        nc_card_print(&b, m->doc, m->card);
    else if (view == APKG_JSON)
        nc_card_json(&b, m->doc, m->card, n->deck, nc_str_trim(n->tags));
    n->listed = nc_buf_keep(&b, m->arena);
}

struct knowing {
    const struct apkg_deck *deck;
    struct nc_str note;
    /* the note had cards earlier */
    bool is_known;
};

/* Counts earlier cards with this key. A note that no run has seen may be a vanished one under
 * another name. */
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
    struct nc_math_note *formulas = NULL; /* of all cards of the note, searched once */
    bool formulas_known = false;
    for (size_t i = 0; i < set.count; i++) {
        struct making m = {.run = run, .arena = out->arena, .doc = doc, .card = &set.cards[i]};
        m.x =
            (struct nc_xhtml){.target = d->view == APKG_PAGE ? &nc_xhtml_anki_page : &nc_xhtml_anki,
                              .doc = doc,
                              .lang = doc->lang,
                              .code = NC_XHTML_CODE_COLOURS,
                              .notes_once = true,
                              .diags = diags};
        m.x.math = run->math;
        if (d->view == APKG_PAGE)
            nc_xhtml_choose_math(&m.x, run->math, NULL, NULL);
        m.x.formulas = formulas;
        m.x.formulas_known = formulas_known;
        out->notes[i].deck = set.cards[i].scope.deck.n ? set.cards[i].scope.deck : deck;
        bool has_own = has_many || set.cards[i].tags.n || set.cards[i].scope.count;
        out->notes[i].tags = has_own ? all_tags(out->arena, doc, &set.cards[i]) : tags;
        out->notes[i].place = (uint32_t)i;
        make_note(&m, &out->notes[i], note, diags);
        list_card(&m, &out->notes[i]);
        formulas = m.x.formulas;
        formulas_known = m.x.formulas_known;
        m.x.formulas = NULL;
        nc_xhtml_dispose(&m.x);
    }
    nc_math_note_free(formulas);
}
