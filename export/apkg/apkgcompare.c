/* Compares the deck of this run with the previous state: identities, times, cards that are gone,
 * and what to report. */
#include "base/arena.h"
#include "export/apkg/apkgdeck.h"
#include "export/apkg/apkgmatch.h"

#include <fnmatch.h>
#include <stdio.h>
#include <stdlib.h>

#define LIKELY 0.5   /* likeness from which a new card may be a moved and edited old one */
#define EACH 200     /* new and gone cards compared pairwise */
#define CLOZE_MARK 9 /* bytes of "{{c500::" and one more */
#define SHOWN_IDS 100

#define GONE_TAG "noteconv::gone"

/* One comparison. */
struct comparing {
    struct nc_run *run;
    struct apkg_deck *d;
    struct apkg_card *now, *past;
    struct apkg_pair *pairs;
    /* of the past notes */
    bool *taken;
    struct nc_arena *scratch;
    /* in use */
    struct nc_strmap guids;
    /* the user's note types, numbered from 1 */
    struct nc_strmap types;
    /* 0: the deck is new */
    int64_t next_nid;
    /* cards that no id can be written to; the first of them */
    size_t placeless;
    const struct apkg_note *first_placeless;
};

static struct nc_str joined(struct nc_arena *arena, struct nc_str a, struct nc_str b)
{
    struct nc_buf key = {0};
    nc_buf_str(&key, a);
    nc_buf_char(&key, '\0');
    nc_buf_str(&key, b);
    return nc_buf_keep(&key, arena);
}

void apkg_know(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    const struct nc_site *site = run->site;
    d->known_cards.arena = d->known_notes.arena = d->past.arena;
    for (size_t i = 0; i < d->past.count; i++) {
        const struct apkg_note *n = &d->past.notes[i];
        *nc_strmap_at(&d->known_notes, n->note) = 1;
        if (n->gone || !n->key.n)
            continue;
        ++*nc_strmap_at(&d->known_cards, joined(d->past.arena, n->note, n->key));
        if (n->path.n && site->has_note && !site->has_note(site->vault, n->path))
            ++*nc_strmap_at(&d->known_cards, joined(d->past.arena, NC_NONE, n->key));
    }
}

/* The text of a field as a reader sees it. Marks of clozes are left out, so that a card that
 * changed its kind still resembles the old one. */
static struct nc_str plain(struct comparing *c, struct nc_str html)
{
    struct nc_buf b = {0}, text = {0};
    apkg_sort_text(&b, html);
    struct nc_str s = nc_buf_view(&b);
    if (nc_str_search(s, NC_LIT("{{c"), 0) == s.n && nc_str_search(s, NC_LIT("}}"), 0) == s.n)
        nc_buf_str(&text, s);
    for (size_t i = text.n; i < s.n;) {
        struct nc_str rest = nc_str_sub(s, i, s.n);
        struct nc_str head = nc_str_sub(rest, 0, rest.n < CLOZE_MARK ? rest.n : CLOZE_MARK);
        size_t mark = nc_str_starts(head, NC_LIT("{{c")) ? nc_str_search(head, NC_LIT("::"), 0) : 0;
        if (mark && mark < head.n)
            i += mark + 2;
        else if (nc_str_starts(rest, NC_LIT("}}")))
            i += 2;
        else
            nc_buf_char(&text, s.p[i++]);
    }
    s = nc_arena_str(c->scratch, nc_buf_view(&text));
    nc_buf_dispose(&b);
    nc_buf_dispose(&text);
    return s;
}

/* Digests as in version 1 of the state: of the HTML. */
static struct nc_str html_digest(struct comparing *c, const struct apkg_note *n)
{
    const struct nc_media_table *media = c->run->site->media;
    size_t count = n->field_count + 1 + n->file_count;
    struct nc_str *parts = nc_arena_array(c->scratch, count, sizeof *parts);
    memcpy(parts, n->fields, n->field_count * sizeof *parts);
    parts[n->field_count] = n->tags;
    for (size_t i = 0; i < n->file_count; i++)
        parts[n->field_count + 1 + i] = (struct nc_str){
            (const char *)media->items[n->files[i].media].sha256, sizeof media->items[0].sha256};
    return apkg_digest(c->scratch, parts, count);
}

