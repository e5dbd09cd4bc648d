/* Cards from dialogue, from questions that stand alone, and from headings. One pass over the
 * top-level blocks.
 *
 * Dialogue: an asker is a speaker most of whose turns end in a question mark. All his turns ask;
 * asking turns in a row are one question; the turns up to the next asking one or the next heading
 * answer. Without an asker there are no dialogue cards. Questions: a paragraph of nothing but
 * questions, answered by what follows up to the next such paragraph, turn or heading. Headings: a
 * section of under 400 characters that gave no other card and has no headings below it. */
#include "cards/cards.h"

#include "base/strmap.h"
#include "base/uchar.h"
#include "base/utf8.h"
#include "doc/walk.h"

#include <stdlib.h>

#define MAX_HEADING_CARD 400
#define LEVELS 6

struct speaker {
    size_t turns, asking;
};

struct collecting {
    struct nc_card_set *out;
    struct nc_arena *arena;
    const struct nc_doc *doc;
    unsigned modes;
    struct speaker *speakers;
    size_t speaker_count, speaker_cap;
    struct nc_str path[LEVELS];    /* names of the headings above, by level */
    const struct nc_node *heading; /* the section's, NULL before the first */
    size_t cards_at_heading;       /* cards there were when the section began */
    struct nc_buf text;
    struct nc_strmap numbers; /* name of a speaker -> number + 1 */
    struct nc_strmap times;   /* key of a card without its occurrence -> how often it was given */
};

static struct speaker *find_speaker(const struct collecting *c, struct nc_str name)
{
    uint32_t number = nc_strmap_get(&c->numbers, name);
    return number ? &c->speakers[number - 1] : NULL;
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

static bool is_asking(const struct collecting *c, const struct nc_node *n)
{
    const struct speaker *s = n->kind == NC_TURN ? find_speaker(c, n->u.turn.speaker) : NULL;
    return s && s->asking * 2 > s->turns;
}

/* Every sentence of the paragraph is a question. */
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

static struct nc_str context_of(struct collecting *c, unsigned levels)
{
    struct nc_buf b = {0};
    for (unsigned i = 0; i < levels; i++) {
        if (!c->path[i].n)
            continue;
        if (b.n)
            nc_buf_puts(&b, " > ");
        nc_buf_str(&b, c->path[i]);
    }
    struct nc_str s = nc_arena_str(c->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

void nc_card_text(struct nc_buf *out, const struct nc_card_part *part)
{
    for (const struct nc_node *n = part->first; n; n = n == part->last ? NULL : n->next) {
        struct nc_walk w;
        nc_walk_begin(&w, n);
        for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
            if (e != NC_WALK_ENTER || nc_is_inline(w.node->kind))
                continue;
            bool code = w.node->kind == NC_CODE_BLOCK;
            if (!nc_holds_inlines(w.node->kind) && !code && w.node->kind != NC_MATH_BLOCK)
                continue;
            if (out->n && out->p[out->n - 1] != '\n')
                nc_buf_char(out, '\n');
            if (code)
                nc_buf_str(out, w.node->u.code.text);
            else if (w.node->kind == NC_MATH_BLOCK)
                nc_buf_str(out, w.node->u.text);
            else
                nc_plain_text(out, w.node);
            nc_walk_skip(&w);
        }
    }
}

/* The text without blanks and punctuation, folded: small edits of spelling do not make another
 * card. */
static void normalised(struct nc_buf *out, struct nc_str s)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, s);
    struct nc_str f = nc_buf_view(&folded);
    for (size_t i = 0; i < f.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(f, i, &len);
        if (!nc_is_space(cp) && !nc_is_punct(cp))
            nc_buf_put(out, f.p + i, len);
        i += len;
    }
    nc_buf_dispose(&folded);
}

static struct nc_str own_id(const struct nc_node *n)
{
    if (n->id.n)
        return n->id;
    return n->first && n->first->id.n && !nc_is_inline(n->first->kind) ? n->first->id : NC_NONE;
}

static struct nc_str make_key(struct collecting *c, const struct nc_card *card)
{
    struct nc_buf b = {0};
    struct nc_str id = own_id(card->front.first);
    if (id.n) {
        nc_buf_printf(&b, "^%.*s", NC_FMT(id));
    } else {
        nc_buf_printf(&b, "%s:", nc_card_origin_name(card->origin));
        nc_buf_clear(&c->text);
        if (card->origin == NC_CARD_HEADING) {
            nc_buf_str(&c->text, card->context);
            nc_buf_char(&c->text, '\n');
        }
        nc_card_text(&c->text, &card->front);
        normalised(&b, nc_buf_view(&c->text));
    }
    struct nc_str s = nc_arena_str(c->arena, nc_buf_view(&b));
    uint32_t *times = nc_strmap_at(&c->times, s);
    if (++*times > 1) {
        nc_buf_printf(&b, "#%u", *times);
        s = nc_arena_str(c->arena, nc_buf_view(&b));
    }
    nc_buf_dispose(&b);
    return s;
}

