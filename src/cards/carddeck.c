/* Finds the deck of a note, and those of its cards if tags say so (obsidian-spaced-repetition): a
 * line with "#flashcards/geo/rivers" counts for the cards below it, down to the next such line;
 * with a card on the same line, for that card alone. */
#include "base/uchar.h"
#include "cards/cardwish.h"

#include <stdlib.h>

/* The name of a deck with its levels trimmed and empty ones dropped. */
static struct nc_str clean_deck(struct nc_arena *arena, struct nc_str name)
{
    struct nc_buf b = {0};
    for (size_t from = 0; from <= name.n;) {
        size_t to = nc_str_search(name, NC_LIT("::"), from);
        struct nc_str part = nc_str_trim(nc_str_sub(name, from, to));
        while (part.n && (part.p[0] == ':' || part.p[0] == ' '))
            part = nc_str_sub(part, 1, part.n);
        while (part.n && (part.p[part.n - 1] == ':' || part.p[part.n - 1] == ' '))
            part.n--;
        if (part.n && b.n)
            nc_buf_puts(&b, "::");
        nc_buf_str(&b, part);
        from = to + 2;
    }
    struct nc_buf nfc = {0};
    nc_nfc(&nfc, nc_buf_view(&b)); /* as Anki has them */
    struct nc_str s = nc_buf_keep(&nfc, arena);
    nc_buf_dispose(&b);
    return s;
}

#define TARGET_DECK "TARGET DECK"
#define FILE_TAGS "FILE TAGS"

bool cards_names_deck(const struct nc_node *p)
{
    const struct nc_node *t = p->kind == NC_PARAGRAPH ? p->first : NULL;
    return t && t->kind == NC_TEXT &&
           (nc_str_starts(t->u.text, NC_LIT(TARGET_DECK)) ||
            nc_str_starts(t->u.text, NC_LIT(FILE_TAGS)));
}

/* What Obsidian_to_Anki's label in a text says: after a colon, or on the next line. */
static struct nc_str value_of(struct nc_arena *arena, const struct nc_node *p, struct nc_str label)
{
    struct nc_buf b = {0};
    struct card_line l;
    struct nc_str value = NC_NONE;
    bool is_next = false;
    for (bool more = card_first_line(&l, p); more && !value.n; more = card_next_line(&l)) {
        nc_buf_clear(&b);
        for (const struct nc_node *n = l.first; n && n != l.end; n = n->next)
            nc_plain_text(&b, n);
        struct nc_str said = nc_str_trim(nc_buf_view(&b));
        if (is_next) {
            value = nc_arena_str(arena, said);
            break;
        }
        struct nc_str rest = nc_str_starts(said, label)
                                 ? nc_str_trim(nc_str_sub(said, label.n, said.n))
                                 : NC_LIT(" ");
        is_next = !rest.n;
        if (rest.n && rest.p[0] == ':')
            value = nc_arena_str(arena, nc_str_trim(nc_str_sub(rest, 1, rest.n)));
    }
    nc_buf_dispose(&b);
    return value;
}

/* The deck of inka's "Deck: name" right below a rule. */
static struct nc_str deck_below_rule(struct nc_arena *arena, const struct nc_node *rule)
{
    const struct nc_node *p = rule->kind == NC_RULE ? rule->next : NULL;
    const struct nc_node *t = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    struct nc_str word = NC_LIT("Deck:");
    bool is_deck = t && t->kind == NC_TEXT && nc_str_starts(t->u.text, word);
    return is_deck ? clean_deck(arena, nc_str_sub(t->u.text, word.n, t->u.text.n)) : NC_NONE;
}

static struct nc_str deck_in_text(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_str deck = NC_NONE;
    for (const struct nc_node *p = doc->root->first; p && !deck.n; p = p->next) {
        deck = deck_below_rule(arena, p);
        if (!deck.n && cards_names_deck(p))
            deck = clean_deck(arena, value_of(arena, p, NC_LIT(TARGET_DECK)));
    }
    return deck;
}

void cards_find_file_tags(struct collecting *c)
{
    struct nc_str tags = NC_NONE;
    for (const struct nc_node *p = c->doc->root->first; p && !tags.n; p = p->next)
        if (cards_names_deck(p))
            tags = cards_tag_words(c, value_of(c->arena, p, NC_LIT(FILE_TAGS)));
    for (size_t i = 0; tags.n && i < c->out->count; i++) {
        struct nc_card *card = &c->out->cards[i];
        struct nc_buf b = {0};
        nc_buf_printf(&b, "%.*s %.*s", NC_FMT(tags), NC_FMT(card->tags));
        card->tags = nc_arena_str(c->arena, nc_str_trim(nc_buf_view(&b)));
        nc_buf_dispose(&b);
    }
}

static struct nc_str named_deck(struct nc_arena *arena, const struct nc_doc *doc)
{
    static const char *const keys[] = {"deck", "anki-deck", "anki_deck", "cards-deck"};
    struct nc_str name = NC_NONE;
    for (size_t i = 0; !name.n && i < sizeof keys / sizeof keys[0]; i++) {
        const struct nc_value *v = nc_value_lone(nc_meta_get(&doc->meta, keys[i]));
        if (nc_value_is_scalar(v) && v->type != NC_V_NULL)
            name = clean_deck(arena, v->raw);
    }
    return name.n ? name : deck_in_text(arena, doc);
}

bool nc_cards_has_deck(const struct nc_doc *doc)
{
    struct nc_arena *scratch = nc_arena_new();
    bool has = named_deck(scratch, doc).n > 0;
    nc_arena_free(scratch);
    return has;
}

