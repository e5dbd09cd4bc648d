/* Edit distances, and which word is near enough. */
#include "base/nearest.h"
#include "tests/unit/check.h"

#include <limits.h>

static unsigned apart(const char *a, const char *b)
{
    return nc_edit_distance(nc_str(a), nc_str(b));
}

static bool nearest_is(const char *word, const char *want)
{
    static const char *const all[] = {"epub", "apkg", "org", "check", "convert", "exclude"};
    struct nc_nearest n = {.word = nc_str(word)};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        nc_nearest_offer(&n, nc_str(all[i]));
    return nc_str_eqz(n.best, want);
}

int main(void)
{
    char longest[41], longer[42];
    memset(longest, 'a', 40);
    memset(longer, 'a', 41);
    longest[40] = longer[41] = '\0';
    CHECK(apart("", "") == 0 && apart("", "abc") == 3 && apart("abc", "") == 3);
    CHECK(apart("epub", "EPUB") == 0);
    CHECK(apart("epub", "epbu") == 1 && apart("epub", "epu") == 1 && apart("epub", "epuub") == 1);
    CHECK(apart("kitten", "sitting") == 3);
    CHECK(apart(longest, longest) == 0 && apart(longest, "b") == 40);
    CHECK(apart(longer, longer) == UINT_MAX && apart("a", longer) == UINT_MAX);
    CHECK(nearest_is("epbu", "epub") && nearest_is("orgg", "org") && nearest_is("ogr", "org"));
    CHECK(nearest_is("chekc", "check") && nearest_is("exlcued", "exclude"));
    CHECK(nearest_is("conv", "convert") && nearest_is("co", ""));
    CHECK(nearest_is("pdf", "") && nearest_is("", "") && nearest_is(longer, ""));
    return check_result();
}