/* The number of a card's kind: first noteconv's own, then those of each of the user's types. */
static unsigned kind_number(struct comparing *c, const struct apkg_note *n)
{
    char id[24];
    if (!n->type)
        return n->kind;
    snprintf(id, sizeof id, "%lld", (long long)n->type);
    uint32_t number = nc_strmap_get(&c->types, nc_str(id));
    if (!number) {
        number = (uint32_t)c->types.count + 1;
        *nc_strmap_at(&c->types, nc_arena_str(c->scratch, nc_str(id))) = number;
    }
    return number * NC_CARD_KIND_COUNT + n->kind;
}

/* The card by which both sides are compared. Version 1 of the state has digests in place of texts.
 */
static struct apkg_card card_of(struct comparing *c, const struct apkg_note *n, bool has_text)
{
    struct apkg_card card = {.kind = kind_number(c, n),
                             .note = n->note,
                             .id = n->id,
                             .key = n->key,
                             .times = n->times,
                             .front = n->front,
                             .back = n->back,
                             .place = n->place};
    if (has_text) {
        card.front_text = plain(c, n->fields[0]);
        card.back_text = plain(c, n->fields[1]);
    }
    return card;
}

static void fill_now(struct comparing *c)
{
    for (size_t i = 0; i < c->d->count; i++) {
        const struct apkg_note *n = &c->d->notes[i];
        struct apkg_card *to = &c->now[i];
        *to = card_of(c, n, true);
        if (c->d->past.version != 1)
            continue;
        to->front = to->key = apkg_digest(c->scratch, &n->fields[0], 1);
        to->back = apkg_digest(c->scratch, &n->fields[1], 1);
    }
}

static enum apkg_note_fate fate_of(const struct comparing *c, const struct apkg_note *n)
{
    const struct nc_site *site = c->run->site;
    struct nc_str path = c->d->past.version == 1 ? n->note : n->path;
    if (nc_strmap_get(&c->d->read_notes, n->note))
        return APKG_NOTE_READ;
    /* The note at that path is now a different one, or missing. */
    if (!path.n || nc_strmap_get(&c->d->read_paths, path))
        return APKG_NOTE_VANISHED;
    return site->has_note && site->has_note(site->vault, path) ? APKG_NOTE_ELSE
                                                               : APKG_NOTE_VANISHED;
}

static void fill_past(struct comparing *c)
{
    for (size_t i = 0; i < c->d->past.count; i++) {
        const struct apkg_note *n = &c->d->past.notes[i];
        bool is_first = c->d->past.version == 1;
        c->past[i] = card_of(c, n, !is_first);
        c->past[i].gone = n->gone;
        c->past[i].fate = fate_of(c, n);
        if (is_first)
            c->past[i].key = n->front;
    }
}

static bool is_resent(const struct apkg_deck *d, const struct apkg_note *n)
{
    if (!d->resend)
        return false;
    struct nc_str path = n->path.n ? n->path : n->note;
    return !*d->resend || fnmatch(d->resend, path.p, 0) == 0;
}

static void report_resend(const struct comparing *c)
{
    bool fits = !c->d->resend || !*c->d->resend;
    for (size_t i = 0; i < c->d->count && !fits; i++)
        fits = is_resent(c->d, &c->d->notes[i]);
    if (!fits)
        nc_diag(c->run->diags, NC_D_NO_MATCH, NC_NONE, (struct nc_pos){0},
                "--resend=%s matches no note that has cards", c->d->resend);
}

/* A time later than the last one, because Anki skips anything else. After two runs in a row the
 * last time may be ahead by up to a minute without being counted as skipped. */
static int64_t later(struct comparing *c, int64_t last)
{
    c->d->skipped += c->run->now + 60 <= last;
    return c->run->now > last ? c->run->now : last + 1;
}

