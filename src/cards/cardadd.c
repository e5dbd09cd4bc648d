/* What happens to a card once found: its key and id, its number among equal ones, and whether it
 * shows anything. Nothing here searches for cards. */
#include "base/uchar.h"
#include "base/utf8.h"
#include "cards/cardtext.h"

struct nc_str cards_context(struct collecting *c, unsigned levels)
{
    struct nc_buf b = {0};
    for (unsigned i = 0; i < levels; i++) {
        if (!c->path[i].n)
            continue;
        if (b.n)
            nc_buf_puts(&b, " > ");
        nc_buf_str(&b, c->path[i]);
    }
    return nc_buf_keep(&b, c->arena);
}

/* The text folded and without blanks: small changes of spelling do not make another card.
 * Punctuation stays, because C, C++ and C# are three questions. */
static void normalised(struct nc_buf *out, struct nc_str s)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, s);
    struct nc_str f = nc_buf_view(&folded);
    for (size_t i = 0; i < f.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(f, i, &len);
        if (!nc_is_space(cp))
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

static struct nc_str make_key(struct collecting *c, enum nc_card_origin origin,
                              const struct nc_slice *front, struct nc_str context)
{
    struct nc_buf b = {0};
    nc_buf_printf(&b, "%s:", nc_card_origin_name(origin));
    nc_buf_clear(&c->text);
    if (origin == NC_CARD_HEADING) {
        nc_buf_str(&c->text, context);
        nc_buf_char(&c->text, '\n');
    }
    nc_slice_plain(&c->text, front);
    normalised(&b, nc_buf_view(&c->text));
    return nc_buf_keep(&b, c->arena);
}

/* Whether the note had more cards with this key than the rules make of it now. */
static bool is_missed(struct collecting *c, struct nc_str key)
{
    uint32_t before = c->known ? c->known->count(c->known->ctx, key) : 0;
    return before > nc_strmap_get(&c->by_rule, key) + nc_strmap_get(&c->kept, key);
}

bool cards_was_more(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                    struct nc_str context)
{
    return c->known && is_missed(c, make_key(c, origin, front, context));
}

/* Whether the text was a card before and stays one. */
bool cards_stays(struct collecting *c, enum nc_card_origin origin, const struct nc_slice *front,
                 struct nc_str context)
{
    struct nc_str key = c->known ? make_key(c, origin, front, context) : NC_NONE;
    if (!is_missed(c, key))
        return false;
    ++*nc_strmap_at(&c->kept, key);
    return true;
}

/* Whether s is an id like "1607361487244", which tools write after a card to recognise it. */
static bool is_stored_id(struct nc_str id)
{
    size_t i = 0;
    while (i < id.n && nc_ascii_is_digit(id.p[i]))
        i++;
    return id.n >= 10 && i == id.n;
}

struct nc_str cards_commented_id(const struct nc_node *n)
{
    if (!n || n->kind != NC_COMMENT_BLOCK)
        return NC_NONE;
    struct nc_str s = nc_str_trim(n->u.text);
    s = nc_str_istarts(s, NC_LIT("ID:")) ? nc_str_trim(nc_str_sub(s, 3, s.n)) : NC_NONE;
    return is_stored_id(s) ? s : NC_NONE;
}

static struct nc_str id_of(const struct nc_card *card)
{
    struct nc_str id = own_id(card->front.first);
    const struct nc_node *last = card->back.last ? card->back.last : card->front.last;
    /* Right below a list the id is its last item's. */
    const struct nc_node *named = last->kind == NC_LIST && last->last ? last->last : last;
    if (!id.n && is_stored_id(named->id))
        id = named->id;
    return id.n ? id : cards_commented_id(last->next);
}

/* The place where the visible part of a side begins: its block, or the line of the block where the
 * text begins. */
static struct nc_pos begin_of(const struct nc_slice *side)
{
    struct nc_pos pos = side->first->pos;
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, side);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        bool is_shown = e == NC_SLICE_TEXT ||
                        (e == NC_SLICE_ENTER && nc_is_inline(w.node->kind) && !w.node->first);
        if (!is_shown || nc_is_break(w.node))
            continue;
        if (w.node->pos.file == pos.file && w.node->pos.line > pos.line)
            pos = w.node->pos;
        break;
    }
    nc_slice_walk_end(&w);
    return pos;
}

