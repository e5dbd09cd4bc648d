/* Makes cards of dialogue, of questions that stand alone, and of headings. One pass over the
 * top-level blocks.
 *
 * Dialogue: an asker is a speaker most of whose turns end in a question mark. All turns of an asker
 * ask; asking turns in a row are one question; the turns up to the next asking one or the next
 * heading answer. Without an asker there are no dialogue cards. Questions: a paragraph that is only
 * questions, answered by what follows up to the next such paragraph, turn or heading. Headings: a
 * section under 400 characters that made no other card and has no headings below it. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "cards/cardparts.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_HEADING_CARD 400

static struct speaker *find_speaker(const struct collecting *c, struct nc_str name)
{
    uint32_t number = nc_strmap_get(&c->numbers, name);
    return number ? &c->speakers[number - 1] : NULL;
}

static bool mostly_asks(const struct speaker *s)
{
    return s->asking * 2 > s->turns;
}

static bool is_asking(const struct collecting *c, const struct nc_node *n)
{
    const struct speaker *s = n->kind == NC_TURN ? find_speaker(c, n->u.turn.speaker) : NULL;
    return s && (mostly_asks(s) || s->known);
}

/* Whether every sentence of the paragraph is a question. */
static bool is_question(struct collecting *c, const struct nc_node *n)
{
    if (n->kind != NC_PARAGRAPH)
        return false;
    nc_buf_clear(&c->text);
    nc_plain_text(&c->text, n);
    struct nc_str s = nc_buf_view(&c->text);
    if (!nc_text_asks(s))
        return false;
    for (size_t i = 0; i < s.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(s, i, &len);
        i += len;
        bool stop = cp == 0x3002 || cp == 0xFF01 || cp == '!' || cp == 0xFF1B || cp == ';';
        if (stop || (cp == '.' && i < s.n && s.p[i] == ' '))
            return false;
    }
    return true;
}

static void count_speakers(struct collecting *c)
{
    for (const struct nc_node *n = c->doc->root->first; n; n = n->next) {
        if (n->kind != NC_TURN)
            continue;
        struct speaker *s = find_speaker(c, n->u.turn.speaker);
        if (!s) {
            nc_grow(&c->speakers, &c->speaker_cap, c->speaker_count + 1, sizeof *c->speakers);
            s = &c->speakers[c->speaker_count++];
            *s = (struct speaker){0};
            *nc_strmap_at(&c->numbers, n->u.turn.speaker) = (uint32_t)c->speaker_count;
        }
        s->turns++;
        s->asking += n->u.turn.asks;
    }
}

/* Marks the speakers who asked on earlier cards as known: they still end the answers before their
 * turns, but only their known turns become cards. */
static void know_speakers(struct collecting *c)
{
    const struct nc_node *before = NULL;
    for (const struct nc_node *n = c->doc->root->first; c->known && n; before = n, n = n->next) {
        if (n->kind != NC_TURN)
            continue;
        struct speaker *s = find_speaker(c, n->u.turn.speaker);
        if (before && before->kind == NC_TURN && find_speaker(c, before->u.turn.speaker) == s)
            continue;
        const struct nc_node *last = n;
        while (last->next && last->next->kind == NC_TURN &&
               find_speaker(c, last->next->u.turn.speaker) == s)
            last = last->next;
        struct nc_slice asked = nc_slice_of(n, last);
        s->known |= cards_was_more(c, NC_CARD_DIALOGUE, &asked, NC_NONE);
    }
}

/* The number of cards made by the rules alone so far. A card that is merely kept must not change
 * what else becomes one. */
static size_t by_rule(const struct collecting *c)
{
    return c->out->count - c->kept_count;
}

/* The last of the consecutive turns from n on with asking == want; NULL if n itself differs. A
 * question that has its answer under a label of its own does not count. */
static const struct nc_node *last_turn(const struct collecting *c, const struct nc_node *n,
                                       bool want)
{
    const struct nc_node *last = NULL;
    for (; n && n->kind == NC_TURN && is_asking(c, n) == want; n = n->next) {
        if (last && n->first && cards_begins_pair(n->first))
            break;
        last = n;
    }
    return last;
}

/* Makes a card of the asking turn n and returns the last block it took. */
static const struct nc_node *dialogue_card(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *asked = last_turn(c, n, true);
    const struct nc_node *answered = last_turn(c, asked->next, false);
    struct nc_slice front = nc_slice_of(n, asked);
    if (!answered)
        return asked;
    if (mostly_asks(find_speaker(c, n->u.turn.speaker)))
        cards_put(c, NC_CARD_DIALOGUE, front, nc_slice_of(asked->next, answered),
                  cards_context(c, NC_CARD_LEVELS));
    else if (cards_stays(c, NC_CARD_DIALOGUE, &front, NC_NONE))
        cards_keep(c, NC_CARD_DIALOGUE, front, nc_slice_of(asked->next, answered),
                   cards_context(c, NC_CARD_LEVELS));
    return answered;
}

/* Whether marks make cards of n, tried on a copy that is discarded. */
static bool begins_marked(const struct collecting *c, const struct nc_node *n)
{
    struct nc_card_set set = {0};
    struct nc_arena *scratch = nc_arena_new();
    struct collecting trial = *c;
    trial.out = &set;
    trial.arena = trial.times.arena = trial.kept.arena = scratch;
    trial.times = trial.kept = (struct nc_strmap){.arena = scratch};
    trial.diags = NULL;
    trial.known = NULL;
    trial.text = (struct nc_buf){0};
    bool begins = cards_of_marks(&trial, n) != NULL;
    nc_buf_dispose(&trial.text);
    nc_arena_free(scratch);
    return begins;
}