/* Keeps the number of each cloze, and with it its history in Anki. A note that brings histories of
 * its own is left alone, because these are in the order of the text. */
static void keep_clozes(struct apkg_deck *d, struct apkg_note *n, const struct apkg_note *past)
{
    bool is_known = past->kind == NC_CARD_CLOZE && past->field_count > APKG_CLOZE_TEXT;
    if (!n->counts_clozes || n->history_count || !is_known || d->past.version == 1)
        return;
    struct nc_str *fields = nc_arena_array(d->arena, n->field_count, sizeof *fields);
    memcpy(fields, n->fields, n->field_count * sizeof *fields);
    fields[APKG_CLOZE_TEXT] =
        apkg_keep_cloze_numbers(d->arena, fields[APKG_CLOZE_TEXT], past->fields[APKG_CLOZE_TEXT]);
    n->fields = fields;
}

static void go_on(struct comparing *c, struct apkg_note *n, const struct apkg_note *past)
{
    struct apkg_deck *d = c->d;
    bool same = d->past.version == 1 ? nc_str_eq(past->content, html_digest(c, n))
                                     : nc_str_eq(past->content, n->content);
    bool moved = !nc_str_eq(past->note, n->note);
    bool raised = !same || past->buried || is_resent(d, n);
    n->id = n->id.n ? n->id : past->id; /* an id removed from the note may come back */
    keep_clozes(d, n, past);
    n->guid = past->guid;
    n->nid = past->nid;
    n->mod = raised ? later(c, past->mod) : past->mod;
    if (moved)
        d->moved++;
    else if (raised)
        d->changed++;
    else
        d->same++;
}

/* Gives a card a guid and an id that no other card has, now or in the past. */
static void begin_anew(struct comparing *c, struct apkg_note *n, bool id_taken)
{
    struct apkg_deck *d = c->d;
    struct nc_buf key = {0};
    struct nc_str space = d->vault.n ? joined(c->scratch, d->vault, n->note) : n->note;
    if (n->id.n && !id_taken)
        nc_buf_printf(&key, "^%.*s", NC_FMT(n->id));
    else
        nc_buf_str(&key, n->key);
    if ((!n->id.n || id_taken) && n->times > 1)
        nc_buf_printf(&key, "#%u", n->times);
    for (unsigned attempt = 0;; attempt++) {
        char guid[APKG_GUID_MAX + 1];
        apkg_guid(guid, n->kind, n->type, space, nc_buf_view(&key), attempt);
        n->guid = nc_arena_str(d->arena, nc_str(guid));
        uint32_t *used = nc_strmap_at(&c->guids, n->guid);
        if (!*used) {
            *used = 1;
            break;
        }
    }
    if (!c->next_nid)
        c->next_nid = apkg_first_id(n->guid);
    n->nid = c->next_nid++;
    n->mod = is_resent(d, n) && c->run->now > APKG_FIRST_MOD ? c->run->now : APKG_FIRST_MOD;
    d->fresh++;
    nc_buf_dispose(&key);
}

static void remember_used(struct comparing *c)
{
    c->guids.arena = c->scratch;
    for (size_t i = 0; i < c->d->past.count; i++) {
        const struct apkg_note *n = &c->d->past.notes[i];
        *nc_strmap_at(&c->guids, n->guid) = 1;
        c->next_nid = n->nid >= c->next_nid ? n->nid + 1 : c->next_nid;
    }
}

/* Whether another card stands in the same paragraph, whose id would be that of both. */
static bool shares_block(const struct apkg_deck *d, size_t i)
{
    const struct apkg_note *n = &d->notes[i];
    bool before = i > 0 && n[-1].line == n->line && nc_str_eq(n[-1].path, n->path);
    return before || (i + 1 < d->count && n[1].line == n->line && nc_str_eq(n[1].path, n->path));
}

/* Requests that an id made from the guid be written into the note, so that it identifies the card
 * from now on. */