static void add_card(struct collecting *c, enum nc_card_origin origin, struct nc_card_part front,
                     struct nc_card_part back, struct nc_str context)
{
    struct nc_card card = {.origin = origin,
                           .pos = front.first->pos,
                           .context = context,
                           .front = front,
                           .back = back};
    card.key = make_key(c, &card);
    struct nc_card_set *out = c->out;
    if (out->count == out->cap) {
        out->cap = out->cap ? out->cap * 2 : 32;
        struct nc_card *grown = nc_arena_array(c->arena, out->cap, sizeof *grown);
        if (out->count)
            memcpy(grown, out->cards, out->count * sizeof *grown);
        out->cards = grown;
    }
    out->cards[out->count++] = card;
    out->per_origin[origin]++;
}

static bool wants(const struct collecting *c, enum nc_card_origin o)
{
    return c->modes >> o & 1;
}

/* The last of the turns from n on that satisfy asking == want; NULL if n does not. */
static const struct nc_node *last_turn(const struct collecting *c, const struct nc_node *n,
                                       bool want)
{
    const struct nc_node *last = NULL;
    for (; n && n->kind == NC_TURN && is_asking(c, n) == want; n = n->next)
        last = n;
    return last;
}

/* A card from the asking turn n; returns the last block that it took. */
static const struct nc_node *dialogue_card(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *asked = last_turn(c, n, true);
    const struct nc_node *answered = last_turn(c, asked->next, false);
    if (!answered)
        return asked;
    add_card(c, NC_CARD_DIALOGUE, (struct nc_card_part){n, asked},
             (struct nc_card_part){asked->next, answered}, context_of(c, LEVELS));
    return answered;
}

static bool ends_answer(struct collecting *c, const struct nc_node *n)
{
    return n->kind == NC_TURN || n->kind == NC_HEADING || n->kind == NC_FOOTNOTES ||
           is_question(c, n);
}

static const struct nc_node *question_card(struct collecting *c, const struct nc_node *n)
{
    const struct nc_node *last = n;
    while (last->next && !ends_answer(c, last->next))
        last = last->next;
    if (last != n)
        add_card(c, NC_CARD_QUESTION, (struct nc_card_part){n, n},
                 (struct nc_card_part){n->next, last}, context_of(c, LEVELS));
    return last;
}

static size_t text_length(struct collecting *c, const struct nc_card_part *part)
{
    nc_buf_clear(&c->text);
    nc_card_text(&c->text, part);
    return nc_utf8_count(nc_buf_view(&c->text));
}

static bool is_visible(const struct nc_node *n)
{
    return n->kind != NC_COMMENT_BLOCK && n->kind != NC_RULE && n->kind != NC_FOOTNOTES;
}

/* Anki shows no card whose front has neither text nor an image. */
static bool has_front(struct collecting *c, const struct nc_card_part *front)
{
    if (text_length(c, front) > 0)
        return true;
    struct nc_walk w;
    nc_walk_begin(&w, front->first);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (w.node->kind == NC_IMAGE)
            return true;
    return false;
}

/* The section that began at c->heading ends before `end`: it may be a card. */
static void close_section(struct collecting *c, const struct nc_node *end)
{
    const struct nc_node *h = c->heading;
    if (!h || !wants(c, NC_CARD_HEADING) || c->out->count != c->cards_at_heading)
        return;
    if (end && end->kind == NC_HEADING && end->u.heading.level > h->u.heading.level)
        return;
    struct nc_card_part back = {NULL, NULL}, front = {h, h};
    for (const struct nc_node *n = h->next; n && n != end; n = n->next) {
        if (!is_visible(n))
            continue;
        back.first = back.first ? back.first : n;
        back.last = n;
    }
    if (!back.first)
        return;
    size_t length = text_length(c, &back);
    if (length == 0 || length >= MAX_HEADING_CARD || !has_front(c, &front))
        return;
    add_card(c, NC_CARD_HEADING, front, back, context_of(c, h->u.heading.level - 1u));
}

static void open_section(struct collecting *c, const struct nc_node *h)
{
    close_section(c, h);
    unsigned level = h->u.heading.level;
    for (unsigned i = level; i <= LEVELS; i++)
        c->path[i - 1] = NC_NONE;
    nc_buf_clear(&c->text);
    nc_plain_text(&c->text, h);
    c->path[level - 1] = nc_arena_str(c->arena, nc_buf_view(&c->text));
    c->heading = h;
    c->cards_at_heading = c->out->count;
}

void nc_cards_collect(struct nc_card_set *out, struct nc_arena *arena, const struct nc_doc *doc,
                      unsigned modes)
{
    *out = (struct nc_card_set){0};
    struct collecting c = {.out = out, .arena = arena, .doc = doc, .modes = modes};
    c.numbers.arena = c.times.arena = arena;
    count_speakers(&c);
    for (const struct nc_node *n = doc->root->first; n; n = n->next) {
        if (n->kind == NC_HEADING)
            open_section(&c, n);
        else if (wants(&c, NC_CARD_DIALOGUE) && is_asking(&c, n))
            n = dialogue_card(&c, n);
        else if (wants(&c, NC_CARD_QUESTION) && is_question(&c, n))
            n = question_card(&c, n);
    }
    close_section(&c, NULL);
    free(c.speakers);
    nc_buf_dispose(&c.text);
}
