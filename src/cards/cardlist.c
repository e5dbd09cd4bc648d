/* Names, modes, decks, and the readable list of cards. */
#include "cards/cards.h"

static bool add_mode(unsigned *modes, struct nc_str word)
{
    if (nc_str_ieq(word, NC_LIT("none")) || nc_str_ieq(word, NC_LIT("false")))
        return true;
    if (nc_str_ieq(word, NC_LIT("all")) || nc_str_ieq(word, NC_LIT("true"))) {
        *modes = NC_CARDS_ALL;
        return true;
    }
    for (unsigned o = 0; o < NC_CARD_ORIGIN_COUNT; o++) {
        if (nc_str_ieq(word, nc_str(nc_card_origin_mode(o))) ||
            nc_str_ieq(word, nc_str(nc_card_origin_name(o)))) {
            *modes |= 1u << o;
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

static void put_indented(struct nc_buf *out, const char *label, struct nc_str text)
{
    nc_buf_puts(out, label);
    for (size_t i = 0; i < text.n;) {
        size_t to = nc_str_find(text, '\n', i);
        if (i)
            nc_buf_puts(out, "   ");
        nc_buf_str(out, nc_str_sub(text, i, to));
        nc_buf_char(out, '\n');
        i = to + 1;
    }
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
        nc_buf_clear(&text);
        nc_slice_plain(&text, &c->front);
        put_indented(out, "Q: ", nc_buf_view(&text));
        nc_buf_clear(&text);
        nc_slice_plain(&text, &c->back);
        put_indented(out, "A: ", nc_buf_view(&text));
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

static struct nc_str deck_said(struct nc_arena *arena, const struct nc_doc *doc)
{
    static const char *const keys[] = {"deck", "anki-deck", "anki_deck", "cards-deck"};
    struct nc_str name = NC_NONE;
    for (size_t i = 0; !name.n && i < sizeof keys / sizeof keys[0]; i++) {
        const struct nc_value *v = nc_meta_get(&doc->meta, keys[i]);
        if (v && v->type != NC_V_NULL && v->type != NC_V_LIST && v->type != NC_V_MAP)
            name = clean_deck(arena, v->raw);
    }
    return name;
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