static void wish_id(struct comparing *c, struct apkg_note *n)
{
    struct nc_id_wishes *ids = c->run->ids;
    if (!ids || !n->path.n)
        return;
    if (!n->line || shares_block(c->d, (size_t)(n - c->d->notes))) {
        c->first_placeless = c->placeless++ ? c->first_placeless : n;
        return;
    }
    struct nc_str digest = apkg_digest(c->scratch, &n->guid, 1);
    n->id = nc_arena_printf(c->d->arena, "card-%.*s", 8, digest.p);
    nc_grow(&ids->items, &ids->cap, ids->count + 1, sizeof *ids->items);
    ids->items[ids->count++] = (struct nc_id_wish){nc_arena_str(ids->arena, n->path), n->line,
                                                   n->before, nc_arena_str(ids->arena, n->id)};
}

static void identify(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    remember_used(c);
    for (size_t i = 0; i < d->count; i++) {
        struct apkg_note *n = &d->notes[i];
        const struct apkg_pair *p = &c->pairs[i];
        bool has_id = n->id.n > 0;
        if (p->id_taken)
            nc_diag(c->run->diags, NC_D_CARD_ID, n->file, n->pos,
                    "another card already has the id '%.*s'; this one goes without", NC_FMT(n->id));
        if (p->past == APKG_NONE) {
            begin_anew(c, n, p->id_taken);
        } else {
            c->taken[p->past] = true;
            go_on(c, n, &d->past.notes[p->past]);
        }
        if (!has_id)
            wish_id(c, n);
    }
    if (c->placeless)
        nc_diag(c->run->diags, NC_D_IDS_LEFT_OUT, c->first_placeless->file, c->first_placeless->pos,
                "%zu card%s get%s no id: an id belongs to a heading, a paragraph or an item, which "
                "must hold no other card; a graph of Logseq has none",
                c->placeless, c->placeless == 1 ? "" : "s", c->placeless == 1 ? "s" : "");
}

/* A line that tells the user what to search for in Anki: its subject, then the ids of the notes
 * there. */
struct search {
    struct nc_buf *out;
    size_t count;
};

static void add_found(struct search *s, const char *what, int64_t nid)
{
    if (!s->count)
        nc_buf_printf(s->out, "%s: nid:", what);
    if (s->count < SHOWN_IDS)
        nc_buf_printf(s->out, "%s%lld", s->count ? "," : "", (long long)nid);
    s->count++;
}

static void end_search(struct search *s)
{
    if (s->count > SHOWN_IDS)
        nc_buf_printf(s->out, " and %zu more", s->count - SHOWN_IDS);
    if (s->count)
        nc_buf_char(s->out, '\n');
}

/* Reports different note types when too many cards are new and gone to compare them. */
static void report_types(struct comparing *c, const size_t *fresh, size_t fresh_count,
                         const size_t *gone, size_t gone_count)
{
    const struct apkg_deck *d = c->d;
    bool differ = fresh_count && gone_count;
    for (size_t i = 0; differ && i < gone_count; i++)
        differ = d->past.notes[gone[i]].type != d->notes[fresh[0]].type;
    if (differ)
        nc_diag(c->run->diags, NC_D_CARD_KIND, NC_NONE, (struct nc_pos){0},
                "%zu cards have another note type than before, so they start as new cards; the %zu "
                "old ones stay in Anki",
                fresh_count, gone_count);
}

