/* Names, modes, decks, and the readable list of cards. */
#include "cards/collecting.h"

static bool add_mode(unsigned *modes, struct nc_str word)
{
    if (nc_str_ieq(word, NC_LIT("none")) || nc_str_ieq(word, NC_LIT("false")))
        return true;
    if (nc_str_ieq(word, NC_LIT("all")) || nc_str_ieq(word, NC_LIT("true"))) {
        *modes = NC_CARDS_ALL;
        return true;
    }
    enum nc_card_tool tool = nc_card_tool_named(word);
    if (tool < NC_CARD_TOOL_COUNT) {
        *modes |= NC_CARDS_MARKS | NC_CARDS_TOOL(tool);
        return true;
    }
    for (unsigned o = 0; o < NC_CARD_ORIGIN_COUNT; o++) {
        if (nc_str_ieq(word, nc_str(nc_card_origin_mode(o))) ||
            nc_str_ieq(word, nc_str(nc_card_origin_name(o)))) {
            *modes |= 1u << o | NC_CARDS_MARKS;
            return true;
        }
    }
    return false;
}

bool nc_cards_parse_modes(unsigned *out, struct nc_str modes)
{
    *out = 0;
    for (size_t from = 0; from <= modes.n;) {
        size_t to = nc_str_find(modes, ',', from);
        if (!add_mode(out, nc_str_trim(nc_str_sub(modes, from, to))))
            return false;
        from = to + 1;
    }
    return true;
}

unsigned nc_cards_modes(const struct nc_doc *doc, unsigned otherwise)
{
    const struct nc_value *v = nc_meta_get(&doc->meta, "cards");
    unsigned modes = 0;
    if (!v || v->type == NC_V_NULL || v->type == NC_V_MAP)
        return otherwise;
    if (v->type != NC_V_LIST)
        return nc_cards_parse_modes(&modes, v->raw) ? modes : otherwise;
    for (size_t i = 0; i < v->count; i++)
        if (!add_mode(&modes, v->items[i].raw))
            return otherwise;
    return modes;
}

bool nc_cards_complain(struct nc_buf *out, const struct nc_value *v)
{
    unsigned modes = 0;
    struct nc_str bad = NC_NONE;
    if (v->type == NC_V_NULL)
        return false;
    if (v->type == NC_V_LIST) {
        for (size_t i = 0; i < v->count && !bad.n; i++)
            if (!add_mode(&modes, v->items[i].raw))
                bad = v->items[i].raw;
    } else if (v->type == NC_V_MAP || !nc_cards_parse_modes(&modes, v->raw)) {
        bad = v->type == NC_V_MAP ? NC_LIT("a map") : v->raw;
    }
    if (bad.n)
        nc_buf_printf(out, "cards: \"%.*s\" cannot be used; write a list of " NC_CARDS_WORDS,
                      NC_FMT(bad));
    return bad.n > 0;
}

static void put_indented(struct nc_buf *out, const char *label, struct nc_str text)
{
    nc_buf_puts(out, label);
    if (!text.n)
        nc_buf_char(out, '\n');
    for (size_t i = 0; i < text.n;) {
        size_t to = nc_str_find(text, '\n', i);
        if (i)
            nc_buf_puts(out, "   ");
        nc_buf_str(out, nc_str_sub(text, i, to));
        nc_buf_char(out, '\n');
        i = to + 1;
    }
}

/* The text of a side with its clozes as Anki writes them. */
static void plain_with_clozes(struct nc_buf *out, const struct nc_slice *s)
{
    struct nc_slice_walk w;
    nc_slice_walk_begin(&w, s);
    for (enum nc_slice_event e = nc_slice_next(&w); e != NC_SLICE_DONE; e = nc_slice_next(&w)) {
        if (e == NC_SLICE_ENTER && nc_holds_inlines(w.node->kind) && !nc_is_inline(w.node->kind) &&
            out->n)
            nc_buf_char(out, '\n');
        if (e == NC_SLICE_TEXT)
            nc_buf_str(out, w.text);
        else if (e == NC_SLICE_OPEN)
            nc_buf_printf(out, "{{c%u::", w.mark->number);
        else if (e == NC_SLICE_CLOSE)
            nc_buf_printf(out, "%s%.*s}}", w.mark->hint.n ? "::" : "", NC_FMT(w.mark->hint));
        else if (e == NC_SLICE_ENTER && (w.node->kind == NC_CODE || w.node->kind == NC_CODE_BLOCK))
            nc_buf_str(out, w.node->kind == NC_CODE ? w.node->u.text : w.node->u.code.text);
        else if (e == NC_SLICE_ENTER && w.node->kind == NC_MATH)
            nc_buf_str(out, w.node->u.math.tex);
        else if (e == NC_SLICE_ENTER && nc_is_break(w.node))
            nc_buf_char(out, '\n');
    }
    nc_slice_walk_end(&w);
}

