/* The apkg backend: an Anki package in the legacy format that every Anki reads, made so that it can
 * be imported again after every edit. The previous package is part of the input (apkgstate.h).
 * docs/apkg.md tells the rules. */
#include "base/arena.h"
#include "base/hash.h"
#include "base/jsontext.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "cards/cards.h"
#include "export/apkg/apkgnote.h"
#include "export/apkg/apkgrename.h"
#include "export/apkg/apkgstate.h"
#include "export/apkg/collection.h"
#include "export/backend.h"
#include "export/xhtml/xhtml.h"
#include "export/zip/archive.h"

#include <stdio.h>
#include <stdlib.h>

#define SHOWN_BYTES 60

struct apkg_backend_state {
    struct nc_arena *arena;
    unsigned modes; /* from --cards, or the default */
    bool modes_given;
    struct apkg_note *notes;
    size_t count, cap;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
    struct apkg_state old;
    size_t fresh, changed, same, gone;
};

/* What render hands to emit. */
struct apkg_rendered {
    struct nc_arena *arena;
    struct apkg_note *notes;
    size_t count;
    size_t per_origin[NC_CARD_ORIGIN_COUNT];
};

/* The state of the package that is there. One that cannot be used is not "none": every card would
 * come as new. */
static int read_previous(struct nc_run *run)
{
    struct apkg_backend_state *s = run->state;
    const struct nc_previous *p = run->previous;
    s->old = (struct apkg_state){.arena = nc_arena_new()};
    switch (p->kind) {
    case NC_PREVIOUS_ABSENT:
    case NC_PREVIOUS_FOREIGN:
        return 0;
    case NC_PREVIOUS_OURS:
        if (apkg_state_read(&s->old, nc_buf_view(&p->bytes), run->output, run->fail))
            return -1;
        apkg_state_index(&s->old);
        return 0;
    case NC_PREVIOUS_DAMAGED:
    case NC_PREVIOUS_NEWER:
    case NC_PREVIOUS_UNREADABLE:
        break;
    }
    return nc_fail(run->fail,
                   "%s; without it every card would come as new: restore it, or move it away to "
                   "start afresh",
                   p->why.message.p);
}

static int apkg_begin(struct nc_run *run)
{
    struct apkg_backend_state *s = run->state;
    struct nc_str name = nc_base_name(nc_str(run->output));
    if (nc_str_ieq(name, NC_LIT("collection.apkg")) ||
        (nc_str_starts(name, NC_LIT("backup-")) && nc_str_ends(name, NC_LIT(".apkg"))))
        return nc_fail(run->fail,
                       "%s: Anki takes a file of that name for a whole collection and would "
                       "replace the user's; "
                       "choose another name",
                       run->output);
    s->arena = nc_arena_new();
    const char *modes = nc_run_option(run, "cards");
    s->modes = run->site->is_folder ? 0 : NC_CARDS_ALL;
    s->modes_given = modes != NULL;
    if (modes && !nc_cards_parse_modes(&s->modes, nc_str(modes)))
        return nc_fail(run->fail,
                       "--cards=%s: write a list of dialogue, questions, headings, or none", modes);
    return read_previous(run);
}

static int apkg_plan(const struct nc_run *run, uint32_t note, const struct nc_outline *o,
                     struct nc_arena *arena, struct nc_plan *out)
{
    (void)run;
    (void)note;
    (void)o;
    (void)arena;
    *out = (struct nc_plan){0};
    return 0;
}

struct field_context {
    const struct nc_run *run;
    struct nc_arena *arena;
    uint32_t *media;
    size_t count, cap;
};

static bool field_media(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                        const struct nc_node *node)
{
    struct field_context *c = ctx;
    (void)node;
    nc_media_package_name(src, &c->run->site->media->items[ref->media]);
    for (size_t i = 0; i < c->count; i++)
        if (c->media[i] == ref->media)
            return true;
    nc_grow(&c->media, &c->cap, c->count + 1, sizeof *c->media);
    c->media[c->count++] = ref->media;
    return true;
}

static struct nc_str keep(struct nc_arena *arena, struct nc_buf *b)
{
    struct nc_str s = nc_arena_str(arena, nc_str_trim(nc_buf_view(b)));
    nc_buf_dispose(b);
    return s;
}

/* The HTML of a side, composed (Anki stores NFC). */
static struct nc_str field_html(struct nc_xhtml *x, struct nc_arena *arena,
                                const struct nc_slice *side)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_slice(&html, x, side);
    nc_xhtml_footnotes(&html, x);
    nc_nfc(&nfc, nc_buf_view(&html));
    nc_buf_dispose(&html);
    return keep(arena, &nfc);
}