/* Reports a new card and a gone one that may be the same, so that the user can decide. */
static void report_likely(struct comparing *c, const size_t *fresh, size_t fresh_count,
                          const size_t *gone, size_t gone_count)
{
    struct apkg_deck *d = c->d;
    if (fresh_count > EACH || gone_count > EACH || d->past.version == 1) {
        report_types(c, fresh, fresh_count, gone, gone_count);
        return;
    }
    for (size_t i = 0; i < fresh_count; i++) {
        const struct apkg_note *n = &d->notes[fresh[i]], *best = NULL;
        double likeness = LIKELY;
        struct nc_str text =
            joined(c->scratch, c->now[fresh[i]].front_text, c->now[fresh[i]].back_text);
        for (size_t k = 0; k < gone_count; k++) {
            const struct apkg_card *p = &c->past[gone[k]];
            double l = apkg_likeness(text, joined(c->scratch, p->front_text, p->back_text));
            if (l < likeness)
                continue;
            best = &d->past.notes[gone[k]];
            likeness = l;
        }
        if (best && (best->kind != n->kind || best->type != n->type))
            nc_diag(c->run->diags, NC_D_CARD_KIND, n->file, n->pos,
                    "the card '%.*s' has changed its kind, so it starts as a new card; the old one "
                    "stays in Anki (nid:%lld)",
                    NC_FMT(n->shown), (long long)best->nid);
        else if (best)
            nc_diag(c->run->diags, NC_D_CARD_LIKELY, n->file, n->pos,
                    "the new card '%.*s' may be '%.*s' of %.*s, which is gone (nid:%lld)",
                    NC_FMT(n->shown), NC_FMT(best->shown), NC_FMT(best->path),
                    (long long)best->nid);
    }
}

static void find_gone(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    struct search s = {.out = &d->searches};
    size_t *gone = nc_arena_array(c->scratch, d->past.count, sizeof *gone), gone_count = 0;
    size_t *fresh = nc_arena_array(c->scratch, d->count, sizeof *fresh), fresh_count = 0;
    for (size_t i = 0; i < d->past.count; i++) {
        struct apkg_note *n = &d->past.notes[i];
        if (c->taken[i] || n->gone || c->past[i].fate == APKG_NOTE_ELSE)
            continue;
        n->gone = true;
        gone[gone_count++] = i;
        add_found(&s, "gone from the notes, still in Anki", n->nid);
        nc_diag(c->run->diags, NC_D_CARD_GONE, n->path.n ? n->path : n->note, (struct nc_pos){0},
                "the card '%.*s' no longer has a source; Anki keeps it until you delete it",
                NC_FMT(n->shown));
    }
    end_search(&s);
    d->gone = gone_count;
    for (size_t i = 0; i < d->count; i++)
        if (c->pairs[i].past == APKG_NONE)
            fresh[fresh_count++] = i;
    report_likely(c, fresh, fresh_count, gone, gone_count);
}

static int by_deck(const void *a, const void *b)
{
    const struct apkg_note *x = *(struct apkg_note *const *)a, *y = *(struct apkg_note *const *)b;
    int order = nc_str_cmp(x->deck, y->deck);
    return order ? order : (x->nid > y->nid) - (x->nid < y->nid);
}

/* Reports deck changes: Anki does not move cards that it already has. */
static void report_decks(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    struct apkg_note **list = nc_arena_array(c->scratch, d->count, sizeof *list);
    size_t count = 0;
    for (size_t i = 0; i < d->count; i++)
        if (c->pairs[i].past != APKG_NONE &&
            !nc_str_eq(d->past.notes[c->pairs[i].past].deck, d->notes[i].deck))
            list[count++] = &d->notes[i];
    if (count)
        qsort(list, count, sizeof(void *), by_deck);
    for (size_t i = 0; i < count;) {
        struct search s = {.out = &d->searches};
        struct nc_str deck = list[i]->deck;
        struct nc_buf what = {0};
        nc_buf_printf(&what, "to be moved in Anki to the deck '%.*s'", NC_FMT(deck));
        for (; i < count && nc_str_eq(list[i]->deck, deck); i++)
            add_found(&s, what.p, list[i]->nid);
        end_search(&s);
        nc_buf_dispose(&what);
    }
}

static void report_moved(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    struct search s = {.out = &d->searches};
    for (size_t i = 0; i < d->count; i++) {
        const struct apkg_note *n = &d->notes[i];
        if (c->pairs[i].past == APKG_NONE ||
            nc_str_eq(d->past.notes[c->pairs[i].past].note, n->note))
            continue;
        add_found(&s, "moved to another note, with their history", n->nid);
        nc_diag(c->run->diags, NC_D_CARD_MOVED, n->file, n->pos,
                "the card '%.*s' was in %.*s before", NC_FMT(n->shown),
                NC_FMT(d->past.notes[c->pairs[i].past].note));
    }
    end_search(&s);
}

