/* The table of callout types. */
#include "parse/construct/callouttype.h"

struct nc_str nc_callout_type(struct nc_str word)
{
    static const struct {
        const char *word, *type;
    } types[] = {{"note", "note"},         {"abstract", "abstract"}, {"summary", "abstract"},
                 {"tldr", "abstract"},     {"info", "info"},         {"todo", "todo"},
                 {"tip", "tip"},           {"hint", "tip"},          {"important", "tip"},
                 {"success", "success"},   {"check", "success"},     {"done", "success"},
                 {"question", "question"}, {"help", "question"},     {"faq", "question"},
                 {"warning", "warning"},   {"caution", "warning"},   {"attention", "warning"},
                 {"failure", "failure"},   {"fail", "failure"},      {"missing", "failure"},
                 {"danger", "danger"},     {"error", "danger"},      {"bug", "bug"},
                 {"example", "example"},   {"quote", "quote"},       {"cite", "quote"}};
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (nc_str_ieq(word, nc_str(types[i].word)))
            return nc_str(types[i].type);
    return NC_NONE;
}
