/* Names of the origins of cards, of the words that ask for them, and of tools. */
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

static const struct {
    const char *name;
    enum nc_card_tool tool;
} tools[] = {
    {"osr", NC_TOOL_OSR},
    {"obsidian-spaced-repetition", NC_TOOL_OSR},
    {"yanki", NC_TOOL_YANKI},
    {"o2a", NC_TOOL_O2A},
    {"obsidian-to-anki", NC_TOOL_O2A},
    {"flashcards-obsidian", NC_TOOL_FLASHCARDS},
    {"remnote", NC_TOOL_REMNOTE},
    {"inka", NC_TOOL_INKA},
    {"inka2", NC_TOOL_INKA},
    {"mochi", NC_TOOL_MOCHI},
    {"ankdown", NC_TOOL_ANKDOWN},
    {"mdanki", NC_TOOL_MDANKI},
    {"ankiops", NC_TOOL_ANKIOPS},
    {"hashcards", NC_TOOL_HASHCARDS},
};

enum nc_card_tool nc_card_tool_named(struct nc_str word)
{
    for (size_t i = 0; i < sizeof tools / sizeof tools[0]; i++)
        if (nc_str_ieq(word, nc_str(tools[i].name)))
            return tools[i].tool;
    return NC_CARD_TOOL_COUNT;
}