/* Whether Anki makes fewer or other cards of the note than before: the old ones stay there, empty.
 */
static bool leaves_empty(const struct apkg_note *n, const struct apkg_note *past)
{
    unsigned now[APKG_ORDS], before[APKG_ORDS];
    if (nc_str_eq(n->content, past->content))
        return false;
    size_t count = apkg_ords(now, n), before_count = apkg_ords(before, past), k = 0;
    for (size_t i = 0; i < before_count; i++) {
        while (k < count && now[k] < before[i])
            k++;
        if (k == count || now[k] != before[i])
            return true;
    }
    return false;
}

static void report_empty(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    struct search s = {.out = &d->searches};
    for (size_t i = 0; i < d->count && d->past.version != 1; i++) {
        const struct apkg_note *n = &d->notes[i];
        size_t past = c->pairs[i].past;
        if (past != APKG_NONE && !n->type && leaves_empty(n, &d->past.notes[past]))
            add_found(&s, "with cards that are empty now (Anki: Tools > Empty Cards)", n->nid);
    }
    end_search(&s);
}

/* Keeps a card as it was, with a tag that says it is gone. */
static void bury(struct comparing *c, struct apkg_note *n)
{
    struct nc_buf tags = {0};
    if (!n->buried)
        n->mod = later(c, n->mod);
    n->buried = true;
    nc_buf_str(&tags, n->tags);
    nc_buf_puts(&tags, n->tags.n ? GONE_TAG " " : " " GONE_TAG " ");
    c->d->written[c->d->written_count] = *n;
    c->d->written[c->d->written_count++].tags = nc_buf_keep(&tags, c->d->arena);
}

/* Whether its note type is one of the user's that this run was not given: no package can hold it
 * then. */
static bool lacks_type(const struct apkg_deck *d, const struct apkg_note *n)
{
    return n->type && !apkg_usertype_of(&d->types, n);
}

static void remember(struct comparing *c)
{
    struct apkg_deck *d = c->d;
    struct apkg_state *s = &d->next;
    d->written = nc_arena_array(d->arena, d->count + d->past.count, sizeof *d->written);
    s->vault = d->vault;
    s->notes = nc_calloc(d->count + d->past.count, sizeof *s->notes);
    for (size_t i = 0; i < d->count; i++)
        d->written[d->written_count++] = s->notes[s->count++] = d->notes[i];
    for (size_t i = 0; i < d->past.count; i++) {
        struct apkg_note *n = &d->past.notes[i];
        if (c->taken[i])
            continue;
        if (d->tombstones && n->gone && n->field_count && !lacks_type(d, n))
            bury(c, n);
        s->notes[s->count++] = *n;
    }
}

void apkg_compare(struct nc_run *run)
{
    struct apkg_deck *d = run->state;
    struct comparing c = {.run = run, .d = d, .scratch = nc_arena_new()};
    c.types.arena = c.scratch;
    c.now = nc_arena_array(c.scratch, d->count, sizeof *c.now);
    c.past = nc_arena_array(c.scratch, d->past.count, sizeof *c.past);
    c.pairs = nc_arena_array(c.scratch, d->count, sizeof *c.pairs);
    c.taken = nc_arena_array(c.scratch, d->past.count, sizeof *c.taken);
    fill_now(&c);
    fill_past(&c);
    apkg_match(c.pairs, c.now, d->count, c.past, d->past.count);
    identify(&c);
    find_gone(&c);
    report_moved(&c);
    report_decks(&c);
    report_empty(&c);
    report_resend(&c);
    remember(&c);
    if (d->skipped)
        nc_diag(run->diags, NC_D_DECK_CLOCK, NC_NONE, (struct nc_pos){0},
                "the time of this run (SOURCE_DATE_EPOCH, if set) is earlier than the last change "
                "of %zu card%s, so Anki will skip those that you have changed there since; run "
                "again later with --resend",
                d->skipped, d->skipped == 1 ? "" : "s");
    nc_arena_free(c.scratch);
}