void nc_cards_print(struct nc_buf *out, const struct nc_doc *doc, const struct nc_card_set *set)
{
    struct nc_buf text = {0};
    for (size_t i = 0; i < set->count; i++) {
        const struct nc_card *c = &set->cards[i];
        nc_buf_printf(out, "%s%.*s:%u:%u: %s", i ? "\n" : "", NC_FMT(doc->files[0]), c->pos.line,
                      c->pos.col, nc_card_origin_name(c->origin));
        if (c->context.n)
            nc_buf_printf(out, " (%.*s)", NC_FMT(c->context));
        nc_buf_char(out, '\n');
        bool is_cloze = c->kind == NC_CARD_CLOZE;
        nc_buf_clear(&text);
        if (is_cloze)
            plain_with_clozes(&text, &c->front);
        else
            nc_slice_plain(&text, &c->front);
        put_indented(out, is_cloze ? "C: " : "Q: ", nc_buf_view(&text));
        nc_buf_clear(&text);
        nc_slice_plain(&text, &c->back);
        if (text.n || !is_cloze)
            put_indented(out,
                         c->reverse ? "A: (and the other way round) " : "A: ", nc_buf_view(&text));
    }
    nc_buf_dispose(&text);
}

/* Levels trimmed, empty ones dropped. */
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
    struct nc_str s = nc_arena_str(arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return s;
}

#define TARGET_DECK "TARGET DECK"

bool cards_names_deck(const struct nc_node *p)
{
    const struct nc_node *t = p->kind == NC_PARAGRAPH ? p->first : NULL;
    return t && t->kind == NC_TEXT && nc_str_starts(t->u.text, NC_LIT(TARGET_DECK));
}

/* inka's "Deck: name" right below a rule. */
static struct nc_str deck_below_rule(struct nc_arena *arena, const struct nc_node *rule)
{
    const struct nc_node *p = rule->kind == NC_RULE ? rule->next : NULL;
    const struct nc_node *t = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    struct nc_str word = NC_LIT("Deck:");
    bool is_deck = t && t->kind == NC_TEXT && nc_str_starts(t->u.text, word);
    return is_deck ? clean_deck(arena, nc_str_sub(t->u.text, word.n, t->u.text.n)) : NC_NONE;
}

/* Obsidian_to_Anki's "TARGET DECK" with the name behind a colon or on the next line. */
static struct nc_str deck_in_text(struct nc_arena *arena, const struct nc_doc *doc)
{
    for (const struct nc_node *p = doc->root->first; p; p = p->next) {
        struct nc_str below = deck_below_rule(arena, p);
        if (below.n)
            return below;
        if (!cards_names_deck(p))
            continue;
        const struct nc_node *t = p->first;
        struct nc_str rest =
            nc_str_trim(nc_str_sub(t->u.text, sizeof TARGET_DECK - 1, t->u.text.n));
        if (rest.n && rest.p[0] == ':')
            return clean_deck(arena, nc_str_trim(nc_str_sub(rest, 1, rest.n)));
        const struct nc_node *next = t->next && nc_is_break(t->next) ? t->next->next : NULL;
        if (!rest.n && next && next->kind == NC_TEXT)
            return clean_deck(arena, next->u.text);
    }
    return NC_NONE;
}

/* "#flashcards/geo/rivers" is the deck geo::rivers (obsidian-spaced-repetition). */
static struct nc_str deck_of_tag(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_str word = NC_LIT("flashcards/"), name = NC_NONE;
    for (size_t i = 0; !name.n && i < doc->meta.tag_count; i++) {
        struct nc_str tag = doc->meta.tags[i];
        if (!nc_str_istarts(tag, word) || tag.n == word.n)
            continue;
        struct nc_buf b = {0};
        for (size_t k = word.n; k < tag.n; k++)
            nc_buf_put(&b, tag.p[k] == '/' ? "::" : tag.p + k, tag.p[k] == '/' ? 2 : 1);
        name = clean_deck(arena, nc_buf_view(&b));
        nc_buf_dispose(&b);
    }
    return name;
}

static struct nc_str deck_said(struct nc_arena *arena, const struct nc_doc *doc)
{
    static const char *const keys[] = {"deck", "anki-deck", "anki_deck", "cards-deck"};
    struct nc_str name = NC_NONE;
    for (size_t i = 0; !name.n && i < sizeof keys / sizeof keys[0]; i++) {
        const struct nc_value *v = nc_meta_get(&doc->meta, keys[i]);
        if (v && v->type != NC_V_NULL && v->type != NC_V_LIST && v->type != NC_V_MAP)
            name = clean_deck(arena, v->raw);
    }
    if (!name.n)
        name = deck_in_text(arena, doc);
    return name.n ? name : deck_of_tag(arena, doc);
}

bool nc_cards_has_deck(const struct nc_doc *doc)
{
    struct nc_arena *scratch = nc_arena_new();
    bool has = deck_said(scratch, doc).n > 0;
    nc_arena_free(scratch);
    return has;
}

struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_str name = deck_said(arena, doc);
    if (!name.n)
        name = clean_deck(arena, doc->meta.title);
    if (!name.n)
        return NC_LIT("noteconv");
    if (nc_str_ieq(name, NC_LIT("Default")))
        return NC_LIT("Default (noteconv)");
    return name;
}