static void append(struct collecting *c, struct nc_card card)
{
    struct nc_card_set *out = c->out;
    card.pos = begin_of(&card.front);
    card.back.hides_task = card.back.first == card.front.first;
    card.id = card.id.n ? card.id : id_of(&card);
    card.key = make_key(c, card.origin, &card.front, card.context);
    card.times = ++*nc_strmap_at(&c->times, card.key);
    if (out->count == out->cap) {
        out->cap = out->cap ? out->cap * 2 : 32;
        struct nc_card *grown = nc_arena_array(c->arena, out->cap, sizeof *grown);
        if (out->count)
            memcpy(grown, out->cards, out->count * sizeof *grown);
        out->cards = grown;
    }
    out->cards[out->count++] = card;
    out->per_origin[card.origin]++;
}

void cards_put(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
               struct nc_slice back, struct nc_str context)
{
    append(c, (struct nc_card){.origin = origin, .context = context, .front = front, .back = back});
    if (front.first && front.first->kind == NC_HEADING)
        cards_report_left(c, front.first);
}

void cards_keep(struct collecting *c, enum nc_card_origin origin, struct nc_slice front,
                struct nc_slice back, struct nc_str context)
{
    cards_put(c, origin, front, back, context);
    c->kept_count++;
}

bool cards_wants(const struct collecting *c, enum nc_card_origin o)
{
    return c->modes >> o & 1;
}

size_t cards_text_length(struct collecting *c, const struct nc_slice *part)
{
    nc_buf_clear(&c->text);
    nc_slice_plain(&c->text, part);
    return nc_utf8_count(nc_buf_view(&c->text));
}

/* Whether there is something to see or hear: a picture alone can be a question or an answer. */
bool cards_shows(struct collecting *c, const struct nc_slice *side)
{
    if (cards_text_length(c, side) > 0)
        return true;
    bool found = false;
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, side);
    for (enum nc_slice_event e = nc_slice_next(&w); !found && e != NC_SLICE_DONE;
         e = nc_slice_next(&w))
        found = e == NC_SLICE_ENTER && (w.node->kind == NC_IMAGE || w.node->kind == NC_EMBED);
    nc_slice_walk_end(&w);
    return found;
}

bool cards_add(struct collecting *c, struct nc_card card, unsigned levels)
{
    bool needs_back = card.kind == NC_CARD_BASIC && !c->front_alone;
    if (!cards_shows(c, &card.front) || (needs_back && !cards_shows(c, &card.back)))
        return false;
    card.context = cards_context(c, levels);
    append(c, card);
    cards_report_shown(c, &card);
    return true;
}

const struct nc_node *cards_footnote(struct collecting *c, uint32_t number)
{
    const struct nc_node *notes = c->doc->root->last, *n;
    if (!c->footnotes && notes && notes->kind == NC_FOOTNOTES) {
        for (n = notes->first; n; n = n->next)
            c->footnote_count++;
        c->footnotes = nc_arena_array(c->arena, c->footnote_count, sizeof(void *));
        size_t i = 0;
        for (n = notes->first; n; n = n->next)
            c->footnotes[i++] = n;
    }
    return number >= 1 && number <= c->footnote_count ? c->footnotes[number - 1] : NULL;
}

struct nc_card cards_marked(struct nc_slice front, struct nc_slice back)
{
    return (struct nc_card){.origin = NC_CARD_MARK, .front = front, .back = back};
}

/* The words between blanks and commas, without a "#" before each, separated by blanks. */
struct nc_str cards_tag_words(struct collecting *c, struct nc_str text)
{
    struct nc_buf b = {0};
    bool between = true;
    for (size_t i = 0; i < text.n; i++) {
        char ch = text.p[i];
        bool is_blank = ch == ' ' || ch == ',' || ch == '\n' || ch == '\t';
        if (!is_blank && !(between && ch == '#')) {
            if (between && b.n)
                nc_buf_char(&b, ' ');
            nc_buf_char(&b, ch);
            between = false;
        }
        between |= is_blank;
    }
    return nc_buf_keep(&b, c->arena);
}
