/* Reads the words of --cards= and finds the deck of a note. */
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

/* The deck of inka's "Deck: name" right below a rule. */
static struct nc_str deck_below_rule(struct nc_arena *arena, const struct nc_node *rule)
{
    const struct nc_node *p = rule->kind == NC_RULE ? rule->next : NULL;
    const struct nc_node *t = p && p->kind == NC_PARAGRAPH ? p->first : NULL;
    struct nc_str word = NC_LIT("Deck:");
    bool is_deck = t && t->kind == NC_TEXT && nc_str_starts(t->u.text, word);
    return is_deck ? clean_deck(arena, nc_str_sub(t->u.text, word.n, t->u.text.n)) : NC_NONE;
}

/* The deck of Obsidian_to_Anki's "TARGET DECK", named after a colon or on the next line. */
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

/* The deck geo::rivers of "#flashcards/geo/rivers" (obsidian-spaced-repetition). */
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

static struct nc_str named_deck(struct nc_arena *arena, const struct nc_doc *doc)
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
    bool has = named_deck(scratch, doc).n > 0;
    nc_arena_free(scratch);
    return has;
}

struct nc_str nc_cards_deck(struct nc_arena *arena, const struct nc_doc *doc)
{
    struct nc_str name = named_deck(arena, doc);
    if (!name.n)
        name = clean_deck(arena, doc->meta.title);
    if (!name.n)
        return NC_LIT("noteconv");
    if (nc_str_ieq(name, NC_LIT("Default")))
        return NC_LIT("Default (noteconv)");
    return name;
}
