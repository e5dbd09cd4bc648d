/* Edit distances, and which word is near enough. */
#include "base/nearest.h"
#include "tests/unit/check.h"

#include <limits.h>

static unsigned apart(const char *a, const char *b)
{
    return nc_edit_distance(nc_str(a), nc_str(b));
}

/* Both ways, and as the distance has it. */
static bool is_slip(const char *a, const char *b)
{
    bool slip = nc_is_one_slip(nc_str(a), nc_str(b));
    CHECK(slip == nc_is_one_slip(nc_str(b), nc_str(a)) && slip == (apart(a, b) == 1));
    return slip;
}

/* All words of up to five letters of two. */
static void check_slips(void)
{
    char a[6], b[6];
    for (unsigned i = 2; i < 64; i++)
        for (unsigned k = 2; k < 64; k++) {
            size_t n = 0, m = 0;
            for (unsigned x = i; x > 1 && n < 5; x >>= 1)
                a[n++] = x & 1 ? 'a' : 'b';
            for (unsigned x = k; x > 1 && m < 5; x >>= 1)
                b[m++] = x & 1 ? 'A' : 'B';
            a[n] = b[m] = '\0';
            is_slip(a, b);
        }
    CHECK(is_slip("titel", "title") && is_slip("auther", "author") && is_slip("", "a"));
    CHECK(!is_slip("title", "Title") && !is_slip("abcd", "badc") && !is_slip("", ""));
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
    CHECK(nearest_is("ebup", "epub") && nearest_is("rgo", "org") && nearest_is("pu", ""));
    CHECK(nearest_is("chekc", "check") && nearest_is("exlcued", "exclude"));
    CHECK(nearest_is("conv", "convert") && nearest_is("co", ""));
    CHECK(nearest_is("pdf", "") && nearest_is("", "") && nearest_is(longer, ""));
    check_slips();
    return check_result();
}
