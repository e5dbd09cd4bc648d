/* coverlines.c: where the lines of a title end. */
#include "export/epub/coverlines.h"

#include "base/buf.h"
#include "tests/unit/check.h"

/* lines: the expected ones, with '|' between. */
static void check_title(const char *title, const char *lines)
{
    struct nc_arena *arena = nc_arena_new();
    struct cover_lines out;
    struct nc_buf got = {0};
    nc_buf_puts(&got, "");
    cover_break(&out, arena, nc_str(title), 940, 52, 150);
    for (size_t i = 0; i < out.count; i++)
        nc_buf_printf(&got, "%s%.*s", i ? "|" : "", NC_FMT(out.items[i]));
    CHECK_STR(got.p, lines);
    CHECK(out.size >= 52 && out.size <= 150);
    nc_buf_dispose(&got);
    nc_arena_free(arena);
}

/* No line begins with the mark; opens: none ends with it. */
static void check_mark(const char *before, const char *mark, const char *after, bool opens)
{
    struct nc_str c = nc_str(before), m = nc_str(mark);
    for (size_t n = 0; n <= c.n; n += 3) {
        struct nc_arena *arena = nc_arena_new();
        struct cover_lines out;
        struct nc_buf title = {0};
        nc_buf_str(&title, nc_str_sub(c, 0, n));
        nc_buf_printf(&title, "%s%s", mark, after);
        cover_break(&out, arena, nc_buf_view(&title), 940, 52, 150);
        for (size_t i = 0; i < out.count; i++)
            if (!CHECK(opens ? !nc_str_ends(out.items[i], m)
                             : i == 0 || !nc_str_starts(out.items[i], m)))
                fprintf(stderr, "  %s after %zu\n", mark, n / 3);
        nc_buf_dispose(&title);
        nc_arena_free(arena);
    }
}

static void test_lines(void)
{
    check_title("Notes", "Notes");
    check_title("  One \n and   two  ", "One|and two");
    check_title("An Inquiry into the Nature and Causes of the Wealth of Nations",
                "An Inquiry|into the Nature|and Causes of|the Wealth of|Nations");
    /* No closing mark begins a line, no opening one ends one. */
    check_title("听姚顺雨与闫俊杰的访谈，有感而发。", "听姚顺雨与闫|俊杰的访谈，|有感而发。");
    check_title("あいうえおか「きくけこ」さし", "あいうえお|か「きくけ|こ」さし");
    /* Korean words stay whole. */
    check_title("한국어 제목은 낱말 사이에서 줄을 바꾼다",
                "한국어 제목은|낱말 사이에서|줄을 바꾼다");
    check_title("", "");
}

/* Six wide characters fill a line of this title, and the seventh is a mark that begins none. */
static void test_marks(void)
{
    static const char *const begin_none[] = {
        "ー", "々", "〻", "・", "…",  "—",  "～", "〜", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ",
        "ゃ", "ゅ", "ょ", "ゎ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ", "ヮ"};
    static const char *const end_none[] = {"〈", "《", "「", "『", "【", "〔", "〖", "〘", "‘",
                                           "“",  "（", "［", "｛", "(",  "[",  "{",  "#"};
    for (size_t i = 0; i < sizeof begin_none / sizeof begin_none[0]; i++)
        check_mark("字字字字字字", begin_none[i], "字字字字字字字字字字", false);
    for (size_t i = 0; i < sizeof end_none / sizeof end_none[0]; i++)
        check_mark("字字字字字字", end_none[i], "字字字字字字字字字字", true);
}

/* Whatever the title: a few lines, none of them empty. */
static void test_bounded(void)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_buf long_title = {0};
    struct cover_lines out;
    for (int i = 0; i < 100000; i++)
        nc_buf_puts(&long_title, i % 7 ? "字" : "word ");
    cover_break(&out, arena, nc_buf_view(&long_title), 940, 52, 150);
    CHECK(out.count == COVER_MAX_LINES && out.size == 52);
    for (size_t i = 0; i < out.count; i++)
        CHECK(out.items[i].n > 0);
    CHECK(nc_str_ends(out.items[out.count - 1], NC_LIT("\xE2\x80\xA6")));
    nc_buf_dispose(&long_title);
    nc_arena_free(arena);
}

/* The lines of so many characters in all, of which some begin the title. */
static struct cover_lines broken(struct nc_arena *arena, const char *title, const char *each,
                                 size_t count)
{
    struct nc_buf text = {0};
    struct cover_lines out;
    nc_buf_puts(&text, title);
    for (size_t i = 0; i < count; i++)
        nc_buf_puts(&text, each);
    cover_break(&out, arena, nc_buf_view(&text), 940, 52, 150);
    nc_buf_dispose(&text);
    return out;
}

/* What eight lines hold is whole, and as even as it can be; dots stand for more, also if only its
 * blanks were too many. */
static void test_edges(void)
{
    struct nc_arena *arena = nc_arena_new();
    struct nc_str dots = NC_LIT("\xE2\x80\xA6");
    struct cover_lines all = broken(arena, "", "字", 130);
    CHECK(all.count == COVER_MAX_LINES && all.items[0].n == 17 * strlen("字"));
    CHECK(!nc_str_ends(all.items[all.count - 1], dots));
    struct cover_lines more = broken(arena, "", "字", 145);
    CHECK(more.count == COVER_MAX_LINES && more.items[0].n == 18 * strlen("字"));
    CHECK(nc_str_ends(more.items[more.count - 1], dots));
    CHECK(!nc_str_ends(broken(arena, "A", " ", 1199).items[0], dots));
    CHECK(nc_str_ends(broken(arena, "A", " ", 1200).items[0], dots));
    nc_arena_free(arena);
}

/* Seven wide letters need smaller type than seven others; a line ends after each dash. */
static void test_letters(void)
{
    struct nc_arena *arena = nc_arena_new();
    static const char *const wide[] = {"m", "w", "M", "W", "@"};
    for (size_t i = 0; i < sizeof wide / sizeof wide[0]; i++)
        CHECK(broken(arena, "", wide[i], 7).size < broken(arena, "", "K", 7).size);
    nc_arena_free(arena);
    check_title("Kaleidoscopes-Microscopic", "Kaleidoscopes-|Microscopic");
    check_title("Kaleidoscopes/Microscopic", "Kaleidoscopes/|Microscopic");
    check_title("Kaleidoscopes\u2014Microscopic", "Kaleidoscopes\u2014|Microscopic");
}

int main(void)
{
    test_lines();
    test_marks();
    test_edges();
    test_letters();
    test_bounded();
    return check_result();
}