static bool ends_answer(struct collecting *c, const struct nc_node *n)
{
    return n->kind == NC_TURN || n->kind == NC_HEADING || n->kind == NC_FOOTNOTES ||
           is_question(c, n) || begins_marked(c, n);
}

static const struct nc_node *question_card(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *last = n;
    while (last->next && !ends_answer(c, last->next))
        last = last->next;
    if (last != n)
        cards_put(c, NC_CARD_QUESTION, cards_unlabelled(c, n), nc_slice_of(n->next, last),
                  cards_context(c, NC_CARD_LEVELS));
    return last;
}

static bool is_visible(const struct nc_node *n)
{
    return n->kind != NC_COMMENT_BLOCK && n->kind != NC_RULE && n->kind != NC_FOOTNOTES;
}

/* Whether a section makes a card of its heading: it is short and has neither sections nor cards of
 * its own. */
static bool is_card_section(struct collecting *c, const struct nc_node *end,
                            const struct nc_slice *back)
{
    if (end && end->kind == NC_HEADING && end->u.heading.level > c->heading->u.heading.level)
        return false;
    return by_rule(c) == c->cards_at_heading && cards_text_length(c, back) < MAX_HEADING_CARD;
}

/* Ends the section that began at c->heading before `end`; it may become a card. */
static void close_section(struct collecting *c, const struct nc_node *end)
{
    const struct nc_node *h = c->heading;
    if (!h || !cards_wants(c, NC_CARD_HEADING))
        return;
    struct nc_slice back = nc_slice_of(NULL, NULL), front = nc_slice_of(h, h);
    for (const struct nc_node *n = h->next; n && n != end; n = n->next) {
        if (!is_visible(n))
            continue;
        back.first = back.first ? back.first : n;
        back.last = n;
    }
    if (!back.first || !cards_shows(c, &back) || !cards_shows(c, &front))
        return;
    struct nc_str context = cards_context(c, h->u.heading.level - 1u);
    if (is_card_section(c, end, &back))
        cards_put(c, NC_CARD_HEADING, front, back, context);
    else if (cards_stays(c, NC_CARD_HEADING, &front, context))
        cards_keep(c, NC_CARD_HEADING, front, back, context);
}

static void open_section(struct collecting *c, const struct nc_node *h)
{
    close_section(c, h);
    unsigned level = h->u.heading.level;
    for (unsigned i = level; i <= NC_CARD_LEVELS; i++)
        c->path[i - 1] = NC_NONE;
    struct nc_slice name = cards_without_mark(c, h);
    nc_buf_clear(&c->text);
    nc_slice_plain(&c->text, &name);
    c->path[level - 1] = nc_arena_str(c->arena, nc_buf_view(&c->text));
    c->heading = h;
    c->cards_at_heading = by_rule(c);
}

/* The last block taken by the cards of n; NULL if it makes none. */
static const struct nc_node *cards_at(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *taken = cards_wants(c, NC_CARD_MARK) ? cards_of_marks(c, n) : NULL;
    if (taken)
        return taken;
    if (cards_wants(c, NC_CARD_DIALOGUE) && is_asking(c, n))
        return dialogue_card(c, n);
    return cards_wants(c, NC_CARD_QUESTION) && is_question(c, n) ? question_card(c, n) : NULL;
}

/* Passes the blocks after n that a card took, down to `taken`. A heading among them begins its
 * section but makes no card. */
static const struct nc_node *pass_taken(struct collecting *c, const struct nc_node *n,
                                        const struct nc_node *taken)
{
    for (; n != taken && n->parent == taken->parent; n = n->next) {
        if (n->next->kind != NC_HEADING)
            continue;
        open_section(c, n->next);
        c->cards_at_heading = SIZE_MAX;
    }
    return taken;
}

static void collect(struct collecting *c)
{
    *c->out = (struct nc_card_set){0};
    c->numbers.arena = c->times.arena = c->kept.arena = c->arena;
    cards_find_scope(c);
    if (cards_wants(c, NC_CARD_MARK) && cards_of_named_tool(c)) {
        nc_buf_dispose(&c->text);
        return;
    }
    count_speakers(c);
    know_speakers(c);
    for (const struct nc_node *n = c->doc->root->first; n; n = n->next) {
        if (n->kind == NC_HEADING && !(cards_by(c, NC_TOOL_O2A) && card_is_ruled(n)))
            open_section(c, n);
        cards_see_joined(c, n);
        const struct nc_node *taken = cards_at(c, n);
        c->before_that = taken ? NULL : c->before;
        c->before = taken ? NULL : n;
        n = taken ? pass_taken(c, n, taken) : n;
    }
    close_section(c, NULL);
    cards_report_unanswered(c);
    cards_report_unscoped(c);
    free(c->unanswered);
    free(c->speakers);
    nc_buf_dispose(&c->text);
}

void nc_cards_collect(struct nc_card_set *out, struct nc_arena *arena, const struct nc_doc *doc,
                      unsigned modes, const struct nc_cards_known *known, struct nc_diags *diags)
{
    struct nc_arena *scratch = nc_arena_new();
    struct nc_strmap counts = {.arena = scratch};
    if (known) {
        struct nc_card_set set;
        struct collecting rules = {.out = &set, .arena = scratch, .doc = doc, .modes = modes};
        collect(&rules);
        for (size_t i = 0; i < set.count; i++)
            ++*nc_strmap_at(&counts, set.cards[i].key);
    }
    struct collecting c = {.out = out,
                           .arena = arena,
                           .doc = doc,
                           .modes = modes,
                           .known = known,
                           .diags = diags,
                           .by_rule = counts};
    collect(&c);
    cards_find_decks(&c);
    cards_find_file_tags(&c);
    nc_arena_free(scratch);
}
