/* texlike.c: what counts as TeX between its brackets, at the edges of what is asked. */
#include "parse/leaf/texlike.h"

#include "base/buf.h"
#include "tests/unit/check.h"

static bool looks(const char *s)
{
    return nc_looks_like_tex(nc_str(s), false);
}

static void test_words(void)
{
    CHECK(looks("x") && looks("ABC") && looks("xyz+1") && looks("f(x)"));
    CHECK(!looks("ABCD") && !looks("wxyz+1") && !looks("xy") && !looks("x86"));
    /* A name of several words has no index. */
    CHECK(looks("ab_de") && looks("abc_d") && !looks("abc_de") && !looks("abcd_ef"));
}

/* The sign of TeX stands within the first thousand bytes. */
static void test_signs(void)
{
    struct nc_buf b = {0};
    for (int i = 0; i < 998; i++)
        nc_buf_char(&b, '1');
    nc_buf_puts(&b, "\\a");
    CHECK(nc_looks_like_tex(nc_buf_view(&b), true));
    nc_buf_clear(&b);
    for (int i = 0; i < 999; i++)
        nc_buf_char(&b, '1');
    nc_buf_puts(&b, "\\a");
    CHECK(!nc_looks_like_tex(nc_buf_view(&b), true));
    nc_buf_dispose(&b);
}

/* A formula that nothing closes ends with the last word of TeX, or after three hundred bytes. */
static void test_unclosed(void)
{
    struct nc_buf b = {0};
    struct nc_str s = NC_LIT("\\(x^2 + y is so");
    CHECK(nc_tex_unclosed(s, 0, s.n) == strlen("\\(x^2 + y"));
    s = NC_LIT("\\(x^\\2");
    CHECK(nc_tex_unclosed(s, 0, s.n) == s.n);
    nc_buf_puts(&b, "\\(x^2");
    while (b.n < 400)
        nc_buf_puts(&b, " 1");
    CHECK(nc_tex_unclosed(nc_buf_view(&b), 0, b.n) == 299);
    b.p[299] = '1';
    CHECK(nc_tex_unclosed(nc_buf_view(&b), 0, b.n) == 300);
    nc_buf_dispose(&b);
}

static void test_escapes(void)
{
    struct nc_arena *arena = nc_arena_new();
    CHECK_STR(nc_tex_less_escapes(arena, NC_LIT("a\\_b\\*c\\d")).p, "a_b*c\\d");
    CHECK_STR(nc_tex_less_escapes(arena, NC_LIT("a\\\\\\\\b\\\\ c\\\\d")).p, "a\\\\b\\\\ c\\d");
    nc_arena_free(arena);
}

int main(void)
{
    test_words();
    test_signs();
    test_unclosed();
    test_escapes();
    return check_result();
}
