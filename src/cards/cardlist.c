/* Reads the words of --cards=. */
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