static struct nc_str field_text(struct nc_xhtml *x, struct nc_arena *arena, struct nc_str text)
{
    struct nc_buf html = {0}, nfc = {0};
    nc_xhtml_text(&html, x, text);
    nc_nfc(&nfc, nc_buf_view(&html));
    nc_buf_dispose(&html);
    return keep(arena, &nfc);
}

static struct nc_str first_words(struct nc_arena *arena, const struct nc_slice *side)
{
    struct nc_buf b = {0};
    nc_slice_plain(&b, side);
    struct nc_str s = nc_buf_view(&b);
    s.n = nc_str_find(s, '\n', 0);
    while (s.n > SHOWN_BYTES)
        s.n = nc_utf8_prev(s, s.n);
    s = nc_arena_str(arena, s);
    nc_buf_dispose(&b);
    return s;
}

static struct nc_str all_tags(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_buf b = {0};
    for (size_t i = 0; i < doc->meta.tag_count; i++) {
        nc_buf_char(&b, ' ');
        apkg_tag(&b, doc->meta.tags[i]);
    }
    if (b.n)
        nc_buf_char(&b, ' ');
    struct nc_str s = nc_arena_str(arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

/* What is the card's own within its note. */
static struct nc_str identity_of(struct nc_arena *arena, const struct nc_card *card)
{
    struct nc_buf b = {0};
    if (card->id.n)
        nc_buf_printf(&b, "^%.*s", NC_FMT(card->id));
    else
        nc_buf_str(&b, card->key);
    if (!card->id.n && card->times > 1)
        nc_buf_printf(&b, "#%u", card->times);
    return keep(arena, &b);
}

static void make_note(struct apkg_note *n, const struct nc_run *run, struct nc_arena *arena,
                      const struct nc_doc *doc, const struct nc_card *card, struct nc_diags *diags)
{
    static const struct nc_xhtml_hooks hooks = {NULL, field_media, NULL};
    struct field_context ctx = {.run = run, .arena = arena};
    struct nc_xhtml x = {.flavour = NC_XHTML_ANKI,
                         .hooks = &hooks,
                         .ctx = &ctx,
                         .doc = doc,
                         .lang = doc->lang,
                         .diags = diags};
    apkg_guid(n->guid, "basic", doc->key, identity_of(arena, card));
    n->source = nc_arena_str(arena, doc->key);
    n->fields[APKG_FRONT] = field_html(&x, arena, &card->front);
    n->fields[APKG_BACK] = field_html(&x, arena, &card->back);
    n->fields[APKG_CONTEXT] = field_text(&x, arena, card->context);
    n->fields[APKG_SOURCE] = field_text(&x, arena, doc->meta.title);
    n->shown = first_words(arena, &card->front);
    n->media_count = ctx.count;
    uint32_t *media = nc_arena_array(arena, ctx.count, sizeof *media);
    if (ctx.count)
        memcpy(media, ctx.media, ctx.count * sizeof *media);
    n->media = media;
    free(ctx.media);
    nc_xhtml_dispose(&x);
}

static void free_rendered(void *data)
{
    struct apkg_rendered *r = data;
    nc_arena_free(r->arena);
    free(r);
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

static int apkg_render(const struct nc_run *run, struct nc_worker *worker, uint32_t note,
                       const struct nc_doc *doc, struct nc_diags *diags, struct nc_fail *fail,
                       struct nc_rendered *out)
{
    (void)worker;
    (void)fail;
    const struct apkg_backend_state *s = run->state;
    struct apkg_rendered *r = nc_calloc(1, sizeof *r);
    struct nc_card_set set;
    r->arena = nc_arena_new();
    unsigned modes = s->modes_given ? s->modes : nc_cards_modes(doc, s->modes);
    nc_cards_collect(&set, r->arena, doc, modes, NULL);
    r->count = set.count;
    r->notes = nc_arena_array(r->arena, set.count, sizeof *r->notes);
    memcpy(r->per_origin, set.per_origin, sizeof set.per_origin);
    struct nc_str deck = set.count ? deck_of(run, r->arena, note, doc) : NC_NONE;
    struct nc_str tags = set.count ? all_tags(r->arena, doc) : NC_NONE;
    for (size_t i = 0; i < set.count; i++) {
        struct apkg_note *n = &r->notes[i];
        make_note(n, run, r->arena, doc, &set.cards[i], diags);
        n->deck = deck;
        n->tags = tags;
        n->file_time = doc->mtime && doc->mtime < run->now ? doc->mtime : run->now;
        apkg_hash(n, run->site->media);
    }
    *out = (struct nc_rendered){r, free_rendered};
    return 0;
}

static int apkg_emit(struct nc_run *run, uint32_t note, struct nc_rendered *rendered)
{
    (void)note;
    struct apkg_backend_state *s = run->state;
    struct apkg_rendered *r = rendered->data;
    nc_grow(&s->notes, &s->cap, s->count + r->count, sizeof *s->notes);
    if (r->count)
        memcpy(s->notes + s->count, r->notes, r->count * sizeof *r->notes);
    s->count += r->count;
    for (int i = 0; i < NC_CARD_ORIGIN_COUNT; i++)
        s->per_origin[i] += r->per_origin[i];
    nc_arena_adopt(s->arena, r->arena);
    r->arena = nc_arena_new();
    return 0;
}

static void follow(struct apkg_backend_state *s, struct apkg_note *n, struct apkg_old *o,
                   int64_t now)
{
    o->taken = true;
    memcpy(n->guid, o->guid.p, o->guid.n);
    n->guid[o->guid.n] = '\0';
    n->id = o->id;
    bool same = nc_str_eqz(o->hash, n->hash);
    n->mod = same ? o->mod : now > o->mod ? now : o->mod + 1;
    s->same += same;
    s->changed += !same;
}

static int by_number(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* New notes: the time of their file, and ids from it upwards that no known note has. */
static void number_new(struct apkg_backend_state *s)
{
    int64_t *used = nc_calloc(s->old.count, sizeof *used), next = 0;
    for (size_t i = 0; i < s->old.count; i++)
        used[i] = s->old.notes[i].id;
    if (s->old.count)
        qsort(used, s->old.count, sizeof *used, by_number);
    for (size_t i = 0; i < s->count; i++) {
        struct apkg_note *n = &s->notes[i];
        if (n->id)
            continue;
        n->mod = n->file_time;
        n->id = n->file_time * 1000 > next ? n->file_time * 1000 : next;
        while (s->old.count && bsearch(&n->id, used, s->old.count, sizeof *used, by_number))
            n->id++;
        next = n->id + 1;
    }
    free(used);
}

/* Only after all that kept their guid have taken their notes. */
static void follow_renamed(struct apkg_backend_state *s, int64_t now)
{
    struct apkg_renames renames;
    apkg_renames_begin(&renames, &s->old);
    for (size_t i = 0; i < s->count; i++) {
        if (s->notes[i].id)
            continue;
        struct apkg_old *o = apkg_renames_find(&renames, &s->notes[i]);
        if (o)
            follow(s, &s->notes[i], o, now);
        else
            s->fresh++;
    }
    apkg_renames_dispose(&renames);
}

static void compare_with_old(struct nc_run *run)
{
    struct apkg_backend_state *s = run->state;
    for (size_t i = 0; i < s->count; i++) {
        struct apkg_old *o = apkg_state_find(&s->old, nc_str(s->notes[i].guid));
        if (o && !o->taken)
            follow(s, &s->notes[i], o, run->now);
    }
    follow_renamed(s, run->now);
    for (size_t i = 0; i < s->old.count; i++) {
        if (s->old.notes[i].taken)
            continue;
        s->gone++;
        nc_diag(run->diags, NC_D_CARD_GONE, s->old.notes[i].source, (struct nc_pos){0},
                "the card '%.*s' has no source any more; Anki keeps it until you delete it",
                NC_FMT(s->old.notes[i].shown));
    }
    number_new(s);
}

/* Everything the package says, so that an unchanged one is not written again. */
static void package_digest(char out[41], const struct apkg_backend_state *s)
{
    struct nc_buf b = {0};
    uint8_t d[32];
    for (size_t i = 0; i < s->count; i++)
        nc_buf_printf(&b, "%s %s %.*s\n", s->notes[i].guid, s->notes[i].hash,
                      NC_FMT(s->notes[i].deck));
    nc_sha256(d, nc_buf_view(&b));
    nc_hex(out, d, 20);
    nc_buf_dispose(&b);
}

/* The media of all notes, each once, in the order of first use; the JSON that names them. */
static int add_media(struct nc_archive *a, struct nc_buf *json, const struct nc_run *run)
{
    const struct apkg_backend_state *s = run->state;
    const struct nc_media_table *media = run->site->media;
    bool *seen = nc_calloc(media->count, sizeof *seen);
    size_t number = 0;
    int err = 0;
    nc_buf_char(json, '{');
    for (size_t i = 0; !err && i < s->count; i++) {
        for (size_t k = 0; !err && k < s->notes[i].media_count; k++) {
            uint32_t m = s->notes[i].media[k];
            if (seen[m])
                continue;
            seen[m] = true;
            struct nc_buf name = {0};
            char entry[24];
            nc_media_package_name(&name, &media->items[m]);
            nc_buf_printf(json, "%s\"%zu\":", number ? "," : "", number);
            nc_json_string(json, nc_buf_view(&name));
            nc_buf_dispose(&name);
            snprintf(entry, sizeof entry, "%zu", number++);
            err = nc_archive_add_file(a, entry, media->items[m].path.p, true);
        }
    }
    nc_buf_char(json, '}');
    free(seen);
    return err;
}

static int add_bytes(struct nc_archive *a, const char *name, struct nc_str bytes)
{
    struct nc_deflated d;
    nc_deflate(&d, bytes, 6);
    return nc_archive_add(a, name, &d);
}

static int write_package(struct nc_run *run, const char *digest)
{
    struct apkg_backend_state *s = run->state;
    struct nc_buf collection = {0}, media = {0}, state = {0};
    struct nc_out *out;
    if (apkg_collection(&collection, s->notes, s->count, run->templates, run->fail)) {
        nc_buf_dispose(&collection);
        return -1;
    }
    int64_t newest = 0;
    for (size_t i = 0; i < s->count; i++)
        newest = s->notes[i].mod > newest ? s->notes[i].mod : newest;
    int err = nc_out_open(&out, run->outs, run->output, run->fail);
    struct nc_archive *a = err ? NULL : nc_archive_new(out, newest, run->fail);
    if (a) {
        apkg_state_write(&state, s->notes, s->count, digest);
        err = add_bytes(a, "collection.anki2", nc_buf_view(&collection)) ||
              add_media(a, &media, run) || add_bytes(a, "media", nc_buf_view(&media)) ||
              add_bytes(a, APKG_STATE_NAME, nc_buf_view(&state));
        if (err)
            nc_archive_discard(a);
        else
            err = nc_archive_close(a) || nc_out_close(out);
    }
    nc_buf_dispose(&collection);
    nc_buf_dispose(&media);
    nc_buf_dispose(&state);
    return a && !err ? 0 : -1;
}

static void report(struct nc_run *run, bool written)
{
    const struct apkg_backend_state *s = run->state;
    nc_buf_printf(
        run->report,
        "%s: %zu card%s (%zu dialogue, %zu question, %zu heading): %zu new, %zu changed, %zu "
        "unchanged, %zu gone%s\n",
        run->output, s->count, s->count == 1 ? "" : "s", s->per_origin[NC_CARD_DIALOGUE],
        s->per_origin[NC_CARD_QUESTION], s->per_origin[NC_CARD_HEADING], s->fresh, s->changed,
        s->same, s->gone, written ? "" : "; the file is as it was");
}

static int apkg_finish(struct nc_run *run)
{
    struct apkg_backend_state *s = run->state;
    compare_with_old(run);
    if (!s->count) {
        nc_diag(run->diags, NC_D_NO_CARDS, NC_NONE, (struct nc_pos){0},
                run->site->is_folder ? "none of the notes asks for cards, so no package was "
                                       "written; --cards=dialogue,questions,headings "
                                       "makes cards of all of them"
                                     : "the note has nothing to make a card of (no dialogue, no "
                                       "questions, no short sections), so no "
                                       "package was written");
        return 0;
    }
    char digest[41];
    package_digest(digest, s);
    bool same = s->old.exists && nc_str_eqz(s->old.digest, digest) && !s->gone;
    if (!same && write_package(run, digest))
        return -1;
    report(run, !same);
    return 0;
}

static void apkg_end(struct nc_run *run)
{
    struct apkg_backend_state *s = run->state;
    apkg_state_dispose(&s->old);
    free(s->notes);
    nc_arena_free(s->arena);
}

static enum nc_previous_kind apkg_recognise(struct nc_previous *p, const char *path)
{
    switch (nc_archive_read(&p->bytes, path, APKG_STATE_NAME, APKG_MAX_STATE, &p->why)) {
    case NC_ENTRY_READ:
        return NC_PREVIOUS_OURS;
    case NC_ENTRY_NONE:
    case NC_ENTRY_NO_ARCHIVE:
        return NC_PREVIOUS_FOREIGN;
    case NC_ENTRY_DAMAGED:
        return NC_PREVIOUS_DAMAGED;
    case NC_ENTRY_UNREADABLE:
        break;
    }
    return NC_PREVIOUS_UNREADABLE;
}

static const struct nc_optdef apkg_options[] = {
    {"cards", "KINDS", "dialogue,questions,headings in any selection, or none", NULL},
    {NULL, NULL, NULL, NULL},
};

const struct nc_backend nc_backend_apkg = {
    .name = "apkg",
    .suffix = ".apkg",
    .summary = "an Anki deck that updates in place when it is imported again",
    .options = apkg_options,
    .state_size = sizeof(struct apkg_backend_state),
    .begin = apkg_begin,
    .plan = apkg_plan,
    .render = apkg_render,
    .emit = apkg_emit,
    .finish = apkg_finish,
    .end = apkg_end,
    .recognise = apkg_recognise,
};
