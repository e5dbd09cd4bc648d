/* The names of what cards come from, and of the words that ask for them. */
#include "cards/cards.h"

static const struct {
    const char *name, *mode;
} origins[NC_CARD_ORIGIN_COUNT] = {
    [NC_CARD_DIALOGUE] = {"dialogue", "dialogue"},
    [NC_CARD_QUESTION] = {"question", "questions"},
    [NC_CARD_HEADING] = {"heading", "headings"},
    [NC_CARD_MARK] = {"mark", "marks"},
};

const char *nc_card_origin_name(enum nc_card_origin o)
{
    return origins[o].name;
}

const char *nc_card_origin_mode(enum nc_card_origin o)
{
    return origins[o].mode;
}