/* Cards must not be imported into Anki's own deck "Default". */
static struct nc_str not_default(struct nc_str name)
{
    return nc_str_ieq(name, NC_LIT("Default")) ? NC_LIT("Default (noteconv)") : name;
}

struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_str name = named_deck(arena, doc);
    if (!name.n)
        name = clean_deck(arena, doc->meta.title);
    return name.n ? not_default(name) : NC_LIT("noteconv");
}

/* --- decks of tags --- */

/* The deck geo::rivers of "flashcards/geo/rivers"; empty for "flashcards". */
static struct nc_str deck_of_tag(struct nc_arena *arena, struct nc_str tag)
{
    struct nc_buf b = {0};
    for (size_t k = sizeof "flashcards"; k < tag.n; k++)
        nc_buf_put(&b, tag.p[k] == '/' ? "::" : tag.p + k, tag.p[k] == '/' ? 2 : 1);
    struct nc_str name = clean_deck(arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return not_default(name);
}

/* Tags of decks on one line of the text. In Anki a card is in one deck, so the first one counts. */
struct scope_line {
    uint32_t line;
    /* nothing but tags stands on the line */
    bool is_alone;
    /* it counts for the card on its line alone */
    bool is_of_card;
    struct nc_card_scope scope;
};

struct scopes {
    struct nc_arena *arena;
    struct scope_line *lines;
    size_t count, cap;
};

/* Adds a tag to a scope whose array has room for it. */
static void add_tag(struct scopes *s, struct nc_card_scope *to, struct nc_str tag)
{
    to->tags[to->count++] = tag;
    to->deck = to->deck.n ? to->deck : deck_of_tag(s->arena, tag);
}

static bool is_scope(const struct nc_node *n)
{
    return n->kind == NC_TAG && card_names_scope(n->u.text);
}

static void see_line(struct scopes *s, const struct card_line *l)
{
    struct scope_line found = {.is_alone = true};
    size_t count = 0;
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next) {
        count += is_scope(n);
        found.is_alone &= n->kind == NC_TAG || (n->kind == NC_TEXT && !nc_str_trim(n->u.text).n);
    }
    if (!count)
        return;
    found.line = l->first->pos.line;
    found.scope.tags = nc_arena_array(s->arena, count, sizeof *found.scope.tags);
    for (const struct nc_node *n = l->first; n && n != l->end; n = n->next)
        if (is_scope(n))
            add_tag(s, &found.scope, n->u.text);
    if (!found.is_alone && !found.scope.deck.n)
        return; /* "Question #flashcards" says that it is a card, not of which deck */
    nc_grow(&s->lines, &s->cap, s->count + 1, sizeof *s->lines);
    s->lines[s->count++] = found;
}

static void find_lines(struct scopes *s, const struct nc_doc *doc)
{
    struct nc_walk w;
    struct card_line l;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER)
            continue;
        bool is_text = (nc_is_text_block(n) || n->kind == NC_HEADING) && !n->pos.file;
        for (bool more = is_text && card_first_line(&l, n); more; more = card_next_line(&l))
            see_line(s, &l);
        /* Footnotes stand at the end of the tree, and their lines would be out of order. */
        if (nc_holds_inlines(n->kind) || n->kind == NC_EMBED || n->kind == NC_FOOTNOTES)
            nc_walk_skip(&w);
    }
}

/* Returns how many of the lines stand above a line of the note. */
static size_t lines_above(const struct scopes *s, uint32_t line)
{
    size_t from = 0, to = s->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (s->lines[middle].line < line)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The tags on the line where the card begins, beside its text; NULL: there are none. */
static struct scope_line *line_of_card(const struct scopes *s, const struct nc_card *card)
{
    size_t i = card->pos.file || !card->pos.line ? s->count : lines_above(s, card->pos.line);
    bool is_own = i < s->count && s->lines[i].line == card->pos.line && !s->lines[i].is_alone;
    return is_own ? &s->lines[i] : NULL;
}

/* The scope of cards above all such lines: the tags of the front matter, or else those of the first
 * line that counts for more than one card. */
static struct nc_card_scope first_scope(struct scopes *s, const struct nc_meta *m)
{
    struct nc_card_scope scope = {
        .tags = nc_arena_array(s->arena, m->front_tag_count, sizeof *scope.tags)};
    for (size_t i = 0; i < m->front_tag_count; i++)
        if (card_names_scope(m->tags[i]))
            add_tag(s, &scope, m->tags[i]);
    return scope.count || !s->count ? scope : s->lines[0].scope;
}

static void give_scopes(struct scopes *s, const struct nc_meta *m, struct nc_card_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        struct scope_line *own = line_of_card(s, &set->cards[i]);
        if (!own)
            continue;
        own->is_of_card = true;
        set->cards[i].scope = own->scope;
    }
    size_t kept = 0;
    for (size_t i = 0; i < s->count; i++)
        if (!s->lines[i].is_of_card)
            s->lines[kept++] = s->lines[i];
    s->count = kept;
    struct nc_card_scope first = first_scope(s, m);
    for (size_t i = 0; i < set->count; i++) {
        struct nc_card *card = &set->cards[i];
        size_t above = lines_above(s, card->pos.line);
        if (!card->scope.count)
            card->scope = above ? s->lines[above - 1].scope : first;
    }
}

void cards_find_decks(struct collecting *c)
{
    struct scopes s = {.arena = c->arena};
    if (!c->scope_is_tag || nc_cards_has_deck(c->doc))
        return;
    find_lines(&s, c->doc);
    give_scopes(&s, &c->doc->meta, c->out);
    free(s.lines);
}
