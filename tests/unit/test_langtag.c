/* Language tags by the grammar of RFC 5646, with the examples of its appendix A. */
#include "doc/langtag.h"
#include "tests/unit/check.h"

static bool is_tag(const char *s)
{
    return nc_lang_is_tag(nc_str(s));
}

int main(void)
{
    static const char *const good[] = {"en",          "und",
                                       "zh-Hans",     "zh-Hant-TW",
                                       "zh-cmn-Hans", "sl-rozaj-biske",
                                       "de-CH-1901",  "de-DE-u-co-phonebk",
                                       "es-419",      "en-a-myext-b-another",
                                       "de-x-a",      "az-Arab-x-aze-derbend",
                                       "ast"};
    static const char *const bad[] = {"",
                                      "e",
                                      "vietnamese",
                                      "de-419-DE",
                                      "zh-TW-Hant",
                                      "en-",
                                      "-en",
                                      "en--US",
                                      "en-a",
                                      "en-x",
                                      "12",
                                      "en_US",
                                      "a-DE",
                                      "en-abcdefghi",
                                      "de-a-b-foo",
                                      "zh Hans",
                                      "中文",
                                      "english",
                                      "Chinese",
                                      "root-DE",
                                      "zh-Hans-Hant",
                                      "en-US-GB",
                                      "en-1901-US"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        if (!CHECK(is_tag(good[i])))
            fprintf(stderr, "  %s\n", good[i]);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (!CHECK(!is_tag(bad[i])))
            fprintf(stderr, "  %s\n", bad[i]);
    struct nc_arena *arena = nc_arena_new();
    CHECK(nc_str_eqz(nc_lang_tag(arena, NC_LIT("pt_BR")), "pt-BR"));
    nc_arena_free(arena);
    return check_result();
}
